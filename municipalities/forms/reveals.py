"""Why somebody wants to see a number in full."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.personal import without_numbers
from municipalities.forms.base import Form
from municipalities.trails.reasons import Reason


class RevealForm(Form):
    """One number of one person. `what` keeps the ids of several such forms on a page apart."""

    reason = forms.ChoiceField(
        label=_("Untuk apa?"),
        choices=[("", _("Pilih alasan")), *Reason.choices],
        error_messages={"required": _("Pilih alasannya lebih dulu.")},
    )
    note = forms.CharField(
        label=_("Keterangan"), max_length=200, required=False, help_text=_("Tanpa nama dan tanpa nomor orang.")
    )

    def __init__(self, data=None, *, what):
        super().__init__(data, auto_id=f"{what}_%s")
        self.what = what

    def clean_note(self):
        return without_numbers(self.cleaned_data["note"].replace("\0", ""))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Tulis alasannya."))
        return cleaned
