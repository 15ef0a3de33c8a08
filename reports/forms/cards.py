"""What is printed: for whom, on which sheet, and why once more."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.models import Card
from municipalities.forms.base import Form
from reports.models import CardOrder


NEW, ALL = "NEW", "ALL"
WHICH = ((NEW, gettext_lazy("yang belum pernah dicetak")), (ALL, gettext_lazy("semua, juga yang sudah pernah")))


class LayoutForm(Form):
    """Of people who were picked in a list."""

    layout = forms.ChoiceField(label=gettext_lazy("Tata letak"), choices=CardOrder.Layout)
    which = forms.ChoiceField(label=gettext_lazy("Kartu siapa"), choices=WHICH, required=False, initial=NEW)
    reason = forms.CharField(
        label=gettext_lazy("Alasan cetak ulang"), required=False, max_length=200,
        help_text=gettext_lazy("Hanya bila ada yang sudah pernah dicetak, misalnya: tinta luntur."),
    )  # fmt: skip

    @property
    def asked(self):
        """What `card_orders.order` asks for."""
        given = self.cleaned_data
        return {"layout": given["layout"], "only_new": given["which"] != ALL, "reason": given["reason"]}


class CardsForm(LayoutForm):
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    field_order = ("unit", "layout", "which", "reason")

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
