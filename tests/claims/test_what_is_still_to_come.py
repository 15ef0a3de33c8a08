"""What a claim says beside its state: scholarships to come, payments known elsewhere, how an heir is reached."""

from datetime import date

import pytest
from django.urls import reverse

from claims import deaths, words
from reports import claim_forms, claim_papers, pdf
from tests.factories import contributions as month_on_its_way
from tests.factories.claims import AT, ClaimOnItsWay, make_worker_of


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def text_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_a_claim_that_is_paid_says_which_scholarship_is_not(operator_client, way):
    way.add_pupil()
    page = text_of(operator_client, way.brought_to("PAID").claim.get_absolute_url())
    assert "Santunan sudah diterima semua ahli waris" in page
    assert "Beasiswa Adi tahun ke-1 dapat diajukan sejak 20 November 2026." in page


def test_payments_before_the_first_bill_here_are_the_branch_s_to_know(world):
    worker = make_worker_of(world, wage=1_500_000)
    month_on_its_way.billed(world, date(2026, 8, 1))
    way = ClaimOnItsWay(world, worker)
    paid = next(each for each in way.claim.findings if each["code"] == "PAID")
    assert "tercatat di sini sejak Agustus 2026; pembayaran sebelumnya menurut catatan cabang" in words.paid(
        False, paid["detail"]
    )
    assert words.recorded_from(paid["detail"] | {"first": ""}) == ""


def test_how_an_heir_is_reached_stands_on_the_application(operator_client, way):
    sent = {"name": "Rina Wati", "relation": "WIDOW", "weight": "1", "phone": "0812 3456", "address": "Jalan Melati 7"}
    operator_client.post(reverse("heir_add", args=[way.claim.public_id]), sent)
    with way.operator():
        found = claim_forms.application_of(way.claim, claim_papers.deceased_of(way.claim), AT)
    page = pdf.html_of("papers/claim_application.html", {"application": found})
    assert "Jalan Melati 7, 0812 3456" in page


def test_an_heir_who_is_a_child_brings_what_stands_for_a_ktp(way):
    with way.operator():
        assert not way.claim.documents.filter(kind="HEIR_CHILD_CARD").exists()
    way.add_heir("Adi", "CHILD", birth_date=date(2015, 1, 1), guardian_name="Rina Wati")
    with way.operator():
        assert way.claim.documents.get(kind="HEIR_CHILD_CARD").get_reason_display().startswith("karena ada ahli waris")


def test_a_person_s_page_leads_to_the_claim_and_no_longer_to_the_notice(world, operator_client):
    worker = make_worker_of(world)
    page, notice = (reverse(name, args=[worker.public_id]) for name in ("worker_detail", "register_death"))
    to_claim = reverse("worker_claim", args=[worker.public_id])
    assert notice in text_of(operator_client, page)
    assert operator_client.get(to_claim)["Location"] == page
    claim = ClaimOnItsWay(world, worker).claim
    there = text_of(operator_client, page)
    assert (to_claim in there, notice in there) == (True, False)
    assert operator_client.get(to_claim)["Location"] == claim.get_absolute_url()
    with world.acting(world.operator):
        deaths.withdraw(claim=claim, by=world.operator, at=AT, note="Salah orang")
    assert notice in text_of(operator_client, page)
