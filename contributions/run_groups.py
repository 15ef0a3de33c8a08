"""
How many stand in each group of a run: its exceptions, and of a month the parts of its difference to the one before.

Both are dear questions over every line and enrollment, of a correction even over each of its months, so they are asked
once, when the run has been calculated, and kept with it. Once it is approved they stay what its approver has seen.
Months that were calculated before there were groups are asked anew each time; of a correction approved before, nobody
knows any more.
"""

from django.db import connection, transaction

from contributions import correction_exceptions, differences, exceptions
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
    """Ask both of a run that was just calculated; a correction differs from no month before it."""
    mine = RunGroup.objects.filter(municipality_id=run.municipality_id, run=run)
    mine.delete()
    if run.is_correction:
        keep_of_correction(run)
        return
    statement, given = exceptions.counting(run)
    write(run, Kind.EXCEPTION, statement, given, codes=[*exceptions.KINDS], before=None)
    before = differences.run_before(run)
    if before:
        statement, given = differences.summing(run, before)
        write(run, Kind.DIFFERENCE, statement, given, codes=[*differences.NAMES], before=before.pk)


def keep_of_correction(run):
    """Counted are people, in whichever of its months they stand out."""
    found = {kind.code: count for kind, count in correction_exceptions.counts(run)}
    RunGroup.objects.bulk_create(
        RunGroup(
            municipality_id=run.municipality_id, run=run, kind=Kind.EXCEPTION, code=code, workers=found.get(code, 0)
        )
        for code in correction_exceptions.KINDS
    )  # fmt: skip


def write(run, kind, statement, given, *, codes, before):
    """:param statement: rows of code, workers and amount"""
    own = {"of_city": run.municipality_id, "of_run": run.pk, "of_kind": kind, "codes": codes, "before": before}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(KEEP.format(found=statement), given | own)


def exceptions_of(run):
    """(Kind, how many) of every group of exceptions that somebody is in, the gravest first; when it was calculated."""
    source = correction_exceptions if run.is_correction else exceptions
    kept = {each.code: each.workers for each in kept_of(run, Kind.EXCEPTION)}
    if not kept:
        return [] if run.is_correction and run.is_locked else source.counts(run)
    return [(kind, kept[code]) for code, kind in source.KINDS.items() if kept.get(code)]


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
