"""What an addendum cannot do to what it amends, and what no faulty page can write past the verbs."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from agreements import drafts, signatures, signing
from agreements.models import Agreement, AgreementScope, AgreementVersion, Side
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, both_sign, for_the_city, make_agreement, scanned, signed


MIDSUMMER = date(2026, 7, 1)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def agreement(acting):
    """Signed, for the whole of 2026, for the teachers of the city: JKK and JKM."""
    return signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)


def addendum_to(agreement, city, *, program="JHT", **given):
    dates = {"start_date": MIDSUMMER, "end_date": date(2026, 12, 31)} | given
    scope = [(city.root, city.gtt, program)]
    return make_agreement(city, kind="ADDENDUM", amends=agreement, scope=scope, **dates)


def end(agreement, by, ended_date):
    signatures.end(agreement=agreement, ended_date=ended_date, reason="MUTUAL", side=Side.CITY, by=by, at=AT)


def test_an_addendum_that_has_not_begun_ends_unbegun_with_what_it_amends(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu)
    signed(addendum, writer=acting.operator, other=acting.head, on=date(2026, 6, 1))
    end(agreement, acting.operator, date(2026, 5, 31))
    addendum.refresh_from_db()
    assert (addendum.status, addendum.last_day) == ("ENDED", date(2026, 5, 31))
    assert not Agreement.objects.in_force_on(MIDSUMMER).exists()
    assert not AgreementScope.objects.filter(is_signed=True, end_date__gt=date(2026, 5, 31)).exists()


def test_what_is_ended_meanwhile_takes_no_addendum_any_more(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu)
    agreed(addendum, writer=acting.operator, other=acting.head)
    end(agreement, acting.operator, date(2026, 5, 31))
    with pytest.raises(drafts.WrongLink, match="sekarang diakhiri"):
        both_sign(addendum, writer=acting.operator, other=acting.head, on=date(2026, 5, 1))


def test_the_scan_that_comes_last_asks_it_too(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu)
    agreed(addendum, writer=acting.operator, other=acting.head)
    day = {"signing_date": date(2026, 5, 1), "signing_place": "Bengkulu"}
    for_the_city(addendum, **day)
    with acting.acting(acting.head, Role.BRANCH_HEAD):
        signatures.record(agreement=addendum, side=Side.BRANCH, by=acting.head, at=AT, **day)
    end(agreement, acting.operator, date(2026, 5, 31))
    scanned(addendum, by=acting.operator)
    with pytest.raises(drafts.WrongLink):
        signatures.come_into_force(addendum, side=Side.CITY, by=acting.operator, at=AT)


def test_an_addendum_amends_no_addendum(acting, agreement):
    first = addendum_to(agreement, acting.bengkulu)
    signed(first, writer=acting.operator, other=acting.head, on=date(2026, 6, 1))
    second = addendum_to(first, acting.bengkulu, start_date=date(2026, 8, 1))
    with pytest.raises(drafts.WrongLink, match="perjanjian pokok"):
        agreed(second, writer=acting.operator, other=acting.head)


def test_what_takes_a_place_holds_as_long_as_what_stood_there(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu, program="JKK", end_date=date(2026, 8, 31))
    with pytest.raises(drafts.WrongLink, match="31-12-2026"):
        agreed(addendum, writer=acting.operator, other=acting.head)


def test_an_addendum_ends_with_its_agreement_at_the_latest(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu, end_date=date(2027, 1, 31))
    with pytest.raises(drafts.WrongLink, match=r"paling lambat 31-12-2026.*tertulis 31-01-2027"):
        agreed(addendum, writer=acting.operator, other=acting.head)


def test_a_version_says_what_it_amends(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu)
    signing.submit(agreement=addendum, side=Side.CITY, by=acting.operator, at=AT)
    text = addendum.versions.get().text
    assert (text["amends"], text["renews"]) == (str(agreement.public_id), "")


def test_what_only_adds_may_be_for_a_time(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu, end_date=date(2026, 8, 31))
    assert agreed(addendum, writer=acting.operator, other=acting.head).status == "AGREED"


def test_nothing_of_another_city_is_renewed(acting, agreement):
    elsewhere = make_agreement(acting.bengkulu)
    elsewhere.renews_id = 999_999  # as the other city's row is for whoever stands in this one
    with pytest.raises(drafts.WrongLink, match="bukan perjanjian kota ini"):
        drafts.refuse_wrong_link(elsewhere)


def test_the_second_side_does_not_write_over_the_place(acting):
    agreement = agreed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    given = {"agreement": agreement, "signing_date": date(2026, 1, 5)}
    for_the_city(**given, signing_place="Bengkulu")
    given["at"] = AT
    with acting.acting(acting.head, Role.BRANCH_HEAD), pytest.raises(signatures.WrongPlace, match="di Bengkulu"):
        signatures.record(**given, side=Side.BRANCH, by=acting.head, signing_place="Jakarta")
    agreement.refresh_from_db()
    assert agreement.signing_place == "Bengkulu"


def test_nobody_makes_the_other_sides_text_a_hidden_draft_of_the_own(acting):
    draft = make_agreement(acting.bengkulu)
    signing.submit(agreement=draft, side=Side.CITY, by=acting.operator, at=AT)
    with acting.acting(acting.officer, Role.OFFICER):
        refused("stays", lambda: Agreement.objects.filter(pk=draft.pk).update(side="BRANCH", status="DRAFT"))


def test_what_it_amends_does_not_change_on_the_table(acting, agreement):
    addendum = addendum_to(agreement, acting.bengkulu)
    signing.submit(agreement=addendum, side=Side.CITY, by=acting.operator, at=AT)
    refused("stays", lambda: Agreement.objects.filter(pk=addendum.pk).update(amends=addendum))


def test_a_draft_covers_nobody(acting):
    draft = make_agreement(acting.bengkulu)
    refused("only a signed agreement covers", lambda: draft.scopes.update(is_signed=True))


def test_no_version_comes_after_the_agreed_one(acting):
    agreement = agreed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    given = {"municipality": acting.bengkulu, "agreement": agreement, "by": acting.operator, "at": AT}
    refused("stands still", lambda: AgreementVersion.objects.create(
        **given, number=9, side=Side.CITY, text={}, sha256="0"
    ))  # fmt: skip


def test_signatures_do_not_outlive_the_text_that_was_signed(acting):
    agreement = agreed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)
    scanned(agreement, by=acting.operator)
    refused("takes signatures", lambda: Agreement.objects.filter(pk=agreement.pk).update(
        status="IN_REVIEW", agreed_by=None
    ))  # fmt: skip


def refused(words, act):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        act()
