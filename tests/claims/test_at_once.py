"""Fifty identical notices at one moment leave one claim, and every other answer names it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from claims import deaths
from claims.models import Claim
from enrollment.models import Worker
from municipalities.context import as_owner, tenant_context
from tests.conftest import World
from tests.factories.claims import AT, DIED
from tests.factories.enrollment import make_enrollment, make_worker


CLICKS = 50


def test_fifty_notices_at_once_leave_one_claim(own_database):
    with as_owner():
        world = World()
        worker = make_enrollment(world.bengkulu, make_worker(world.bengkulu)).worker
    barrier = Barrier(CLICKS, timeout=60)

    def notice(_number):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '60s'; SET statement_timeout = '60s'")
            barrier.wait()
            with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
                return deaths.register(
                    worker=Worker.objects.get(pk=worker.pk),
                    death_date=DIED,
                    cause="NATURAL",
                    told_by="Istri",
                    by=world.operator,
                    at=AT,
                )
        except deaths.ClaimExists as exists:
            return exists.detail["claim"]
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(notice, range(CLICKS)))
    with as_owner():
        assert {answer.pk for answer in answers} == {Claim.objects.get().pk}
        assert Claim.objects.get().events.count() == 1
