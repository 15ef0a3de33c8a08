"""What the treasurer says of a file of the bank."""

from django import forms
from django.utils.translation import gettext_lazy as _

from contributions.bank import files
from contributions.bank.matching import How
from enrollment.forms import header_rows
from enrollment.reader.choosing import letter
from municipalities.forms.base import Form, UploadField


class BankFileForm(Form):
    file = UploadField(
        label=_("Berkas mutasi rekening dari bank"), kinds=(".csv", ".xlsx"), most=files.LIMITS.file,
        allow_empty_file=True,
        help_text=_("Kolom tanggal, jumlah, dan keterangan atau kode iuran. Anda melihat barisnya dulu."),
    )  # fmt: skip


class BankColumnsForm(Form):
    """Which column is what, where the titles do not tell."""

    NAMES = ("date", "amount", "description", "reference", "direction")

    head = forms.TypedChoiceField(
        label=_("Judul kolom"), coerce=int, help_text=_("Mutasi mulai di baris sesudahnya.")
    )  # fmt: skip
    date = forms.TypedChoiceField(label=_("Kolom tanggal"), coerce=int)
    amount = forms.TypedChoiceField(label=_("Kolom jumlah"), coerce=int)
    description = forms.TypedChoiceField(label=_("Kolom keterangan atau kode iuran"), coerce=int)
    reference = forms.TypedChoiceField(
        label=_("Kolom nomor bukti"), coerce=int, required=False, empty_value=None,
        help_text=_("Boleh kosong."),
    )  # fmt: skip

    direction = forms.TypedChoiceField(
        label=_("Kolom debet atau kredit (D/K)"), coerce=int, required=False, empty_value=None,
        help_text=_("Boleh kosong. Uang masuk (kredit) tidak dicatat sebagai pembayaran."),
    )  # fmt: skip

    def __init__(self, *args, cells, **kwargs):
        """
        :param cells: the first rows of the file
        """
        super().__init__(*args, **kwargs)
        width = max((len(row) for row in cells), default=0)
        columns = [(place, self.shown(place, cells)) for place in range(width)]
        self.fields["head"].choices = header_rows(cells, none=_("Tanpa judul kolom, langsung mutasi"))
        self.fields["head"].initial = self.fullest(cells)
        for name in ("date", "amount", "description"):
            self.fields[name].choices = [("", _("Pilih kolom")), *columns]
        for name in ("reference", "direction"):
            self.fields[name].choices = [("", _("tidak ada")), *columns]

    @staticmethod
    def fullest(cells):
        """The number of the first row in which the most columns hold something: what is above it is a letterhead."""
        filled = [sum(map(bool, row)) for row in cells]
        return filled.index(max(filled)) + 1 if filled else 0

    @staticmethod
    def shown(place, cells):
        """A column by its place and what stands in it."""
        there = [row[place] for row in cells if place < len(row) and row[place]]
        return f"{letter(place)}: {' · '.join(there[:3])[:60]}"

    def columns(self):
        given = {name: self.cleaned_data[name] for name in self.NAMES}
        return {name: place for name, place in given.items() if place is not None}


class BankRowForm(Form):
    """Which row of the file pays which bill, by its number as the page offered it; `seen`: how it was matched then."""

    row = forms.IntegerField(min_value=1)
    bill = forms.IntegerField(min_value=1)
    seen = forms.TypedChoiceField(choices=[(how.value, how.value) for how in How], coerce=How)


class BankExactForm(Form):
    """The rows that leave no doubt, by the mark that the page gave them."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$")
