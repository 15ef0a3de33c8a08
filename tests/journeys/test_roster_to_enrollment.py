"""An office's list becomes protected people, and back: the whole way through the pages, with the demo's own file."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from config import cities
from enrollment.models import Enrollment, Roster
from municipalities.models import Region, Unit
from tests.safety.attack import administrator


GIVEN = cities.read(settings.BASE_DIR / "examples" / "cities" / "bengkulu.toml")
[LIST] = GIVEN["rosters"]


@pytest.fixture
def offices(world):
    """The units that the file names, below the city."""
    with administrator():
        Region.objects.create(code="17.71", name="Kota Bengkulu", province_name="Bengkulu")
        for unit in GIVEN["organization"]["units"]:
            if unit["kind"] != "CITY":
                parent = world.bengkulu.root
                made = {"code": unit["code"], "name": unit["name"], "kind": unit["kind"], "parent": parent}
                Unit.objects.update_or_create(municipality=world.bengkulu, name=unit["name"], defaults=made)


def active(world):
    with world.acting(world.operator):
        return Enrollment.objects.filter(is_void=False).count()


def test_from_the_file_of_an_office_to_enrolled_workers_and_back(
    world, offices, operator_client, work, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "files"

    # an operator opens the page and sends the file as it came
    form = operator_client.get(reverse("roster_upload")).content.decode()
    key = re.search(r'name="idempotency_key" value="([^"]+)"', form)[1]
    with (settings.BASE_DIR / "examples" / "rosters" / LIST["file"]).open("rb") as file:
        given = {"idempotency_key": key, "category": "GTT", "start_date": LIST["start"], "file": file}
        sent = operator_client.post(reverse("roster_upload"), given)

    # the check is under way, then its result stands on the same page
    assert "Menunggu giliran" in operator_client.get(sent.url).content.decode()
    work()
    with world.acting(world.operator):
        roster = Roster.objects.get()
    wanted = LIST["expected"]
    assert (roster.status, roster.rows, roster.new) == ("CHECKED", wanted["rows"], wanted["new"])
    assert (roster.refused, roster.skipped) == (wanted["refused"], wanted["skipped"])
    assert "Simpan 1.212 pekerja" in operator_client.get(sent.url).content.decode()
    assert active(world) == 0

    # saving enrolls everybody who is ready
    operator_client.post(reverse("roster_commit", args=[roster.public_id]))
    work()
    assert active(world) == wanted["new"]
    assert "1212 pekerja baru terdaftar" in operator_client.get(sent.url).content.decode().replace(".212", "212")

    # and one click takes all of it back
    operator_client.post(reverse("roster_undo", args=[roster.public_id]))
    work()
    assert active(world) == 0
