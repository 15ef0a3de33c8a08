"""The chain: each event once, in order, late ones too; whatever is changed, removed, inserted or cut off is named."""

import json
import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.utils import timezone

from municipalities import audit
from municipalities.context import tenant_context
from municipalities.models import AuditEvent, AuditSeal
from municipalities.roles import Role
from municipalities.tasks import seal_audit, verify_audit_daily
from municipalities.trails import heads, sealing, verifying
from tests.factories.municipalities import make_user
from tests.safety import force
from tests.safety.attack import administrator


AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
EDITS = 10_000 if os.environ.get("PAYUNG_LONG") else 200


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.AUDIT_HEADS = tmp_path / "heads"
    return settings.AUDIT_HEADS


def write(world, count=1):
    with world.acting(world.operator):
        for number in range(count):
            audit.record("unit.renamed", of=world.bengkulu.school, by=world.operator, at=AT, number=number)


def seal(world, at_once=sealing.AT_ONCE):
    with world.acting(world.system, "SYSTEM"):
        return sealing.seal(municipality=world.bengkulu, at=timezone.now(), at_once=at_once)


def verify(world, anchors=()):
    with world.acting(world.system, "SYSTEM"):
        return verifying.verify(municipality=world.bengkulu, anchors=anchors)


def by_force(statement, parameters=()):
    """As a superuser who switches the triggers off."""
    with administrator(), force.by_force() as cursor:
        cursor.execute(statement, parameters)


def test_every_event_is_sealed_once_and_the_chain_holds(world):
    write(world, 5)
    assert (seal(world), seal(world)) == (5, 0)
    write(world, 2)
    assert seal(world) == 2
    found = verify(world)
    assert (found.number, found.waiting, found.broken) == (7, 0, None)


def test_what_is_more_than_one_round_is_left_to_the_next(world):
    write(world, 5)
    assert [seal(world, at_once=2) for _round in range(4)] == [2, 2, 1, 0]
    assert verify(world).broken is None


def test_the_sealer_reads_its_own_city_alone(world):
    write(world)
    with tenant_context(world.system.pk, Role.SYSTEM, [world.kupang.pk]):
        assert sealing.seal(municipality=world.kupang, at=AT) == 0
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("person", "role"), [("operator", "OPERATOR"), ("auditor", "AUDITOR"), ("admin", "ADMIN")])
def test_nobody_but_the_service_user_seals(world, person, role):
    write(world)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get()
    given = {"municipality": world.bengkulu, "number": 1, "hash": "0" * 64, "key_id": "A", "sealed_at": AT}
    with pytest.raises(ProgrammingError, match="row-level security"), world.acting(getattr(world, person), role):
        AuditSeal.objects.create(event=event, **given)


COLUMNS = {
    "municipalities_auditevent": (
        *("action", "object_type", "object_id", "label", "role", "request_id", "address", "detail", "changes"),
        *("at", "recorded_at", "by_id", "public_id", "on_behalf_of_id"),
    ),
    "municipalities_auditseal": ("hash", "key_id", "sealed_at", "number"),
}
# One byte of the value as it is stored in text, by its kind.
EDIT = {
    "detail": "jsonb_set({c}, '{{x}}', to_jsonb(%(n)s::int))",
    "changes": "jsonb_set({c}, '{{x}}', to_jsonb(%(n)s::int))",
    "at": "{c} + %(n)s * interval '1 microsecond'",
    "recorded_at": "{c} + %(n)s * interval '1 microsecond'",
    "sealed_at": "{c} + %(n)s * interval '1 microsecond'",
    "public_id": "gen_random_uuid()",
    "by_id": "{c} + %(n)s",
    "on_behalf_of_id": "coalesce({c}, 0) + %(n)s",
    "number": "{c} + 1000000 + %(n)s",
}
PLACE = "1 + %(n)s %% greatest(length({c}), 1)"
ONE_BYTE = f"overlay({{c}} placing chr(ascii(substr({{c}} || 'a', {PLACE}, 1)) # 1) from {PLACE} for 1)"


def edit(table, column, row, number):
    """Change one byte, or one unit, of one column of one row."""
    change = EDIT.get(column, ONE_BYTE).format(c=column)
    by_force(f"UPDATE {table} SET {column} = {change} WHERE id = %(id)s", {"id": row, "n": number})


