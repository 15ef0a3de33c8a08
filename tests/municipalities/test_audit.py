"""The trail says who did what in which role, for whom, from which request, and what changed; nobody can rewrite it."""

import logging
import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from claims import deaths, heirs
from config.logs import NameRequest
from enrollment.models import Roster
from municipalities import audit, jobs
from municipalities.models import AccountEvent, AuditEvent
from municipalities.origin import coming_from
from municipalities.tasks import Work
from municipalities.trails import refused_acts
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import DENIED, administrator, effect
from tests.safety.rows import row_in


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def write(world, **what):
    with world.acting(world.operator):
        audit.record("unit.renamed", of=world.bengkulu.school, by=world.operator, at=AT, **what)


def last(world, action="unit.renamed"):
    with world.acting(world.auditor, "AUDITOR"):
        return AuditEvent.objects.filter(action=action).order_by("recorded_at").last()


def test_an_event_says_who_in_which_role_and_about_what(world):
    write(world)
    event = last(world)
    assert (event.by, event.role, event.on_behalf_of) == (world.operator, "OPERATOR", None)
    school = world.bengkulu.school
    assert (event.object_type, event.object_id, event.public_id, event.label) == (
        "municipalities.unit", str(school.pk), school.public_id, "SDN 1",
    )  # fmt: skip


def test_what_the_service_user_does_for_a_person_says_so(world):
    with world.acting(world.system, "SYSTEM"):
        audit.record("unit.renamed", of=world.bengkulu.school, by=world.operator, at=AT)
    event = last(world)
    assert (event.by, event.role, event.on_behalf_of) == (world.system, "SYSTEM", world.operator)


def test_only_what_differs_is_kept(world):
    write(world, before={"name": "SDN 1", "code": "101"}, after={"name": "SDN 2", "code": "101"})
    assert last(world).changes == {"name": ["SDN 1", "SDN 2"]}


def test_two_words_are_a_state(world):
    write(world, before="DRAFT", after="SIGNED")
    assert last(world).changes == {"status": ["DRAFT", "SIGNED"]}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("nik", "1771010101909001", "1771 •••• •••• 9001"),
        ("kpj", "23000000001", "•••• ••• 0001"),
        ("account_number", "1234567890", "•••• 7890"),
        ("account_name", "Siti Rahma", "S. R."),
        ("birth_date", date(1990, 1, 1), "••••"),
        ("note", "lihat 1771010101909001 ya", "lihat •••• 9001 ya"),
        ("start_date", date(2026, 11, 1), "2026-11-01"),
        ("total", 12345678901234, 12345678901234),
        ("programs", ["JKK", "JKM"], ["JKK", "JKM"]),
        ("note", None, None),
    ],
)
def test_personal_values_are_masked_in_what_changed(name, value, kept):
    assert audit.differences({name: "x"}, {name: value})[name][1] == kept


def test_a_nik_typed_into_a_reason_is_masked_in_the_detail_too(world):
    write(world, reason="KTP 1771010101909001")
    assert last(world).detail == {"reason": "KTP •••• 9001"}


def test_a_changed_account_is_kept_without_its_number(world):
    with world.acting(world.operator):
        worker = make_enrollment(world.bengkulu).worker
        case = {"death_date": date(2026, 6, 1), "cause": "NATURAL", "told_by": "Keluarga"}
        claim = deaths.register(worker=worker, by=world.operator, at=AT, **case)
        heir = heirs.add(claim=claim, name="Rina Rekaan", relation="WIDOW", by=world.operator, at=AT)
        account = {"bank": "Bank Contoh", "account_number": "1234567890", "account_name": "Rina Rekaan"}
        heirs.change_account(heir=heir, by=world.operator, at=AT, **account)
    event = last(world, "heir.account_changed")
    assert (event.label, event.changes["account_number"]) == ("R. R.", ["", "•••• 7890"])
    assert "1234567890" not in str(event.changes) + str(event.detail)


def test_the_time_is_the_databases_own(world):
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent(
            municipality=world.bengkulu, action="x", object_type="x", by=world.auditor, at=AT, recorded_at=AT
        )
        event.save(force_insert=True)
    assert last(world, "x").recorded_at > AT.replace(year=2026, month=1)
    assert last(world, "x").recorded_at != AT


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["municipalities_auditevent", "municipalities_auditseal"])
def test_the_application_cannot_rewrite_the_trail(world, statement, table):
    write(world)
    with world.acting(world.system, "SYSTEM"):
        assert effect(statement.format(table)) == DENIED


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["municipalities_auditevent", "municipalities_auditseal"])
def test_the_owner_cannot_either(world, statement, table):
    with administrator() as cursor:
        cursor.execute("SET LOCAL ROLE payung_owner")
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            cursor.execute(statement.format(table))
        cursor.execute("RESET ROLE")


