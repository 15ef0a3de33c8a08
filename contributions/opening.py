"""A month is opened by itself on the day that its city has set, by the city's own clock."""

from common.months import first_day
from contributions import runs
from contributions.models import ContributionRun


def on_its_day(*, municipality, by, at):
    """
    What the schedule asks every hour: from the city's day on, the month is opened, once; returns the run, or None.

    A run that is there stays as it is, also one that somebody has cancelled.
    """
    today = municipality.day_of(at)
    month = first_day(today)
    set_for = municipality.runopenings.in_force_on(today).first()
    if set_for is None or today.day < set_for.day or there(municipality, month):
        return None
    return runs.open_month(municipality=municipality, month=month, by=by, at=at)


def there(municipality, month):
    return ContributionRun.objects.filter(
        municipality=municipality, month=month, kind=ContributionRun.Kind.REGULAR
    ).exists()
