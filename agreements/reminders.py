"""E-mails before an agreement runs out. A mail names the agreement and nobody (municipalities/city/reminding.py)."""

from django.utils.translation import gettext_lazy

from agreements.models import AgreementReminder
from municipalities.city.reminding import Reminding, link
from municipalities.models import ReminderPlan


def ending(municipality, day, ahead):
    expiring = municipality.agreements.expiring_within(ahead, day=day).signed()
    return [(agreement, agreement.last_day) for agreement in expiring.order_by("end_date", "pk")]


def facts(agreement):
    return {"number": agreement.pks_number, "link": link("agreement_detail", agreement.public_id)}


COMING = gettext_lazy("Perjanjian %(number)s berakhir %(day)s")
AHEAD = """\
Perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan berakhir pada %(day)s, %(left)s hari lagi.
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s
"""
TODAY = """\
Hari ini hari terakhir perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan (%(day)s).
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s
"""
AGREEMENTS = Reminding(
    occasion=ReminderPlan.Occasion.AGREEMENT, sent=AgreementReminder, of="agreement", action="agreement.reminded",
    ending=ending, facts=facts, ahead=(COMING, AHEAD), today=(COMING, TODAY),
)  # fmt: skip
