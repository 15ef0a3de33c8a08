from django import forms
from django.utils.translation import gettext_lazy as _


class OwnerForm(forms.Form):
    """Who sees to a gap, and until when."""

    owner = forms.CharField(
        label=_("Penanggung jawab"), max_length=200, help_text=_("Jabatan atau nama, misalnya Kepala bidang SD.")
    )
    due_date = forms.DateField(
        label=_("Jatuh tempo"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False)


class CloseGapForm(forms.Form):
    """Why a gap is closed; the verb says when it may stay empty."""

    note = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        required=False,
        help_text=_("Wajib bila yang terdaftar belum sebanyak yang disebut."),
    )


class TickForm(forms.Form):
    """Cards that were handed over, by their number on the attendance sheet."""

    numbers = forms.CharField(
        label=_("Nomor urut"), max_length=2_000, help_text=_("Menurut daftar hadir, misalnya 1-50, 53.")
    )
    proxy = forms.CharField(
        label=_("Diterima oleh"), max_length=120, required=False, help_text=_("Hanya bila diwakilkan: satu nomor.")
    )
    proxy_note = forms.CharField(
        label=_("Surat kuasa"), max_length=200, required=False, help_text=_("Nomor atau tanggal surat kuasa.")
    )


class TakeBackForm(forms.Form):
    """A tick that was wrong."""

    number = forms.IntegerField(label=_("Nomor urut"), min_value=1)
    reason = forms.CharField(label=_("Alasan"), max_length=200)
