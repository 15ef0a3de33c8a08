"""A card before the camera of a telephone: ticked off by whoever is at work in a session, shown to nobody else."""

import pytest
from django.urls import reverse

from enrollment import cards, handover
from enrollment.models import Card, CardHandover
from municipalities import audit
from municipalities.models import AuditEvent
from tests.doors import enter
from tests.factories.handovers import AT, make_batch, token_of
from tests.safety.attack import administrator


@pytest.fixture
def batch(world):
    with administrator():
        return make_batch(world.bengkulu, by=world.operator, cards=3, quotas=[2, 2])


@pytest.fixture
def at_work(operator_client, batch):
    """The operator at the table of the first session."""
    operator_client.post(reverse("handover_at_work", args=[batch.public_id, 1]))
    return operator_client


def on_the_card(batch, number):
    """The address that the QR of the card opens."""
    return f"/K/{token_of(batch, number)}"


def handed_over(batch):
    with administrator():
        return list(CardHandover.objects.filter(batch=batch).given().values_list("number", "session__number", "proxy"))


def scan(client, address):
    return client.get(address, follow=True)


def press(client, address, **given):
    """Press Serahkan on the page that the card opened."""
    return client.post(scan(client, address).request["PATH_INFO"], given, follow=True)


def test_the_address_of_a_card_offers_to_hand_it_over_to_whoever_is_at_work(at_work, batch):
    page = scan(at_work, on_the_card(batch, 1)).content.decode()
    assert "Siti Aminah" in page
    assert ">Serahkan<" in page.replace("\n", "").replace("  ", "")


def test_serahkan_ticks_the_card_off(at_work, batch):
    page = press(at_work, on_the_card(batch, 1))
    assert "Diserahkan. Pindai kartu berikutnya." in page.content.decode()
    assert handed_over(batch) == [(1, 1, "")]


def test_who_was_asked_to_another_session_is_counted_where_the_card_was_handed_over(at_work, batch):
    assert "Diundang ke sesi 2" in scan(at_work, on_the_card(batch, 3)).content.decode()
    press(at_work, on_the_card(batch, 3))
    assert handed_over(batch) == [(3, 1, "")]


def test_somebody_else_receives_the_card_with_a_power_of_attorney(at_work, batch):
    press(at_work, on_the_card(batch, 1), proxy="Budi", proxy_note="Surat kuasa 9-11-2026")
    assert handed_over(batch) == [(1, 1, "Budi")]


def test_without_a_power_of_attorney_nothing_is_ticked(at_work, batch):
    response = at_work.post(scan(at_work, on_the_card(batch, 1)).request["PATH_INFO"], {"proxy": "Budi"})
    assert response.status_code == 422
    assert handed_over(batch) == []


def test_a_card_that_was_handed_over_is_shown_as_that(at_work, batch):
    press(at_work, on_the_card(batch, 1))
    assert scan(at_work, on_the_card(batch, 1)).context["status"] == "GIVEN"


def test_a_card_that_was_voided_is_not_handed_over(world, at_work, batch):
    address = on_the_card(batch, 1)
    with world.acting(world.operator):
        cards.void(card=Card.objects.get(), reason="LOST", by=world.operator, at=AT)
    assert "sudah dicabut" in press(at_work, address).content.decode()
    assert handed_over(batch) == []


def test_the_card_that_replaces_it_is_handed_over(world, at_work, batch):
    on_the_card(batch, 1)
    with world.acting(world.operator):
        cards.void(card=Card.objects.get(), reason="LOST", by=world.operator, at=AT)
    assert "kartu ke-2" in scan(at_work, on_the_card(batch, 1)).content.decode()
    press(at_work, on_the_card(batch, 1))
    assert handed_over(batch) == [(1, 1, "")]


def test_a_card_of_another_hand_over_is_named_and_left(world, at_work, batch):
    with administrator():
        other = make_batch(world.bengkulu, by=world.operator, cards=1, title="Kartu marbot")
    assert "Kartu marbot" in scan(at_work, on_the_card(other, 1)).content.decode()


def test_a_card_of_another_city_is_unknown_at_our_table(world, at_work):
    with administrator():
        theirs = make_batch(world.kupang, by=world.stranger, cards=1)
    page = press(at_work, on_the_card(theirs, 1))
    assert "Kartu tidak dikenal" in page.content.decode()
    assert handed_over(theirs) == []


def test_whoever_is_not_at_work_sees_what_everybody_sees(operator_client, batch):
    page = scan(operator_client, on_the_card(batch, 1)).content.decode()
    assert "Kartu sah" in page
    assert "Siti" not in page


def test_a_stranger_who_says_to_be_at_work_here_is_not(client, world, batch):
    enter(client, world.stranger)
    assert client.post(reverse("handover_at_work", args=[batch.public_id, 1])).status_code == 404
    store = client.session
    store["handover"] = {"batch": str(batch.public_id), "session": 1, "day": world.bengkulu.today().isoformat()}
    store.save()
    assert "Siti" not in scan(client, on_the_card(batch, 1)).content.decode()


def test_work_at_a_table_ends_with_the_day(at_work, batch, world):
    store = at_work.session
    store["handover"] |= {"day": "2026-01-01"}
    store.save()
    assert "Siti" not in scan(at_work, on_the_card(batch, 1)).content.decode()


def test_work_at_a_table_is_ended_by_hand(at_work, batch):
    at_work.post(reverse("handover_at_work", args=[batch.public_id, 1]), {"selesai": "1"})
    assert "Siti" not in scan(at_work, on_the_card(batch, 1)).content.decode()


def test_without_a_session_the_page_of_a_card_leads_to_choose_one(operator_client, batch):
    token = on_the_card(batch, 1).removeprefix("/K/")
    response = operator_client.get(reverse("handover_card", args=[token]), follow=True)
    assert "Pilih dulu sesi tempat Anda bertugas" in response.content.decode()


def test_whoever_opens_a_card_has_seen_its_person(at_work, batch):
    scan(at_work, on_the_card(batch, 1))
    with administrator():
        seen = AuditEvent.objects.filter(action="card_batch.viewed").latest("pk").detail[audit.PEOPLE]
        assert seen == audit.as_ranges([batch.handovers.get(number=1).enrollment.worker_id])


def test_two_telephones_at_one_card_make_one_hand_over(world, at_work, batch):
    address = on_the_card(batch, 1)
    with world.acting(world.operator):
        handover.hand_over(batch=batch, numbers={1}, by=world.officer, at=AT)
    press(at_work, address)
    with administrator():
        assert CardHandover.objects.get(batch=batch, number=1).handed_over_by == world.officer
