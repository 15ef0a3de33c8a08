"""The second factor is offered on the home page; whoever has no time now is asked again after a while."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.doors import give_second_factor


HOME, LATER = reverse("home"), reverse("second_factor_later")
OFFER = "Jaga akun Anda dengan langkah kedua"
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def is_offered(client):
    return OFFER in client.get(HOME).content.decode()


def test_it_is_offered_to_whoever_has_none(operator_client):
    assert is_offered(operator_client)


def test_whoever_has_one_is_not_asked(world, operator_client):
    give_second_factor(world.operator)
    assert not is_offered(operator_client)


def test_whose_role_needs_one_is_led_to_it_and_not_asked(world, visit, settings):
    settings.SECOND_FACTOR = True
    page = visit(world.approver).get(HOME)
    assert OFFER not in page.content.decode()


def test_where_it_is_switched_off_nobody_is_asked(operator_client, settings):
    settings.SECOND_FACTOR = False
    assert not is_offered(operator_client)


def test_whoever_puts_it_off_is_told_for_how_long(operator_client):
    page = operator_client.post(LATER, follow=True)
    assert [str(each) for each in page.context["messages"]] == [
        "Baik, kami tanyakan lagi 30 hari lagi. Langkah kedua dapat dipasang kapan saja di Akun saya."
    ]
    assert OFFER not in page.content.decode()


@pytest.mark.parametrize(("days", "offered"), [(29, False), (31, True)])
def test_after_a_while_it_is_offered_again(world, visit, time_machine, days, offered):
    time_machine.move_to(NOON, tick=False)
    cookie = visit(world.operator).post(LATER).cookies["langkah_kedua_nanti"].value
    time_machine.move_to(NOON + timedelta(days=days), tick=False)
    later = visit(world.operator)
    later.cookies["langkah_kedua_nanti"] = cookie
    assert is_offered(later) is offered


def test_the_next_person_at_the_same_desk_is_asked_all_the_same(world, visit):
    cookie = visit(world.operator).post(LATER).cookies["langkah_kedua_nanti"].value
    clerk = visit(world.clerk)
    clerk.cookies["langkah_kedua_nanti"] = cookie
    assert is_offered(clerk)
