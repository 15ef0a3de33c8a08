"""A number in full: one person at a time, to whoever says what for, kept by no browser, written down."""

import pytest
from django.urls import reverse

from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


NIK, KPJ = "1771014108859001", "12345678901"
NUMBERS = [("worker_nik", NIK, "worker.nik_shown"), ("worker_kpj", KPJ, "worker.kpj_shown")]


@pytest.fixture
def siti(world):
    with administrator():
        worker = make_worker(world.bengkulu, "Siti Aminah", nik=NIK)
        make_enrollment(world.bengkulu, worker, kpj=KPJ)
    return worker


def ask(client, name, worker, **given):
    return client.post(reverse(name, args=[worker.public_id]), given)


def events(world, action):
    with world.acting(world.auditor, "AUDITOR"):
        return list(AuditEvent.objects.filter(action=action))


@pytest.mark.parametrize("page", ["worker_detail", "worker_contributions", "worker_cards"])
def test_the_pages_of_a_person_hide_both_numbers(operator_client, siti, page):
    text = operator_client.get(reverse(page, args=[siti.public_id])).content.decode()
    assert (NIK in text, KPJ in text, "1771 •••• •••• 9001" in text, "•••• ••• 8901" in text) == (
        False, False, True, True,
    )  # fmt: skip


def test_the_list_hides_both_numbers(operator_client, siti):
    text = operator_client.get(reverse("worker_list")).content.decode()
    assert (NIK in text, KPJ in text, "•••• ••• 8901" in text) == (False, False, True)


@pytest.mark.parametrize(("name", "number", "action"), NUMBERS)
def test_a_number_is_shown_for_a_reason_and_the_reason_is_written_down(
    operator_client, world, siti, name, number, action
):
    answer = ask(operator_client, name, siti, reason="ASKED", note="istrinya menelepon")
    assert number in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    (event,) = events(world, action)
    assert (event.by, event.object_id) == (world.operator, str(siti.pk))
    assert event.detail == {"reason": "ASKED", "note": "istrinya menelepon"}


@pytest.mark.parametrize(("name", "number", "action"), NUMBERS)
@pytest.mark.parametrize("given", [{}, {"reason": "BECAUSE"}, {"reason": "OTHER"}, {"reason": "OTHER", "note": " "}])
def test_without_a_reason_nothing_is_shown(operator_client, world, siti, name, number, action, given):
    answer = ask(operator_client, name, siti, **given)
    text = answer.content.decode()
    assert (answer.status_code, number in text) == (422, False)
    assert 'class="reveal" open' in text
    assert events(world, action) == []


def test_one_number_shown_leaves_the_other_hidden(operator_client, siti):
    assert KPJ not in ask(operator_client, "worker_nik", siti, reason="MATCH").content.decode()
    assert NIK not in ask(operator_client, "worker_kpj", siti, reason="MATCH").content.decode()


@pytest.mark.parametrize("typed", [NIK, "1771 0141 0885 9001", "1771.0141.0885.9001", KPJ, "0812-3456-7890"])
def test_a_number_typed_as_a_reason_is_not_kept(operator_client, world, siti, typed):
    ask(operator_client, "worker_nik", siti, reason="OTHER", note=f"cek {typed} di KTP")
    (event,) = events(world, "worker.nik_shown")
    assert event.detail["note"] == "cek […] di KTP"


@pytest.mark.parametrize("name", ["worker_nik", "worker_kpj"])
def test_whoever_may_not_see_numbers_is_refused(visit, world, siti, stranger_client, name):
    assert ask(visit(world.mayor), name, siti, reason="MATCH").status_code == 403
    assert ask(stranger_client, name, siti, reason="MATCH").status_code == 404


def test_a_clerk_sees_the_number_of_the_own_people_alone(clerk_client, world, siti):
    with administrator():
        other = make_enrollment(world.bengkulu, unit=world.bengkulu.office).worker
    assert NIK in ask(clerk_client, "worker_nik", siti, reason="MATCH").content.decode()
    assert ask(clerk_client, "worker_nik", other, reason="MATCH").status_code == 404
