"""Bukti terdaftar of one person, from the worker's tab of cards."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from reports.models import Paper
from tests.factories.enrollment import make_enrollment, make_worker
from tests.reports.letters import says
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def enroll(world):
    def _enroll(**given):
        with administrator():
            return make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"), **given)

    return _enroll


def ask(client, enrollment):
    return client.post(reverse("enrollment_slip", args=[enrollment.public_id]))


def printed(client, enrollment):
    return b"".join(client.get(ask(client, enrollment).url).streaming_content)


def test_a_slip_names_the_person_the_programs_and_the_last_month_that_was_approved(operator_client, enroll):
    slip = printed(operator_client, enroll(kpj="23000000999", approved_through=date(2026, 10, 1)))
    assert says(slip, "Siti Aminah", "23000000999", "JKK, JKM", "Oktober 2026", "Pindai untuk memeriksa")


def test_before_any_approved_month_and_without_a_number_the_slip_says_neither(operator_client, enroll):
    slip = printed(operator_client, enroll(kpj=""))
    assert says(slip, "belum terbit")
    assert not says(slip, "Tercatat pada iuran")
    assert not says(slip, "Pindai untuk memeriksa")


def test_the_slip_is_kept_for_the_unit_and_its_title_names_nobody(world, operator_client, enroll):
    enrollment = enroll(kpj="23000000999")
    ask(operator_client, enrollment)
    with world.acting(world.operator):
        [paper] = Paper.objects.all()
    assert (paper.kind, paper.title, paper.unit_id) == ("ENROLLMENT_SLIP", "Bukti terdaftar", enrollment.unit_id)


def test_whoever_is_no_longer_enrolled_gets_no_slip(world, operator_client, enroll):
    enrollment = enroll(end_date=date(2026, 11, 23), end_reason="RESIGNED")
    response = operator_client.get(ask(operator_client, enrollment).url)
    assert "Kepesertaan ini tidak berlaku hari ini" in response.content.decode()
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_the_tab_of_cards_offers_it_for_what_is_in_force(operator_client, enroll):
    ended = enroll(end_date=date(2026, 11, 23), end_reason="RESIGNED")
    current = enroll()
    for enrollment, offered in ((ended, False), (current, True)):
        page = operator_client.get(reverse("worker_cards", args=[enrollment.worker.public_id])).content.decode()
        assert (reverse("enrollment_slip", args=[enrollment.public_id]) in page) is offered


def test_a_stranger_gets_no_slip_of_ours(stranger_client, enroll):
    assert ask(stranger_client, enroll()).status_code == 404
