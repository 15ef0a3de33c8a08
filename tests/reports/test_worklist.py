"""The branch's worklist: what its cities wait for or owe, with the clock of each, the most pressing first."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enrollment import card_days
from enrollment.models import RosterReceipt
from municipalities.models import BranchMunicipality
from tests.factories.agreements import agreed, make_agreement, make_signed
from tests.factories.claims import ClaimOnItsWay
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_gap
from tests.factories.handovers import make_batch
from tests.factories.municipalities import LONG_AGO, make_city
from tests.safety.attack import administrator


PAGE = reverse("work_list")


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 5, tzinfo=UTC), tick=False)


def rows(client, **asked):
    return client.get(PAGE, asked).context["rows"]


def of_kind(client, kind):
    return rows(client, jenis=kind)


def sent(city, *at):
    with administrator():
        RosterReceipt.objects.create(municipality=city, unit=city.root, at=datetime(*at, 5, tzinfo=UTC))


def test_a_city_that_sent_nothing_this_month_is_told_with_its_days(world, officer_client):
    sent(world.bengkulu, 2026, 9, 15)
    (row,) = rows(officer_client)
    assert (row["title"], row["waited"]) == ("Belum mengirim roster bulan November 2026", "70 hari")
    assert (row["due"], row["status_label"]) == (date(2026, 10, 31), "lewat 24 hari")


def test_a_city_that_sent_last_month_has_until_the_end_of_this_one(world, officer_client):
    sent(world.bengkulu, 2026, 10, 2)
    (row,) = rows(officer_client)
    assert (row["status"], row["status_label"]) == ("soon", "6 hari lagi")


def test_a_city_that_sent_this_month_owes_no_roster(world, officer_client):
    sent(world.bengkulu, 2026, 11, 2)
    assert rows(officer_client) == []


def test_an_agreed_text_waits_since_the_day_on_which_it_was_agreed(world, officer_client):
    with administrator():
        text = make_agreement(world.bengkulu, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
        text.branch = world.bengkulu.branch
        text.save()
    agreed(text, writer=world.operator, other=world.head)
    found = of_kind(officer_client, "AGREEMENT")
    assert {(row["side"], row["since"], row["due"]) for row in found} == {
        ("kota", date(2026, 11, 24), date(2027, 1, 1)), ("cabang", date(2026, 11, 24), date(2027, 1, 1)),
    }  # fmt: skip
    assert "sampai 31-12-2027" in found[0]["rule"]


def test_an_agreement_that_ends_is_due_on_its_last_day(world, officer_client):
    with administrator():
        make_enrollment(world.bengkulu)
        make_signed(world.bengkulu, signing_date=date(2026, 1, 1), end_date=date(2026, 12, 31))
    (row,) = of_kind(officer_client, "AGREEMENT")
    assert (row["due"], row["status_label"]) == (date(2026, 12, 31), "37 hari lagi")


def test_a_claim_at_the_branch_has_its_day_before_it_is_late(world, officer_client):
    claim = ClaimOnItsWay(world).brought_to("APPROVED").claim
    (row,) = of_kind(officer_client, "CLAIM")
    assert row["title"].startswith(claim.label)
    assert (row["side"], row["due"], row["source"]) == ("cabang", date(2026, 11, 25), "PP 44/2015 Art. 40(3)")


def test_late_cards_and_gaps_stand_with_the_day_that_is_past(world, officer_client):
    with administrator():
        make_gap(world.bengkulu, due_date=date(2026, 11, 1))
        batch = make_batch(world.bengkulu, by=world.operator)
    with world.acting(world.operator):
        card_days.record(
            batch=batch, complete_date=date(2026, 11, 2), received_date=None, by=world.operator,
            at=datetime(2026, 11, 24, 5, tzinfo=UTC),
        )  # fmt: skip
    found = rows(officer_client)
    assert [(row["kind"], row["status"]) for row in found[:2]] == [("Kesenjangan", "late"), ("Kartu", "late")]


def serve(world, code, name):
    with administrator():
        city = make_city(code=code, name=name, branch=f"Cabang {code}")
        BranchMunicipality.objects.create(branch=world.bengkulu.branch, municipality=city, start_date=LONG_AGO)
        make_enrollment(city)
        make_gap(city, due_date=date(2026, 11, 1))
        make_signed(city, signing_date=date(2026, 1, 1))
    return city


def test_one_city_is_looked_at_alone(world, officer_client):
    serve(world, "17.05", "Kabupaten Seluma")
    assert {row["city"] for row in rows(officer_client)} == {"Kota Bengkulu", "Kabupaten Seluma"}
    assert {row["city"] for row in rows(officer_client, kota="17.05")} == {"Kabupaten Seluma"}


def test_another_branch_sees_nothing_of_ours(world, visit):
    with administrator():
        make_gap(world.bengkulu, due_date=date(2026, 11, 1))
    assert {row["city"] for row in rows(visit(world.foreign_officer))} == {"Kota Kupang"}


def test_the_number_of_statements_does_not_grow_with_the_cities(world, officer_client):
    def statements():
        with CaptureQueriesContext(connection) as caught:
            rows(officer_client)
        return len(caught)

    serve(world, "17.05", "Kabupaten Seluma")
    statements()
    with_two = statements()
    for number in range(3):
        serve(world, f"17.0{number + 6}", f"Kabupaten {number}")
    assert statements() == with_two
