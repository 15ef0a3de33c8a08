"""The law's clocks of a claim: what is to be done by when, by whom, and whether it is late."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import steps
from claims.models import Claim
from municipalities.city.holidays import holidays_of
from regulations.deadlines import (
    ACCIDENT_REPORTED_WITHIN_HOURS,
    CLAIM_PAID_WITHIN,
    INCOMPLETE_JKK_FILE_TOLD_WITHIN,
    JKK_LAPSES_AFTER,
    claim_lapses_on,
    claim_paid_by,
    late_benefit_charge,
    working_days_after,
)
from regulations.death_benefits import program_for
from regulations.words import Program


RUNNING = ("APPROVED", "VERIFIED", "GRANTED")
A_DAY = 24  # hours


class Kind(StrEnum):
    ACCIDENT_REPORT = "ACCIDENT_REPORT"  # stage I: the accident, or the diagnosis
    DEATH_REPORT = "DEATH_REPORT"  # stage II: its outcome
    INCOMPLETE_TOLD = "INCOMPLETE_TOLD"
    PAID = "PAID"
    LAPSE = "LAPSE"


LABELS = {
    Kind.ACCIDENT_REPORT: gettext_lazy("Laporan kecelakaan tahap I ke cabang"),
    Kind.DEATH_REPORT: gettext_lazy("Laporan kematian (tahap II) ke cabang"),
    Kind.INCOMPLETE_TOLD: gettext_lazy("Cabang memberi tahu bila berkas belum lengkap"),
    Kind.PAID: gettext_lazy("Santunan dibayarkan"),
    Kind.LAPSE: gettext_lazy("Hak mengajukan klaim gugur"),
}
REPORTS = (Kind.ACCIDENT_REPORT, Kind.DEATH_REPORT)
OF_THE_CITY = (*REPORTS, Kind.LAPSE)
SOURCES = {Kind.ACCIDENT_REPORT: "PP 44/2015 Art. 43(2)", Kind.DEATH_REPORT: "PP 44/2015 Art. 43(4)"}
PAID_SOURCES = {Program.JKM: "PP 44/2015 Art. 40(3)", Program.JKK: "PP 44/2015 Art. 37(2)"}


@dataclass(frozen=True)
class Clock:
    """`done` is the day on which it was done; while that is None it runs."""

    kind: Kind
    due: date
    source: str
    done: date | None = None

    @property
    def label(self):
        return LABELS[self.kind]

    def is_late(self, today):
        return (self.done or today) > self.due

    def is_overdue(self, today):
        """Late, and still to be done."""
        return self.done is None and today > self.due


def owed_for_lateness(claim, clock, today):
    """Rupiah that BPJS owes the heirs on top for paying late (PP 44/2015 Art. 37(3), 40(4)); 0 where it is in time."""
    if clock.kind != Kind.PAID or not clock.is_late(today):
        return 0
    benefit = sum(line.amount for line in claim.benefit_lines.all() if line.program != "JHT")
    days = ((clock.done or today) - clock.due).days
    return late_benefit_charge(benefit=benefit, days_late=days, due=clock.due)


def of(claim, holidays):
    """
    The clocks of a claim that stands, in the order of the law; of a JKM claim only that of the payment.

    :param holidays: as municipalities.city.holidays.holidays_of() says
    """
    if claim.status in Claim.DEAD:
        return []
    program = program_of(claim)
    found = work_clocks(claim, holidays) if program == Program.JKK else []
    if (due := paid_by(claim, program, holidays)) is not None:
        found.append(Clock(Kind.PAID, due, PAID_SOURCES[program], day_of_last_payment(claim)))
    return found


def promised(claim, day):
    """The law's entry of how many working days the branch has from when it gets the claim; None once it has it."""
    if not claim.is_open and claim.status != Claim.Status.SUBMITTED:
        return None
    return CLAIM_PAID_WITHIN[program_of(claim)].on(day)


