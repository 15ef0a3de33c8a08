"""Two administrators enter a successor at the same moment: one is taken, the other gets one clear answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connection
from django.utils import timezone

from common.refusals import Refused
from municipalities.city import periods
from municipalities.context import as_owner, tenant_context
from municipalities.models import WageBasis
from tests.conftest import World


def entered_at_once(world, days):
    """What each of two administrators is told who enters an entry at the same moment: its days or a refusal."""
    together = Barrier(2, timeout=60)

    def enter(ahead):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '60s'; SET statement_timeout = '60s'")
            start = world.bengkulu.today() + timedelta(days=ahead)
            entry = WageBasis(municipality=world.bengkulu, basis="UMK", start_date=start)
            with tenant_context(world.admin.pk, "ADMIN", [world.bengkulu.pk]):
                together.wait()
                try:
                    periods.begin(entry=entry, reason="SK", by=world.admin, at=timezone.now())
                except Refused as refusal:
                    return refusal.code
                return "ENTERED"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(enter, days))


def kept(world):
    with as_owner():
        today = world.bengkulu.today()
        return [
            ((row.start_date - today).days, row.end_date and (row.end_date - today).days)
            for row in WageBasis.objects.filter(municipality=world.bengkulu).order_by("start_date")
        ]


def test_two_at_once(own_database):
    with as_owner():
        world = World()
        WageBasis.objects.filter(municipality=world.bengkulu).delete()
    for _turn in range(5):
        assert entered_at_once(world, (30, 30)) == ["ENTERED", "SAME_DAY"]
        assert kept(world) == [(30, None)]
        assert entered_at_once(world, (40, 60)) == ["ENTERED", "ENTERED"]
        assert kept(world) == [(30, 39), (40, 59), (60, None)]
        with as_owner():
            WageBasis.objects.filter(municipality=world.bengkulu).delete()
