"""The lines of a month: one INSERT ... SELECT works out every one of them from the enrollments and the law."""

import json

from django.db import connection

from common.months import next_month
from common.rupiah import share_sql
from municipalities.city import registrations
from regulations import rates


# Each enrollment that covers a day of the month, with the wage that counts and the risk class of its registration.
# Whoever pays alone pays BPJS, and is on no bill of the city.
COVERED = f"""
  SELECT e.*, c.band, w.basis,
         CASE w.basis WHEN 'FIXED' THEN w.amount
                      WHEN 'UMK' THEN (SELECT m.amount FROM municipalities_minimumwage m
                                       WHERE m.municipality_id = e.municipality_id AND m.start_date <= %(month)s
                                         AND (m.end_date IS NULL OR m.end_date >= %(month)s))
                      ELSE e.wage END AS counted_wage,
         coalesce(g.risk_class, 1) AS risk_class
  FROM enrollment_enrollment e
  JOIN municipalities_category c ON c.municipality_id = e.municipality_id AND c.id = e.category_id
  LEFT JOIN municipalities_wagebasis w ON w.municipality_id = e.municipality_id AND w.start_date <= %(month)s
        AND (w.end_date IS NULL OR w.end_date >= %(month)s)
  LEFT JOIN ({registrations.NEAREST}) g ON g.unit_id = e.unit_id
  WHERE e.municipality_id = %(municipality)s AND NOT e.is_void AND e.funding_source <> 'SELF'
    AND e.start_date < %(next_month)s AND (e.end_date IS NULL OR e.end_date >= %(month)s)
"""
# One rate per programme and payer (regulations/rates.py) for what is called l, and the base it is counted from.
TARIFF = f"""
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
"""
AMOUNT = share_sql("b.base", "r.rate", "r.factor")
LINES = f"""
INSERT INTO contributions_contributionline
  (municipality_id, run_id, enrollment_id, unit_id, month, program, payer, segment, base, rate, factor, amount, source)
SELECT l.municipality_id, %(run)s, l.id, l.unit_id, %(month)s, r.program, r.payer, l.segment, b.base, r.rate, r.factor,
       {AMOUNT}, r.source
FROM ({COVERED}) l
{TARIFF}
WHERE b.base IS NOT NULL
"""


def parameters(*, run_id, municipality_id, month):
    """What LINES asks for: the run, the month and the law in force in it."""
    return {
        "run": run_id,
        "municipality": municipality_id,
        "month": month,
        "next_month": next_month(month),
        "known": month,
        "rates": json.dumps(rates.parameters_for(month)),
        "bands": json.dumps(rates.band_parameters(month)),
    }


def of_run(run):
    return parameters(run_id=run.pk, municipality_id=run.municipality_id, month=run.month)


def insert(run):
    """The run's one statement; returns the number of lines."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, of_run(run))
        return cursor.rowcount
