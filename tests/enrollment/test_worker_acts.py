"""Ending an enrollment, changing the kind of worker and going on at the own cost, on the person's page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from common.months import next_month
from common.rupiah import rupiah
from enrollment import continuation
from enrollment.models import Enrollment
from regulations import rates
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


@pytest.fixture
def siti(world):
    """Enrolled in the clerk's school."""
    with administrator():
        return make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"), kpj="17000000001")


@pytest.fixture
def left(world):
    """Somebody whose enrollment ended a week ago."""
    with administrator():
        return make_enrollment(
            world.bengkulu, make_worker(world.bengkulu, "Dewi Lestari"), kpj="17000000002",
            end_date=world.bengkulu.today() - timedelta(days=7), end_reason="CONTRACT_ENDED",
        )  # fmt: skip


def address(name, enrollment):
    return reverse(name, args=[enrollment.public_id])


def acts(client, enrollment):
    page = client.get(reverse("worker_enrollments", args=[enrollment.worker.public_id]))
    return sorted(page.context["enrollments"][0]["acts"])


def stored(enrollment):
    with administrator():
        return list(enrollment.worker.enrollments.order_by("start_date"))


def test_whoever_saves_rosters_is_offered_what_can_be_done(operator_client, clerk_client, approver_client, siti, left):
    assert acts(operator_client, siti) == acts(clerk_client, siti) == ["change", "end", "wage"]
    assert acts(operator_client, left) == ["go_on", "wage"]
    assert acts(approver_client, siti) == []


def test_an_end_is_written_down_and_leads_to_the_own_cost(operator_client, world, siti):
    answer = operator_client.post(
        address("enrollment_end", siti), {"end_date": world.bengkulu.today().isoformat(), "reason": "CONTRACT_ENDED"}
    )
    assert answer["Location"] == address("enrollment_continue", siti)
    assert [(each.end_date, each.end_reason) for each in stored(siti)] == [(world.bengkulu.today(), "CONTRACT_ENDED")]


def test_an_end_before_approved_months_says_what_becomes_of_them(operator_client, siti):
    with administrator():
        Enrollment.objects.filter(pk=siti.pk).update(approved_through=date(2026, 10, 1))
    given = {"end_date": "2026-05-31", "reason": "RESIGNED"}
    answer = operator_client.post(address("enrollment_end", siti), given, follow=True)
    assert "Iuran sampai Oktober 2026 sudah disetujui dan tidak berubah" in answer.content.decode()


def test_who_has_died_is_offered_nothing(operator_client, world, siti):
    answer = operator_client.post(
        address("enrollment_end", siti), {"end_date": world.bengkulu.today().isoformat(), "reason": "DIED"}
    )
    assert answer["Location"] == reverse("worker_enrollments", args=[siti.worker.public_id])


def test_what_stands_against_an_end_is_said_in_the_form(operator_client, siti):
    answer = operator_client.post(address("enrollment_end", siti), {"end_date": "2025-01-01", "reason": "RESIGNED"})
    assert answer.status_code == 422
    assert "baru mulai sesudah hari itu" in answer.content.decode()
    assert stored(siti)[0].end_date is None


def test_another_kind_of_worker_goes_on_without_a_gap(operator_client, world, siti):
    day = next_month(world.bengkulu.today())
    operator_client.post(
        address("enrollment_change", siti), {"category": world.bengkulu.cadre.public_id, "day": day.isoformat()}
    )
    old, new = stored(siti)
    assert (old.end_date + timedelta(days=1), old.end_reason) == (new.start_date, "STATUS_CHANGED")
    assert (new.kpj, new.wage, new.category_id) == (siti.kpj, siti.wage, world.bengkulu.cadre.pk)


def test_the_middle_of_a_month_changes_no_kind(operator_client, world, siti):
    answer = operator_client.post(
        address("enrollment_change", siti), {"category": world.bengkulu.cadre.public_id, "day": "2027-01-15"}
    )
    assert "hanya per tanggal 1" in answer.content.decode()