def test_every_edit_of_a_single_byte_is_named_with_its_row(world):
    write(world, 20)
    seal(world)
    with world.acting(world.system, "SYSTEM"):
        seals = list(AuditSeal.objects.order_by("number").values_list("id", "event_id", "number"))
    dice, missed = random.Random(20261126), []
    for number in range(1, EDITS + 1):
        table = dice.choice(list(COLUMNS))
        column = dice.choice(COLUMNS[table])
        seal_id, event_id, place = dice.choice(seals)
        with transaction.atomic():
            edit(table, column, event_id if table.endswith("event") else seal_id, 1 + number % 59)
            broken = verify(world).broken
            if broken is None or broken.number != place:
                missed.append((table, column, place, number, broken))
            transaction.set_rollback(True)
    assert missed == []
    assert verify(world).broken is None


@pytest.mark.parametrize(
    ("statement", "kind", "number"),
    [
        ("DELETE FROM municipalities_auditevent WHERE id = %(event)s", "REMOVED", 3),
        ("DELETE FROM municipalities_auditseal WHERE event_id = %(event)s", "REMOVED", 3),
        ("UPDATE municipalities_auditevent SET municipality_id = %(other)s WHERE id = %(event)s", "REMOVED", 3),
        ("UPDATE municipalities_auditseal SET key_id = 'B' WHERE event_id = %(event)s", "UNKNOWN_KEY", 3),
    ],
)
def test_what_is_removed_moved_or_sealed_by_another_key_is_named(world, statement, kind, number):
    write(world, 5)
    seal(world)
    with world.acting(world.system, "SYSTEM"):
        event = AuditSeal.objects.get(number=3).event_id
    by_force(statement, {"event": event, "other": world.kupang.pk})
    broken = verify(world).broken
    assert (broken.kind, broken.number) == (kind, number)


def test_an_event_put_in_with_a_day_in_the_past_is_named(world):
    write(world, 2)
    seal(world)
    by_force(
        "INSERT INTO municipalities_auditevent SELECT (jsonb_populate_record(e, jsonb_build_object("
        "'id', gen_random_uuid(), 'recorded_at', e.recorded_at - interval '3 days'))).* "
        "FROM municipalities_auditevent e LIMIT 1"
    )
    assert verify(world).broken.kind == "INSERTED"


def cut(world, above):
    by_force("DELETE FROM municipalities_auditseal WHERE number > %s", [above])
    by_force(
        "DELETE FROM municipalities_auditevent e WHERE e.municipality_id = %s AND NOT EXISTS "
        "(SELECT FROM municipalities_auditseal s WHERE s.event_id = e.id)",
        [world.bengkulu.pk],
    )


def test_a_tail_that_was_cut_off_is_found_by_the_head_noted_outside(world, django_capture_on_commit_callbacks):
    write(world, 9)
    with django_capture_on_commit_callbacks(execute=True):
        seal(world)
    cut(world, above=4)
    broken = verify(world).broken
    assert (broken.kind, broken.number) == ("CUT", 5)


def test_it_is_found_by_a_head_that_somebody_has_on_paper(world):
    write(world, 9)
    seal(world)
    whole = verify(world)
    cut(world, above=4)
    assert verify(world).broken is None  # whole in itself: nobody remembers its end
    assert verify(world, anchors=[(whole.number, whole.seal)]).broken.kind == "CUT"


def test_a_chain_made_anew_is_not_the_one_that_was_noted(world, settings):
    write(world, 3)
    seal(world)
    whole = verify(world)
    by_force("DELETE FROM municipalities_auditseal")
    by_force("UPDATE municipalities_auditevent SET action = 'unit.forged'")
    seal(world)
    assert verify(world).broken is None
    assert verify(world, anchors=[(whole.number, whole.seal)]).broken.kind == "CHANGED"


def test_whoever_has_the_database_and_not_the_key_makes_no_chain(world, settings):
    settings.AUDIT_KEYS = ["K2:" + "ab" * 32, "K1:" + "cd" * 32]
    write(world)
    seal(world)
    assert verify(world).broken is None
    settings.AUDIT_KEYS = ["K2:" + "00" * 32]
    assert verify(world).broken.kind == "CHANGED"


