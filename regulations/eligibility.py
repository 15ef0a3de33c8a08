"""Who is covered, since when, for how much of a month, and what age, arrears and kinship do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from common.months import first_day, full_months, last_day, months_in
from regulations.dated import Dated, declare
from regulations.law_files import Entry
from regulations.values import listing, table, text, whole, word, yes_or_no
from regulations.words import ArrearsEffect, Counting, Cover, HeirRelation, Program, Segment


ONE_DAY = timedelta(days=1)

Period = tuple[date, date | None]  # both days inclusive, open end None


@dataclass(frozen=True)
class WaitingTime:
    """The months of membership below which a death that work did not cause leaves only part of the benefit."""

    min_membership_months: int
    benefit_if_less: str
    segments: tuple[Segment, ...]
    counting: Counting
    break_restarts: bool


@dataclass(frozen=True)
class PartMonths:
    """Whether months that are covered in part are owed in full."""

    joining: bool
    leaving: bool


@dataclass(frozen=True)
class ActiveMember:
    """Who counts as active: within how many months a contribution is paid, and what an agreement has to cover."""

    paid_within_months: int
    programs: tuple[Program, ...]


WAITING_TIME = declare(
    Dated(
        "membership.waiting_time",
        unit="months",
        read=table(
            WaitingTime,
            min_membership_months=whole(0, 600),
            benefit_if_less=text("FUNERAL_ONLY"),
            segments=listing(word(Segment)),
            counting=word(Counting),
            break_restarts=yes_or_no,
        ),
        gaps=True,
    )
)
PART_MONTHS = declare(
    Dated("membership.part_months", unit="words", read=table(PartMonths, joining=yes_or_no, leaving=yes_or_no))
)
ACTIVE_MEMBER = declare(
    Dated(
        "membership.active_member",
        unit="words",
        read=table(ActiveMember, paid_within_months=whole(1, 12), programs=listing(word(Program))),
    )
)
WARN_FROM_AGE = {
    segment: declare(Dated(f"membership.warn_from_age_{segment.lower()}", unit="years", read=whole(0, 150)))
    for segment in Segment
}
ARREARS_MONTHS = declare(Dated("membership.arrears_months", unit="months", read=whole()))
HEIRS = declare(Dated("membership.heirs", unit="words", read=listing(listing(word(HeirRelation)))))
ADULT_AGE = declare(Dated("membership.adult_from_age", unit="years", read=whole(1, 150)))
SCHOLARSHIP_AGE = declare(Dated("scholarships.age_below", unit="years", read=whole(0, 150)))


def membership_months(
    *,
    periods: Iterable[Period],
    on: date,
    counting: Counting | str = Counting.FULL_MONTHS,
    break_restarts: bool = False,
    paid_months: int | None = None,
) -> int:
    """
    Return the months of membership reached on a day, that day included. Periods that touch are one.

    :param paid_months: contributions paid up to then; needed for PAID_MONTHS alone
    :raises ValueError: if PAID_MONTHS is asked for without paid_months
    """
    counting = Counting(counting)
    if counting == Counting.PAID_MONTHS:
        if paid_months is None:
            raise ValueError("counting PAID_MONTHS needs paid_months")
        return paid_months
    spans = _joined(periods, on)
    if break_restarts:
        spans = spans[-1:]
    if counting == Counting.CALENDAR_MONTHS:
        return len({month for span in spans for month in months_in(*span)})
    return sum(full_months(*span) for span in spans)


def _joined(periods: Iterable[Period], on: date) -> list[tuple[date, date]]:
    """Return the periods up to a day, oldest first, those that overlap or follow without a day between made one."""
    cut = sorted((start, on if end is None else min(end, on)) for start, end in periods if start <= on)
    spans: list[tuple[date, date]] = []
    for start, end in cut:
        if spans and start <= spans[-1][1] + ONE_DAY:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return spans


def waiting_time_unmet(
    *,
    died: date,
    segment: Segment | str,
    periods: Sequence[Period],
    paid_months: int | None = None,
    segments: Iterable[Segment | str] | None = None,
    counting: Counting | str | None = None,
    break_restarts: bool | None = None,
) -> Entry[WaitingTime] | None:
    """
    Return the rule (Permenaker 1/2025) that reduces a benefit, or None where nothing is reduced.

    segments, counting and break_restarts are the municipality's or branch's own settings; None: as the law file says.
    """
    entry = WAITING_TIME.find(died)
    if entry is None or Segment(segment) not in (entry.value.segments if segments is None else segments):
        return None
    rule = entry.value
    reached = membership_months(
        periods=periods,
        on=died,
        counting=rule.counting if counting is None else counting,
        break_restarts=rule.break_restarts if break_restarts is None else break_restarts,
        paid_months=paid_months,
    )
    return entry if reached < rule.min_membership_months else None


def cover_on(day: date, *, number_issued: date | None) -> Cover:
    """
    Return whether a day was covered: cover starts when BPJS issues the number (PP 44/2015 Art. 6(3), 11(5)).

    Without a number, with a later one or an unknown date the branch has to say.
    """
    return Cover.COVERED if number_issued is not None and number_issued <= day else Cover.NEEDS_BRANCH


def month_owed(month: date, *, start: date, end: date | None, joining_until: int, leaving_from: int) -> bool:
    """
    Return whether a contribution is owed for a month; as shipped, any covered day makes it owed in full.

    :param joining_until: the last day of a month on which who joins owes it (regulations.choices)
    :param leaving_from: the first day on which who leaves owes it; who leaves on its last day always does
    """
    first, last = first_day(month), last_day(month)
    if start > last or (end is not None and end < first):
        return False
    if start > first and start.day > joining_until:
        return False
    return end is None or end >= last or end.day >= leaving_from


def bpu_month_owed(*, is_past: bool, past_months: bool, is_billed: bool) -> bool:
    """
    Return whether somebody in BPU owes a month that is covered.

    :param is_past: whether the month is approved already, and put right
    :param past_months: whether whoever joins late owes such a month (regulations.choices)
    :param is_billed: whether the person was billed for it
    """
    return not is_past or past_months or is_billed


def age_on(day: date, *, birth_date: date) -> int:
    """Return the years of age; a person born on 29 February has a birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def age_warning(day: date, *, segment: Segment | str, birth_date: date, warn_from: int | None = None) -> bool:
    """
    Return whether the age of a worker deserves a warning (never a refusal).

    :param warn_from: the municipality's own age, 0 for none; None: as the law file says
    """
    limit = WARN_FROM_AGE[Segment(segment)].on(day).value if warn_from is None else warn_from
    return limit > 0 and age_on(day, birth_date=birth_date) >= limit


