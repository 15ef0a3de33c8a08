"""A month is opened by itself on the day that its city has set, by the city's own clock."""

from common.months import first_day
from contributions import runs


def on_its_day(*, municipality, by, at):
    """
    What the schedule asks every hour: from the city's day on, the month is opened, once; returns the run, or None.

    A run that is there stays as it is, also one that somebody has cancelled. A month that was left out, because nobody
    asked on its day, comes first; the next one follows an hour later.
    """
    today = municipality.day_of(at)
    set_for = municipality.runopenings.in_force_on(today).first()
    month = runs.openable_month(municipality, day=today, at_first=first_day(today))
    if set_for is None or month is None or (month == first_day(today) and today.day < set_for.day):
        return None
    return runs.open_month(municipality=municipality, month=month, by=by, at=at)
