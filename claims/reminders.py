"""E-mails while the clock of a claim runs out: until when BPJS has to have paid. A mail names the claim and nobody."""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy

from claims import clocks
from claims.models import ClaimReminder
from municipalities.city.holidays import holidays_of
from municipalities.city.reminding import OVERDUE, Reminding, link
from municipalities.models import ReminderPlan


log = logging.getLogger(__name__)


def ending(municipality, day, ahead):
    running = municipality.claims.filter(status__in=clocks.RUNNING).order_by("pk")
    running = running.select_related("enrollment", "municipality").prefetch_related("events")
    holidays = holidays_of([municipality])
    due = [(claim, clocks.due_date(claim, holidays)) for claim in running]
    for claim, last_day in due:
        if last_day is None:
            log.warning("claim %s: no step says when it reached the branch, so nobody is reminded of it", claim.pk)
    return [(claim, last_day) for claim, last_day in due if last_day and last_day <= day + timedelta(days=ahead)]


def facts(claim):
    return {"claim": claim.label, "link": link("claim_detail", claim.public_id)}


COMING = gettext_lazy("Batas pembayaran klaim %(claim)s: %(day)s")
OVER = gettext_lazy("Batas pembayaran klaim %(claim)s lewat")
AHEAD = """\
BPJS Ketenagakerjaan membayarkan klaim %(claim)s %(city)s paling lambat %(day)s, %(left)s hari lagi.
Pembayarannya belum dicatat.

Lihat klaimnya: %(link)s
"""
TODAY = """\
Hari ini (%(day)s) hari terakhir BPJS Ketenagakerjaan membayarkan klaim %(claim)s %(city)s.
Pembayarannya belum dicatat.

Lihat klaimnya: %(link)s
"""
LATE = """\
Klaim %(claim)s %(city)s seharusnya dibayarkan paling lambat %(day)s, %(left)s hari yang lalu.
Pembayarannya belum dicatat. Tanyakan ke kantor cabang; kalau sudah dibayarkan, catat pencairannya.

Lihat klaimnya: %(link)s
"""
CLAIMS = Reminding(
    occasion=ReminderPlan.Occasion.CLAIM, sent=ClaimReminder, of="claim", action="claim.reminded", ending=ending,
    facts=facts, ahead=(COMING, AHEAD), today=(COMING, TODAY), late=(OVER, LATE), overdue=OVERDUE,
)  # fmt: skip
