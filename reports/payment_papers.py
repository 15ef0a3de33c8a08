"""The receipt of a payment as paper: kept as it was printed, and another one once the payment was taken back."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.refusals import Refused
from municipalities.models import Office
from regulations import documents
from reports import headings, keeping
from reports.models import Kind
from reports.papers import payment_receipt


class NoReceipt(Refused):
    """The row takes a payment back: there is nothing that was received."""


def print_receipt(*, payment, by, at):
    """
    Print and keep the receipt of a payment; returns its Paper.

    :raises NoReceipt: for the row that takes a payment back
    """
    if payment.reverses_id:
        raise NoReceipt(_("Baris ini menarik pembayaran, jadi tidak ada tanda terimanya."))
    with override("id"):
        content = payment_receipt.to_pdf(receipt_of(payment))
        title = _("Tanda terima pembayaran iuran nomor %(number)s") % {"number": payment.number}
    return keeping.keep(
        municipality=payment.municipality, kind=Kind.RECEIPT, title=title, content=content, of=payment, by=by, at=at,
        number=str(payment.number), month=payment.bill.month,
    )  # fmt: skip


def receipt_of(payment):
    city, day = payment.municipality, payment.payment_date
    back = payment.reversed_by.first()
    stamp = documents.RECEIPT_STAMPED_ABOVE.on(day)
    is_stamped = payment.amount > stamp.value
    return payment_receipt.PaymentReceipt(
        heading=headings.heading(city, number=f"TT/{city.code}/{payment.number}/{day:%Y}", day=day),
        signer=headings.signer(city, Office.Duty.FINANCE, day=day, office="Bendahara Pengeluaran"),
        month=payment.bill.month,
        facts=[*facts_of(payment)],
        amount=payment.amount,
        stamped_above=stamp.value if is_stamped else None,
        stamp_source=stamp.source,
        status="DITARIK" if back else "",
        note=f"Pembayaran ini ditarik kembali dan tidak berlaku lagi. Alasan: {back.reason}" if back else "",
    )


def facts_of(payment):
    """What the paper says, in its order; what is not known is left out."""
    bill = payment.bill
    said = (
        ("Nomor", str(payment.number)),
        ("Untuk tagihan nomor", str(bill.number)),
        ("Nomor pendaftaran (NPP)", str(bill.npp or "")),
        ("Segmen", bill.get_segment_display().capitalize()),
        ("Kode iuran", bill.billing_code),
        ("Tanggal bayar", date_format(payment.payment_date, "j F Y")),
        ("Cara bayar", payment.get_method_display().capitalize() if payment.method else ""),
        ("Nomor bukti", payment.reference),
        ("Nomor SP2D", payment.sp2d_number),
        ("Tanggal SPM", date_format(payment.spm_date, "j F Y") if payment.spm_date else ""),
    )
    return [(name, text) for name, text in said if text]
