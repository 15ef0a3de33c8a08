"""The last twelve months of a place as columns and a line, and how far it has come since the end of the last one."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.months import first_day
from common.rupiah import grouped
from reports import counted, counting


@dataclass(frozen=True)
class Point:
    """The end of a month; None where the city was not counted then."""

    month: date
    active: int | None
    figure: int | None

    @property
    def tenths(self):
        """The share in tenths of a percent, half up."""
        return tenths(self.active, self.figure)


def tenths(active, figure):
    return None if active is None or not figure else (active * 2000 + figure) // (2 * figure)


def of(cities, *, day, last_alone=False):
    """
    {municipality id: [Point]} of each city's place, the oldest in front: its head line each day, by today's figures.

    :param cities: city_coverage.CityCoverage of one day; those that were never counted at a month's end are left out
    :param last_alone: the end of the last month and no other, of many cities
    """
    days = counting.days_of(day)[1:2] if last_alone else counting.days_of(day)[:0:-1]
    units = {city.key(city.top) for city in cities} | {each.unit_id for city in cities for each in city.figures}
    found = counted.at_days([city.municipality for city in cities], days=days, units=list(units - {None}))
    return {
        city.municipality.pk: [point(city, each, found[each]) for each in days]
        for city in cities
        if any(city.municipality.pk in found[each].judged for each in days)
    }


def point(city, day, counts):
    if city.municipality.pk not in counts.judged:
        return Point(first_day(day), None, city.headline().figure)
    then = city.counted_as(counts).headline()
    return Point(first_day(day), then.active, then.figure)


def added(trends):
    """The last point of several places together; none unless each of them was counted then."""
    last = [points[-1] for points in trends if points and points[-1].active is not None]
    if not last or len(last) < len(trends):
        return []
    return [Point(last[0].month, sum(each.active for each in last), sum(each.figure for each in last))]


def since(points, active, figure):
    """Like "naik 2,1 poin sejak akhir Oktober 2026"; in people where nobody knows how many there are."""
    last = points[-1] if points else None
    if last is None or last.active is None or active is None:
        return ""
    month = date_format(last.month, "F Y")
    if figure:
        return moved(tenths(active, figure) - last.tenths if last.tenths is not None else 0, month, in_points)
    return moved(active - last.active, month, in_people)


def in_points(number):
    return _("%(number)s poin") % {"number": f"{grouped(number // 10)},{number % 10}"}


def in_people(number):
    return _("%(number)s orang") % {"number": grouped(number)}


def moved(by, month, written):
    if not by:
        return _("tetap sejak akhir %(month)s") % {"month": month}
    said = _("naik %(by)s sejak akhir %(month)s") if by > 0 else _("turun %(by)s sejak akhir %(month)s")
    return said % {"by": written(abs(by)), "month": month}
