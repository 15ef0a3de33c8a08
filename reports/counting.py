"""
How people stand, counted beforehand: of every city today and at the ends of the last months, in rows of its own.

Work of the queue (docs/adr/0036). What is counted is what reports/coverage.py counts; a day that is counted anew has
its rows replaced in one transaction, so whoever dies half-way leaves the older ones.
"""

from datetime import timedelta

from django.db import connection, transaction

from common.months import add_months, first_day
from municipalities import jobs, turns
from municipalities.models import AuditEvent, AuditSeal, Job
from municipalities.planning import without_nested_loops
from municipalities.roles import Role
from municipalities.trails import sealing
from reports import active, coverage
from reports.models import CoverageCount, CoverageRow


TASK = "reports.tasks.count_coverage"
MONTHS = 12
# What moves nobody: acts of looking, printing and asking, and those about other things.
LOOKING = r"[._](viewed|seen|shown|exported|downloaded|printed|printed_again|kept|opened|asked|verified)$"
ELSEWHERE = (
    r"^(access|account|audit|card|circular|claim|expiry|gap_target|incident|invitation|paper|saved_view|second_)"
)
FILL = f"""
INSERT INTO reports_coveragerow (municipality_id, unit_id, category_id, {", ".join(CoverageRow.FIGURES)}, count_id)
SELECT counted.*, %(count)s FROM ({coverage.COUNT}) counted
"""


def days_of(today):
    """The days that are kept: today, and the ends of the months before this one, the newest in front."""
    month = first_day(today)
    return [today, *(add_months(month, -back) - timedelta(days=1) for back in range(MONTHS))]


def ask_where_changed(*, municipality, by, at):
    """Every minute: the city is counted anew once a day, and after whatever may have moved somebody."""
    head = sealing.head_of(municipality)
    if head is None or Job.objects.filter(municipality=municipality, task=TASK).unfinished().exists():
        return
    today = municipality.day_of(at)
    if not CoverageCount.objects.filter(municipality=municipality, day=today).exists() or moved_since(municipality):
        jobs.start(task=TASK, target=head, by=by, role=Role.SYSTEM, at=at, queue="small")


def moved_since(municipality):
    """Whether something was sealed into the trail that the newest count did not yet see."""
    done = Job.objects.filter(municipality=municipality, task=TASK, status=Job.Status.DONE)
    through = done.order_by("-pk").values_list("result__sealed", flat=True).first() or 0
    sealed = AuditSeal.objects.filter(municipality=municipality, number__gt=through)
    since = AuditEvent.objects.filter(municipality=municipality, pk__in=sealed.values("event_id"))
    return since.exclude(action__regex=LOOKING).exclude(action__regex=ELSEWHERE).exists()


@transaction.atomic
def count(*, municipality, day, at):
    """
    Count the people of a city as of a day, in the service user's context; returns the CoverageCount.

    :raises StillAtIt: if another process is counting this city
    """
    turns.wait_for(municipality.pk, "coverage-count", patient=True)
    CoverageRow.objects.filter(municipality=municipality, count__day=day).delete()
    CoverageCount.objects.filter(municipality=municipality, day=day).delete()
    judged = active.judged([municipality], day=day)
    mine = judged[municipality.pk]
    counted = CoverageCount.objects.create(
        municipality=municipality, day=day, counted_at=at, agreements=mine.agreements, within=mine.within,
        billed_since=mine.billed_since,
        months={segment: [month.isoformat() for month in months] for segment, months in mine.months.items()},
    )  # fmt: skip
    given = active.parameters([municipality], day=day, judged=judged) | {"units": None, "count": counted.pk}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(FILL, given)
    return counted


@transaction.atomic
def drop_others(*, municipality, days):
    """Days that are kept no longer."""
    CoverageRow.objects.filter(municipality=municipality).exclude(count__day__in=days).delete()
    CoverageCount.objects.filter(municipality=municipality).exclude(day__in=days).delete()


def count_all(*, municipality, at):
    """Today and every month's end; for the demo, and for whoever has no queue."""
    days = days_of(municipality.day_of(at))
    for day in days:
        count(municipality=municipality, day=day, at=at)
    drop_others(municipality=municipality, days=days)
