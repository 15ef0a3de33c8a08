"""Who can do what with an agreement: each role of both sides, at every stage."""

import pytest

from agreements import drafts, next_steps, signatures, signing, texts
from agreements.models import Side
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, make_agreement, scanned, signed, speaking


PEOPLE = {
    Role.OPERATOR: "operator", Role.APPROVER: "approver", Role.TREASURER: "treasurer", Role.MAYOR_OFFICE: "mayor",
    Role.AUDITOR: "auditor", Role.OFFICER: "officer", Role.BRANCH_HEAD: "head",
}  # fmt: skip
WATCHING = {Role.TREASURER: set(), Role.MAYOR_OFFICE: set(), Role.AUDITOR: set()}
# What a draft of the city, which it submits, the branch agrees to and both sign, lets each of them do.
WRITER = {"edit", "number", "remark", "take_back"}
CAN = {
    "draft": WATCHING | {
        Role.OPERATOR: {"edit", "number", "submit", "discard"}, Role.APPROVER: set(),
    },
    "talk": WATCHING | {
        Role.OPERATOR: WRITER, Role.APPROVER: {"remark"},
        Role.OFFICER: WRITER - {"take_back"}, Role.BRANCH_HEAD: {*WRITER, "agree"} - {"take_back"},
    },
    "agreed": {
        Role.OPERATOR: {"reopen", "print", "number", "sign", "scan", "stamp"}, Role.APPROVER: {"reopen", "print"},
        Role.TREASURER: {"print"}, Role.MAYOR_OFFICE: {"print"}, Role.AUDITOR: set(),
        Role.OFFICER: {"reopen", "print", "number", "sign", "scan", "stamp"},
        Role.BRANCH_HEAD: {"reopen", "print", "number", "sign", "scan", "stamp"},
    },
    "signed": WATCHING | {
        Role.OPERATOR: {"stamp", "renew", "amend", "end"}, Role.APPROVER: set(),
        Role.OFFICER: {"stamp", "renew", "amend", "end"}, Role.BRANCH_HEAD: {"stamp", "renew", "amend", "end"},
    },
    "ended": WATCHING | {
        Role.OPERATOR: {"renew"}, Role.APPROVER: set(), Role.OFFICER: {"renew"}, Role.BRANCH_HEAD: {"renew"},
    },
}  # fmt: skip


@pytest.fixture
def draft(world):
    with world.acting(world.operator):
        return make_agreement(world.bengkulu)


def brought_to(world, agreement, stage):
    who = {"writer": world.operator, "other": world.head}
    with speaking(agreement, world.operator, Role.OPERATOR):
        if stage == "talk":
            signing.submit(agreement=agreement, side=Side.CITY, by=world.operator, at=AT)
        if stage == "agreed":
            agreed(agreement, **who)
        if stage in ("signed", "ended"):
            signed(agreement, **who)
        if stage == "ended":
            signatures.end(
                agreement=agreement, ended_date=agreement.end_date, reason="MUTUAL", side=Side.CITY,
                by=world.operator, at=AT,
            )  # fmt: skip
    return agreement


def steps_of(world, agreement, role):
    by = getattr(world, PEOPLE[role])
    with speaking(agreement, by, role):
        return next_steps.steps(agreement, role=role, by=by, day=agreement.start_date)


@pytest.mark.parametrize(("stage", "role"), [(stage, role) for stage, roles in CAN.items() for role in roles])
def test_each_role_finds_the_acts_that_are_its_own(world, draft, stage, role):
    assert steps_of(world, brought_to(world, draft, stage), role).can == CAN[stage][role]


def test_the_citys_approver_agrees_to_what_the_branch_wrote_and_the_branch_no_longer(world, draft):
    brought_to(world, draft, "talk")
    with speaking(draft, world.officer, Role.OFFICER):
        there = texts.text_of(draft)
        drafts.rewrite(
            agreement=draft, text=there | {"title": "Judul lain"}, seen=texts.sha256_of(there), side=Side.BRANCH,
            by=world.officer, at=AT,
        )  # fmt: skip
    assert "agree" in steps_of(world, draft, Role.APPROVER).can
    assert "agree" not in steps_of(world, draft, Role.BRANCH_HEAD).can


def test_what_lies_on_the_table_waits_for_the_other_side_by_name(world, draft):
    [wait] = steps_of(world, brought_to(world, draft, "talk"), Role.OPERATOR).waits
    assert (wait.what, wait.side, wait.since, next_steps.called(wait.roles)) == (
        "agree", Side.BRANCH, AT, "Kepala cabang",
    )  # fmt: skip


def test_an_incomplete_draft_says_what_is_missing_and_cannot_be_submitted(world):
    with world.acting(world.operator):
        bare = make_agreement(world.bengkulu, scope=[])
        bare.articles.all().delete()
    steps = steps_of(world, bare, Role.OPERATOR)
    assert steps.missing == ["lingkup: unit, jenis pekerja, dan program", "pasal"]
    assert "submit" not in steps.can


def test_without_the_own_number_no_signature_is_offered(world):
    with world.acting(world.operator):
        nameless = make_agreement(world.bengkulu, pks_number="")
    steps = steps_of(world, brought_to(world, nameless, "agreed"), Role.OPERATOR)
    assert steps.missing == ["nomor pemerintah kota/kabupaten"]
    assert "sign" not in steps.can


def test_who_has_signed_signs_no_more_and_waits_for_the_other(world, draft):
    brought_to(world, draft, "agreed")
    with speaking(draft, world.operator, Role.OPERATOR):
        scanned(draft, by=world.operator)
        signatures.record(
            agreement=draft, signing_date=draft.start_date, signing_place="Bengkulu", side=Side.CITY,
            by=world.operator, at=AT,
        )  # fmt: skip
    steps = steps_of(world, draft, Role.OPERATOR)
    assert not {"sign", "number"} & steps.can
    assert [(wait.what, wait.side) for wait in steps.waits] == [("sign", Side.BRANCH)]


def test_an_agreement_that_is_over_is_renewed_and_no_longer_amended_or_ended(world, draft):
    brought_to(world, draft, "signed")
    with speaking(draft, world.operator, Role.OPERATOR):
        day = draft.end_date.replace(year=draft.end_date.year + 1)
        steps = next_steps.steps(draft, role=Role.OPERATOR, by=world.operator, day=day)
    assert steps.can == {"renew", "stamp"}


def test_the_last_version_that_a_side_knows_is_the_one_it_wrote_or_agreed_to(world, draft):
    brought_to(world, draft, "agreed")
    with speaking(draft, world.operator, Role.OPERATOR):
        assert next_steps.last_known_to(draft, Side.CITY).number == 1
        assert next_steps.last_known_to(draft, Side.BRANCH).number == 1


def test_a_side_that_neither_wrote_nor_agreed_knows_none(world, draft):
    brought_to(world, draft, "talk")
    with speaking(draft, world.head, Role.BRANCH_HEAD):
        assert next_steps.last_known_to(draft, Side.BRANCH) is None
