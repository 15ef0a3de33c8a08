"""E-mails before and after a bill is due, as long as it is not paid. A mail names the bill and nobody."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from contributions import bills
from contributions.models import BillReminder
from municipalities.city.reminding import FOOTER, OVERDUE, Reminding, link
from municipalities.models import ReminderPlan


def ending(municipality, day, ahead):
    unpaid = bills.unpaid([municipality]).filter(due_date__lte=day + timedelta(days=ahead))
    return [(bill, bill.due_date) for bill in unpaid.select_related("run", "municipality").order_by("due_date", "pk")]


def words(bill, last_day, left):
    """Subject and body, in Indonesian as every paper."""
    with override("id"):
        said = {
            "number": bill.number,
            "month": date_format(bill.month, "F Y"),
            "city": bill.municipality.name,
            "day": date_format(last_day, "j F Y"),
            "left": abs(left),
            "link": link("run_detail", bill.run.public_id),
        }
        subject = (
            _("Tagihan iuran %(month)s lewat jatuh tempo")
            if left < 0
            else _("Tagihan iuran %(month)s jatuh tempo %(day)s")
        )
        return {"subject": subject % said, "body": (LATE if left < 0 else AHEAD if left else TODAY) % said}


AHEAD = (
    """\
Tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo pada %(day)s, %(left)s hari lagi.
Pembayarannya belum tercatat lunas.

Lihat tagihannya: %(link)s
"""
    + FOOTER
)
TODAY = (
    """\
Hari ini (%(day)s) tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo.
Pembayarannya belum tercatat lunas.

Lihat tagihannya: %(link)s
"""
    + FOOTER
)
LATE = (
    """\
Tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo pada %(day)s, %(left)s hari yang lalu.
Pembayarannya belum tercatat lunas. Kalau sudah dibayar, catat pembayarannya.

Lihat tagihannya: %(link)s
"""
    + FOOTER
)
BILLS = Reminding(
    occasion=ReminderPlan.Occasion.BILL, sent=BillReminder, of="bill", ending=ending, words=words,
    action="bill.reminded", overdue=OVERDUE,
)  # fmt: skip
