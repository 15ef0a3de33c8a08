"""E-mails before an agreement runs out. A mail names the agreement and nobody (municipalities/city/reminding.py)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.models import AgreementReminder
from municipalities.city.reminding import FOOTER, Reminding, link
from municipalities.models import ReminderPlan


def ending(municipality, day, ahead):
    expiring = municipality.agreements.expiring_within(ahead, day=day).signed()
    return [(agreement, agreement.last_day) for agreement in expiring.order_by("end_date", "pk")]


def words(agreement, last_day, left):
    """Subject and body, in Indonesian as every paper."""
    with override("id"):
        said = {
            "number": agreement.pks_number,
            "city": agreement.municipality.name,
            "day": date_format(last_day, "j F Y"),
            "left": left,
            "link": link("agreement_detail", agreement.public_id),
        }
        subject = _("Perjanjian %(number)s berakhir %(day)s") % said
        return {"subject": subject, "body": (BODY if left else LAST_DAY) % said}


BODY = (
    """\
Perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan berakhir pada %(day)s, %(left)s hari lagi.
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s
"""
    + FOOTER
)
LAST_DAY = (
    """\
Hari ini hari terakhir perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan (%(day)s).
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s
"""
    + FOOTER
)
AGREEMENTS = Reminding(
    occasion=ReminderPlan.Occasion.AGREEMENT, sent=AgreementReminder, of="agreement", ending=ending, words=words,
    action="agreement.reminded",
)  # fmt: skip
