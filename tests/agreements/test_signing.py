import pytest
from django.db import IntegrityError, transaction

from agreements import drafts, moves, signing, texts
from agreements.models import Agreement, Side
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, both_sign, make_agreement, signed, speaking
from tests.safety.attack import administrator
from tests.safety.force import by_force


Status = Agreement.Status


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def draft(acting):
    return make_agreement(acting.bengkulu)


@pytest.fixture
def on_the_table(acting, draft):
    return signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)


@pytest.fixture
def agreement(acting, draft):
    return agreed(draft, writer=acting.operator, other=acting.head)


def agree(agreement, by, role=Role.BRANCH_HEAD, *, side=Side.BRANCH, version=1):
    with speaking(agreement, by, role):
        return signing.agree(agreement=agreement, version=version, side=side, by=by, at=AT)


def test_a_draft_goes_to_review_by_the_side_that_wrote_it(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    assert (draft.status, draft.submitted_by) == (Status.IN_REVIEW, acting.operator)


def test_what_lies_on_the_table_is_kept_as_a_version(on_the_table):
    version = on_the_table.versions.get()
    text = texts.text_of(on_the_table)
    assert (version.number, version.side, version.text) == (1, Side.CITY, text)
    assert version.sha256 == texts.sha256_of(text)


def test_the_other_side_cannot_submit_a_draft(acting, draft):
    with pytest.raises(signing.NotTheWriter):
        signing.submit(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT)


@pytest.mark.parametrize(("part", "missing"), [
    ("scopes", "lingkup"), ("parties", "pemerintah kota/kabupaten"), ("articles", "pasal"),
])  # fmt: skip
def test_what_the_other_side_cannot_judge_without_is_named(acting, draft, part, missing):
    getattr(draft, part).all().delete()
    with pytest.raises(moves.Incomplete, match=missing):
        signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)


def test_a_term_that_another_agreement_covers_is_refused_before_anybody_signs(acting, draft):
    other = signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(signing.ScopeTaken, match=f"{other.pks_number}.*01-01-2026 sampai 31-12-2026"):
        signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)


def test_a_term_that_was_free_when_it_was_submitted_is_looked_at_again(acting, on_the_table):
    signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(signing.ScopeTaken):
        agree(on_the_table, acting.head)


def test_the_writers_side_cannot_agree_to_its_own_text(acting, on_the_table):
    with pytest.raises(signing.NotTheOtherSide):
        agree(on_the_table, acting.approver, Role.APPROVER, side=Side.CITY)


def test_who_submitted_cannot_agree_even_for_the_other_side(acting, on_the_table):
    with pytest.raises(signing.NotTheOtherSide):
        agree(on_the_table, acting.operator, Role.OPERATOR)


def test_the_service_user_cannot_agree(acting, on_the_table):
    with pytest.raises(signing.NotTheOtherSide):
        agree(on_the_table, acting.system, Role.SYSTEM)


