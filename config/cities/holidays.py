"""The days on which offices are closed: the yearly joint decrees the program knows, and what the city's file adds."""

from lokal import holidays

from municipalities.models import Holiday


YEARS = (2026, 2027)


def load(given, city):
    known = [
        Holiday(municipality=city, day=each.date, name=each.name, is_joint_leave=each.type != "libur_nasional",
                source=decree.decree)
        for decree in (holidays.get_holidays(year) for year in YEARS)
        for each in decree.holidays
    ]  # fmt: skip
    Holiday.objects.bulk_create(known + [Holiday(municipality=city, **day) for day in given.get("holidays", [])])
