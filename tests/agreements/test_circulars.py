from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agreements import circulars, moves
from agreements.models import Circular
from tests.factories.agreements import AT, issued, make_circular


Status = Circular.Status


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


def test_a_letter_of_a_day_to_come_is_not_issued(world, city):
    with pytest.raises(circulars.DayToCome, match="30-11-2062"):
        issued(make_circular(city, date=date(2062, 11, 30)), by=world.approver)


def test_a_circular_is_issued_by_another_than_its_drafter(world, city):
    circular = issued(make_circular(city, drafted_by=world.operator), by=world.approver)
    assert (circular.status, circular.issued_by) == (Status.ISSUED, world.approver)


def test_the_drafter_cannot_issue_the_own_circular(world, city):
    with pytest.raises(circulars.SamePerson):
        issued(make_circular(city, drafted_by=world.operator), by=world.operator)


def test_the_service_user_issues_nothing(world, city):
    with pytest.raises(circulars.SamePerson):
        issued(make_circular(city), by=world.system)


def test_the_database_holds_that_drafter_and_issuer_are_two(world, city):
    circular = make_circular(city, drafted_by=world.operator)
    circulars.submit(circular=circular, by=world.operator, at=AT)
    with pytest.raises(IntegrityError, match="who_issues_a_circular_did_not_draft_it"), transaction.atomic():
        Circular.objects.filter(pk=circular.pk).update(status="ISSUED", issued_by=world.operator, issued_at=AT)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"signer_office": ""}, "penanda tangan"),
        ({"points": " "}, "isi"),
        ({"units": []}, "perangkat daerah"),
        ({"categories": []}, "jenis pekerja"),
    ],
)
def test_issuing_names_what_is_missing(world, city, fields, named):
    with pytest.raises(moves.Incomplete, match=named):
        issued(make_circular(city, **fields), by=world.approver)


def test_a_newer_circular_replaces_the_one_it_names(world, city):
    old = issued(make_circular(city), by=world.approver)
    new = issued(make_circular(city, date=date(2026, 6, 1), supersedes=old), by=world.approver)
    old.refresh_from_db()
    assert (old.status, old.ended_date, new.status) == (Status.SUPERSEDED, date(2026, 6, 1), Status.ISSUED)


def test_the_last_day_of_a_replaced_circular_is_the_one_before(world, city):
    old = issued(make_circular(city), by=world.approver)
    issued(make_circular(city, date=date(2026, 6, 1), supersedes=old), by=world.approver)
    old.refresh_from_db()
    assert circulars.last_day(old, today=date(2026, 11, 24)) == date(2026, 5, 31)


def test_a_circular_cannot_replace_a_younger_one(world, city):
    young = issued(make_circular(city, date=date(2026, 6, 1)), by=world.approver)
    old = make_circular(city, date=date(2026, 5, 1), supersedes=young)
    with pytest.raises(circulars.WrongPredecessor):
        issued(old, by=world.approver)
    old.refresh_from_db()
    assert old.status == Status.SUBMITTED


def test_a_draft_replaces_nothing(world, city):
    old = issued(make_circular(city), by=world.approver)
    draft = make_circular(city, date=date(2026, 6, 1), supersedes=old)
    with pytest.raises(circulars.WrongPredecessor):
        circulars.supersede(circular=old, successor=draft, by=world.approver, at=AT)


def test_a_circular_is_withdrawn_with_a_reason(world, city):
    circular = issued(make_circular(city), by=world.approver)
    with pytest.raises(moves.Incomplete):
        circulars.withdraw(circular=circular, ended_date=date(2026, 5, 1), by=world.approver, at=AT, note="")
    circulars.withdraw(circular=circular, ended_date=date(2026, 5, 1), by=world.approver, at=AT, note="Keliru.")
    assert circular.status == Status.WITHDRAWN


def test_a_circular_is_issued_once(world, city):
    circular = make_circular(city)
    meanwhile = Circular.objects.get(pk=circular.pk)
    issued(circular, by=world.approver)
    with pytest.raises(moves.MoveNotAllowed):
        issued(meanwhile, by=world.approver)


def test_every_move_is_remembered(world, city):
    old = issued(make_circular(city), by=world.approver)
    issued(make_circular(city, number="560/99", date=date(2026, 6, 1), supersedes=old), by=world.approver)
    assert [(event.before, event.after, event.note) for event in old.events.all()] == [
        ("DRAFT", "SUBMITTED", ""),
        ("SUBMITTED", "ISSUED", ""),
        ("ISSUED", "SUPERSEDED", "diganti 560/99"),
    ]


def test_lines_with_a_dash_belong_to_the_point_above(city):
    assert make_circular(city).paragraphs == [
        ("Daftarkan:", ["guru", "penjaga sekolah"]),
        ("Laporkan hasilnya.", []),
    ]
