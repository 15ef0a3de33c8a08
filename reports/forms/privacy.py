"""What people fill in on the pages about personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.days import MomentField


class PersonFileForm(Form):
    """Whose data is asked for, and who asks."""

    nik = forms.CharField(label=_("NIK"), max_length=30, required=False, help_text=_("Dari KTP orang yang meminta."))
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        required=False,
        help_text=_("Hanya bila orang itu tidak tercatat dengan NIK: tamu, wali, atau saksi."),
    )
    asked_by = forms.CharField(
        label=_("Diminta oleh"), max_length=120, help_text=_("Nama yang tertera pada surat pengantar.")
    )
    places = forms.MultipleChoiceField(
        label=_("Yang tentang orang ini"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data=None):
        super().__init__(data)
        # What may be chosen is known only after looking; whatever is no place of this name is left out there.
        self.offer([(key, key) for key in data.getlist("places")] if data else [])

    def offer(self, places):
        self.fields["places"].choices = places

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("nik", "").strip() and not cleaned.get("name", "").strip():
            self.add_error("nik", _("Isi NIK, atau nama lengkap bila tidak ada NIK."))
        return cleaned


class IncidentForm(Form):
    """Between which instants, by which account, from where. A username is the office's word, no worker's name."""

    since = MomentField(label=_("Sejak"), help_text=_("Tanggal dan jam, misalnya 17-08-2026 09.30."))
    until = MomentField(label=_("Sampai"))
    user = forms.CharField(
        label=_("Nama pengguna"), max_length=150, required=False, help_text=_("Kosongkan untuk semua akun.")
    )
    action = forms.ChoiceField(label=_("Perbuatan"), required=False)
    address = forms.CharField(
        label=_("Alamat jaringan"), max_length=45, required=False, help_text=_("Alamat IP, misalnya 203.0.113.7.")
    )

    def __init__(self, *args, actions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("Semua")), *actions]


class IncidentLetterForm(Form):
    """What the notice says besides whom it is for (UU 27/2022 Art. 46)."""

    happened = forms.CharField(
        label=_("Apa yang terjadi, kapan, dan bagaimana"), max_length=1000, widget=forms.Textarea
    )
    remedy = forms.CharField(label=_("Upaya penanganan dan pemulihan"), max_length=1000, widget=forms.Textarea)