def test_the_functions_of_the_wall_cannot_even_with_a_grant(world):
    with administrator() as cursor:
        cursor.execute("GRANT UPDATE ON municipalities_auditevent TO payung_fn")
        cursor.execute("SET LOCAL ROLE payung_fn")
        with pytest.raises(DatabaseError, match="municipalities_auditevent is append-only"), transaction.atomic():
            cursor.execute("UPDATE municipalities_auditevent SET label = '' WHERE false")
        cursor.execute("RESET ROLE")


def test_a_request_has_one_name_in_the_trail_the_answer_and_the_job(world, operator_client):
    with world.acting(world.operator):
        worker = make_enrollment(world.bengkulu).worker
    answer = operator_client.get(reverse("worker_detail", args=[worker.public_id]))
    event = last(world, "worker.viewed")
    assert len(event.request_id) == 32
    assert answer["X-Request-ID"] == event.request_id
    assert len(event.address) == 16
    assert "127.0.0.1" not in event.address


def test_the_name_that_a_browser_sends_is_not_taken(world, operator_client):
    answer = operator_client.get("/", headers={"X-Request-ID": "a" * 32})
    assert answer["X-Request-ID"] != "a" * 32


def test_a_job_carries_the_request_that_asked_for_it(world):
    with coming_from("r" * 32), world.acting(world.operator):
        job = jobs.start(task="tests.act", target=world.bengkulu.school, by=world.operator, role="OPERATOR", at=AT)
    work = Work(job.pk, world.operator.pk, "OPERATOR", world.bengkulu.pk)
    with work.open():
        audit.record("unit.renamed", of=world.bengkulu.school, by=world.operator, at=AT)
    assert last(world).request_id == "r" * 32


def test_a_log_line_names_its_request():
    line = logging.makeLogRecord({"msg": "x"})
    with coming_from("r" * 32):
        NameRequest().filter(line)
    assert line.request == f" [{'r' * 32}]"
    NameRequest().filter(line)
    assert line.request == ""


def test_a_door_that_stays_shut_is_written_down_after_the_rollback(world, clerk_client):
    clerk_client.get(reverse("run_list"))
    event = last(world, "access.refused")
    assert (event.by, event.role, event.detail) == (world.clerk, "CLERK", {"page": "run_list", "method": "GET"})


def test_a_thing_that_is_not_there_is_written_down_without_its_id(world, operator_client):
    operator_client.get(reverse("worker_detail", args=[uuid.UUID(int=7)]))
    event = last(world, "access.not_found")
    assert event.detail == {"page": "worker_detail", "method": "GET"}
    assert event.public_id == world.bengkulu.public_id


def test_an_address_that_leads_nowhere_is_not_written_down(world, operator_client):
    operator_client.get("/tidak-ada/")
    assert last(world, "access.not_found") is None


def test_who_comes_too_late_is_written_down_with_the_reason(world, operator_client):
    with administrator():
        roster = row_in(world.bengkulu, Roster, status="CANCELLED")
    operator_client.post(reverse("roster_cancel", args=[roster.public_id]))
    event = last(world, "act.refused")
    assert event.detail == {"page": "roster_cancel", "method": "POST", "reason": "RosterMoved"}


def test_whoever_knocks_at_every_door_fills_no_table(world, clerk_client, monkeypatch):
    monkeypatch.setattr(refused_acts, "MOST", 3)
    for _knock in range(6):
        clerk_client.get(reverse("run_list"))
    with world.acting(world.auditor, "AUDITOR"):
        written = AuditEvent.objects.filter(action="access.refused").order_by("recorded_at")
        assert [event.detail.get("more_are_left_out", False) for event in written] == [False, False, True]


def test_what_is_refused_to_somebody_of_several_cities_stands_with_the_account(world, visit):
    visit(world.officer).get(reverse("roster_list"))
    event = AccountEvent.objects.get(about=world.officer, action="access.refused")
    assert event.detail == {"page": "roster_list", "method": "GET"}
    assert last(world, "access.refused") is None
