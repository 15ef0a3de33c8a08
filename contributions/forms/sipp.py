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


class SippWordsForm(Form):
    """What each word of a reply's status column means; a known one keeps its meaning unless that is changed."""

    CHOICES = (
        ("", _("Pilih artinya")), ("ACCEPTED", _("Diterima")), ("REFUSED", _("Ditolak")),
        ("SILENT", _("Belum dijawab")),
    )  # fmt: skip
    SAID = {
        answers.NUMBER_ALONE: _("Tanpa status, ada nomor KPJ"),
        answers.REASON_ALONE: _("Tanpa status, ada keterangan saja"),
        answers.BOTH: _("Tanpa status, ada nomor KPJ dan keterangan"),
        answers.EMPTY: _("Status kosong"),
    }

    def __init__(self, *args, words, **kwargs):
        """
        :param words: [(word, rows, meaning)], as contributions.sipp.replies.words_of gives them
        """
        super().__init__(*args, **kwargs)
        self.words = [word for word, _rows, _meaning in words]
        for number, (word, _rows, meaning) in enumerate(words, start=1):
            self.fields[f"kata_{number}"] = forms.ChoiceField(
                label=self.SAID.get(word, word), choices=self.CHOICES, required=False,
                initial="" if meaning == "UNCLEAR" else meaning,
            )  # fmt: skip
        self.before = {word: meaning for word, _rows, meaning in words}

    def told(self):
        """{word: meaning} of those whose meaning was said or changed."""
        said = dict(zip(self.words, (self.cleaned_data[name] for name in self.fields), strict=True))
        return {word: meaning for word, meaning in said.items() if meaning and meaning != self.before[word]}


class SippWithdrawForm(Form):
    reason = forms.CharField(label=_("Mengapa berkas ini ditarik?"), max_length=200)
