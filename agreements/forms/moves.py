"""What a person fills in to move an agreement on: a remark, a day and a place, a scan, the serials, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements import scans
from agreements.forms.plain import PlainField
from agreements.models import Agreement
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.forms.scans import ScanUploadField


CHOOSE = ("", _("Pilih"))
LONGEST_NOTE = 2000


class NoteForm(Form):
    """Why: the other side reads it in the history."""

    thing = _("alasan")
    note = PlainField(label=_("Alasan"), lines=3, max_length=LONGEST_NOTE)


class RemarkForm(Form):
    """What should be different."""

    thing = _("catatan")
    note = PlainField(
        label=_("Catatan"), lines=4, max_length=LONGEST_NOTE,
        help_text=_("Sebut pasalnya dan usul kalimatnya. Pihak lain membacanya di riwayat naskah."),
    )  # fmt: skip


class AgreeForm(Form):
    """To the version that was read."""

    thing = _("catatan")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)
    note = PlainField(label=_("Catatan"), lines=2, max_length=LONGEST_NOTE, required=False)

    def names(self, number):
        """Shown again, it is about this version."""
        self.data = self.data.copy()
        self.data["version"] = number


class SignatureForm(Form):
    """The day and the place that stand on the signed paper."""

    thing = _("catatan penandatanganan")
    signing_date = DayField(
        label=_("Tanggal tanda tangan"), help_text=_("Hari yang tertulis di naskah bertanda tangan.")
    )  # fmt: skip
    signing_place = PlainField(label=_("Tempat"), max_length=200, help_text=_("Misalnya Balai Kota Bengkulu."))
    note = PlainField(label=_("Catatan"), lines=2, max_length=LONGEST_NOTE, required=False)


class SignedScanForm(Form):
    file = ScanUploadField(label=_("Pindaian naskah bertanda tangan"), most=scans.LIMITS.file)


class ScanReplacementForm(Form):
    file = ScanUploadField(label=_("Pindaian yang benar"), most=scans.LIMITS.file)
    reason = PlainField(
        label=_("Mengapa diganti"), lines=2, max_length=LONGEST_NOTE,
        help_text=_("Misalnya: halaman 3 tertinggal. Terbaca oleh kedua pihak."),
    )  # fmt: skip


class StampForm(Form):
    """A serial for each signed original; an empty one takes away what was there."""

    thing = _("nomor seri e-meterai")

    def __init__(self, *args, copies, **given):
        super().__init__(*args, **given)
        self.copies = {f"serial_{copy.position}": copy for copy in copies}
        for name, copy in self.copies.items():
            self.fields[name] = PlainField(
                label=_("Asli %(position)s: %(holder)s") % {"position": copy.position, "holder": copy.holder},
                max_length=40, required=False, initial=copy.stamp_serial,
            )  # fmt: skip

    @property
    def changed(self):
        """[(copy, its new serial)]"""
        return [
            (copy, self.cleaned_data[name])
            for name, copy in self.copies.items()
            if "".join(self.cleaned_data[name].split()) != copy.stamp_serial
        ]


class EndForm(Form):
    """The last day it is in force, and which reason of the law ends it."""

    thing = _("keterangan pengakhiran")
    ended_date = DayField(label=_("Hari terakhir berlaku"))
    reason = forms.ChoiceField(
        label=_("Alasan"), choices=[CHOOSE, *Agreement.EndReason.choices],
        help_text=_("PP 28/2018 Pasal 22. Pergantian kepala daerah atau pimpinan cabang bukan alasan."),
    )  # fmt: skip
    note = PlainField(
        label=_("Keterangan"), lines=2, max_length=LONGEST_NOTE, required=False,
        help_text=_("Misalnya nomor surat kesepakatan atau putusannya."),
    )  # fmt: skip
