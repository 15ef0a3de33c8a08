"""
The lines of a run: one INSERT ... SELECT for each month works them out from the enrollments and the law.

A regular run writes what is owed; a correction writes by how much that is not what stands of an approved month.
"""

import json

from django.db import connection

from common.months import next_month
from common.rupiah import share_sql
from enrollment import wages
from enrollment.models import BORNE_BY_THE_CITY
from municipalities.city import registrations, rule_choices
from municipalities.planning import without_nested_loops
from regulations import rates
from regulations import wages as wages_of_the_law


# How the kinds of workers chose their band in the month: as now, or as it was until a month after it.
BANDS = """
SELECT DISTINCT ON (category_id) category_id, band FROM municipalities_categoryband
WHERE municipality_id = %(municipality)s AND until > %(month)s ORDER BY category_id, until
"""
# By which registration and band somebody was billed for the month, if at all.
BILLED_BY = """
SELECT enrollment_id, max(registration_id) AS registration_id, max(band) AS band FROM contributions_contributionline
WHERE municipality_id = %(municipality)s AND (run_id = %(regular)s OR run_id = ANY (%(corrections)s))
  AND month = %(standing_month)s
GROUP BY enrollment_id
"""
# Whether the month is owed at all: regulations.eligibility.month_owed and bpu_month_owed, word for word.
JOINED_IN_TIME = "({e}.start_date <= %(month)s OR extract(day FROM {e}.start_date) <= %(joining_until)s)"
LEFT_IN_TIME = """({e}.end_date IS NULL OR {e}.end_date >= %(next_month)s::date - 1
  OR extract(day FROM {e}.end_date) >= %(leaving_from)s)"""
OWES = f"""
{JOINED_IN_TIME.format(e="e")} AND {LEFT_IN_TIME.format(e="e")}
 AND (e.segment <> 'BPU' OR NOT %(is_past)s OR %(past_months_of_bpu)s OR i.enrollment_id IS NOT NULL)
"""
MINIMUM = """(SELECT m.amount FROM municipalities_minimumwage m
  WHERE m.municipality_id = e.municipality_id AND m.kind = '{kind}' AND m.start_date <= %(month)s
    AND (m.end_date IS NULL OR m.end_date >= %(month)s))"""