def program_of(claim):
    return program_for(cause=claim.cause, died=claim.death_date, segment=claim.enrollment.segment)


def work_clocks(claim, holidays):
    """Those of an accident or a disease: both reports, the answer of the branch, the end of the right."""
    sent = sent_on(claim)
    reports = (
        (Kind.ACCIDENT_REPORT, claim.accident_date, claim.accident_report_date),
        (Kind.DEATH_REPORT, claim.death_date, claim.death_report_date),
    )
    # A claim that reached the branch is the report of both.
    found = [Clock(kind, reported_by(day), SOURCES[kind], done or sent) for kind, day, done in reports if known(day)]
    if sent:
        entry = INCOMPLETE_JKK_FILE_TOLD_WITHIN.on(sent)
        due = working_days_after(sent, entry.value, holidays[claim.municipality_id].__contains__)
        found.append(Clock(Kind.INCOMPLETE_TOLD, due, entry.source, day_of(claim, since_sent(claim), VERIFIED)))
    elif known(claim.happened):
        lapses = claim_lapses_on(program=Program.JKK, happened=claim.happened)
        found.append(Clock(Kind.LAPSE, lapses, JKK_LAPSES_AFTER.on(claim.happened).source))
    return found


VERIFIED = (Claim.Status.VERIFIED,)
REACHED = (Claim.Status.APPROVED, Claim.Status.APPEALED)


def known(day):
    """Whether the law of the day is known here; a diagnosis may be older."""
    return day is not None and JKK_LAPSES_AFTER.find(day) is not None


def reported_by(day):
    """Twice 24 hours: the hour of the accident is not asked for, so the whole of the last day counts."""
    return day + timedelta(days=ACCIDENT_REPORTED_WITHIN_HOURS.on(day).value // A_DAY)


def since_sent(claim):
    """The steps from the last time on that the claim reached the branch; [] while the city has it."""
    events = sorted(claim.events.all(), key=lambda event: event.seq)
    back = max((place for place, event in enumerate(events) if event.status == Claim.Status.RETURNED), default=0)
    reached = max(
        (place for place, event in enumerate(events) if event.status in REACHED and place > back), default=None
    )
    return events[reached:] if reached is not None else []


def day_of(claim, events, statuses):
    at = max((event.at for event in events if event.status in statuses), default=None)
    return steps.local_day(claim, at) if at else None


def sent_on(claim):
    """The day on which the complete claim, or the appeal, reached the branch; None while the city has it."""
    return day_of(claim, since_sent(claim)[:1], REACHED)


def day_of_last_payment(claim):
    if claim.status != Claim.Status.PAID:
        return None
    return max((payout.payment_date for payout in claim.payouts.all()), default=None)


def paid_by(claim, program, holidays):
    sent = sent_on(claim)
    if sent is None or claim.status not in (*RUNNING, Claim.Status.PAID):
        return None
    return claim_paid_by(program=program, complete=sent, is_holiday=holidays[claim.municipality_id].__contains__)


def due_date(claim, holidays):
    """
    The day by which BPJS has to have paid, from the day the complete claim reached it; None before and after, and of
    a claim of which no step says when that was.

    :param holidays: as municipalities.city.holidays.holidays_of() says
    """
    return paid_by(claim, program_of(claim), holidays) if claim.status in RUNNING else None


def due_label(claim, holidays):
    due = due_date(claim, holidays)
    return _("dibayarkan paling lambat %(day)s") % {"day": date_format(due, "j F Y")} if due else ""


def running(municipalities):
    """[(claim, Clock), ...] of what is still to be done in these cities, the nearest day in front."""
    going = Claim.objects.of(municipalities).live().exclude(status=Claim.Status.PAID)
    going = going.select_related("enrollment", "municipality").prefetch_related("events", "payouts")
    holidays = holidays_of(municipalities)
    found = [(claim, clock) for claim in going for clock in of(claim, holidays) if clock.done is None]
    return sorted(found, key=lambda each: (each[1].due, each[0].pk))
