"""What a target asks of each working day, and where the present pace leads."""

from dataclasses import dataclass
from datetime import date, timedelta

from regulations.deadlines import is_working_day, working_days_after


PACE_OVER = 20  # working days looked back on: about a month
FARTHEST = 2_500  # working days, about ten years: a forecast beyond them says nothing


@dataclass(frozen=True, kw_only=True)
class Pace:
    """A target on a day. `gained` people became active in the `PACE_OVER` working days before it."""

    figure: int
    due_date: date
    active: int
    gained: int
    working_days_left: int
    days_late: int
    forecast_date: date | None  # None: at the present pace it is never reached, or not within ten years

    @property
    def missing(self):
        return max(self.figure - self.active, 0)

    @property
    def is_reached(self):
        return not self.missing

    @property
    def is_overdue(self):
        return bool(self.days_late) and not self.is_reached

    @property
    def needed_per_day(self):
        """People to enroll on each working day left, rounded up; None when there is none left or nobody is missing."""
        return -(-self.missing // self.working_days_left) if self.missing and self.working_days_left else None

    @property
    def tenths_per_day(self):
        """The present pace in tenths of a person per working day, half up."""
        return (self.gained * 20 + PACE_OVER) // (2 * PACE_OVER)


def pace(*, target, active, active_before, day, holidays):
    """
    The pace of a target as of a day.

    :param active: how many are active on the day
    :param active_before: how many were on `looks_back_to(day)`
    :param holidays: the days on which offices are closed
    """
    gained = max(active - active_before, 0)
    return Pace(
        figure=target.figure,
        due_date=target.due_date,
        active=active,
        gained=gained,
        working_days_left=working_days_between(day, target.due_date, holidays),
        days_late=max((day - target.due_date).days, 0),
        forecast_date=forecast(missing=target.figure - active, gained=gained, day=day, holidays=holidays),
    )


def looks_back_to(day, holidays):
    """The day from which the present pace is counted."""
    left = PACE_OVER
    while left:
        left -= is_working_day(day, holidays.__contains__)
        day -= timedelta(days=1)
    return day


def working_days_between(day, end, holidays):
    """Working days after the day through the end."""
    later = (day + timedelta(days=number) for number in range(1, (end - day).days + 1))
    return sum(is_working_day(each, holidays.__contains__) for each in later)


def forecast(*, missing, gained, day, holidays):
    if missing <= 0:
        return day
    if not gained:
        return None
    needed = -(-missing * PACE_OVER // gained)
    return working_days_after(day, needed, holidays.__contains__) if needed <= FARTHEST else None
