"""Scholarships after the claim: asked for once a year for each child, until age, marriage, work or the last level."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims import steps, traces
from claims.models import Claim, ScholarshipChild, ScholarshipEnd, ScholarshipYear
from common.months import add_months
from common.refusals import Refused
from municipalities import audit
from regulations.death_benefits import SCHOLARSHIP_LEVELS, SCHOLARSHIP_ONCE
from regulations.eligibility import SCHOLARSHIP_AGE, age_on
from regulations.words import Level


GRANTED = (Claim.Status.GRANTED, Claim.Status.PAID)
A_YEAR = 12  # months


class NoScholarship(Refused):
    """This year is not the child's: not granted, ended, too old, or all years of the level are paid."""


@dataclass(frozen=True)
class Standing:
    """
    How far one child's scholarship is: the years paid, and the next one; `due` is None once it is over.

    :param over: why, in words; "" while it goes on
    """

    child: ScholarshipChild
    years: list[ScholarshipYear]
    number: int
    due: date | None
    level: Level | None
    over: str = ""


def of(child, *, day):
    """The child's Standing on a day; of a claim that was granted."""
    years = list(child.years.all())
    due = next_due(child, years)
    level = next_level(child, years)
    over = why_over(child, years, due, level, day)
    number = len(years) + 1
    return Standing(child, years, number, None if over else due, None if over else level, over)


def next_due(child, years):
    """A year after the last payment; the first with the decision."""
    if years:
        return add_months(years[-1].payment_date, A_YEAR)
    granted = [event for event in child.claim.events.all() if event.status == Claim.Status.GRANTED]
    return steps.local_day(child.claim, granted[-1].at) if granted else None


def levels_of(child):
    """{level: (rupiah a year, how many years)} by the law of the day of death; the old law pays once."""
    died = child.claim.death_date
    once = SCHOLARSHIP_ONCE.find(died)
    if once:
        return {Level(child.level): (once.value, 1)}
    return {step.level: (step.yearly, step.years) for step in SCHOLARSHIP_LEVELS.on(died).value}


def open_levels(child, years):
    """The levels at which a year is left, from the child's first or its last on: nobody goes back to a lower one."""
    order, offered = list(Level), levels_of(child)
    here = order.index(Level(years[-1].level if years else child.level))
    taken = [Level(year.level) for year in years]
    return [level for level in order[here:] if level in offered and taken.count(level) < offered[level][1]]


def next_level(child, years):
    return next(iter(open_levels(child, years)), None)


def why_over(child, years, due, level, day):
    ended = next(iter(child.ends.all()), None)
    if ended:
        return str(ended.get_reason_display())
    if level is None:
        return _("semua tahun sudah dibayar")
    limit = SCHOLARSHIP_AGE.on(child.claim.death_date).value
    if age_on(max(due or day, day), birth_date=child.birth_date) >= limit:
        return _("sudah %(age)s tahun") % {"age": limit}
    return ""


@transaction.atomic
def record(*, child, level, payment_date, reference, by, at):
    """
    Write down that BPJS Ketenagakerjaan paid a year's scholarship; the amount is that of the level.

    :raises NoScholarship: if it is not granted, or over, no year is left at the level or the day does not fit
    """
    claim = steps.locked(child.claim)
    here = going_on(child, claim, at)
    amounts = levels_of(child)
    level = Level(level)
    if level not in open_levels(child, here.years):
        raise NoScholarship(_("Pada jenjang itu tidak ada tahun beasiswa yang tersisa."), field="level")
    require_due(here.due, payment_date, today=steps.local_day(claim, at))
    if age_on(payment_date, birth_date=child.birth_date) >= SCHOLARSHIP_AGE.on(claim.death_date).value:
        raise NoScholarship(_("Pada tanggal itu anak sudah melewati batas usia beasiswa."), field="payment_date")
    if not reference.strip():
        raise NoScholarship(_("Tulis nomor bukti pembayaran."), field="reference")
    year = ScholarshipYear.objects.create(
        municipality_id=child.municipality_id, child=child, number=here.number, level=level,
        amount=amounts[level][0], payment_date=payment_date, reference=reference.strip(), source=child.source,
        by=by, at=at,
    )  # fmt: skip
    traces.note(claim=claim, what=traces.What.SCHOLARSHIP, about=child.name, by=by, at=at)
    audit.record("scholarship_year.recorded", of=year, by=by, at=at, number=year.number, amount=year.amount)
    return year


def require_due(due, payment_date, *, today):
    """Once a year: from the decision on, and then not before a year after the last payment."""
    if payment_date < due:
        raise NoScholarship(
            _("Beasiswa tahun ini dapat dibayar mulai %(day)s.") % {"day": date_format(due, "j F Y")},
            field="payment_date",
        )
    if payment_date > today:
        raise NoScholarship(_("Tanggal bayar tidak boleh setelah hari ini."), field="payment_date")


@transaction.atomic
def end(*, child, reason, ended_date, by, at):
    """
    No further year is asked for.

    :raises NoScholarship: if it is over already or the day lies ahead
    """
    claim = steps.locked(child.claim)
    going_on(child, claim, at)
    if ended_date > steps.local_day(claim, at):
        raise NoScholarship(_("Tanggalnya tidak boleh setelah hari ini."), field="ended_date")
    made = ScholarshipEnd.objects.create(
        municipality_id=child.municipality_id, child=child, reason=reason, ended_date=ended_date, by=by, at=at
    )
    traces.note(claim=claim, what=traces.What.SCHOLARSHIP_END, about=child.name, by=by, at=at)
    audit.record("scholarship_year.ended", of=made, by=by, at=at, reason=reason)
    return made


def going_on(child, claim, at):
    if claim.status not in GRANTED or not child.qualifies:
        raise NoScholarship(_("Beasiswa dicatat setelah cabang mengabulkan klaim dan anak itu berhak."))
    here = of(child, day=steps.local_day(claim, at))
    if here.over:
        raise NoScholarship(_("Beasiswa ini sudah berakhir: %(why)s.") % {"why": here.over})
    return here


def due(municipalities, day):
    """[Standing] of the children of these cities whose next year can be asked for on this day, the oldest in front."""
    children = ScholarshipChild.objects.filter(
        municipality__in=municipalities, qualifies=True, claim__status__in=GRANTED
    )
    children = children.select_related("claim__municipality").prefetch_related("years", "ends", "claim__events")
    found = [of(child, day=day) for child in children]
    return sorted((each for each in found if each.due and each.due <= day), key=lambda each: each.due)
