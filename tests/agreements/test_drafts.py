from datetime import date

import pytest
from django.db import DatabaseError, transaction

from agreements import clauses, drafts, moves, signing, texts
from agreements.models import Agreement, Side
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.agreements import AT, make_agreement, signed, speaking


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def text(acting):
    city = acting.bengkulu
    parties = [
        dict.fromkeys(texts.PARTY, "") | {"side": side, "institution": name, "official": "", "authority": "jabatannya"}
        for side, name in ((Side.CITY, city.name), (Side.BRANCH, "BPJS"))
    ]
    for party in parties:
        party.update(authority_start=None, authority_end=None)
    line = {"unit": city.root.code, "category": city.gtt.code, "programs": ["JKK", "JKM"]}
    return texts.blank() | {
        "title": "Perlindungan guru",
        "start_date": "2026-01-01",
        "end_date": "2026-12-31",
        "branch": city.branch.code,
        "parties": parties,
        "witnesses": [{"side": "CITY", "name": "", "office": "Wali Kota"}],
        "scope": [line | {"wage_basis": "ACTUAL", "funding": "APBD", "registration": ""}],
        "rates": [{"program": "JKK", "rate": 240, "amount": None, "base": "upah"}],
        "headcounts": [{"unit": city.school.code, "category": city.gtt.code, "people": 12}],
        "articles": clauses.usual(Agreement.Kind.PKS),
        "copies": [city.name, "BPJS"],
    }


@pytest.fixture
def draft(acting, text):
    return drafts.write(municipality=acting.bengkulu, text=text, side=Side.CITY, by=acting.operator, at=AT)


def rewrite(agreement, by, side=Side.CITY, *, seen=None, **changed):
    now = texts.text_of(agreement)
    seen = seen or texts.sha256_of(now)
    return drafts.rewrite(agreement=agreement, text=now | changed, seen=seen, side=side, by=by, at=AT)


def test_a_text_is_read_back_as_it_was_written(draft, text):
    assert texts.text_of(draft) == text


def test_a_draft_needs_no_number(draft):
    assert (draft.pks_number, draft.status) == ("", "DRAFT")


def test_rewriting_puts_the_new_text_in_the_place_of_the_old_one(acting, draft):
    rewrite(draft, acting.operator, title="Perlindungan kader", witnesses=[])
    assert (draft.title, draft.witnesses.count()) == ("Perlindungan kader", 0)


def test_nobody_writes_over_what_another_has_just_written(acting, draft):
    seen = texts.sha256_of(texts.text_of(draft))
    rewrite(draft, acting.operator, title="Satu")
    with pytest.raises(drafts.TextChanged):
        rewrite(draft, acting.operator, title="Dua", seen=seen)
    draft.refresh_from_db()
    assert draft.title == "Satu"


def test_the_other_side_does_not_write_on_a_draft(acting, draft):
    with pytest.raises(drafts.NotYours):
        rewrite(draft, acting.head, Side.BRANCH, title="Dua")


def test_in_review_each_rewriting_is_a_version(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with speaking(draft, acting.officer, Role.OFFICER):
        rewrite(draft, acting.officer, Side.BRANCH, title="Perlindungan kader")
    found = [(each.number, each.side, each.text["title"]) for each in draft.versions.all()]
    assert found == [(1, "CITY", "Perlindungan guru"), (2, "BRANCH", "Perlindungan kader")]
    assert draft.submitted_by == acting.officer


def test_a_saving_that_changes_nothing_is_no_version(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    rewrite(draft, acting.operator)
    assert draft.versions.count() == 1


def test_an_agreed_text_is_not_rewritten(acting):
    agreement = signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(moves.MoveNotAllowed):
        rewrite(agreement, acting.operator, title="Lain")


def test_a_draft_that_never_lay_on_the_table_can_be_thrown_away(acting, draft):
    drafts.discard(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    assert not Agreement.objects.exists()


def test_a_text_that_lay_on_the_table_stays(acting, draft):
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    signing.take_back(agreement=draft, side=Side.CITY, by=acting.operator, at=AT, note="Lingkup salah.")
    with pytest.raises(moves.MoveNotAllowed):
        drafts.discard(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with pytest.raises(DatabaseError, match="lay on the table stays"), transaction.atomic():
        Agreement.objects.filter(pk=draft.pk)._raw_delete("default")


def test_each_side_writes_its_own_number(acting, draft):
    drafts.give_number(agreement=draft, number=" 400/1/PKS ", side=Side.CITY, by=acting.operator, at=AT)
    assert (draft.pks_number, draft.branch_number) == ("400/1/PKS", "")


def test_a_number_is_used_once(acting, draft):
    other = signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(drafts.NumberTaken, match=other.title):
        drafts.give_number(agreement=draft, number=other.pks_number, side=Side.CITY, by=acting.operator, at=AT)


def test_a_number_in_a_hidden_draft_of_the_other_side_is_not_betrayed(acting, draft):
    with speaking(draft, acting.officer, Role.OFFICER):
        make_agreement(acting.bengkulu, side=Side.BRANCH, pks_number="400/7/PKS")
    drafts.give_number(agreement=draft, number="400/7/PKS", side=Side.CITY, by=acting.operator, at=AT)
    assert signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT).status == "IN_REVIEW"


def link(acting, text, **given):
    return drafts.write(municipality=acting.bengkulu, text=text, side=Side.CITY, by=acting.operator, at=AT, **given)


def test_what_is_renewed_was_signed(acting, draft, text):
    with pytest.raises(drafts.WrongLink, match="ditandatangani"):
        link(acting, text, renews=draft)


def test_an_addendum_begins_within_the_term(acting, text):
    old = signed(make_agreement(acting.bengkulu, start_date=date(2025, 1, 1), end_date=date(2025, 12, 31)),
                 writer=acting.operator, other=acting.head)  # fmt: skip
    with pytest.raises(drafts.WrongLink, match="paling lambat 31-12-2025"):
        link(acting, text | {"kind": "ADDENDUM"}, amends=old)


def test_a_renewal_begins_after_what_it_renews(acting, text):
    old = signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    with pytest.raises(drafts.WrongLink, match="sesudah 01-01-2026"):
        link(acting, text, renews=old)


def told_to_the_city(world):
    with world.acting(world.auditor, Role.AUDITOR):
        found = AuditEvent.objects.filter(action__startswith="agreement.").order_by("recorded_at")
        return list(found.values_list("action", flat=True))


def test_the_trail_of_the_city_does_not_betray_a_hidden_draft_of_the_branch(acting, text):
    given = {"side": Side.BRANCH, "by": acting.officer, "at": AT}
    with acting.acting(acting.officer, Role.OFFICER):
        hidden = drafts.write(municipality=acting.bengkulu, text=text, **given)
        rewrite(hidden, acting.officer, Side.BRANCH, title="Rahasia")
        drafts.give_number(agreement=hidden, number="PER/9", **given)
    assert told_to_the_city(acting) == []
    with acting.acting(acting.officer, Role.OFFICER):
        drafts.discard(agreement=hidden, **given)
    assert told_to_the_city(acting) == []


def test_the_trail_says_what_the_branch_does_to_a_text_on_the_table(acting, text):
    given = {"side": Side.BRANCH, "by": acting.officer, "at": AT}
    with acting.acting(acting.officer, Role.OFFICER):
        draft = drafts.write(municipality=acting.bengkulu, text=text, **given)
        signing.submit(agreement=draft, **given)
        rewrite(draft, acting.officer, Side.BRANCH, title="Lain")
    assert told_to_the_city(acting) == ["agreement.in_review", "agreement.rewritten"]
