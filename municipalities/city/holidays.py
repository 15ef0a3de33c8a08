"""The days on which the city's offices are closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from lokal import holidays as decrees

from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods
from municipalities.models import Holiday


class HolidayThere(Refused):
    """That day is a holiday already."""

    code = "HOLIDAY_THERE"


class DayIsOver(Refused):
    """Deadlines were counted past that day already."""

    code = "DAY_IS_OVER"


class NoDecree(Refused):
    """The joint decree of that year is not known, or all of it stands."""

    code = "NO_DECREE"


def holidays_of(municipalities):
    """{municipality id: the days on which its offices are closed}, in one question."""
    found = {municipality.pk: set() for municipality in municipalities}
    days = Holiday.objects.filter(municipality__in=municipalities).values_list("municipality_id", "day")
    for municipality_id, day in days:
        found[municipality_id].add(day)
    return found


@transaction.atomic
def add(*, municipality, day, name, is_joint_leave, source, reason, by, at):
    """
    Enter a day on which offices are closed.

    :raises DayIsOver: if it lies before today
    :raises HolidayThere: if it is one already
    """
    refuse_past(municipality, day, at)
    if municipality.holidays.filter(day=day).exists():
        raise HolidayThere(_("Tanggal itu sudah hari libur."))
    holiday = Holiday.objects.create(
        municipality=municipality, day=day, name=name, is_joint_leave=is_joint_leave, source=source
    )
    audit.record(
        "holiday.added", of=holiday, by=by, at=at, reason=periods.said(reason), after=periods.facts(holiday)
    )  # fmt: skip
    return holiday


@transaction.atomic
def remove(*, holiday, reason, by, at):
    """
    Make a day a working day again.

    :raises DayIsOver: if it lies before today
    """
    refuse_past(holiday.municipality, holiday.day, at)
    before = periods.facts(holiday)
    audit.record("holiday.removed", of=holiday, by=by, at=at, reason=periods.said(reason), before=before)
    holiday.delete()


@transaction.atomic
def take_over(*, municipality, year, by, at):
    """
    Enter the days of the yearly joint decree that are not there yet; returns how many.

    :raises NoDecree: if the decree of that year is not known, or adds nothing
    """
    there = set(municipality.holidays.filter(day__year=year).values_list("day", flat=True))
    try:
        decree = decrees.get_holidays(year)
    except ValueError as error:
        raise NoDecree(_("Keputusan bersama untuk %(year)s belum dikenal.") % {"year": year}) from error
    fresh = [
        Holiday(
            municipality=municipality, day=day_of(each), name=each.name,
            is_joint_leave=each.type != "libur_nasional", source=decree.decree,
        )
        for each in decree.holidays
        if day_of(each) not in there
    ]  # fmt: skip
    if not fresh:
        raise NoDecree(_("Semua hari libur %(year)s sudah ada.") % {"year": year})
    Holiday.objects.bulk_create(fresh)
    audit.record(
        "holidays.taken_over", of=municipality, municipality=municipality, by=by, at=at,
        reason=decree.decree, after={"year": year, "days": len(fresh)},
    )  # fmt: skip
    return len(fresh)


def day_of(listed):
    return listed.date if isinstance(listed.date, date) else date.fromisoformat(listed.date)


def known_years(year):
    """Of this year and the next two, those whose joint decree is known."""
    return [each for each in range(year, year + 3) if is_known(each)]


def is_known(year):
    try:
        return bool(decrees.get_holidays(year).holidays)
    except ValueError:
        return False


def refuse_past(municipality, day, at):
    if day < municipality.day_of(at):
        raise DayIsOver(_("Hari yang sudah lewat tidak diubah: jatuh tempo sudah dihitung dengannya."))
