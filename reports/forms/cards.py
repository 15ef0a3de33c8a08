"""What is printed: for whom, on which sheet, and why once more."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.models import Card
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from reports.models import CardOrder
from reports.models.cards import FURTHEST


NEW, ALL = "NEW", "ALL"
WHICH = ((NEW, gettext_lazy("yang belum pernah dicetak")), (ALL, gettext_lazy("semua, juga yang sudah pernah")))


class LayoutForm(Form):
    """Of people who were picked in a list."""

    layout = forms.ChoiceField(label=gettext_lazy("Tata letak"), choices=CardOrder.Layout)
    both_sides = forms.BooleanField(
        label=gettext_lazy("Cetak bolak-balik"), required=False,
        help_text=gettext_lazy("Sisi belakang menyusul tiap halaman; balik kertasnya pada tepi panjang."),
    )  # fmt: skip
    printer = forms.ChoiceField(label=gettext_lazy("Printer"), required=False)
    which = forms.ChoiceField(label=gettext_lazy("Kartu siapa"), choices=WHICH, required=False, initial=NEW)
    reason = forms.CharField(
        label=gettext_lazy("Alasan cetak ulang"), required=False, max_length=200,
        help_text=gettext_lazy("Hanya bila ada yang sudah pernah dicetak, misalnya: tinta luntur."),
    )  # fmt: skip

    def __init__(self, *args, printers=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.printers = {str(printer.public_id): printer for printer in printers}
        self.fields["printer"].choices = [
            ("", _("tanpa penyesuaian")),
            *((public_id, printer.name) for public_id, printer in self.printers.items()),
        ]

    @property
    def asked(self):
        """What `card_orders.order` asks for."""
        given = self.cleaned_data
        return {
            "layout": given["layout"], "both_sides": given["both_sides"],
            "printer": self.printers.get(given["printer"]), "only_new": given["which"] != ALL,
            "reason": given["reason"],
        }  # fmt: skip


class CardsForm(LayoutForm):
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    field_order = ("unit", "layout", "both_sides", "printer", "which", "reason")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {str(unit.public_id): unit for unit in units}
        self.fields["unit"].choices = [
            ("", _("Seluruh kota")),
            *((public_id, unit.name) for public_id, unit in self.units.items()),
        ]

    @property
    def asked(self):
        return super().asked | {"unit": self.units.get(self.cleaned_data["unit"])}


class PagesForm(Form):
    """Pages of a sheet, once more."""

    pages = forms.CharField(
        label=gettext_lazy("Halaman"), max_length=60, help_text=gettext_lazy("Misalnya 12-14, 20.")
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Alasan cetak ulang"), max_length=200)


class VoidForm(Form):
    reason = forms.ChoiceField(label=gettext_lazy("Mengapa dicabut"), choices=Card.VoidReason)
    note = forms.CharField(
        label=gettext_lazy("Keterangan"), required=False, max_length=200,
        help_text=gettext_lazy("Misalnya nomor surat kehilangan."),
    )  # fmt: skip


class CardReportForm(Form):
    """By whoever holds a card that looks false; no account, no name asked for."""

    place = forms.CharField(label=gettext_lazy("Di mana kartu ini dilihat"), max_length=200)
    note = forms.CharField(
        label=gettext_lazy("Apa yang mencurigakan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Jangan menulis NIK atau nomor kartu orang lain."),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Telepon atau surel Anda, bila boleh dihubungi"), max_length=100, required=False
    )


class OutcomeForm(Form):
    outcome = forms.CharField(label=gettext_lazy("Hasil pemeriksaan"), max_length=300)


MM = {"max_digits": 3, "decimal_places": 1, "min_value": -FURTHEST, "max_value": FURTHEST, "initial": 0}


class PrinterForm(Form):
    """By how many millimetres a printer misses."""

    name = forms.CharField(label=gettext_lazy("Nama printer"), max_length=80)
    x = forms.DecimalField(label=gettext_lazy("Depan: terlalu ke kanan (mm)"), **MM)
    y = forms.DecimalField(label=gettext_lazy("Depan: terlalu ke bawah (mm)"), **MM)
    back_x = forms.DecimalField(label=gettext_lazy("Belakang: terlalu ke kanan (mm)"), **MM)
    back_y = forms.DecimalField(label=gettext_lazy("Belakang: terlalu ke bawah (mm)"), **MM)


class DesignForm(Form):
    """HTML and CSS of both sides; what may stand there is checked by reports/card_designs.py."""

    start_date = DayField(label=gettext_lazy("Berlaku mulai"))
    front = forms.CharField(
        label=gettext_lazy("Sisi depan (HTML)"), required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=gettext_lazy("Kosongkan bila mulai hari itu tidak memakai desain sendiri lagi."),
    )  # fmt: skip
    back = forms.CharField(
        label=gettext_lazy("Sisi belakang (HTML)"), required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip
    style = forms.CharField(
        label=gettext_lazy("Gaya (CSS)"), required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )  # fmt: skip
    upload = forms.FileField(
        label=gettext_lazy("Lambang (PNG atau JPEG)"), required=False,
        help_text=gettext_lazy("Tanpa unggahan: lambang versi sebelumnya, atau lambang kop surat."),
    )  # fmt: skip
