"""Two people plan the same hand-over at one moment: one batch stands, the other is told so in words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from common.refusals import Refused
from enrollment import handover
from enrollment.models import CardBatch
from municipalities.context import as_owner, tenant_context
from tests.conftest import World
from tests.factories.enrollment import make_enrollment
from tests.factories.handovers import AT, DAY


PLANNERS = 8


@pytest.mark.parametrize("titles", [["Kartu guru"] * PLANNERS, [f"Kartu {number}" for number in range(PLANNERS)]])
def test_plans_made_at_once_leave_one_batch_and_clear_refusals(own_database, titles):
    with as_owner():
        world = World()
        make_enrollment(world.bengkulu, kpj="23000000001")
    barrier = Barrier(PLANNERS, timeout=60)

    def planned(title):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '60s'; SET statement_timeout = '60s'")
            barrier.wait()
            with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
                handover.plan(
                    municipality=world.bengkulu, title=title, date=DAY, place="Kantor", by=world.operator, at=AT,
                    sittings=[handover.Sitting(start_at=AT, quota=1)],
                )  # fmt: skip
            return "PLANNED"
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(PLANNERS) as pool:
        answers = list(pool.map(planned, titles))
    assert answers.count("PLANNED") == 1
    assert set(answers) <= {"PLANNED", "ALREADY_PLANNED", "NOBODY_WAITS"}
    with as_owner():
        assert CardBatch.objects.get().handovers.count() == 1
