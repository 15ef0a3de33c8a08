"""What people fill in on the pages about personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PersonFileForm(forms.Form):
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

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("nik", "").strip() and not cleaned.get("name", "").strip():
            self.add_error("nik", _("Isi NIK, atau nama lengkap bila tidak ada NIK."))
        return cleaned
