"""Who renews what: a task is under way by the text that follows the agreement, and by no other."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from agreements import signing
from agreements.models import Side
from municipalities.models import BranchMunicipality
from municipalities.roles import Role
from tests.factories.agreements import AT, make_agreement, make_signed
from tests.factories.enrollment import make_enrollment
from tests.factories.municipalities import make_city
from tests.safety.attack import administrator


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
NEXT_YEAR = {"start_date": date(2027, 1, 1), "end_date": date(2027, 12, 31)}
SAID = "Penggantinya sedang disiapkan."


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def agreement(world):
    with administrator():
        make_enrollment(world.bengkulu)
        return make_signed(world.bengkulu, signing_date=date(2026, 1, 2))


def write(world, *, by=None, role=Role.OPERATOR, submitted=False, **given):
    writer = by or world.operator
    with world.acting(writer, role):
        text = make_agreement(world.bengkulu, **NEXT_YEAR | given)
        if submitted:
            signing.submit(agreement=text, side=Side.CITY, by=writer, at=AT)
    return text


def is_under_way(visit, user):
    """Whether the home page says of the renewal that it is."""
    tasks = visit(user).get(reverse("home")).context["tasks"]
    [task] = [each for each in tasks if "Perpanjang" in each["title"]]
    return SAID in task["detail"]


@pytest.mark.parametrize("submitted", [True, False])
def test_a_text_that_follows_it_renews_it(visit, world, agreement, submitted):
    write(world, renews=agreement, submitted=submitted)
    assert is_under_way(visit, world.operator)


def test_a_text_of_something_else_renews_nothing(visit, world, agreement):
    write(world, submitted=True)
    assert not is_under_way(visit, world.operator)


def test_the_draft_of_the_other_side_is_not_told_of(visit, world, agreement):
    write(world, by=world.officer, role=Role.OFFICER, side="BRANCH", renews=agreement)
    assert not is_under_way(visit, world.operator)


def test_an_addendum_that_ends_is_renewed_with_what_it_amends(visit, world, agreement):
    city = world.bengkulu
    write(world, renews=agreement, submitted=True)
    with administrator():
        make_enrollment(city, category=city.cadre)
        make_signed(
            city, signing_date=date(2026, 6, 1), kind="ADDENDUM", amends=agreement, start_date=date(2026, 7, 1),
            end_date=date(2026, 12, 31), scope=[(city.root, city.cadre, "JKK")],
        )  # fmt: skip
    tasks = visit(world.operator).get(reverse("home")).context["tasks"]
    assert [SAID in each["detail"] for each in tasks if "Perpanjang" in each["title"]] == [True, True]


def test_a_branch_counts_from_each_citys_own_day(time_machine, visit, world):
    """At eleven in the evening in Bengkulu the new year has begun in Papua: what ended there yesterday is over."""
    time_machine.move_to(datetime(2026, 12, 31, 16, tzinfo=UTC), tick=False)
    with administrator():
        east = make_city(code="91.71", name="Kota Jayapura", branch="TIMUR", timezone="Asia/Jayapura")
        BranchMunicipality.objects.filter(municipality=east).update(branch=world.bengkulu.branch)
        here, there = (make_signed(city, signing_date=date(2026, 1, 2)) for city in (world.bengkulu, east))
        make_enrollment(east)
    client = visit(world.officer)
    listed = client.get(reverse("expiry")).content.decode()
    assert (here.pks_number in listed, there.pks_number in listed) == (True, False)
    [task] = [each for each in client.get(reverse("home")).context["tasks"] if "Perpanjang" in each["title"]]
    assert "di 1 kota" in task["title"]
