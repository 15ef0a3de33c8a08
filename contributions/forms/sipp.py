"""What people say of the files for SIPP."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common import months
from contributions.models import SippForm
from contributions.sipp import answers
from municipalities.forms.base import Form, UploadField
from municipalities.models import Segment


class SippPartForm(Form):
    """Which file: told by the page itself, never typed."""

    form = forms.ChoiceField(choices=SippForm)
    segment = forms.ChoiceField(choices=Segment)
    registration = forms.UUIDField(required=False)
    month = forms.CharField(required=False, max_length=7)

    def clean_month(self):
        text = self.cleaned_data["month"]
        try:
            return months.parse_month(text) if text else None
        except ValueError as error:
            raise forms.ValidationError("month") from error

    def clean(self):
        given = super().clean()
        if (given.get("form") == SippForm.WAGES) != bool(given.get("month")):
            raise forms.ValidationError("month")
        return given


class SippReplyForm(Form):
    file = UploadField(
        label=_("Berkas jawaban dari SIPP"), kinds=(".xlsx", ".csv"), most=answers.LIMITS.file, allow_empty_file=True,
        help_text=_("Kolom NIK atau KPJ, dan status atau keterangan. Anda melihat hasilnya dulu."),
    )  # fmt: skip


class SippWithdrawForm(Form):
    reason = forms.CharField(label=_("Mengapa berkas ini ditarik?"), max_length=200)
