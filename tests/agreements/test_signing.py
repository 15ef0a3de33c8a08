from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements import moves, signing
from agreements.models import Agreement, AgreementScope, Side
from common.refusals import Refused
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.agreements import AT, make_agreement, signed


Status = Agreement.Status


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def draft(acting):
    return make_agreement(acting.bengkulu)


@pytest.fixture
def agreed(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    return signing.agree(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT)


def sign(agreement, by, **fields):
    given = {"signing_date": date(2026, 1, 5), "signing_place": "Bengkulu", "side": Side.CITY} | fields
    return signing.sign(agreement=agreement, by=by, at=AT, **given)


def test_a_draft_goes_to_review_by_the_side_that_wrote_it(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    assert (draft.status, draft.submitted_by) == (Status.IN_REVIEW, acting.operator)


def test_the_other_side_cannot_submit_a_draft(acting, draft):
    with pytest.raises(signing.NotTheWriter):
        signing.submit(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT)


def test_the_writers_side_cannot_agree_to_its_own_text(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(signing.NotTheOtherSide):
        signing.agree(agreement=draft, side=Side.CITY, by=acting.approver, at=AT)


def test_who_submitted_cannot_agree_even_for_the_other_side(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(signing.NotTheOtherSide):
        signing.agree(agreement=draft, side=Side.BRANCH, by=acting.operator, at=AT)


def test_the_service_user_cannot_agree(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(signing.NotTheOtherSide):
        signing.agree(agreement=draft, side=Side.BRANCH, by=acting.system, at=AT)


def test_the_database_holds_that_two_people_agree(acting, agreed):
    with pytest.raises(IntegrityError, match="two_people_agree_on_an_agreement"), transaction.atomic():
        Agreement.objects.filter(pk=agreed.pk).update(agreed_by=acting.operator)


def test_the_database_holds_that_an_agreed_text_says_who_agreed(acting, agreed):
    with pytest.raises(IntegrityError, match="an_agreed_agreement_says_who_agreed"), transaction.atomic():
        Agreement.objects.filter(pk=agreed.pk).update(agreed_by=None)


def test_signing_keeps_day_and_place_and_takes_the_scope(acting, agreed):
    sign(agreed, acting.operator, signing_place="Ballroom")
    assert (agreed.status, agreed.signing_place) == (Status.SIGNED, "Ballroom")
    assert {scope.is_signed for scope in agreed.scopes.all()} == {True}


def test_the_term_may_begin_before_the_signature(acting, agreed):
    sign(agreed, acting.operator, signing_date=date(2026, 1, 26))
    assert agreed.days_before_signature == 25


def test_a_signature_of_tomorrow_is_refused(acting, agreed):
    tomorrow = acting.bengkulu.today() + timedelta(days=1)
    with pytest.raises(signing.WrongDay):
        sign(agreed, acting.operator, signing_date=tomorrow)


def test_signing_names_what_is_missing(acting, agreed):
    agreed.parties.filter(side=Side.BRANCH).update(signer_office="")
    with pytest.raises(moves.Incomplete, match="penanda tangan BPJS"):
        sign(agreed, acting.operator)


def test_an_agreement_without_scope_cannot_be_signed(acting, agreed):
    agreed.scopes.all().delete()
    with pytest.raises(moves.Incomplete, match="lingkup"):
        sign(agreed, acting.operator)


def test_two_agreements_cannot_cover_the_same_on_one_day(acting, agreed):
    signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(signing.ScopeTaken):
        sign(agreed, acting.operator)
    agreed.refresh_from_db()
    assert agreed.status == Status.AGREED


def test_an_ended_agreement_frees_its_scope_from_the_next_day_on(acting, agreed):
    sign(agreed, acting.operator)
    reason = Agreement.EndReason.REPLACED
    signing.end(
        agreement=agreed, ended_date=date(2026, 6, 30), reason=reason, side=Side.CITY, by=acting.operator, at=AT
    )
    later = make_agreement(acting.bengkulu, start_date=date(2026, 7, 1), end_date=date(2027, 6, 30))
    assert signed(later, writer=acting.operator, other=acting.head).status == Status.SIGNED


def test_a_change_of_mayor_is_no_reason_to_end(acting, agreed):
    sign(agreed, acting.operator)
    with pytest.raises(moves.Incomplete):
        signing.end(
            agreement=agreed, ended_date=date(2026, 6, 30), reason="NEW_MAYOR", side=Side.CITY,
            by=acting.operator, at=AT,
        )  # fmt: skip


def test_an_agreement_ends_within_its_term(acting, agreed):
    sign(agreed, acting.operator)
    with pytest.raises(signing.WrongDay):
        signing.end(
            agreement=agreed, ended_date=date(2027, 1, 1), reason="MUTUAL", side=Side.CITY, by=acting.operator, at=AT
        )


def test_a_draft_cannot_be_signed(acting, draft):
    with pytest.raises(moves.MoveNotAllowed, match="konsep"):
        sign(draft, acting.operator)


def test_who_comes_second_is_refused(acting, agreed):
    meanwhile = Agreement.objects.get(pk=agreed.pk)
    sign(agreed, acting.operator)
    with pytest.raises(moves.MoveNotAllowed, match="sekarang ditandatangani"):
        sign(meanwhile, acting.operator)


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
    signing.agree(agreement=draft, side=Side.BRANCH, by=acting.head, at=AT)
    with pytest.raises(moves.MoveNotAllowed):
        signing.remark(agreement=meanwhile, side=Side.BRANCH, by=acting.head, at=AT, note="Tambah kader.")


def test_what_signing_needs_is_asked_of_the_text_as_it_is_now(acting, agreed):
    read_before = Agreement.objects.prefetch_related("parties").get(pk=agreed.pk)
    agreed.parties.filter(side=Side.BRANCH).update(signer_office="")
    with pytest.raises(moves.Incomplete, match="penanda tangan BPJS"):
        sign(read_before, acting.operator)


def test_an_agreed_text_is_talked_about_again_before_it_is_signed(acting, agreed):
    signing.reopen(agreement=agreed, side=Side.BRANCH, by=acting.head, at=AT, note="Tarif berubah.")
    assert (agreed.status, agreed.agreed_by) == (Status.IN_REVIEW, None)


def test_every_move_is_remembered(acting, agreed):
    sign(agreed, acting.operator)
    moves = [(event.before, event.after, event.side, event.by.username) for event in agreed.events.all()]
    assert moves == [
        ("DRAFT", "IN_REVIEW", "CITY", "operator"),
        ("IN_REVIEW", "AGREED", "BRANCH", "head"),
        ("AGREED", "SIGNED", "CITY", "operator"),
    ]


def test_every_move_is_audited(world):
    with world.acting(world.operator):
        signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    with world.acting(world.auditor, Role.AUDITOR):
        found = AuditEvent.objects.filter(action__startswith="agreement.").order_by("recorded_at")
        assert {event.action for event in found} == {
            "agreement.in_review", "agreement.agreed", "agreement.signed"
        }  # fmt: skip


@pytest.mark.parametrize("role", [Role.OFFICER, Role.BRANCH_HEAD])
def test_a_branch_speaks_for_the_branch(role):
    assert signing.side_of(role) == Side.BRANCH


def test_everybody_else_speaks_for_the_city():
    assert {signing.side_of(role) for role in (Role.OPERATOR, Role.SYSTEM, Role.MAYOR_OFFICE)} == {Side.CITY}


VERBS = ("submit", "take_back", "agree", "reopen", "sign", "end")
MOVES = st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from(Side), st.booleans()), max_size=8)


@given(moves=MOVES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_no_path_leads_to_a_signature_without_both_sides(acting, moves):
    with transaction.atomic():
        agreement = make_agreement(acting.bengkulu)
        for verb, side, first in moves:
            attempt(agreement, verb, side, acting.operator if first else acting.head)
        if agreement.status in (Status.SIGNED, Status.ENDED):
            sides = {event.after: event.side for event in agreement.events.order_by("id")}
            assert sides["IN_REVIEW"] != sides["AGREED"]
            assert agreement.agreed_by != agreement.submitted_by
        else:
            assert not AgreementScope.objects.filter(agreement=agreement, is_signed=True).exists()
        transaction.set_rollback(True)


def attempt(agreement, verb, side, by):
    more = {
        "sign": {"signing_date": date(2026, 1, 5), "signing_place": "Bengkulu"},
        "end": {"ended_date": date(2026, 6, 30), "reason": "MUTUAL"},
    }
    try:
        getattr(signing, verb)(agreement=agreement, side=side, by=by, at=AT, note="Sebab.", **more.get(verb, {}))
    except Refused:
        agreement.refresh_from_db()