def test_keys_can_be_changed_as_long_as_the_old_one_is_kept(world, settings):
    settings.AUDIT_KEYS = ["K1:" + "cd" * 32]
    write(world)
    seal(world)
    settings.AUDIT_KEYS = ["K2:" + "ab" * 32, "K1:" + "cd" * 32]
    write(world)
    seal(world)
    assert (verify(world).number, verify(world).broken) == (2, None)


def test_the_canonical_form_is_the_one_that_is_written_down(world):
    """Whoever checks the chain with a program of his own finds the form in docs/adr/0019."""
    write(world)
    with world.acting(world.auditor, "AUDITOR"):
        [event] = AuditEvent.objects.values(*sealing.FIELDS)
    line = json.loads(sealing.canonical(event, number=1, sealed_at=AT))
    assert list(line) == sorted([*sealing.FIELDS, "number", "sealed_at"])
    assert (line["sealed_at"], line["at"]) == ("2026-11-24T03:00:00.000000+00:00",) * 2
    assert line["id"] == str(event["id"])


def test_every_column_of_an_event_is_under_the_seal():
    assert {*sealing.FIELDS} == {field.attname for field in AuditEvent._meta.local_fields}


def test_the_minute_job_seals_every_city_and_one_that_fails_stops_no_other(world, monkeypatch):
    with administrator():
        kupangs = make_user("system-53.71", Role.SYSTEM, world.kupang)
    write(world, 2)
    with tenant_context(world.stranger.pk, "OPERATOR", [world.kupang.pk]):
        audit.record("unit.renamed", of=world.kupang.school, by=world.stranger, at=AT)
    head_of = sealing.head_of

    def fails(municipality):
        if municipality == world.bengkulu:
            raise RuntimeError("this city's own trouble")
        return head_of(municipality)

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "head_of", fails)
        seal_audit()
    with tenant_context(kupangs.pk, Role.SYSTEM, [world.kupang.pk]):
        assert AuditSeal.objects.count() == 1
    assert verify(world).number == 0


def test_once_a_day_the_chain_is_followed_without_anybody_asking(world, work):
    write(world)
    seal(world)
    verify_audit_daily()
    assert work() == 1
    verify_audit_daily()
    assert work() == 0
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="audit.verified")
    assert (event.by, event.detail["number"]) == (world.system, 1)


def test_the_command_says_how_far_it_came(world, capsys):
    write(world, 3)
    seal(world)
    call_command("verify_audit", municipality="17.71", json=True)
    [row] = json.loads(capsys.readouterr().out)["municipalities"]
    assert (row["municipality"], row["number"], row["broken"]) == ("17.71", 3, "")


def test_the_command_names_the_first_broken_row_and_fails(world, capsys):
    write(world, 3)
    seal(world)
    with world.acting(world.system, "SYSTEM"):
        event = AuditSeal.objects.get(number=2).event_id
    by_force("UPDATE municipalities_auditevent SET label = 'SDN 9' WHERE id = %s", [event])
    with pytest.raises(CommandError, match=r"17\.71 #2: isi catatan atau segelnya diubah"):
        call_command("verify_audit")
    assert str(event) in capsys.readouterr().out


def test_the_command_takes_a_head_from_paper(world):
    with pytest.raises(CommandError, match=r"17\.71 #1: ujung rantai dipotong"):
        call_command("verify_audit", municipality="17.71", head=[(8, "ab")])


@pytest.mark.parametrize("lines", ["", '{"day": "2026-11-23", "number": 4, "seal": "d"}\n'])
def test_the_note_keeps_one_head_per_day_and_never_an_older_one(world, folder, lines):
    folder.mkdir()
    heads.path_of(world.bengkulu).write_text(lines)
    for number, seal_, hours in ((7, "a", 0), (9, "b", 1), (8, "c", 2)):
        heads.note(world.bengkulu, number=number, seal=seal_, at=AT + timedelta(hours=hours))
    assert heads.noted(world.bengkulu) == ({4: "d"} if lines else {}) | {9: "b"}


def test_a_folder_that_cannot_be_written_stops_no_sealing(world, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.AUDIT_HEADS = tmp_path / "file"
    heads.note(world.bengkulu, number=1, seal="a", at=AT)
    assert "is not noted" in caplog.text
