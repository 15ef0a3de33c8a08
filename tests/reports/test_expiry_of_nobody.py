"""Where nobody is enrolled no page and no task counts 0 people; what is long over fills no calendar."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tests.factories.agreements import make_agreement, make_signed
from tests.safety.attack import administrator


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def agreement(world):
    with administrator():
        return make_signed(world.bengkulu, signing_date=date(2026, 1, 2))


@pytest.mark.parametrize("who", ["operator", "officer"])
def test_no_page_counts_nobody(world, visit, agreement, who):
    client = visit(getattr(world, who))
    for address in (reverse("expiry"), reverse("expiry_of_agreement", args=[agreement.public_id])):
        page = client.get(address).content.decode()
        assert "0 orang" not in page
        assert "Belum ada yang terdaftar" in page
    [task] = [each for each in client.get(reverse("home")).context["tasks"] if "Perpanjang" in each["title"]]
    assert "0 orang" not in task["title"] + task["detail"]
    assert "elum ada yang terdaftar" in task["title"] + task["detail"]


def test_the_calendar_of_all_leaves_out_what_is_long_over(world, operator_client, agreement):
    city = world.bengkulu
    cadres = {"scope": [(city.root, city.cadre, "JKK")], "start_date": date(2020, 1, 1)}
    with administrator():
        old = make_signed(
            city, signing_date=date(2020, 1, 2), start_date=date(2020, 1, 1), end_date=date(2024, 12, 31)
        )
        just_over = make_signed(city, signing_date=date(2020, 1, 2), end_date=date(2026, 11, 10), **cadres)
    calendar = operator_client.get(reverse("agreement_calendar_of_all")).content.decode().replace("\r\n ", "")
    assert old.pks_number not in calendar
    assert just_over.pks_number in calendar
    assert agreement.pks_number in calendar


def test_two_drafts_of_one_title_are_told_apart(world, operator_client):
    with world.acting(world.operator):
        for year in (2027, 2028):
            make_agreement(world.bengkulu, title="PKS GTT", start_date=date(year, 1, 1), end_date=date(year, 12, 31))
    tasks = [
        task["detail"] for task in operator_client.get(reverse("home")).context["tasks"] if "GTT" in task["title"]
    ]
    assert len(set(tasks)) == 2
    assert any("masa 01-01-2028 sampai 31-12-2028" in detail for detail in tasks)
