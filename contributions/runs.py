"""The month's run: open, calculate, approve. One INSERT ... SELECT works out every line."""

import json

from django.db import IntegrityError, connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from common.months import first_day, next_month
from common.refusals import Refused
from common.rupiah import share_sql
from contributions.models import ContributionLine, ContributionRun
from municipalities import audit
from municipalities.planning import without_nested_loops
from regulations import rates


Status = ContributionRun.Status


class RunNotOpen(Refused):
    """Someone else has calculated or approved this run already."""


class RunNotCalculated(Refused):
    """Only a calculated run can be approved."""


class SamePerson(Refused):
    """Maker and checker are two people, and the service user approves nothing."""


class Inconsistent(Exception):
    """The lines do not add up to what was expected; everything is rolled back."""


# Each enrollment that covers a day of the month meets one rate per programme and payer (regulations/rates.py).
LINES = f"""
INSERT INTO contributions_contributionline
  (municipality_id, run_id, enrollment_id, unit_id, month, program, payer, segment, base, rate, factor, amount, source)
SELECT l.municipality_id, %(run)s, l.id, l.unit_id, %(month)s, r.program, r.payer, l.segment, b.base, r.rate, r.factor,
       {share_sql("b.base", "r.rate", "r.factor")}, r.source
FROM (
  SELECT e.*, c.band,
         CASE w.basis WHEN 'FIXED' THEN w.amount
                      WHEN 'UMK' THEN (SELECT m.amount FROM municipalities_minimumwage m
                                       WHERE m.municipality_id = e.municipality_id AND m.start_date <= %(month)s
                                         AND (m.end_date IS NULL OR m.end_date >= %(month)s))
                      ELSE e.wage END AS counted_wage,
         coalesce((SELECT g.risk_class FROM municipalities_registration g
                   WHERE g.municipality_id = e.municipality_id AND (g.unit_id = e.unit_id OR g.unit_id IS NULL)
                     AND g.start_date <= %(month)s AND (g.end_date IS NULL OR g.end_date >= %(month)s)
                   ORDER BY g.unit_id NULLS LAST, g.start_date DESC LIMIT 1), 1) AS risk_class
  FROM enrollment_enrollment e
  JOIN municipalities_category c ON c.municipality_id = e.municipality_id AND c.id = e.category_id
  LEFT JOIN municipalities_wagebasis w ON w.municipality_id = e.municipality_id AND w.start_date <= %(month)s
        AND (w.end_date IS NULL OR w.end_date >= %(month)s)
  WHERE e.municipality_id = %(municipality)s AND NOT e.is_void
    AND e.start_date < %(next_month)s AND (e.end_date IS NULL OR e.end_date >= %(month)s)
) l
JOIN jsonb_to_recordset(%(rates)s::jsonb) AS r({rates.RATE_COLUMNS})
  ON r.segment = l.segment AND r.sector = l.sector AND r.funding_source = l.funding_source
 AND (r.risk_class IS NULL OR r.risk_class = l.risk_class)
 AND r.program = ANY (string_to_array(l.programs, '_'))
LEFT JOIN jsonb_to_recordset(%(bands)s::jsonb) AS n({rates.BAND_COLUMNS})
  ON r.base_rule = 'BAND'
 AND CASE WHEN l.band = 'BAND_1' THEN n.number = 1
          ELSE coalesce(l.counted_wage, 0) >= n.lower
               AND (n.below IS NULL OR coalesce(l.counted_wage, 0) < n.below) END
CROSS JOIN LATERAL (
  SELECT CASE r.base_rule WHEN 'WAGE' THEN l.counted_wage WHEN 'BAND' THEN n.base ELSE r.flat_base END AS base) b
WHERE b.base IS NOT NULL
"""


def open_month(*, municipality, month):
    """The regular run of a month; the one that stands where there is one already."""
    run, _created = ContributionRun.objects.get_or_create(
        municipality=municipality, month=first_day(month), kind=ContributionRun.Kind.REGULAR, seq=0
    )
    return run