def test_whoever_goes_on_keeps_the_number_and_pays_alone(operator_client, world, left):
    operator_client.post(address("enrollment_continue", left), {"category": world.bengkulu.cadre.public_id})
    new = stored(left)[-1]
    assert (new.funding_source, new.kpj, new.start_date) == ("SELF", left.kpj, next_month(left.end_date))
    assert acts(operator_client, left) == ["change", "end"]


def test_a_wage_earner_is_no_kind_to_go_on_as(operator_client, world, left):
    answer = operator_client.post(address("enrollment_continue", left), {"category": world.bengkulu.gtt.public_id})
    assert answer.status_code == 422
    assert len(stored(left)) == 1


@pytest.mark.parametrize("reason", ["MOVED", "STATUS_CHANGED", "DIED"])
def test_what_goes_on_already_or_ended_by_death_is_not_offered(operator_client, left, reason):
    with administrator():
        Enrollment.objects.filter(pk=left.pk).update(end_reason=reason)
    assert acts(operator_client, left) == ["wage"]


def test_what_ended_long_ago_is_told_so(operator_client, left):
    with administrator():
        Enrollment.objects.filter(pk=left.pk).update(end_date=date(2026, 2, 1))
    page = operator_client.get(address("enrollment_continue", left))
    assert page.context["can_continue"] is False
    assert "tidak dapat lagi disambung" in page.content.decode()


def test_what_a_month_costs_is_the_laws(operator_client, left):
    page = operator_client.get(address("enrollment_continue", left))
    lowest = page.context["offer"].costs[0]
    owed = rates.contribution_for(
        segment="BPU", wage=0, month=next_month(left.end_date), funding="SELF", programs="JKK_JKM"
    )
    assert lowest.now == owed.total
    assert rupiah(owed.total) in page.content.decode()
    assert page.context["offer"].until == continuation.last_day_to_continue(left)


def test_what_it_costs_after_a_relief_is_told_beside_it(world):
    """PP 50/2025 halves what is paid alone until December 2026, and never JHT."""
    with administrator():
        left = make_enrollment(world.bengkulu, end_date=date(2026, 10, 20), end_reason="RESIGNED")
    offer = continuation.offer(left)
    assert (offer.month, offer.later) == (date(2026, 11, 1), date(2027, 1, 1))
    assert [offer.costs[0].now, offer.costs[0].later, offer.costs[0].jht] == [8_400, 16_800, 20_000]
    assert (offer.costs[-1].upper, offer.costs[-1].later) == (None, 213_800)
    left.end_date = date(2027, 1, 5)
    assert continuation.offer(left).later is None


def test_the_paper_is_kept_for_the_unit_and_stands_among_the_documents(clerk_client, left):
    answer = clerk_client.post(address("continuation_paper", left), follow=True)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    page = clerk_client.get(reverse("worker_papers", args=[left.worker.public_id]))
    assert [paper["title"] for paper in page.context["papers"]] == ["Penjelasan lanjut dengan biaya sendiri"]
    history = clerk_client.get(reverse("worker_history", args=[left.worker.public_id])).content.decode()
    assert "Dicetak: Penjelasan lanjut dengan biaya sendiri" in history


def test_of_who_works_on_nothing_is_printed(operator_client, siti):
    answer = operator_client.post(address("continuation_paper", siti), follow=True)
    assert "tidak dapat disambung dengan biaya sendiri" in answer.content.decode()


def test_nobody_acts_on_an_enrollment_of_elsewhere(stranger_client, clerk_client, world, siti):
    with administrator():
        office = make_enrollment(world.bengkulu, unit=world.bengkulu.office)
    for name in ("enrollment_end", "enrollment_change", "enrollment_continue"):
        assert stranger_client.get(address(name, siti)).status_code == 404
        assert clerk_client.get(address(name, office)).status_code == 404
