"""The home page of whoever keeps people and places: roles that nobody holds, invitations, cities without an admin."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from municipalities.accounts import invitations
from municipalities.models import Letterhead, Scope
from tests.safety.attack import administrator


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
HOME = reverse("home")


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOON, tick=False)


def titles(tasks):
    return [task["title"] for task in tasks]


def test_an_admin_is_asked_for_the_roles_and_settings_that_are_missing(visit, world):
    with administrator():
        Scope.objects.filter(municipality=world.bengkulu, role="TREASURER").delete()
    tasks = titles(visit(world.admin).get(HOME).context["tasks"])
    assert "Undang seorang bendahara" in tasks
    assert "Undang seorang penyetuju" not in tasks
    assert "Lengkapi: kop surat dan lambang" in tasks
    with administrator():
        Letterhead.objects.create(
            municipality=world.bengkulu, government="Pemerintah Kota Bengkulu", start_date=date(2020, 1, 1)
        )
    assert "Lengkapi: kop surat dan lambang" not in titles(visit(world.admin).get(HOME).context["tasks"])


def test_the_platform_is_told_which_cities_have_no_admin(visit, world):
    (task,) = visit(world.platform).get(HOME).context["tasks"]
    assert (task["title"], task["detail"]) == ("1 kota tanpa admin", "Kota Kupang.")
    assert task["url"] == reverse("person_invite")


def test_an_invitation_that_nobody_answered_is_waited_for_and_then_sent_again(visit, world, time_machine):
    with world.acting(world.admin, "ADMIN"):
        invitations.invite(
            address="baru@bengkulu.example", name="Orang Baru", role="AUDITOR", municipality=world.bengkulu,
            start_date=date(2026, 11, 1), by=world.admin, at=NOON,
        )  # fmt: skip
    page = visit(world.admin).get(HOME)
    assert "1 undangan belum dijawab" in titles(page.context["waiting"])
    time_machine.move_to(NOON + invitations.VALID, tick=False)
    (task,) = [each for each in visit(world.admin).get(HOME).context["tasks"] if each["status"] == "late"]
    assert task["title"] == "1 undangan kedaluwarsa"


def test_an_admin_sees_no_figures_and_reads_why(visit, world):
    page = visit(world.admin).get(HOME).content.decode()
    assert "data pekerja tidak terlihat" in page


def test_whoever_waits_is_led_to_no_page_that_stays_shut(visit, world):
    waiting = visit(world.treasurer).get(HOME).context["waiting"]
    assert [(each["title"], each["url"]) for each in waiting] == [("Unggah roster pertama", "")]
