"""The agreements and circulars of the five reports, brought in by the demo's own loaders, say what was said."""

from datetime import date

import pytest

from agreements import circulars as circular_moves
from agreements import tariffs, terms
from config.cities import agreements


def reported(city):
    """The agreement that the report speaks of; the rest of the chain is invented."""
    return city.agreements.get(is_invented=False)


def test_kupang_signed_on_a_wednesday_for_1096_days_that_had_begun(load):
    agreement = reported(load("kupang"))
    assert (agreement.signing_date, agreement.days, agreement.days_before_signature) == (date(2021, 5, 5), 1096, 25)
    assert terms.misquoted_weekday(agreement) is None


def test_kupang_has_two_parties_with_a_number_each_and_two_witnesses(load):
    agreement = reported(load("kupang"))
    assert "" not in {agreement.pks_number, agreement.branch_number}
    assert agreement.parties.count() == agreement.witnesses.count() == 2


def test_kupangs_rates_agree_with_the_law(load):
    found = tariffs.compare(reported(load("kupang")))
    assert [(each.program, each.said_rate, each.agrees) for each in found] == [("JKK", 240, True), ("JKM", 300, True)]


def test_kupangs_chain_reaches_today(load):
    chain = terms.chain_of(reported(load("kupang")))
    assert [link.is_invented for link in chain] == [True, False, True]
    assert chain[-1].end_date == date(2027, 4, 9)


def test_in_cirebon_the_vice_mayor_signed_for_the_mayor(load):
    party = reported(load("cirebon")).parties.get(side="CITY")
    assert (party.signer_office, party.on_behalf_of) == ("Wakil Wali Kota Cirebon", "Wali Kota Cirebon")


def test_cirebons_tuesday_was_a_monday(load):
    assert terms.misquoted_weekday(reported(load("cirebon"))) == ("Selasa", "Senin")


def test_serangs_circular_was_replaced_after_the_instruction_of_2021(load):
    city = load("serang")
    first, second = city.circulars.exclude(status__in=("DRAFT", "SUBMITTED")).order_by("date")
    assert (first.status, second.status, second.supersedes) == ("SUPERSEDED", "ISSUED", first)
    cited = [{each.basis.code for each in circular.legal_bases.all()} for circular in (first, second)]
    assert ["Inpres 2/2021" in codes for codes in cited] == [False, True]
    assert circular_moves.last_day(first, today=date(2026, 11, 24)) == date(2021, 5, 23)


def test_metros_agreement_is_about_940_cadres_alone(load):
    agreement = reported(load("metro"))
    assert agreement.people == 940
    assert {scope.category.code for scope in agreement.scopes.all()} == {"KADER"}


def test_metro_is_served_by_two_offices_with_one_lead(load):
    links = load("metro").links.in_force_on(date(2021, 6, 8))
    assert sorted(link.is_lead for link in links) == [False, True]


def test_metros_briefing_tells_how_many_came_from_where(load):
    (briefing,) = terms.briefings_of([load("metro")])
    assert sum(came.people for came in briefing.attendance.all()) == 37


def test_bengkulus_inpres_02_is_chosen_from_the_list(load):
    first = load("bengkulu").agreements.order_by("start_date").first()
    cited = first.legal_bases.get(basis__code="Inpres 2/2021")
    assert cited.quoted == "Inpres 02"


@pytest.mark.parametrize("name", ["bengkulu", "cirebon", "kupang", "metro", "serang"])
def test_every_scope_is_covered_today(load, name):
    city = load(name)
    covered = {cover[:3] for cover in terms.covers(terms.covering(municipality=city, month=date(2026, 11, 1)))}
    asked = {
        (scope.unit_id, scope.category_id, scope.program)
        for agreement in city.agreements.signed()
        for scope in agreement.scopes.all()
    }
    assert asked <= covered


def test_the_list_of_legal_bases_is_stocked_once(load):
    city = load("kupang")
    before = city.legal_bases.count()
    agreements.citations.stock(city)
    assert city.legal_bases.count() == before
