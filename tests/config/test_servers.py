"""Processes that tests start use the servers of the tests, embedded or the operator's own."""

import pytest

from config import env
from tests import servers


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("unix:///run/redis.sock?db=0", "unix:///run/redis.sock?db=5"),
        ("redis://127.0.0.1:6380/0", "redis://127.0.0.1:6380/5"),
        ("redis://:secret@redis:6379", "redis://:secret@redis:6379/5"),
    ],
)
def test_another_database_of_the_same_redis(settings, given, wanted):
    settings.REDIS_URL = given
    assert servers.redis_url(5) == wanted


def test_another_database_of_the_same_postgresql_keeps_its_place(settings):
    admin = settings.DATABASES["admin"]
    found = env.database(servers.database_url("demo_main"))
    assert [str(found[name]) for name in ("USER", "PASSWORD", "HOST")] == [
        str(admin[name]) for name in ("USER", "PASSWORD", "HOST")
    ]
    assert (found["NAME"], str(found["PORT"])) == ("demo_main", str(admin["PORT"] or 5432))