@transaction.atomic
def calculate(*, run, by, at):
    """
    Work out every line of the run, in whole rupiah; again as long as it is not approved.

    The conditional UPDATE is lock, guard and double-click protection in one.

    :raises RunNotOpen: if the run is approved or cancelled
    """
    claimed = ContributionRun.objects.filter(
        pk=run.pk, municipality_id=run.municipality_id, status__in=(Status.OPEN, Status.CALCULATED)
    ).update(status=Status.CALCULATED, calculated_by=by, calculated_at=at)
    if not claimed:
        raise RunNotOpen(_("Iuran bulan ini sudah disetujui dan terkunci."))
    lines = ContributionLine.objects.filter(municipality_id=run.municipality_id, run=run)
    lines.delete()
    inserted = insert_lines(run)
    total = lines.aggregate(total=Sum("amount", default=0))["total"]
    workers = lines.values("enrollment_id").distinct().count()
    if lines.count() != inserted:
        raise Inconsistent(f"run {run.pk}: {inserted} lines were written")
    ContributionRun.objects.filter(pk=run.pk).update(total=total, workers=workers)
    run.refresh_from_db()
    audit.record("run.calculated", of=run, by=by, at=at, workers=workers, total=total)
    return run


def line_parameters(*, run_id, municipality_id, month):
    """What LINES asks for: the run, the month and the law in force in it."""
    return {
        "run": run_id,
        "municipality": municipality_id,
        "month": month,
        "next_month": next_month(month),
        "rates": json.dumps(rates.parameters_for(month)),
        "bands": json.dumps(rates.band_parameters(month)),
    }


def insert_lines(run):
    """The run's one statement; returns the number of lines."""
    given = line_parameters(run_id=run.pk, municipality_id=run.municipality_id, month=run.month)
    with connection.cursor() as cursor:
        cursor.execute(LINES, given)
        return cursor.rowcount


@transaction.atomic
def approve(*, run, by, at):
    """
    Lock the month, by another person than the one who calculated it, and tell its enrollments.

    :raises SamePerson: if the same person calculated it, or the service user asks
    :raises RunNotCalculated: if it is not calculated, or approved already
    """
    if by.is_service or by.pk == run.calculated_by_id:
        raise SamePerson(_("Yang menyetujui harus orang lain daripada yang menghitung."))
    lines = ContributionLine.objects.filter(municipality_id=run.municipality_id, run=run)
    total = lines.aggregate(total=Sum("amount", default=0))["total"]
    try:
        with transaction.atomic():
            approved = ContributionRun.objects.filter(pk=run.pk, status=Status.CALCULATED).update(
                status=Status.APPROVED, approved_by=by, approved_at=at, lines_total=total
            )
    except IntegrityError as error:
        raise Inconsistent(f"run {run.pk}: the lines add up to {total}") from error
    if not approved:
        raise RunNotCalculated(_("Hanya iuran yang sudah dihitung dan belum disetujui yang dapat disetujui."))
    write_down_approval(run)
    run.refresh_from_db()
    audit.record("run.approved", of=run, by=by, at=at, workers=run.workers, total=total)
    return run


def write_down_approval(run):
    """An approved month stops the undo of the rosters below (Enrollment.approved_through)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enrollment_enrollment e SET approved_through = %s FROM (SELECT DISTINCT enrollment_id "
            "FROM contributions_contributionline WHERE municipality_id = %s AND run_id = %s) l "
            "WHERE e.municipality_id = %s AND e.id = l.enrollment_id "
            "AND (e.approved_through IS NULL OR e.approved_through < %s)",
            [run.month, run.municipality_id, run.pk, run.municipality_id, run.month],
        )


def totals_per_unit(run):
    """Rows of unit name, workers, jkk, jkm, jht and total, in whole rupiah, ordered by unit."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(
            "SELECT u.name, count(DISTINCT l.enrollment_id),"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JKK'), 0)::bigint,"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JKM'), 0)::bigint,"
            " coalesce(sum(l.amount) FILTER (WHERE l.program = 'JHT'), 0)::bigint, sum(l.amount)::bigint"
            " FROM contributions_contributionline l"
            " JOIN municipalities_unit u ON u.municipality_id = l.municipality_id AND u.id = l.unit_id"
            " WHERE l.municipality_id = %s AND l.run_id = %s GROUP BY u.id, u.name ORDER BY u.name",
            [run.municipality_id, run.pk],
        )
        columns = ("unit", "workers", "jkk", "jkm", "jht", "total")
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
