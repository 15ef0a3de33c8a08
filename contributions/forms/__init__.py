"""What people type about money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common import months
from common.months import month_name
from common.rupiah import rupiah
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.forms.rupiah import RupiahField


class ApproveForm(Form):
    """The total typed again: a sign that it was looked at."""

    total = RupiahField(label=_("Jumlah iuran"), help_text=_("Ketik jumlah di atas, misalnya 1.234.567."))

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        if run.is_correction:
            self.fields["total"].label = _("Selisih")
            self.fields["total"].help_text = _("Ketik selisih di atas tanpa tanda + atau -, misalnya 1.234.567.")


class CorrectionForm(Form):
    """From which approved month on everything is worked out again."""

    since = forms.TypedChoiceField(
        label=_("Hitung lagi sejak"), coerce=months.parse_month, help_text=_("Bulan pertama yang mungkin keliru.")
    )

    def __init__(self, *args, runs, **kwargs):
        """
        :param runs: the approved months, the oldest first
        """
        super().__init__(*args, **kwargs)
        found = [run.month for run in reversed(runs)]
        self.fields["since"].choices = [(f"{month:%Y-%m}", month_name(month)) for month in found]
        this_year = [month for month in found if month.year == found[0].year]
        if this_year:
            self.initial.setdefault("since", f"{this_year[-1]:%Y-%m}")


class CancelBillForm(Form):
    reason = forms.CharField(
        label=_("Mengapa tagihan ini dibatalkan?"),
        max_length=200,
        help_text=_("Alasan ini tercetak pada tagihan pembatalan."),
    )


class CeilingForm(Form):
    pagu = RupiahField(label=_("Pagu setahun"), help_text=_("Jumlah yang tersedia, misalnya 1.500.000.000."))


class PaymentForm(Form):
    bill = forms.ChoiceField(label=_("Tagihan"))
    payment_date = DayField(label=_("Tanggal bayar"))
    amount = RupiahField(label=_("Jumlah yang dibayar"))
    reference = forms.CharField(
        label=_("Nomor bukti"), max_length=60, help_text=_("Nomor bukti bank atau SP2D seperti yang tercetak.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, bills, paid, **kwargs):
        """
        :param bills: those that may be paid
        :param paid: {bill id: rupiah}, what was paid of them
        """
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [(str(bill.public_id), called(bill, paid.get(bill.pk, 0))) for bill in bills]

    def clean_amount(self):
        if self.cleaned_data["amount"] == 0:
            raise forms.ValidationError(_("Jumlah yang dibayar lebih dari nol."), code="zero")
        return self.cleaned_data["amount"]


def called(bill, paid):
    """A bill as it is picked from a list, with what is left to pay."""
    named = {"number": bill.number, "who": bill.get_segment_display(), "total": bill.total_label}
    if not paid:
        return _("Nomor %(number)s, %(who)s: %(total)s") % named
    if paid < bill.total:
        return _("Nomor %(number)s, %(who)s: sisa %(left)s dari %(total)s") % (
            named | {"left": rupiah(bill.total - paid)}
        )
    return _("Nomor %(number)s, %(who)s: sudah lunas") % named
