"""People are typed into a page while a file of the same city comes in."""

import pytest
from django.db import connection
from django.utils import timezone

from enrollment import rosters, typed
from municipalities.context import as_owner
from tests.at_once import at_once
from tests.conftest import World
from tests.enrollment.test_typed import BUDI, SITI


@pytest.fixture
def city(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with as_owner():
        return World()


def test_trying_people_out_neither_waits_for_a_file_that_comes_in_nor_takes_its_number(city, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("NIK;Nama;Tgl Lahir\n1771014108859001;Siti Aminah;01-08-1985\n")

    def receive():
        with city.acting(city.operator):
            received = rosters.receive(
                municipality=city.bengkulu, path=path, file_name=path.name, by=city.operator, at=timezone.now()
            )
            return received.number, *at_once([try_out])

    def try_out():
        """While what came in is not committed."""
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        given = {"unit": city.bengkulu.school, "category": city.bengkulu.gtt, "start_date": None, "by_clerk": False}
        with city.acting(city.operator):
            return typed.try_out(
                [SITI, BUDI | {"nik": "17"}], municipality=city.bengkulu, by=city.operator, at=timezone.now(), **given
            )

    ((number, tried),) = at_once([receive])
    assert (number, list(tried.cells)) == (1, [(1, "nik")])
