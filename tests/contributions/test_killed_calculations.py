"""Wherever a worker is killed that calculates a run, no line stands or all of them, and another one finishes."""

import pytest
from django.conf import settings
from django.utils import timezone

from contributions import calculations, runs
from municipalities.context import as_owner, tenant_context
from municipalities.models import Outbox
from municipalities.wall import roles
from tests.conftest import World
from tests.contributions.months import MONTH
from tests.enrollment.forks import KILLED, Forks
from tests.factories.enrollment import make_enrollment


POINTS = ("job.taken", "step.LINES", "step.SUM", "job.finished", "job.done")
OPEN, CALCULATED = ("OPEN", 0, 0, 0, 0), ("CALCULATED", 40_500, 10, 40_500, 1)


class Ordered:
    """The calculation of a month, ordered in a database of the test's own, with a worker to do it."""

    def __init__(self, database, folder):
        self.database, self.folder = database, folder
        with as_owner():
            world = World()
            for _each in range(5):
                make_enrollment(world.bengkulu, wage=1_500_000)
        who = {"by": world.operator, "at": timezone.now()}
        with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
            run = runs.open_month(municipality=world.bengkulu, month=MONTH, **who)
            calculations.order(run=run, role="OPERATOR", **who)
        self.message = Outbox.objects.values("task", "job_id", "user_id", "role", "municipality_id").get()
        self.forks = Forks(folder, media=folder)

    def work(self, kill=""):
        if kill:
            (self.folder / "kill").write_text(kill)
        return self.forks.work(self.database["NAME"], self.message)

    def stands(self):
        """(status and total of the run, its lines, what they come to, lines of the trail)"""
        database = roles.connect(settings.DATABASES["admin"], self.database["NAME"])
        with database as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT status, total, (SELECT count(*) FROM contributions_contributionline),"
                " (SELECT coalesce(sum(amount), 0)::bigint FROM contributions_contributionline),"
                " (SELECT count(*) FROM municipalities_auditevent WHERE action = 'run.calculated')"
                " FROM contributions_contributionrun"
            )
            return cursor.fetchone()


@pytest.fixture
def ordered(own_database, tmp_path):
    made = Ordered(own_database, tmp_path)
    yield made
    made.forks.stop()


def test_a_worker_killed_anywhere_leaves_no_line_or_all_and_another_one_finishes(ordered):
    for point in POINTS:
        assert ordered.stands() == OPEN, point
        assert ordered.work(kill=point) == KILLED
    assert ordered.stands() == CALCULATED  # the last point lies behind the commit
    assert ordered.work() == 0
    assert ordered.stands() == CALCULATED
