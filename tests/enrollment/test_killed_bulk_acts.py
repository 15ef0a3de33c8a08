"""Wherever a worker is killed who ends or moves thousands, nothing of it stays, and another one does all of it."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from enrollment import bulk_acts
from enrollment.models import Enrollment
from municipalities.context import as_owner, tenant_context
from municipalities.models import Outbox
from municipalities.wall import roles
from tests.conftest import World
from tests.enrollment.forks import KILLED, Forks
from tests.factories.enrollment import make_enrollment


POINTS = ("job.taken", "step.HOLD", "step.WRITE", "job.finished", "job.done")
GIVEN = {
    "END": lambda city: {"end_date": date(2026, 12, 31), "reason": "RESIGNED"},
    "MOVE": lambda city: {"unit": city.office, "day": date(2026, 12, 1)},
}


class Ordered:
    """An act on everybody of a city, ordered in a database of the test's own, with a worker to do it."""

    def __init__(self, database, folder, kind):
        self.database, self.folder, self.kind = database, folder, kind
        with as_owner():
            world = World()
            for _each in range(5):
                make_enrollment(world.bengkulu)
        city, who = world.bengkulu, {"by": world.operator, "at": timezone.now()}
        with tenant_context(world.operator.pk, "OPERATOR", [city.pk]):
            given, found = GIVEN[kind](city), Enrollment.objects.filter(municipality=city)
            today = {"today": city.today()} if kind == "END" else {}
            plan = bulk_acts.PLANS[kind](found, municipality=city, **given, **today)
            bulk_acts.order(
                kind=kind, plan=plan, mark=plan.mark, given=given, municipality=city, unit=None, role="OPERATOR", **who
            )
        words = ("task", "job_id", "user_id", "role", "municipality_id")
        self.message = Outbox.objects.values(*words).get()
        self.forks = Forks(folder, media=folder)

    def work(self, kill=""):
        if kill:
            (self.folder / "kill").write_text(kill)
        return self.forks.work(self.database["NAME"], self.message)

    def stands(self):
        """(enrollments, those that have an end, lines of the trail about them, acts that are done)"""
        asked = (
            "SELECT count(*) FROM enrollment_enrollment",
            "SELECT count(*) FROM enrollment_enrollment WHERE end_date IS NOT NULL",
            "SELECT count(*) FROM municipalities_auditevent WHERE action IN ('enrollment.ended', 'enrollment.moved')",
            "SELECT count(*) FROM enrollment_bulkact WHERE done_at IS NOT NULL",
        )
        database = roles.connect(settings.DATABASES["admin"], self.database["NAME"])
        with database as connection, connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"({statement})" for statement in asked))
            return cursor.fetchone()


@pytest.fixture
def ordered(request, own_database, tmp_path):
    made = Ordered(own_database, tmp_path, request.param)
    yield made
    made.forks.stop()


@pytest.mark.parametrize("ordered", ["END", "MOVE"], indirect=True)
def test_a_worker_killed_anywhere_leaves_all_or_nothing_and_another_one_finishes(ordered):
    before, after = (5, 0, 0, 0), (10 if ordered.kind == "MOVE" else 5, 5, 1, 1)
    for point in POINTS:
        assert ordered.stands() == before, point
        assert ordered.work(kill=point) == KILLED
    assert ordered.stands() == after  # the last point lies behind the commit
    assert ordered.work() == 0
    assert ordered.stands() == after
