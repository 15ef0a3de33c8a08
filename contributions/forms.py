"""What people type about money."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from common.rupiah import rupiah
from municipalities.forms.base import Form


WRITTEN = re.compile(r"(?:rp\.?)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:-|00)|\.-|,)?", re.IGNORECASE)


class RupiahField(forms.Field):
    """Whole rupiah as people write them: 1.234.567, Rp1.234.567, Rp. 1.234.567,- or 1234567."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Tulis jumlahnya dalam rupiah penuh, misalnya 1.234.567."),
        "too_big": _("Jumlah itu terlalu besar. Periksa banyaknya nol."),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        found = WRITTEN.fullmatch(str(value).strip())
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        digits = re.sub(r"\D", "", found[1])
        if len(digits) > 15:
            raise forms.ValidationError(self.error_messages["too_big"], code="too_big")
        return int(digits)


class ApproveForm(Form):
    """The total typed again: a sign that it was looked at."""

    total = RupiahField(label=_("Jumlah iuran"), help_text=_("Ketik jumlah di atas, misalnya 1.234.567."))


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
    payment_date = forms.DateField(
        label=_("Tanggal bayar"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
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
