"""A draft, and everything that belongs to it, is seen by the side that wrote it and by nobody else."""

import pytest

from agreements import circulars, signing
from agreements.models import (
    Agreement,
    AgreementEvent,
    AgreementLegalBasis,
    AgreementParty,
    AgreementRate,
    AgreementScope,
    AgreementWitness,
    Circular,
    CircularAddressee,
    CircularCategory,
    CircularLegalBasis,
    LegalBasis,
    Side,
)
from municipalities.roles import Role
from tests.factories.agreements import AT, make_agreement, make_circular
from tests.safety.attack import DENIED, effect


PARTS = (*(AgreementParty, AgreementScope, AgreementWitness, AgreementRate, AgreementLegalBasis, AgreementEvent),)
of_every_part = pytest.mark.parametrize("part", PARTS)


def draft_of(city, side):
    """A draft with a row in every table that belongs to it."""
    agreement = make_agreement(city, side=side)
    own = {"municipality": city, "agreement": agreement}
    AgreementWitness.objects.create(**own, side=side, office="Wali Kota")
    AgreementRate.objects.create(**own, program="JKK", rate=240)
    basis = LegalBasis.objects.create(municipality=city, code="PP 44/2015", title="Peraturan")
    AgreementLegalBasis.objects.create(**own, basis=basis)
    return agreement


@pytest.fixture
def city_draft(world):
    with world.acting(world.operator):
        draft = draft_of(world.bengkulu, Side.CITY)
        signing.submit(agreement=draft, side=Side.CITY, by=world.operator, at=AT)
        return signing.take_back(agreement=draft, side=Side.CITY, by=world.operator, at=AT, note="Belum.")


def test_a_draft_of_the_city_is_not_shown_to_the_branch(world, city_draft):
    with world.acting(world.officer, Role.OFFICER):
        assert not Agreement.objects.exists()


@of_every_part
def test_what_belongs_to_a_draft_of_the_city_is_not_shown_to_the_branch(world, city_draft, part):
    with world.acting(world.operator):
        assert part.objects.filter(agreement=city_draft).exists()
    with world.acting(world.officer, Role.OFFICER):
        assert not part.objects.exists()


@of_every_part
def test_what_belongs_to_a_draft_of_the_city_cannot_be_changed_by_the_branch(world, city_draft, part):
    with world.acting(world.officer, Role.OFFICER):
        found = effect(f"UPDATE {part._meta.db_table} SET municipality_id = municipality_id")
    assert found in (0, DENIED)


def test_nothing_can_be_added_to_a_draft_of_the_other_side(world, city_draft):
    with world.acting(world.officer, Role.OFFICER):
        found = effect(
            "INSERT INTO agreements_agreementwitness (municipality_id, agreement_id, side, name, office) "
            "VALUES (%s, %s, 'BRANCH', '', 'Siapa')",
            [world.bengkulu.pk, city_draft.pk],
        )
    assert found == DENIED


def test_a_draft_of_the_branch_is_not_shown_to_the_city(world):
    with world.acting(world.officer, Role.OFFICER):
        draft_of(world.bengkulu, Side.BRANCH)
    with world.acting(world.operator):
        assert not Agreement.objects.exists()
        assert not AgreementParty.objects.exists()


def test_from_review_on_both_sides_see_everything(world, city_draft):
    with world.acting(world.operator):
        signing.submit(agreement=city_draft, side=Side.CITY, by=world.operator, at=AT)
    with world.acting(world.officer, Role.OFFICER):
        assert [part.__name__ for part in PARTS if not part.objects.filter(agreement=city_draft).exists()] == []


def test_the_branch_cannot_push_a_text_under_the_citys_draft(world, city_draft):
    """Back into a draft goes only what the own side wrote: the row would leave the other side's sight."""
    with world.acting(world.operator):
        signing.submit(agreement=city_draft, side=Side.CITY, by=world.operator, at=AT)
    with world.acting(world.officer, Role.OFFICER):
        found = effect("UPDATE agreements_agreement SET status = 'DRAFT' WHERE id = %s", [city_draft.pk])
    assert found == DENIED


def test_a_draft_circular_stays_in_the_city(world):
    with world.acting(world.operator):
        circular = make_circular(world.bengkulu, drafted_by=world.operator)
        basis = LegalBasis.objects.create(municipality=world.bengkulu, code="X", title="Y")
        CircularLegalBasis.objects.create(municipality=world.bengkulu, circular=circular, basis=basis)
    parts = (Circular, CircularAddressee, CircularCategory, CircularLegalBasis)
    with world.acting(world.officer, Role.OFFICER):
        assert [part.__name__ for part in parts if part.objects.exists()] == []
    with world.acting(world.operator):
        circulars.submit(circular=circular, by=world.operator, at=AT)
    with world.acting(world.officer, Role.OFFICER):
        assert [part.__name__ for part in parts if part.objects.exists()] == []
    with world.acting(world.approver, Role.APPROVER):
        circulars.issue(circular=circular, by=world.approver, at=AT)
    with world.acting(world.officer, Role.OFFICER):
        assert [part.__name__ for part in parts if not part.objects.exists()] == []