NOBODY = "SELECT NULL::bigint AS enrollment_id, NULL::bigint AS registration_id, NULL::text AS band"
# Each enrollment that covers a day of the month, with the wage that counts, the band, and the registration with its
# class: those it was billed by, else those of the month. Whoever pays alone pays BPJS, and is on no bill of the city.
MONTH = f"""
  SELECT e.*, coalesce(nullif(i.band, ''), cb.band, c.band) AS band, w.basis,
         CASE w.basis WHEN 'FIXED' THEN w.amount
                      WHEN 'UMK' THEN {MINIMUM.format(kind="UMK")}
                      WHEN 'UMP' THEN {MINIMUM.format(kind="UMP")}
                      ELSE CASE WHEN p.enrollment_id IS NULL THEN e.wage ELSE p.wage END
                           * CASE w.basis WHEN 'DAILY' THEN %(daily_times)s::bigint ELSE 1 END END AS counted_wage,
         coalesce(i.registration_id, g.registration_id) AS registration_id,
         coalesce(CASE WHEN i.registration_id IS NULL THEN g.risk_class ELSE k.risk_class END, 1) AS risk_class,
         {OWES} AS is_owed
  FROM enrollment_enrollment e
  JOIN municipalities_category c ON c.municipality_id = e.municipality_id AND c.id = e.category_id
  LEFT JOIN ({BANDS}) cb ON cb.category_id = e.category_id
  LEFT JOIN ({{billed_by}}) i ON i.enrollment_id = e.id
  LEFT JOIN municipalities_registration k ON k.municipality_id = e.municipality_id AND k.id = i.registration_id
  LEFT JOIN municipalities_wagebasis w ON w.municipality_id = e.municipality_id AND w.start_date <= %(month)s
        AND (w.end_date IS NULL OR w.end_date >= %(month)s)
  LEFT JOIN ({wages.OF_MONTH}) p ON p.enrollment_id = e.id
  LEFT JOIN ({registrations.NEAREST}) g ON g.unit_id = e.unit_id
  WHERE e.municipality_id = %(municipality)s AND {BORNE_BY_THE_CITY}
    AND e.start_date < %(next_month)s AND (e.end_date IS NULL OR e.end_date >= %(month)s)
"""
COVERED = MONTH.format(billed_by=NOBODY)
# One rate per programme and payer (regulations/rates.py) for what is called l, and the base it is counted from. The
# bands have a column to be hashed by (OFFSET 0 keeps it one): wage earners would meet each of them in turn.
TARIFF = f"""
JOIN jsonb_to_recordset(%(rates)s::jsonb) AS r({rates.RATE_COLUMNS})
  ON r.segment = l.segment AND r.sector = l.sector AND r.funding_source = l.funding_source
 AND (r.risk_class IS NULL OR r.risk_class = l.risk_class)
 AND r.program = ANY (string_to_array(l.programs, '_'))
LEFT JOIN (SELECT 'BAND' AS base_rule, b.* FROM jsonb_to_recordset(%(bands)s::jsonb) AS b({rates.BAND_COLUMNS})
           OFFSET 0) n
  ON n.base_rule = r.base_rule
 AND CASE WHEN l.band = 'BAND_1' THEN n.number = 1
          ELSE coalesce(l.counted_wage, 0) >= n.lower
               AND (n.below IS NULL OR coalesce(l.counted_wage, 0) < n.below) END
CROSS JOIN LATERAL (
  SELECT CASE r.base_rule WHEN 'WAGE' THEN l.counted_wage WHEN 'BAND' THEN n.base ELSE r.flat_base END AS base) b
"""
AMOUNT = share_sql("b.base", "r.rate", "r.factor")
OWED = f"""
SELECT l.id AS enrollment_id, l.unit_id, l.registration_id, r.risk_class,
       CASE r.base_rule WHEN 'BAND' THEN l.band ELSE '' END AS band,
       r.program, r.payer, l.segment, b.base, r.rate, r.factor, {AMOUNT} AS amount, r.source
FROM {{covered}} l
{TARIFF}
WHERE b.base IS NOT NULL AND l.is_owed
"""
COLUMNS = """
INSERT INTO contributions_contributionline
  (municipality_id, run_id, enrollment_id, unit_id, registration_id, risk_class, band, end_reason, month, program,
   payer, segment, base, rate, factor, amount, source)
"""
OWN_LINES = f"""
SELECT %(municipality)s AS municipality_id, %(run)s AS run_id, o.enrollment_id, o.unit_id, o.registration_id,
       o.risk_class, o.band, '' AS end_reason, %(month)s::date AS month, o.program, o.payer, o.segment,
       o.base, o.rate, o.factor, o.amount, o.source
FROM ({OWED.format(covered=f"({COVERED})")}) o
"""
LINES = f"{COLUMNS}{OWN_LINES}"
# What stands of a month: its approved lines, and what approved corrections have added to them since or taken back;
# base, rate and source are those of the latest.
STANDING = """
SELECT coalesce(f.enrollment_id, c.enrollment_id) AS enrollment_id, coalesce(f.program, c.program) AS program,
       coalesce(f.payer, c.payer) AS payer, coalesce(f.unit_id, c.unit_id) AS unit_id,
       coalesce(f.registration_id, c.registration_id) AS registration_id,
       coalesce(c.risk_class, f.risk_class) AS risk_class, coalesce(c.band, f.band) AS band,
       coalesce(c.segment, f.segment) AS segment, coalesce(c.base, f.base) AS base, coalesce(c.rate, f.rate) AS rate,
       coalesce(c.factor, f.factor) AS factor, coalesce(c.source, f.source) AS source,
       coalesce(f.amount, 0) + coalesce(c.amount, 0) AS amount, coalesce(c.amount, 0) AS corrected,
       f.enrollment_id IS NOT NULL AS is_regular
FROM (SELECT * FROM contributions_contributionline
      WHERE municipality_id = %(municipality)s AND run_id = %(regular)s) f
FULL JOIN (
  SELECT DISTINCT ON (enrollment_id, program, payer) enrollment_id, program, payer, unit_id,
         registration_id, risk_class, band, segment, base, rate, factor, source,
         sum(amount) OVER (PARTITION BY enrollment_id, program, payer)::bigint AS amount
  FROM contributions_contributionline
  WHERE municipality_id = %(municipality)s AND run_id = ANY (%(corrections)s) AND month = %(standing_month)s
  ORDER BY enrollment_id, program, payer, run_id DESC
) c ON c.enrollment_id = f.enrollment_id AND c.program = f.program AND c.payer = f.payer
"""
# Where nothing can be worked out for somebody who is covered, a wage for instance is missing: unknown is not zero, so
# what stands is left alone. What stands keeps its unit: one that was merged since was billed under its own name; and
# its registration. Why somebody's cover ended in the month or before it is kept as it is known now, also where a part
# of the month was covered that the city does not owe: an approved correction says so for good.
FOUND = f"""
WITH covered AS MATERIALIZED ({MONTH.format(billed_by=BILLED_BY)}),
owed AS MATERIALIZED ({OWED.format(covered="covered")}),
standing AS ({STANDING}),
found AS (
  SELECT coalesce(o.enrollment_id, s.enrollment_id) AS enrollment_id, coalesce(s.unit_id, o.unit_id) AS unit_id,
         coalesce(s.registration_id, o.registration_id) AS registration_id,
         coalesce(o.risk_class, s.risk_class) AS risk_class, coalesce(o.band, s.band) AS band,
         coalesce(o.program, s.program) AS program, coalesce(o.payer, s.payer) AS payer,
         coalesce(o.segment, s.segment) AS segment, coalesce(o.base, s.base) AS base, coalesce(o.rate, s.rate) AS rate,
         coalesce(o.factor, s.factor) AS factor, coalesce(o.amount, 0) - coalesce(s.amount, 0) AS amount,
         coalesce(o.source, s.source) AS source, o.enrollment_id IS NULL AS is_gone
  FROM owed o FULL JOIN standing s
    ON s.enrollment_id = o.enrollment_id AND s.program = o.program AND s.payer = o.payer
  WHERE coalesce(o.amount, 0) <> coalesce(s.amount, 0)
)
{{into}}
SELECT %(municipality)s AS municipality_id, %(run)s AS run_id, d.enrollment_id, d.unit_id, d.registration_id,
       d.risk_class, d.band,
       CASE WHEN d.is_gone AND e.end_date < %(next_month)s AND (c.id IS NULL OR NOT c.is_owed) THEN e.end_reason
            ELSE '' END AS end_reason,
       %(month)s::date AS month, d.program, d.payer, d.segment, d.base, d.rate, d.factor, d.amount, d.source
FROM found d JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = d.enrollment_id
LEFT JOIN covered c ON c.id = d.enrollment_id AND d.is_gone
WHERE NOT d.is_gone OR c.id IS NULL OR NOT c.is_owed OR NOT d.program = ANY (string_to_array(c.programs, '_'))
   OR EXISTS (SELECT FROM owed w WHERE w.enrollment_id = d.enrollment_id AND w.program = d.program)
"""
DIFFERENCES = FOUND.format(into=COLUMNS)
OWN_DIFFERENCES = FOUND.format(into="")


