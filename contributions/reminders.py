"""E-mails before and after a bill is due, as long as it is not paid. A mail names the bill and nobody."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from contributions import bills
from contributions.models import BillReminder
from municipalities.city.reminding import OVERDUE, Reminding, link
from municipalities.models import ReminderPlan


def ending(municipality, day, ahead):
    unpaid = bills.unpaid([municipality]).filter(due_date__lte=day + timedelta(days=ahead))
    return [(bill, bill.due_date) for bill in unpaid.select_related("run", "municipality").order_by("due_date", "pk")]


def facts(bill):
    return {
        "number": bill.number,
        "month": date_format(bill.month, "F Y"),
        "link": link("run_detail", bill.run.public_id),
    }


COMING = gettext_lazy("Tagihan iuran %(month)s jatuh tempo %(day)s")
OVER = gettext_lazy("Tagihan iuran %(month)s lewat jatuh tempo")
AHEAD = """\
Tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo pada %(day)s, %(left)s hari lagi.
Pembayarannya belum tercatat lunas.

Lihat tagihannya: %(link)s
"""
TODAY = """\
Hari ini (%(day)s) tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo.
Pembayarannya belum tercatat lunas.

Lihat tagihannya: %(link)s
"""
LATE = """\
Tagihan nomor %(number)s untuk iuran %(month)s %(city)s jatuh tempo pada %(day)s, %(left)s hari yang lalu.
Pembayarannya belum tercatat lunas. Kalau sudah dibayar, catat pembayarannya.

Lihat tagihannya: %(link)s
"""
BILLS = Reminding(
    occasion=ReminderPlan.Occasion.BILL, sent=BillReminder, of="bill", action="bill.reminded", ending=ending,
    facts=facts, ahead=(COMING, AHEAD), today=(COMING, TODAY), late=(OVER, LATE), overdue=OVERDUE,
)  # fmt: skip