def test_whoever_has_read_an_older_version_does_not_agree_to_the_newest(acting, on_the_table):
    text = texts.text_of(on_the_table) | {"title": "Judul lain"}
    seen = texts.sha256_of(texts.text_of(on_the_table))
    drafts.rewrite(agreement=on_the_table, text=text, seen=seen, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(drafts.TextChanged, match="versi 2"):
        agree(on_the_table, acting.head, version=1)


def test_a_text_from_before_versions_were_kept_is_submitted_anew_first(acting, on_the_table):
    with administrator(), by_force():
        on_the_table.versions.all()._raw_delete("default")
    with pytest.raises(moves.Incomplete, match="menarik dan mengajukannya lagi"):
        agree(on_the_table, acting.head)


def test_a_text_that_the_other_side_rewrote_goes_back_to_the_writer_to_agree(acting, on_the_table):
    seen = texts.sha256_of(texts.text_of(on_the_table))
    with speaking(on_the_table, acting.head, Role.BRANCH_HEAD):
        text = texts.text_of(on_the_table) | {"title": "Judul lain"}
        drafts.rewrite(agreement=on_the_table, text=text, seen=seen, side=Side.BRANCH, by=acting.head, at=AT)
    with pytest.raises(signing.NotTheOtherSide):
        agree(on_the_table, acting.head, version=2)
    agree(on_the_table, acting.approver, Role.APPROVER, side=Side.CITY, version=2)
    assert on_the_table.status == Status.AGREED


def test_the_database_holds_that_two_people_agree(acting, on_the_table):
    row = Agreement.objects.filter(pk=on_the_table.pk)
    acts = speaking(on_the_table, acting.operator, Role.OPERATOR)
    with acts, pytest.raises(IntegrityError, match="the_other_side_agrees"), transaction.atomic():
        row.update(status="AGREED", agreed_by=acting.operator)


def test_the_database_holds_that_the_other_side_agrees(acting, on_the_table):
    row = Agreement.objects.filter(pk=on_the_table.pk)
    acts = speaking(on_the_table, acting.approver, Role.APPROVER)
    with acts, pytest.raises(IntegrityError, match="the_other_side_agrees"), transaction.atomic():
        row.update(status="AGREED", agreed_by=acting.approver)


def test_the_database_holds_that_an_agreed_text_says_who_agreed(acting, agreement):
    with pytest.raises(IntegrityError, match="an_agreed_agreement_says_who_agreed"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(agreed_by=None)


def test_a_text_is_taken_back_by_its_writer_with_a_reason(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(moves.Incomplete):
        signing.take_back(agreement=draft, side=Side.CITY, by=acting.operator, at=AT, note=" ")
    signing.take_back(agreement=draft, side=Side.CITY, by=acting.operator, at=AT, note="Lingkup salah.")
    assert draft.status == Status.DRAFT


def test_the_other_side_says_what_should_change_by_a_remark(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(signing.NotTheWriter):
        signing.take_back(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT, note="Salah.")
    signing.remark(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT, note="Tambah kader.")
    assert [event.note for event in draft.events.all()] == ["", "Tambah kader."]


def test_a_remark_that_comes_after_the_text_was_agreed_is_refused(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    meanwhile = Agreement.objects.get(pk=draft.pk)
    agree(draft, acting.head)
    with pytest.raises(moves.MoveNotAllowed):
        signing.remark(agreement=meanwhile, side=Side.BRANCH, by=acting.head, at=AT, note="Tambah kader.")


def test_an_agreed_text_is_talked_about_again_before_it_is_signed(acting, agreement):
    signing.reopen(agreement=agreement, side=Side.CITY, by=acting.operator, at=AT, note="Tarif berubah.")
    assert (agreement.status, agreement.agreed_by) == (Status.IN_REVIEW, None)


def test_every_move_is_remembered(acting, agreement):
    both_sign(agreement, writer=acting.operator, other=acting.head)
    moves = [(event.before, event.after, event.side, event.by.username) for event in agreement.events.all()]
    assert moves == [
        ("DRAFT", "IN_REVIEW", "CITY", "operator"),
        ("IN_REVIEW", "AGREED", "BRANCH", "head"),
        ("AGREED", "SIGNED", "BRANCH", "head"),
    ]


def test_every_move_is_audited(world):
    with world.acting(world.operator):
        signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    with world.acting(world.auditor, Role.AUDITOR):
        found = AuditEvent.objects.filter(action__startswith="agreement.").order_by("recorded_at")
        assert {event.action for event in found} == {
            "agreement.in_review", "agreement.agreed", "agreement.signature_recorded", "agreement.signed"
        }  # fmt: skip


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BRANCH_HEAD])
def test_a_branch_speaks_for_the_branch(role):
    assert signing.side_of(role) == Side.BRANCH


def test_everybody_else_speaks_for_the_city():
    assert {signing.side_of(role) for role in (Role.OPERATOR, Role.SYSTEM, Role.MAYOR_OFFICE)} == {Side.CITY}


def test_the_same_remark_twice_in_a_row_is_one(acting, on_the_table):
    said = {"agreement": on_the_table, "side": Side.CITY, "by": acting.operator, "at": AT, "note": "Pasal 3"}
    signing.remark(**said)
    with pytest.raises(signing.SaidAlready):
        signing.remark(**said)
    assert signing.remark(**said | {"note": "Pasal 4"}).note == "Pasal 4"
