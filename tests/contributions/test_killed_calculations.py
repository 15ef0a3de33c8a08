"""Where a worker is killed that calculates a run, or loses its database, no line stands or all; another finishes."""

import os
import random
from time import monotonic

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
from tests.killed import break_off
from tests.municipalities.test_progress import until


KILLS = 200 if os.environ.get("PAYUNG_LONG") else 20
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
        self.operator, self.city = world.operator, world.bengkulu
        self.order()
        self.forks = Forks(folder, media=folder)

    def order(self):
        """The calculation that is under way, or one more."""
        who = {"by": self.operator, "at": timezone.now()}
        with tenant_context(self.operator.pk, "OPERATOR", [self.city.pk]):
            run = runs.open_month(municipality=self.city, month=MONTH, **who)
            job = calculations.order(run=run, role="OPERATOR", **who)
        words = ("task", "job_id", "user_id", "role", "municipality_id")
        self.message = Outbox.objects.values(*words).get(job_id=job.pk)

    def work(self, kill="", **how):
        if kill:
            (self.folder / "kill").write_text(kill)
        return self.forks.work(self.database["NAME"], self.message, **how)

    def work_cut_off(self, *, at):
        """How a worker ends that finds the database gone after this point."""
        hold, passed = self.folder / "hold", self.folder / "passed"
        self.forks.passed()
        hold.write_text(at)
        self.forks.start(self.database["NAME"], self.message)
        until(lambda: passed.exists() and at in passed.read_text())
        break_off(None)
        hold.unlink()
        return self.forks.ended()

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


def test_a_worker_cut_off_or_killed_anywhere_leaves_no_line_or_all_and_another_one_finishes(ordered):
    for point in POINTS:
        assert ordered.stands() == OPEN, point
        assert ordered.work(kill=point) == KILLED
    assert ordered.stands() == CALCULATED  # the last point lies behind the commit
    assert ordered.work() == 0
    assert ordered.stands() == CALCULATED
    ordered.order()
    assert ordered.work_cut_off(at="step.SUM") == 1
    assert ordered.stands() == CALCULATED
    assert ordered.work() == 0
    assert ordered.stands() == (*CALCULATED[:4], 2)


def test_killed_at_random_moments_it_is_never_some_lines_and_always_the_same_total(ordered):
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    ordered.work()  # how long it takes when nobody is killed, after the first one has filled the caches
    ordered.order()
    began = monotonic()
    ordered.work()
    longest, ends = monotonic() - began, set()
    for _kill in range(KILLS):
        ordered.order()
        ends.add(ordered.work(kill_after=chance.uniform(0, longest)))
        assert ordered.stands()[:4] == CALCULATED[:4]
    assert KILLED in ends
    for _again in range(2):
        ordered.order()
        assert ordered.work() == 0
    assert ordered.stands()[:4] == CALCULATED[:4]
