from importlib import import_module

from django.db import migrations


# Whoever approves a run locks figures that are those of its lines, or nothing: every one that is kept beside them
# (contributions/sums.py), how many people it is about, and what the lines come to, which the database itself says.
# Planned as what it is: rows that a transaction has just written have no statistics (municipalities/planning.py).
EVERY_FIGURE = """
CREATE OR REPLACE FUNCTION sec.refuse_other_sums() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp SET enable_nestloop = off AS $$
DECLARE
  same boolean;
  sum_of_lines bigint;
  heads bigint;
BEGIN
  WITH first AS MATERIALIZED (
    SELECT min(id) AS id, enrollment_id FROM public.contributions_contributionline
    WHERE municipality_id = NEW.municipality_id AND run_id = NEW.id GROUP BY enrollment_id, unit_id
  ), stood AS MATERIALIZED (
    SELECT s.enrollment_id, s.month, sum(s.amount) AS amount, bool_and(r.kind = 'REGULAR') AS is_untouched
    FROM public.contributions_contributionline s
    JOIN public.contributions_contributionrun r ON r.municipality_id = s.municipality_id AND r.id = s.run_id
    WHERE NEW.kind = 'CORRECTION' AND s.municipality_id = NEW.municipality_id AND r.status = 'APPROVED'
      AND r.id <> NEW.id AND s.month BETWEEN NEW.since AND NEW.until
    GROUP BY s.enrollment_id, s.month
  ), counted AS MATERIALIZED (
    SELECT d.id, (coalesce(b.amount, 0) + d.amount <> 0)::int
                 - coalesce(b.amount <> 0 OR b.is_untouched, false)::int AS added
    FROM (SELECT min(id) AS id, enrollment_id, month, sum(amount) AS amount
          FROM public.contributions_contributionline
          WHERE NEW.kind = 'CORRECTION' AND municipality_id = NEW.municipality_id AND run_id = NEW.id
          GROUP BY enrollment_id, month) d
    LEFT JOIN stood b ON b.enrollment_id = d.enrollment_id AND b.month = d.month
  ), derived AS MATERIALIZED (
    SELECT l.month, l.unit_id, e.category_id, l.registration_id, l.segment, l.program, l.payer, l.rate, l.factor,
           l.source, count(*) AS lines, count(f.id) AS people,
           coalesce(sum(CASE NEW.kind WHEN 'REGULAR' THEN (f.id IS NOT NULL)::int ELSE c.added END), 0) AS added,
           min(l.amount) AS least, max(l.amount) AS most, sum(l.amount)::bigint AS total
    FROM public.contributions_contributionline l
    JOIN public.enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.id = l.enrollment_id
    LEFT JOIN first f ON f.id = l.id
    LEFT JOIN counted c ON c.id = l.id
    WHERE l.municipality_id = NEW.municipality_id AND l.run_id = NEW.id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ), kept AS MATERIALIZED (
    SELECT k.month, k.unit_id, k.category_id, k.registration_id, k.segment, k.program, k.payer, k.rate, k.factor,
           k.source, k.lines, k.people, k.added, k.least, k.most, k.total
    FROM public.contributions_runsum k WHERE k.municipality_id = NEW.municipality_id AND k.run_id = NEW.id
  )
  SELECT NOT EXISTS (TABLE derived EXCEPT TABLE kept) AND NOT EXISTS (TABLE kept EXCEPT TABLE derived),
         (SELECT coalesce(sum(d.total), 0) FROM derived d), (SELECT count(DISTINCT f.enrollment_id) FROM first f)
  INTO same, sum_of_lines, heads;
  IF NOT same OR heads <> NEW.workers THEN
    RAISE EXCEPTION 'the sums of a run are those of its lines'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sums_of_the_lines';
  END IF;
  NEW.lines_total := sum_of_lines;
  RETURN NEW;
END $$;
"""
EARLIER = import_module("contributions.migrations.0009_sums_of_runs").ADDS_UP
LINES_AND_TOTAL = EARLIER[: EARLIER.index("CREATE TRIGGER")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0015_bank_files_are_read_once")]

    operations = [migrations.RunSQL(EVERY_FIGURE, LINES_AND_TOTAL)]
