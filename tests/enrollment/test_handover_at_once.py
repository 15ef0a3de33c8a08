"""Two people plan the same hand-over at one moment: one batch stands, the other is told so in words."""

from functools import partial

import pytest

from enrollment import handover
from enrollment.models import CardBatch
from municipalities.context import as_owner, tenant_context
from tests.at_once import at_once
from tests.conftest import World
from tests.factories.enrollment import make_enrollment
from tests.factories.handovers import AT, DAY


PLANNERS = 8


@pytest.mark.parametrize("titles", [["Kartu guru"] * PLANNERS, [f"Kartu {number}" for number in range(PLANNERS)]])
def test_plans_made_at_once_leave_one_batch_and_clear_refusals(own_database, titles):
    with as_owner():
        world = World()
        make_enrollment(world.bengkulu, kpj="23000000001")

    def planned(title):
        with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
            handover.plan(
                municipality=world.bengkulu, title=title, date=DAY, place="Kantor", by=world.operator, at=AT,
                sittings=[handover.Sitting(start_at=AT, quota=1)],
            )  # fmt: skip

    answers = at_once([partial(planned, title) for title in titles])
    assert answers.count(None) == 1
    assert {answer.code for answer in answers if answer} <= {"ALREADY_PLANNED", "NOBODY_WAITS"}
    with as_owner():
        assert CardBatch.objects.get().handovers.count() == 1
