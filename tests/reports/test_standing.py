"""Where several cities stand, each on its own day."""

from datetime import UTC, date, datetime

from reports import city_coverage, standing
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


ELEVEN_AT_NIGHT = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)  # in Bengkulu; in Kupang the new month has begun


def test_each_city_stands_on_its_own_day(world, time_machine):
    time_machine.move_to(ELEVEN_AT_NIGHT, tick=False)
    cities = [world.kupang, world.bengkulu]
    with administrator():
        for city in cities:
            make_enrollment(city, start_date=date(2026, 12, 1))
        found = standing.of(cities)
        days = [city.day for city in city_coverage.of_today(cities)]
    assert [(each.municipality, each.day, each.active) for each in found] == [
        (world.kupang, date(2026, 12, 1), 1), (world.bengkulu, date(2026, 11, 30), 0),
    ]  # fmt: skip
    assert days == [date(2026, 12, 1), date(2026, 11, 30)]
    assert [each.month for each in found] == [date(2026, 11, 1), date(2026, 10, 1)]
