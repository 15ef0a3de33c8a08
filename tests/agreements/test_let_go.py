"""A signer or a number at BPJS that the city takes out of its settings, while a text of whatever side names it."""

from datetime import date, timedelta

import pytest

from agreements import moves, signing
from agreements.models import Agreement, AgreementParty, Side
from municipalities.city import periods
from municipalities.models import Office, Official
from municipalities.roles import Role
from tests.factories.agreements import AT, agreed, make_agreement, speaking
from tests.safety.attack import administrator


@pytest.fixture
def official(world):
    """Begins next week."""
    with administrator():
        office = Office.objects.create(municipality=world.bengkulu, name="Sekretaris Daerah")
        start_date = world.bengkulu.today() + timedelta(days=7)
        return Official.objects.create(municipality=world.bengkulu, office=office, name="Siti", start_date=start_date)


def text_naming(world, official, side=Side.CITY):
    agreement = make_agreement(world.bengkulu, side=side, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31))
    agreement.parties.filter(side=Side.CITY).update(official=official)
    return agreement


def withdraw(world, official):
    with world.acting(world.admin, Role.ADMIN):
        periods.withdraw(entry=official, reason="Salah orang.", by=world.admin, at=AT)


def test_a_hidden_draft_of_the_other_side_is_not_betrayed(world, official):
    with world.acting(world.officer, Role.OFFICER):
        text_naming(world, official, Side.BRANCH)
    withdraw(world, official)
    with administrator():
        assert set(AgreementParty.objects.values_list("official", flat=True)) == {None}


def test_what_is_agreed_stands_still(world, official):
    with world.acting(world.operator):
        agreed(text_naming(world, official), writer=world.operator, other=world.head)
    with pytest.raises(periods.StillNamed, match="sudah disepakati"):
        withdraw(world, official)


def test_a_text_that_its_writer_takes_back_meanwhile_is_no_longer_there(world):
    with world.acting(world.operator):
        agreement = make_agreement(world.bengkulu)
        signing.submit(agreement=agreement, side=Side.CITY, by=world.operator, at=AT)
    with world.acting(world.head, Role.BRANCH_HEAD):
        found = Agreement.objects.get(pk=agreement.pk)
    with speaking(agreement, world.operator, Role.OPERATOR):
        signing.take_back(agreement=agreement, side=Side.CITY, by=world.operator, at=AT, note="Lingkup salah.")
    with world.acting(world.head, Role.BRANCH_HEAD), pytest.raises(moves.MoveNotAllowed, match="baru saja ditarik"):
        signing.remark(agreement=found, side=Side.BRANCH, by=world.head, at=AT, note="Pasal 3.")
