"""
How many stand in each group of a month's run: its exceptions, and the parts of its difference to the month before.

Both are dear questions over every line and enrollment, so they are asked once, when the run has been calculated, and
kept with it. Once it is approved they stay what its approver has seen. Months that were calculated before there were
groups are asked anew each time.
"""

from django.db import connection, transaction

from contributions import differences, exceptions
from contributions.models import RunGroup
from municipalities.planning import without_nested_loops


Kind = RunGroup.Kind
KEEP = """
INSERT INTO contributions_rungroup (municipality_id, run_id, kind, code, before_id, workers, amount)
SELECT %(of_city)s, %(of_run)s, %(of_kind)s, k.code, %(before)s, coalesce(f.workers, 0), coalesce(f.amount, 0)
FROM unnest(%(codes)s) k(code) LEFT JOIN ({found}) f ON f.code = k.code
"""


@transaction.atomic
def keep(*, run):
    """Ask both of a run that was just calculated; of a correction neither is asked."""
    mine = RunGroup.objects.filter(municipality_id=run.municipality_id, run=run)
    mine.delete()
    if run.is_correction:
        return
    statement, given = exceptions.counting(run)
    write(run, Kind.EXCEPTION, statement, given, codes=[*exceptions.KINDS], before=None)
    before = differences.run_before(run)
    if before:
        statement, given = differences.summing(run, before)
        write(run, Kind.DIFFERENCE, statement, given, codes=[*differences.NAMES], before=before.pk)


def write(run, kind, statement, given, *, codes, before):
    """:param statement: rows of code, workers and amount"""
    own = {"of_city": run.municipality_id, "of_run": run.pk, "of_kind": kind, "codes": codes, "before": before}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(KEEP.format(found=statement), given | own)


def exceptions_of(run):
    """(Kind, how many) of every group of exceptions that somebody is in, the gravest first; when it was calculated."""
    kept = {each.code: each.workers for each in kept_of(run, Kind.EXCEPTION)}
    if not kept:
        return exceptions.counts(run)
    return [(kind, kept[code]) for code, kind in exceptions.KINDS.items() if kept.get(code)]


def difference_of(run):
    """What lies between the last approved month and this one; None without one, or before this one is calculated."""
    before = differences.run_before(run)
    if before is None or not run.calculated_at:
        return None
    kept = [each for each in kept_of(run, Kind.DIFFERENCE) if each.before_id == before.pk]
    if not kept:  # another month was approved since
        return differences.difference(run)
    parts = {each.code: differences.Part(each.workers, each.amount) for each in kept}
    return differences.Difference(before_month=before.month, before=before.total, after=run.total, **parts)


def kept_of(run, kind):
    return RunGroup.objects.filter(municipality_id=run.municipality_id, run=run, kind=kind)
