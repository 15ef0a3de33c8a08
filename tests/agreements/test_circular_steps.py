"""What the database holds of the steps of a circular, past every verb."""

import pytest
from django.db import ProgrammingError, connection, transaction

from agreements import circulars
from agreements.models import Circular
from municipalities.roles import Role
from tests.factories.agreements import AT, issued, make_circular


Status = Circular.Status
OTHERWISE = [
    (before, after) for before in Status for after in Status if after not in {before, *circulars.NEXT[before]}
]


@pytest.fixture
def circular(world):
    with world.acting(world.operator):
        yield make_circular(world.bengkulu, drafted_by=world.operator)


def brought_to(circular, status, world):
    if status == Status.SUBMITTED:
        circulars.submit(circular=circular, by=world.operator, at=AT)
    elif status != Status.DRAFT:
        issued(circular, by=world.approver)
    if status == Status.WITHDRAWN:
        circulars.withdraw(circular=circular, ended_date=circular.date, by=world.approver, at=AT, note="Keliru.")
    elif status == Status.SUPERSEDED:
        newer = make_circular(world.bengkulu, date=circular.date.replace(day=9), supersedes=circular)
        issued(newer, by=world.approver)
    return circular


def refused(words, act):
    with pytest.raises(ProgrammingError, match=words), transaction.atomic():
        act()


@pytest.mark.parametrize(("before", "after"), OTHERWISE)
def test_no_statement_takes_it_past_a_step(world, circular, before, after):
    here = Circular.objects.filter(pk=brought_to(circular, before, world).pk)
    refused("step by step", lambda: here.update(status=after, issued_by=world.approver, issued_at=AT))


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN])
def test_the_day_on_which_it_ended_stands_still(world, circular, status):
    here = Circular.objects.filter(pk=brought_to(circular, status, world).pk)
    refused("ended stands still", lambda: here.update(ended_date=circular.date.replace(year=2030)))


def test_none_is_born_handed_in(world, circular):
    refused("begins as a draft", lambda: make_circular(world.bengkulu, status="SUBMITTED"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_circular SET points = 'Lain'",
        "UPDATE agreements_circular SET status = 'SUBMITTED'",
        "UPDATE agreements_circular SET title = 'Lain', status = 'SUBMITTED'",
        "DELETE FROM agreements_circular",
    ],
)
def test_the_mayors_office_does_nothing_to_a_draft(world, circular, statement):
    with world.acting(world.mayor, Role.MAYOR_OFFICE):
        refused("writes no circular", lambda: connection.cursor().execute(statement))


def test_the_mayors_office_begins_none(world, circular):
    with world.acting(world.mayor, Role.MAYOR_OFFICE):
        refused("writes no circular", lambda: Circular.objects.create(
            municipality=world.bengkulu, title="Lain", date=circular.date
        ))  # fmt: skip


def test_the_mayors_office_gives_no_number_without_issuing(world, circular):
    brought_to(circular, Status.SUBMITTED, world)
    with world.acting(world.mayor, Role.MAYOR_OFFICE):
        refused("writes no circular", lambda: Circular.objects.filter(pk=circular.pk).update(sequence=9))


def test_the_mayors_office_gives_back_and_withdraws(world, circular):
    first, second = brought_to(circular, Status.SUBMITTED, world), make_circular(world.bengkulu)
    issued(second, by=world.approver)
    with world.acting(world.mayor, Role.MAYOR_OFFICE):
        circulars.give_back(circular=first, by=world.mayor, at=AT, note="Perbaiki.")
        circulars.withdraw(circular=second, ended_date=second.date, by=world.mayor, at=AT, note="Keliru.")
    assert (first.status, second.status) == (Status.DRAFT, Status.WITHDRAWN)
