"""What people type about money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common import months
from common.months import month_name
from common.rupiah import rupiah
from contributions.models import Payment
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


class IssueForm(Form):
    """Which of the bills to come are paid under the registration of today; none unless somebody says so."""

    under_now = forms.MultipleChoiceField(
        label=_("NPP berubah sejak iuran dihitung"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Centang bila NPP yang lama keliru. Tanpa centang, tagihan terbit dengan NPP yang lama."),
    )

    def __init__(self, *args, offered, **kwargs):
        """
        :param offered: (key, words) of those for which there is one
        """
        super().__init__(*args, **kwargs)
        self.fields["under_now"].choices = offered


class CancelBillForm(Form):
    reason = forms.CharField(
        label=_("Mengapa tagihan ini dibatalkan?"),
        max_length=200,
        help_text=_("Alasan ini tercetak pada tagihan pembatalan."),
    )


class CeilingForm(Form):
    pagu = RupiahField(label=_("Pagu setahun"), help_text=_("Jumlah yang tersedia, misalnya 1.500.000.000."))


class FindBillForm(Form):
    tagihan = forms.CharField(label=_("Cari tagihan"), max_length=60, help_text=_("Nomor tagihan atau kode iuran."))


class BillingCodeForm(Form):
    code = forms.CharField(
        label=_("Kode iuran"),
        max_length=60,
        required=False,
        help_text=_("Kode bayar yang diberikan SIPP untuk NPP dan bulan ini. Kosongkan bila kodenya keliru."),
    )


class SettleForm(Form):
    """Hidden: what a page proposed, sent back."""

    source = forms.UUIDField()
    key = forms.UUIDField()


class AcrossForm(SettleForm):
    """What another OPD or unit has too much, taken for a bill; it says why."""

    source = forms.UUIDField(label=_("Kelebihan yang dipakai"), widget=forms.Select)
    reason = forms.CharField(
        label=_("Mengapa boleh dipakai untuk OPD atau unit lain?"),
        max_length=200,
        help_text=_("Misalnya nomor surat BPJS. Alasan ini tercatat di halaman iuran dan jejak audit."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, sources, **kwargs):
        """
        :param sources: (public id, words) of what there is
        """
        super().__init__(*args, **kwargs)
        self.fields["source"].widget.choices = sources


class TakeBackForm(Form):
    reason = forms.CharField(label=_("Mengapa ditarik?"), max_length=200)


class PaymentForm(Form):
    bill = forms.ChoiceField(label=_("Tagihan"))
    payment_date = DayField(label=_("Tanggal bayar"))
    amount = RupiahField(label=_("Jumlah yang dibayar"))
    method = forms.ChoiceField(
        label=_("Cara bayar"), required=False, choices=[("", _("tidak diketahui")), *Payment.Method.choices]
    )
    reference = forms.CharField(
        label=_("Nomor bukti"), max_length=60, help_text=_("Nomor bukti bank seperti yang tercetak.")
    )
    sp2d_number = forms.CharField(
        label=_("Nomor SP2D"), max_length=60, required=False, help_text=_("Bila dibayar dari kas daerah.")
    )
    spm_date = DayField(label=_("Tanggal SPM"), required=False, help_text=_("Boleh kosong."))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, bills, **kwargs):
        """
        :param bills: those that may be paid, each with what is left of it
        """
        super().__init__(*args, **kwargs)
        self.fields["bill"].choices = [(str(bill.public_id), called(bill)) for bill in bills]

    def clean_amount(self):
        if self.cleaned_data["amount"] == 0:
            raise forms.ValidationError(_("Jumlah yang dibayar lebih dari nol."), code="zero")
        return self.cleaned_data["amount"]

    def clean(self):
        cleaned = super().clean()
        spm_date, payment_date = cleaned.get("spm_date"), cleaned.get("payment_date")
        if spm_date and payment_date and spm_date > payment_date:
            self.add_error("spm_date", _("SPM terbit sebelum dibayar; tanggal ini sesudah tanggal bayar."))
        return cleaned


def called(bill):
    """A bill as it is picked from a list, with the place it is for where it has one, and what is left to pay."""
    who = ", ".join(filter(None, (bill.get_segment_display(), bill.place and bill.place.name)))
    named = {"number": bill.number, "who": who, "total": bill.total_label}
    if bill.left == bill.total:
        return _("Nomor %(number)s, %(who)s: %(total)s") % named
    if bill.left > 0:
        return _("Nomor %(number)s, %(who)s: sisa %(left)s dari %(total)s") % (named | {"left": rupiah(bill.left)})
    return _("Nomor %(number)s, %(who)s: sudah lunas") % named
