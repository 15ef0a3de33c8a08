"""The forms about scans of a worker's papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enrollment.forms import CHOOSE
from enrollment.models import WorkerDocument
from municipalities.forms.base import Form
from municipalities.forms.scans import ScanUploadField


class DocumentForm(Form):
    """A scan of a worker's paper; of one that takes another's place the kind is known."""

    kind = forms.ChoiceField(label=_("Jenis dokumen"), choices=[CHOOSE, *WorkerDocument.Kind.choices])
    file = ScanUploadField()
    note = forms.CharField(
        label=_("Keterangan"), max_length=120, required=False,
        help_text=_("Misalnya nomor dan tanggal SK. Wajib untuk jenis Lainnya."),
    )  # fmt: skip

    def __init__(self, *args, of=None, **kwargs):
        """:param of: the document whose place it takes"""
        super().__init__(*args, **kwargs)
        if of:
            del self.fields["kind"]
            if of.kind != WorkerDocument.Kind.OTHER:
                self.fields["note"].help_text = _("Misalnya nomor dan tanggal SK.")


class DocumentWithdrawalForm(Form):
    reason = forms.ChoiceField(label=_("Alasan"), choices=[CHOOSE, *WorkerDocument.Reason.choices])
