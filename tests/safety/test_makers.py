"""Who makes a thing does not check it, and the service user checks nothing: in verbs, roles and database."""

import ast
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction

from municipalities.roles import ROLES, Permission, Role
from tests.safety.attack import administrator
from tests.safety.force import by_force
from tests.safety.rows import row_in


CHECKS = {
    Permission.APPROVE_RUN,
    Permission.CONFIRM_WAGES,
    Permission.APPROVE_CLAIM,
    Permission.VERIFY_CLAIM,
    Permission.DECIDE_CLAIM,
    Permission.DECIDE_CORRECTION,
    Permission.ISSUE_CIRCULAR,
}
# What a second person decides: the table, who made it, who checked it, and what else the checked row says.
DECIDED = [
    ("contributions.ContributionRun", "calculated_by_id", "approved_by_id", "APPROVED", "approved_at = now()"),
    ("agreements.Circular", "drafted_by_id", "issued_by_id", "ISSUED", "issued_at = now()"),
    ("agreements.Agreement", "submitted_by_id", "agreed_by_id", "AGREED", "side = side"),
    ("enrollment.CorrectionRequest", "recorded_by_id", "decided_by_id", "ACCEPTED", "decided_at = now()"),
]
TWO_PEOPLE = {
    "contributions.ContributionRun": "maker_and_checker_are_two_people",
    "agreements.Circular": "who_issues_a_circular_did_not_draft_it",
    "agreements.Agreement": "two_people_agree_on_an_agreement|the_other_side_agrees",
    "enrollment.CorrectionRequest": "who_answers_a_correction_did_not_record_it",
}
every_decision = pytest.mark.parametrize("decided", DECIDED, ids=[label for label, *_rest in DECIDED])
# The verbs that ask `is_service` themselves; each has its own test beside its module.
VERBS = {
    "contributions/runs.py": "tests/contributions/test_runs.py::test_the_service_user_approves_nothing",
    "agreements/circulars.py": "tests/agreements/test_circulars.py::test_the_service_user_issues_nothing",
    "agreements/signing.py": "tests/agreements/test_signing.py::test_the_service_user_cannot_agree",
    "enrollment/corrections.py": "tests/enrollment/test_corrections.py::test_the_service_user_answers_nothing",
    "claims/steps.py": "tests/claims/test_decisions.py::test_the_service_user_takes_no_step",
}


def test_the_service_user_holds_no_permission_to_check():
    assert ROLES[Role.SYSTEM] & CHECKS == set()


def test_nobody_both_prepares_and_approves_a_month_a_claim_or_a_circular():
    both = {
        role
        for role, words in ROLES.items()
        if {Permission.CALCULATE_RUN, Permission.APPROVE_RUN} <= words
        or {Permission.REGISTER_DEATH, Permission.APPROVE_CLAIM} <= words
        or {Permission.WRITE_CIRCULARS, Permission.ISSUE_CIRCULAR} <= words
    }
    assert both == set()


@pytest.mark.parametrize(("path", "test"), VERBS.items())
def test_the_verb_of_every_check_refuses_the_service_user(path, test):
    root = Path(settings.BASE_DIR)
    named, name = test.split("::")
    functions = {node.name for node in ast.walk(ast.parse((root / named).read_text())) if hasattr(node, "name")}
    assert ".is_service" in (root / path).read_text()
    assert name in functions


def decide(decided, *, maker, checker):
    """The row as the database would take it, past every verb."""
    label, made, checked, status, more = decided
    table = apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            f"UPDATE {table} SET {more}, status = %s, {made} = %s, {checked} = %s", [status, maker.pk, checker.pk]
        )


def undecided(world, label):
    """A row that still waits; of an issued circular nothing can be changed."""
    row_in(world.bengkulu, apps.get_model(label))
    if label == "contributions.ContributionRun":
        apps.get_model(label).objects.update(status="CALCULATED")
    if label == "agreements.Agreement":
        row_in(world.bengkulu, apps.get_model("agreements.AgreementVersion"))  # what lies on the table
    if label == "agreements.Circular":
        with by_force() as cursor:
            cursor.execute(
                "UPDATE agreements_circular SET status = 'SUBMITTED', drafted_by_id = %s, issued_by_id = NULL,"
                " issued_at = NULL",
                [world.operator.pk],
            )


@every_decision
def test_the_database_takes_no_decision_of_the_service_user(world, decided):
    with administrator():
        undecided(world, decided[0])
        with pytest.raises(ProgrammingError, match="is decided by people"):
            decide(decided, maker=world.operator, checker=world.system)


@every_decision
def test_the_database_takes_no_decision_of_the_maker(world, decided):
    with administrator():
        undecided(world, decided[0])
        with pytest.raises(IntegrityError, match=TWO_PEOPLE[decided[0]]):
            decide(decided, maker=world.operator, checker=world.operator)


def test_the_database_takes_no_step_of_a_claim_by_the_service_user(world):
    insert = "INSERT INTO claims_claimevent SELECT * FROM jsonb_populate_record(NULL::claims_claimevent, %s)"
    with administrator() as cursor:
        event = row_in(world.bengkulu, apps.get_model("claims.ClaimEvent"))
        cursor.execute("SELECT to_jsonb(e) FROM claims_claimevent e WHERE id = %s", [event.pk])
        row = json.loads(cursor.fetchone()[0]) | {"id": -1, "seq": 99, "status": "APPROVED", "by_id": world.system.pk}
        with pytest.raises(ProgrammingError, match="is decided by people"), transaction.atomic():
            cursor.execute(insert, [json.dumps(row)])


@pytest.mark.parametrize(("recorded", "decided"), [("operator", "operator"), ("operator", "system")])
def test_what_one_person_or_the_service_user_answered_before_can_still_be_emptied(world, recorded, decided):
    answer = {"recorded": getattr(world, recorded).pk, "decided": getattr(world, decided).pk}
    table = "enrollment_correctionrequest"
    with administrator() as cursor:
        row_in(world.bengkulu, apps.get_model("enrollment.CorrectionRequest"))
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            f"UPDATE {table} SET status = 'ACCEPTED', decided_at = now(), recorded_by_id = %(recorded)s,"
            " decided_by_id = %(decided)s",
            answer,
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET wrong = '', reason = '-'")
        assert cursor.rowcount == 1
