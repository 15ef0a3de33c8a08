"""Who can do what with an agreement: each role of both sides, at every stage."""

import pytest

from agreements import drafts, next_steps, signatures, signing, texts
from agreements.models import Side
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, for_the_city, make_agreement, scanned, signed, speaking


PEOPLE = {
    Role.OPERATOR: "operator", Role.APPROVER: "approver", Role.TREASURER: "treasurer", Role.MAYOR_OFFICE: "mayor",
    Role.AUDITOR: "auditor", Role.OFFICER: "officer", Role.BRANCH_HEAD: "head",
}  # fmt: skip
WATCHING = {Role.TREASURER: set(), Role.MAYOR_OFFICE: set(), Role.AUDITOR: set()}
# What a draft of the city, which it submits, the branch agrees to and both sign, lets each of them do.
WRITER = {"edit", "number", "remark", "take_back", "copy"}
ONCE_SIGNED = {"stamp", "renew", "amend", "end", "replace", "copy"}
CAN = {
    "draft": WATCHING | {
        Role.OPERATOR: {"edit", "number", "submit", "discard", "copy"}, Role.APPROVER: set(),
    },
    "talk": WATCHING | {
        Role.OPERATOR: WRITER, Role.APPROVER: {"remark"},
        Role.OFFICER: WRITER - {"take_back"}, Role.BRANCH_HEAD: {*WRITER, "agree"} - {"take_back"},
    },
    "agreed": {
        Role.OPERATOR: {"reopen", "print", "number", "scan", "stamp", "copy"},
        Role.APPROVER: {"reopen", "print", "sign"},
        Role.TREASURER: {"print"}, Role.MAYOR_OFFICE: {"print"}, Role.AUDITOR: set(),
        Role.OFFICER: {"reopen", "print", "number", "sign", "scan", "stamp", "copy"},
        Role.BRANCH_HEAD: {"reopen", "print", "number", "sign", "scan", "stamp", "copy"},
    },
    "signed": WATCHING | {
        Role.OPERATOR: ONCE_SIGNED, Role.APPROVER: set(), Role.OFFICER: ONCE_SIGNED, Role.BRANCH_HEAD: ONCE_SIGNED,
    },
    "ended": WATCHING | {
        Role.OPERATOR: {"renew", "replace", "copy"}, Role.APPROVER: set(), Role.OFFICER: {"renew", "replace", "copy"},
        Role.BRANCH_HEAD: {"renew", "replace", "copy"},
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


def speaking_for_branch(world):
    return world.acting(world.officer, Role.OFFICER)


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
    steps = steps_of(world, brought_to(world, nameless, "agreed"), Role.APPROVER)
    assert steps.missing == ["nomor pemerintah kota/kabupaten"]
    assert "sign" not in steps.can
    assert [(wait.what, wait.side, Role.OPERATOR in wait.roles) for wait in steps.waits] == [
        ("number", Side.CITY, True), ("sign", Side.BRANCH, False), ("scan", Side.CITY, True),
    ]  # fmt: skip


def test_the_officer_who_wrote_the_text_waits_for_another_of_the_branch_to_sign(world):
    with speaking_for_branch(world):
        draft = make_agreement(world.bengkulu, side=Side.BRANCH)
        signing.submit(agreement=draft, side=Side.BRANCH, by=world.officer, at=AT)
    with speaking(draft, world.approver, Role.APPROVER):
        signing.agree(agreement=draft, version=1, side=Side.CITY, by=world.approver, at=AT)
    assert "sign" not in steps_of(world, draft, Role.OFFICER).can
    assert {"sign"} <= steps_of(world, draft, Role.BRANCH_HEAD).can & steps_of(world, draft, Role.APPROVER).can


def test_signed_by_both_with_another_number_of_pages_it_waits_for_a_word(world, draft):
    brought_to(world, draft, "agreed")
    with speaking(draft, world.operator, Role.OPERATOR):
        scanned(draft, by=world.operator)
    day = {"signing_date": draft.start_date, "signing_place": "Bengkulu", "printed": (2, 3)}
    for_the_city(draft, **day)
    with speaking(draft, world.head, Role.BRANCH_HEAD):
        signatures.record(agreement=draft, side=Side.BRANCH, by=world.head, at=AT, **day)
    steps = steps_of(world, draft, Role.OPERATOR)
    assert "complete" in steps.can
    assert [wait.what for wait in steps.waits] == ["complete"]


def test_who_has_signed_signs_no_more_and_waits_for_the_other(world, draft):
    brought_to(world, draft, "agreed")
    with speaking(draft, world.operator, Role.OPERATOR):
        scanned(draft, by=world.operator)
    for_the_city(draft, signing_date=draft.start_date, signing_place="Bengkulu")
    steps = steps_of(world, draft, Role.OPERATOR)
    assert not {"sign", "number"} & steps.can
    assert [(wait.what, wait.side) for wait in steps.waits] == [("sign", Side.BRANCH)]


def test_an_agreement_that_is_over_is_renewed_and_no_longer_amended_or_ended(world, draft):
    brought_to(world, draft, "signed")
    with speaking(draft, world.operator, Role.OPERATOR):
        day = draft.end_date.replace(year=draft.end_date.year + 1)
        steps = next_steps.steps(draft, role=Role.OPERATOR, by=world.operator, day=day)
    assert steps.can == {"renew", "stamp", "replace", "copy"}


def test_the_last_version_that_a_side_knows_is_the_one_it_wrote_or_agreed_to(world, draft):
    brought_to(world, draft, "agreed")
    with speaking(draft, world.operator, Role.OPERATOR):
        assert next_steps.last_known_to(draft, Side.CITY).number == 1
        assert next_steps.last_known_to(draft, Side.BRANCH).number == 1


def test_a_side_that_neither_wrote_nor_agreed_knows_none(world, draft):
    brought_to(world, draft, "talk")
    with speaking(draft, world.head, Role.BRANCH_HEAD):
        assert next_steps.last_known_to(draft, Side.BRANCH) is None
