"""Counting from daily wages is asked twice where the stored wages look like a month's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from municipalities.models import AuditEvent, MinimumWage, WageBasis
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


NEW = "/pengaturan/dasar-upah/baru/"


@pytest.fixture
def admin_client(visit, world):
    with administrator():
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_500_000, start_date=date(2026, 1, 1), source="SK"
        )
        make_enrollment(world.bengkulu, wage=1_500_000), make_enrollment(world.bengkulu, wage=90_000)
    return visit(world.admin)


def daily(world, *, start=None, **given):
    start = start or world.bengkulu.today()
    return {"basis": "DAILY", "amount": "", "start_date": start.isoformat(), "reason": "Perwal 7/2026"} | given


def bases(world):
    with administrator():
        return [*WageBasis.objects.filter(municipality=world.bengkulu).order_by("start_date")]


def test_wages_that_look_like_a_months_are_counted_and_the_answer_is_in_the_trail(world, admin_client):
    asked = admin_client.post(NEW, daily(world))
    text = asked.content.decode()
    assert asked.status_code == 422
    assert "1 dari 2 upah yang tersimpan lebih dari Rp200.000: tampaknya upah sebulan." in text
    # 0.54 percent of what counts: now of both wages, then of twenty-five times as much
    assert "dari Rp8.586 menjadi Rp214.650" in text
    assert [basis.basis for basis in bases(world)] == ["ACTUAL"]
    assert admin_client.post(NEW, daily(world, confirmed="on")).status_code == 302
    assert [basis.basis for basis in bases(world)] == ["ACTUAL", "DAILY"]
    with administrator():
        assert AuditEvent.objects.get(action="wage_basis.daily_confirmed").detail["wages"] == 1


def test_nothing_is_asked_where_the_wages_can_be_a_days(world, admin_client):
    with administrator():
        world.bengkulu.enrollments.filter(wage=1_500_000).update(wage=150_000)
    assert "confirmed" not in admin_client.get(NEW).context["form"].fields
    assert admin_client.post(NEW, daily(world)).status_code == 302


def test_a_basis_that_lies_ahead_is_asked_about_too(world, admin_client):
    start = world.bengkulu.today() + timedelta(days=40)
    assert admin_client.post(NEW, daily(world, start=start, basis="UMK")).status_code == 302
    ahead = bases(world)[-1]
    address = reverse("setting_correct", args=["dasar-upah", ahead.public_id])
    assert admin_client.post(address, daily(world, start=start)).status_code == 422
    assert admin_client.post(address, daily(world, start=start, confirmed="on")).status_code == 302
    assert bases(world)[-1].basis == "DAILY"