def child_qualifies(day: date, *, birth_date: date, works: bool, married: bool) -> bool:
    """Return whether a child has a right to a scholarship: young enough, not working, not married (PP 82/2019)."""
    return not works and not married and age_on(day, birth_date=birth_date) < SCHOLARSHIP_AGE.on(day).value


def years_left(day: date, *, birth_date: date) -> int:
    """Return how many yearly scholarships there are until the child is too old, the first on this day (PP 82/2019)."""
    return max(0, SCHOLARSHIP_AGE.on(day).value - age_on(day, birth_date=birth_date))


def arrears_effect(*, segment: Segment | str, program: Program | str, months: int, on: date) -> ArrearsEffect:
    """
    Return what arrears do to a benefit (PP 44/2015 Art. 38, 39, 41, 42).

    :param program: JKK for an accident, JKM for a death that work did not cause
    :param months: consecutive months unpaid
    """
    few = months <= ARREARS_MONTHS.on(on).value
    if Segment(segment) == Segment.PU:
        return ArrearsEffect.INSURER_PAYS if few else ArrearsEffect.EMPLOYER_PAYS_FIRST
    if not few:
        return ArrearsEffect.NO_RIGHT
    if months == 0:
        return ArrearsEffect.INSURER_PAYS
    if Program(program) == Program.JKK:
        return ArrearsEffect.CASH_AFTER_ARREARS
    return ArrearsEffect.FUNERAL_FIRST_REST_AFTER_ARREARS


def heirs_first_in_line(relations: Iterable[HeirRelation | str], *, on: date) -> set[HeirRelation]:
    """
    Return which of the relations present inherit: those of the first group that is not empty (PP 44/2015 Art. 37(5)).

    Empty when nobody is there: the funeral benefit then goes to whoever arranged the funeral (Art. 34(2)).
    """
    present = {HeirRelation(relation) for relation in relations}
    return next((present & set(group) for group in HEIRS.on(on).value if present & set(group)), set())
