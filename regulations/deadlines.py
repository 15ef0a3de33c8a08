"""Due days, late charges and the other clocks. Holidays come from the caller: decrees move them every year."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from common.months import add_months, first_day, last_day, months_between
from common.rupiah import share
from regulations.dated import Dated, declare
from regulations.values import RATE, table, whole
from regulations.words import Program, Segment


IsHoliday = Callable[[date], bool]

SATURDAY = 5
LONGEST_CLOSURE = 366  # a calendar that is closed for a year is broken, and must not hang a page


class DueDay(NamedTuple):
    """A day of the month, so many months after the contribution month."""

    day: int
    months_after: int


def _due(name: str, *, gaps: bool = False) -> Dated[DueDay]:
    read = table(DueDay, day=whole(1, 31), months_after=whole(0, 12))
    return declare(Dated(f"deadlines.{name}", unit="day of the month", read=read, gaps=gaps))


def _days(name: str, unit: str = "working days") -> Dated[int]:
    return declare(Dated(f"deadlines.{name}", unit=unit, read=whole(0, 1_000)))


def _charge(name: str, *, gaps: bool = False) -> Dated[int]:
    return declare(Dated(f"deadlines.{name}", unit="per_100000", read=RATE, gaps=gaps))


DUE = {Segment.PU: _due("due_pu"), Segment.BPU: _due("due_bpu")}
DUE_JHT = {Segment.PU: _due("due_jht_pu"), Segment.BPU: _due("due_jht_bpu")}
DUE_RELIEF = _due("due_pu_relief", gaps=True)
LATE_CHARGE = {Segment.PU: _charge("late_charge_pu"), Segment.BPU: _charge("late_charge_bpu")}
LATE_CHARGE_RELIEF = _charge("late_charge_pu_relief", gaps=True)
ARREARS_COVERED = _days("arrears_covered", "months")
CLAIM_PAID_WITHIN = {Program.JKM: _days("jkm_paid_within"), Program.JKK: _days("jkk_paid_within")}
INCOMPLETE_JKK_FILE_TOLD_WITHIN = _days("incomplete_jkk_file_told_within")
CHANGES_REPORTED_WITHIN = _days("changes_reported_within")
WRONG_PAYMENT_TOLD_WITHIN = _days("wrong_payment_told_within")
CARD_ISSUED_WITHIN = _days("card_issued_within")
CARD_HANDED_OVER_WITHIN = _days("card_handed_over_within")
NUMBER_ISSUED_WITHIN = _days("number_issued_within")
ACCIDENT_REPORTED_WITHIN_HOURS = _days("accident_reported_within_hours", "hours")
LATE_BENEFIT_PER_DAY = _charge("late_benefit_per_day")
JKK_LAPSES_AFTER = _days("jkk_lapses_after", "years")
DISEASE_CLAIMED_WITHIN = _days("disease_claimed_within", "years")


def no_holiday(day: date) -> bool:
    """Know of no holiday but Saturday and Sunday."""
    return False


def is_working_day(day: date, is_holiday: IsHoliday = no_holiday) -> bool:
    """Return whether offices are open: Monday to Friday without holidays."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def working_day_from(day: date, is_holiday: IsHoliday = no_holiday) -> date:
    """
    Return the day itself, or the next working day when it is none.

    :raises ValueError: if the calendar is closed for a year
    """
    for later in range(LONGEST_CLOSURE):
        if is_working_day(day + timedelta(days=later), is_holiday):
            return day + timedelta(days=later)
    raise ValueError(f"no working day within a year of {day}")


def working_days_after(day: date, count: int, is_holiday: IsHoliday = no_holiday) -> date:
    """Return the last of count working days after a day; for 0 the day itself, or the next one that is open."""
    if count == 0:
        return working_day_from(day, is_holiday)
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1), is_holiday)
    return day


def working_days_between(first: date, last: date, is_holiday: IsHoliday = no_holiday) -> int:
    """Return how many working days lie after the first day, up to and with the last; 0 where none does."""
    days = range(1, (last - first).days + 1)
    return sum(is_working_day(first + timedelta(days=ahead), is_holiday) for ahead in days)


def due_date(
    *,
    segment: Segment | str,
    program: Program | str,
    month: date,
    is_holiday: IsHoliday = no_holiday,
    relief: bool = False,
) -> date:
    """
    Return when a contribution is due (PP 44/2015 Art. 21, 24; PP 46/2015 Art. 19, 21), moved to the next working day.

    :param month: contribution month
    :param relief: whether a passing relief for employers, where one is in force, applies
    :raises NotInForce: before the law
    """
    segment, month = Segment(segment), first_day(month)
    rule = (DUE_JHT if Program(program) == Program.JHT else DUE)[segment].on(month)
    if relief and segment == Segment.PU:
        rule = DUE_RELIEF.find(month) or rule
    then = add_months(month, rule.value.months_after)
    return working_day_from(min(then.replace(day=1) + timedelta(days=rule.value.day - 1), last_day(then)), is_holiday)


def months_late(*, due: date, paid: date) -> int:
    """Return how many months a payment is late, every month begun counted; 0 when it is in time."""
    if paid <= due:
        return 0
    months = months_between(due, paid)
    return months if add_months(due, months) >= paid else months + 1


def late_charge(
    *, amount_due: int, months_late: int, month: date, segment: Segment | str = Segment.PU, relief: bool = False
) -> int:
    """
    Return the late charge in rupiah: rate x months late x amount due, rounded once (PP 44/2015 Art. 22).

    Whether a city can be charged at all is for its agreement to say; BPU pays none.

    :param month: contribution month, whose law counts
    :raises ValueError: if amount or months are negative
    """
    segment, month = Segment(segment), first_day(month)
    rule = LATE_CHARGE[segment].on(month)
    if relief and segment == Segment.PU:
        rule = LATE_CHARGE_RELIEF.find(month) or rule
    return share(amount_due, rule.value * months_late)


def claim_paid_by(*, program: Program | str, complete: date, is_holiday: IsHoliday = no_holiday) -> date:
    """
    Return when BPJS has to have paid a complete claim (PP 44/2015 Art. 37(2), 40(3)).

    :param program: JKK or JKM; of JHT the law we hold says nothing
    :raises KeyError: for JHT
    """
    return working_days_after(complete, CLAIM_PAID_WITHIN[Program(program)].on(complete).value, is_holiday)


def late_benefit_charge(*, benefit: int, days_late: int, due: date) -> int:
    """Return what BPJS owes the heirs on top for paying late, in rupiah (PP 44/2015 Art. 37(3), 40(4))."""
    return share(benefit, LATE_BENEFIT_PER_DAY.on(due).value * days_late)


def claim_lapses_on(*, program: Program | str, happened: date) -> date | None:
    """
    Return the last day on which a claim can be made, or None where no PP sets one (JKM).

    :param happened: day of the accident or diagnosis (PP 82/2019 Art. 26)
    """
    if Program(program) != Program.JKK:
        return None
    return add_months(happened, 12 * JKK_LAPSES_AFTER.on(happened).value)
