"""The month as a story: enrolled workers, calculated, looked at, approved by another person, billed, printed, paid."""

import uuid

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from municipalities.context import as_owner
from tests.factories.enrollment import make_enrollment


@pytest.fixture
def enroll(world):
    """Enroll somebody of Bengkulu; written by the administrator's login."""

    def _enroll(**fields):
        with connection.cursor() as cursor, as_owner():
            cursor.execute("RESET ROLE")
            make_enrollment(world.bengkulu, **fields)
            cursor.execute("SET LOCAL ROLE payung_app")

    return _enroll


def text_of(response):
    return " ".join(response.content.decode().split())


def october(client):
    [run] = [row for row in client.get(reverse("run_list")).context["runs"] if f"{row['month']:%Y-%m}" == "2026-10"]
    return reverse("run_detail", args=[run["public_id"]]), run["public_id"]


@time_machine.travel("2026-11-03 09:00+07:00", tick=False)
def test_a_month_goes_from_enrolled_workers_to_its_papers(world, visit, enroll, work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # given: a teacher, a cadre, and a teacher whose wage nobody filled in
    enroll(wage=1_500_000, kpj="12345678901")
    enroll(category=world.bengkulu.cadre, wage=None, kpj="12345678902")
    enroll(wage=None, kpj="12345678903")
    operator, approver, treasurer = (visit(user) for user in (world.operator, world.approver, world.treasurer))

    # when the operator opens and calculates October
    page = operator.post(reverse("run_open"), {"month": "2026-10"}).url
    _page, run = october(operator)
    operator.post(reverse("run_calculate", args=[run]))
    assert work() == 1
    shown = operator.get(page)
    # then the total is what the law says, and whoever is not billed stands first with the reason
    assert shown.context["run"]["total"] == 8_100 + 16_800
    assert shown.context["exceptions"][0]["title"] == "Tidak ditagih"
    assert "upah belum diisi" in text_of(operator.get(shown.context["exceptions"][0]["url"]))

    # when the wage is filled in and the operator calculates again, the approver approves what stands there
    enroll(wage=2_000_000, kpj="12345678904")
    operator.post(reverse("run_calculate", args=[run]))
    assert work() == 1
    total = approver.get(page).context["run"]["total"]
    assert total == 8_100 + 16_800 + 10_800
    locked = approver.post(reverse("run_approve", args=[run]), {"total": f"Rp{total}"}, follow=True)
    assert locked.context["run"]["status"] == "APPROVED"

    # then the treasurer bills it: two bills, each with its own due day, that come to the total
    billed = treasurer.post(reverse("bill_issue", args=[run]), follow=True).context["bills"]
    assert sum(bill["total"] for bill in billed) == total
    assert [f"{bill['due_date']:%Y-%m-%d}" for bill in billed] == ["2026-11-16", "2026-10-15"]

    # and the queue makes each a paper, the same at every download
    assert work() == 2
    addresses = {treasurer.get(reverse("bill_paper", args=[billed[0]["public_id"]])).url for _time in range(2)}
    assert len(addresses) == 1
    paper = treasurer.get(addresses.pop())
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")

    # when the treasurer records what the bank's proofs say: the one bill in two parts, the other with a slip too much
    first, second = billed
    pay(treasurer, run, first, first["total"] - 100)
    half = treasurer.get(page).context
    assert [bill["left"] for bill in half["bills"]] == [100, 16_800]
    assert [step["status"] for step in half["steps"]][-1] == "current"
    pay(treasurer, run, first, 100)
    paid = pay(treasurer, run, second, 16_900)
    # then the month is closed, and what was paid too much is said
    assert [step["status"] for step in paid.context["steps"]] == ["done"] * 5
    assert [bill["left"] for bill in paid.context["bills"]] == [0, 0]
    assert "Lebih bayar Rp100" in text_of(paid)
    assert [payment["number"] for payment in paid.context["payments"]] == [1, 2, 3]


def pay(client, run, bill, amount):
    sent = {"bill": bill["public_id"], "payment_date": "2026-11-03", "amount": amount, "reference": "SP2D-1"}
    return client.post(reverse("payment_record", args=[run]), sent | {"key": uuid.uuid4()}, follow=True)