def parameters(*, run_id, municipality_id, month, approved_at=None):
    """
    What LINES asks for: the run, the month, the law in force in it, and the city's own answers where it is not sure.

    :param approved_at: of a month that is put right: it keeps the answers it was approved with
    """
    answers = rule_choices.of_month(municipality_id, month, known_at=approved_at)
    excluded = answers.excluded_funding_sources
    return {
        "daily_times": wages_of_the_law.DAILY_TIMES.on(month).value,
        "joining_until": answers.joining_until,
        "leaving_from": answers.leaving_from,
        "past_months_of_bpu": answers.past_months_of_bpu,
        "is_past": approved_at is not None,
        "run": run_id,
        "municipality": municipality_id,
        "month": month,
        "next_month": next_month(month),
        "known": month,
        "rates": json.dumps(rates.parameters_for(month, excluded_funding_sources=excluded)),
        "bands": json.dumps(rates.band_parameters(month)),
    }


def of_run(run):
    return parameters(run_id=run.pk, municipality_id=run.municipality_id, month=run.month)


def standing_of(regular, corrections):
    """What STANDING asks for: the approved run of a month and the corrections that count."""
    return {
        "municipality": regular.municipality_id,
        "regular": regular.pk,
        "corrections": [correction.pk for correction in corrections],
        "standing_month": regular.month,
    }


def insert(run):
    """The run's one statement; returns the number of lines."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(LINES, of_run(run))
        return cursor.rowcount


def insert_differences(run, regular, corrections):
    """What a correction has to say of one approved month; returns the number of lines."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(DIFFERENCES, of_month_corrected(run, regular, corrections))
        return cursor.rowcount


def of_month_corrected(run, regular, corrections):
    """What DIFFERENCES asks for."""
    given = parameters(
        run_id=run.pk, municipality_id=run.municipality_id, month=regular.month, approved_at=regular.approved_at
    )
    return given | standing_of(regular, corrections)
