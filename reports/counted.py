"""How people stand on a day: from the rows that were counted for it, and where there are none counted now."""

from datetime import date, timedelta

from django.db import connection

from regulations.words import Segment
from reports import coverage
from reports.active import Judged
from reports.models import CoverageCount, CoverageRow


FIGURES = ", ".join(CoverageRow.FIGURES)


def rows_where(units):
    """Of each count its rows by way of the index: the table holds thirteen days of every unit."""
    return f"""
SELECT c.day, c.municipality_id, r.unit_id, r.category_id, {FIGURES} FROM reports_coveragecount c
CROSS JOIN LATERAL (
  SELECT * FROM reports_coveragerow o
  WHERE o.municipality_id = c.municipality_id AND o.count_id = c.id AND {units} OFFSET 0
) r
WHERE c.id = ANY (%(counts)s::bigint[])"""


ROWS = rows_where("true")
ROWS_OF_SOME = rows_where("o.unit_id IS NULL") + " UNION ALL " + rows_where("o.unit_id = ANY (%(units)s::bigint[])")


# A city with fewer people is counted while somebody waits for its own page, so that it shows what was done just now.
AT_ONCE = 5000
EVERYBODY = 2**31 - 1
TOGETHER = 3  # cities in one statement, which has to end in the time that a page gives it


def counts(municipalities, *, day, units=None, now_below=0):
    """
    As coverage.counts(), for whoever only reads: `counted_at` says since when it is so, where it was counted before.

    Of a city's own today, or of a later day, the newest count speaks, until the night has brought another one.

    :param units: ids of the units asked for apart from their city; None is every unit
    :param now_below: count a city with fewer people than that now, whatever is kept of it
    """
    found = {each.municipality_id: each for each in of_day(municipalities, day)}
    for each in CoverageRow.objects.filter(
        count__in=found.values(), municipality__in=found, unit=None, category=None, known__lt=now_below
    ):
        del found[each.municipality_id]
    missing = [each for each in municipalities if each.pk not in found]
    counted = coverage.Counts((), judged={})
    for first in range(0, len(missing), TOGETHER):
        counted.take(coverage.counts(missing[first : first + TOGETHER], day=day, units=units))
    for _day, city, unit, category, *numbers in rows_of(found.values(), units):
        counted.put(city, unit, category, numbers)
    counted.judged |= {pk: judged_of(each) for pk, each in found.items()}
    counted.counted_at = {pk: each.counted_at for pk, each in found.items()}
    return counted


def at_days(municipalities, *, days, units):
    """{day: coverage.Counts} of what was counted for these days; a city that was not is in none of them."""
    found = {day: coverage.Counts((), judged={}) for day in days}
    kept = list(CoverageCount.objects.filter(municipality__in=municipalities, day__in=days))
    for each in kept:
        found[each.day].judged[each.municipality_id] = judged_of(each)
    for day, city, unit, category, *numbers in rows_of(kept, units):
        found[day].put(city, unit, category, numbers)
    return found


def rows_of(counts, units):
    """(day, city, unit, category, figures ...) of these counts; of some units, and always of the cities themselves."""
    given = {"counts": [each.pk for each in counts], "units": units}
    statement = ROWS if units is None else ROWS_OF_SOME if units else rows_where("o.unit_id IS NULL")
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def of_day(municipalities, day):
    """The count that speaks for the day in each of these cities, where there is one."""
    todays = [each.pk for each in municipalities if each.today() <= day]
    others = [each.pk for each in municipalities if each.pk not in set(todays)]
    newest = CoverageCount.objects.filter(
        municipality__in=todays, day__gte=day - timedelta(days=1), day__lte=day
    ).order_by("municipality_id", "-day").distinct("municipality_id")  # fmt: skip
    return [*newest, *CoverageCount.objects.filter(municipality__in=others, day=day)]


def judged_of(count):
    months = {
        Segment(segment): tuple(date.fromisoformat(month) for month in months)
        for segment, months in count.months.items()
    }
    return Judged(count.agreements, months, count.within, count.billed_since)
