"""From the notice of a death to the printed receipt: city, branch and mayor's office, each through the site."""

import pytest
from django.urls import reverse

from claims.models import Claim
from enrollment.models import Enrollment
from tests.factories.claims import make_worker_of
from tests.reports.letters import says


@pytest.fixture(autouse=True)
def on_the_day(time_machine, settings, tmp_path):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)
    settings.MEDIA_ROOT = tmp_path


def last_step(world, claim):
    """What the page would send along: the number of the last step that it shows."""
    with world.acting(world.operator):
        return claim.events.count()


def test_from_the_notice_to_the_printed_receipt(world, visit):
    worker = make_worker_of(world)
    operator, approver = visit(world.operator), visit(world.approver)
    officer, head, mayor = visit(world.officer), visit(world.head), visit(world.mayor)

    # the family tells the office
    operator.post(
        reverse("register_death", args=[worker.public_id]),
        {"death_date": "2026-11-02", "cause": "NATURAL", "told_by": "Istri", "number_issued_date": "2022-01-01"},
    )
    with world.acting(world.operator):
        claim = Claim.objects.get()
        assert not Enrollment.objects.in_force_on(world.bengkulu.today()).exists()

    # heirs and papers
    heir = {"name": "Rina", "relation": "WIDOW", "weight": "1", "bank": "Bank Contoh", "account_number": "90010001"}
    operator.post(reverse("heir_add", args=[claim.public_id]), heir)
    with world.acting(world.operator):
        papers = list(claim.documents.filter(required=True, asked=True))
    for paper in papers:
        for action in ("receive", "accept"):
            operator.post(reverse("claim_document", args=[paper.public_id]), {"action": action})

    # four people, four steps
    for client, address, decision in (
        (operator, "claim_submit", "complete"), (operator, "claim_submit", "submit"),
        (approver, "claim_approve", "approve"), (officer, "claim_verify", "verify"), (head, "claim_decide", "grant"),
    ):  # fmt: skip
        client.post(reverse(address, args=[claim.public_id]), {"decision": decision, "seen": last_step(world, claim)})

    # the branch paid; the city writes it down
    with world.acting(world.operator):
        heir = claim.heirs.get()
    operator.post(
        reverse("heir_pay", args=[heir.public_id]),
        {"payment_date": "2026-11-24", "reference": "TRF-77", "seen": last_step(world, claim)},
    )
    with world.acting(world.operator):
        claim.refresh_from_db()
        payout = claim.payouts.get()
    assert (claim.status, payout.amount) == ("PAID", 42_000_000)

    # the ceremony and its papers
    operator.post(
        reverse("ceremony_new"),
        {"held_at": "2026-11-24T09:00", "venue": "Balai Kota", "payouts": [str(payout.public_id)]},
    )
    with world.acting(world.operator):
        ceremony = world.bengkulu.ceremonies.get()
    printed = {
        name: paper_of(mayor, name, thing)
        for name, thing in (("claim_pack", claim), ("claim_receipt", payout), ("ceremony_minutes", ceremony))
    }
    assert says(printed["claim_pack"], "Akta kematian", "diterima lengkap", "Empat puluh dua juta rupiah")
    assert says(printed["claim_receipt"], "Rina", "Rp42.000.000", "Bank Contoh •••• 0001")
    assert says(printed["ceremony_minutes"], "Balai Kota", "09.00 WIB", "Budi Hartono", "Rp42.000.000")


def paper_of(client, name, thing):
    address = reverse(name, args=[thing.public_id])
    assert client.get(address).status_code == 405
    response = client.post(address, follow=True)
    assert response.status_code == 200
    return b"".join(response.streaming_content)
