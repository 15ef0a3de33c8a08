"""The card of one person: whether it can be printed, where it stands, who has it."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import handover
from enrollment.models import CardHandover
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.handovers import AT, make_batch
from tests.safety.attack import administrator


def page(client, worker):
    return client.get(reverse("worker_cards", args=[worker.public_id]))


@pytest.fixture
def siti(world):
    with administrator():
        worker = make_worker(world.bengkulu)
        make_enrollment(world.bengkulu, worker, kpj="23000000999", start_date=date(2026, 1, 1))
    return worker


def status(client, worker):
    return [card["status_label"] for card in page(client, worker).context["cards"]]


def test_a_card_waits_for_its_number_then_can_be_printed(world, operator_client, siti):
    with administrator():
        without = make_worker(world.bengkulu, "Budi")
        make_enrollment(world.bengkulu, without)
    assert status(operator_client, without) == ["menunggu KPJ"]
    assert status(operator_client, siti) == ["dapat dicetak"]


def test_a_card_is_planned_and_then_handed_over(world, operator_client, siti):
    with administrator():
        batch = make_batch(world.bengkulu, by=world.operator, cards=0, quotas=[1])
    assert status(operator_client, siti) == ["menunggu diserahkan"]
    with world.acting(world.operator):
        number = CardHandover.objects.get(enrollment__worker=siti).number
        handover.hand_over(batch=batch, numbers=[number], by=world.operator, at=AT)
    [card] = page(operator_client, siti).context["cards"]
    assert (card["status_label"], card["given_at"], card["given_by"]) == ("sudah diserahkan", AT, world.operator)
    assert batch.get_absolute_url() in page(operator_client, siti).content.decode()


def test_the_tab_is_offered_to_those_who_print_cards(operator_client, clerk_client, siti):
    address = reverse("worker_cards", args=[siti.public_id])
    assert address in operator_client.get(siti.get_absolute_url()).content.decode()
    assert address not in clerk_client.get(siti.get_absolute_url()).content.decode()
