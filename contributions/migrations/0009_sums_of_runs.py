import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


# Months that were calculated before there were sums; of a correction whoever stands in a month more or less with it.
FILL = """
INSERT INTO contributions_runsum
  (municipality_id, run_id, month, unit_id, category_id, registration_id, segment, program, payer, rate, factor,
   source, lines, people, added, least, most, total)
SELECT l.municipality_id, l.run_id, l.month, l.unit_id, e.category_id, l.registration_id, l.segment, l.program,
       l.payer, l.rate, l.factor, l.source, count(*), count(*) FILTER (WHERE l.id = l.first_of_unit),
       coalesce(sum(CASE WHEN l.id <> l.first_of_month THEN 0 WHEN r.kind = 'REGULAR' THEN 1
                         ELSE (l.after <> 0)::int - (coalesce(l.before, 0) <> 0)::int END), 0),
       min(l.amount), max(l.amount), sum(l.amount)
FROM (
  SELECT m.*, min(m.id) OVER (PARTITION BY m.run_id, m.enrollment_id, m.unit_id) AS first_of_unit,
         min(m.id) OVER (PARTITION BY m.run_id, m.enrollment_id, m.month) AS first_of_month,
         sum(m.amount) OVER (PARTITION BY m.enrollment_id, m.month ORDER BY (q.kind = 'CORRECTION'), m.run_id
                             RANGE UNBOUNDED PRECEDING) AS after,
         sum(m.amount) OVER (PARTITION BY m.enrollment_id, m.month ORDER BY (q.kind = 'CORRECTION'), m.run_id
                             RANGE UNBOUNDED PRECEDING EXCLUDE GROUP) AS before
  FROM contributions_contributionline m
  JOIN contributions_contributionrun q ON q.municipality_id = m.municipality_id AND q.id = m.run_id
) l
JOIN contributions_contributionrun r ON r.municipality_id = l.municipality_id AND r.id = l.run_id
JOIN enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.id = l.enrollment_id
GROUP BY l.municipality_id, l.run_id, l.month, l.unit_id, e.category_id, l.registration_id, l.segment, l.program,
         l.payer, l.rate, l.factor, l.source
"""
LOCK = """
CREATE TRIGGER locked_add AFTER INSERT ON contributions_runsum
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_remove AFTER DELETE ON contributions_runsum
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_change AFTER UPDATE ON contributions_runsum
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
"""
UNLOCK = """
DROP TRIGGER locked_add ON contributions_runsum;
DROP TRIGGER locked_remove ON contributions_runsum;
DROP TRIGGER locked_change ON contributions_runsum;
"""
# Whoever approves a run locks sums that are those of its lines, or nothing.
ADDS_UP = """
CREATE FUNCTION sec.refuse_other_sums() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (
      SELECT month, unit_id, coalesce(registration_id, 0) AS registration, segment, program, payer, rate, factor,
             source, count(*) AS lines, sum(amount) AS total
      FROM public.contributions_contributionline
      WHERE municipality_id = NEW.municipality_id AND run_id = NEW.id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ) a FULL JOIN (
      SELECT month, unit_id, coalesce(registration_id, 0) AS registration, segment, program, payer, rate, factor,
             source, sum(lines) AS lines, sum(total) AS total
      FROM public.contributions_runsum
      WHERE municipality_id = NEW.municipality_id AND run_id = NEW.id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ) b USING (month, unit_id, registration, segment, program, payer, rate, factor, source)
    WHERE a.lines IS DISTINCT FROM b.lines OR a.total IS DISTINCT FROM b.total
  ) THEN
    RAISE EXCEPTION 'the sums of a run are those of its lines'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sums_of_the_lines';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sums_of_the_lines BEFORE UPDATE ON contributions_contributionrun
  FOR EACH ROW WHEN (NEW.status = 'APPROVED' AND OLD.status <> 'APPROVED') EXECUTE FUNCTION sec.refuse_other_sums();
"""
NO_ADDING = """
DROP TRIGGER sums_of_the_lines ON contributions_contributionrun;
DROP FUNCTION sec.refuse_other_sums();
"""


def key(to, name, **how):
    return municipalities.wall.protect.TenantForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to=to,
        **how,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0008_registration_of_earlier_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("segment", models.CharField(max_length=3)),
                ("program", models.CharField(max_length=3)),
                ("payer", models.CharField(max_length=10)),
                ("rate", models.IntegerField()),
                ("factor", models.SmallIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("lines", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("added", models.IntegerField()),
                ("least", models.BigIntegerField(help_text="Rupiah.")),
                ("most", models.BigIntegerField(help_text="Rupiah.")),
                ("total", models.BigIntegerField(help_text="Rupiah.")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
                ("run", key("contributions.contributionrun", "sums")),
                ("unit", key("municipalities.unit", "run_sums")),
                ("category", key("municipalities.category", "run_sums")),
                ("registration", key("municipalities.registration", "run_sums", null=True, indexed=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            *("municipality", "run", "month", "unit", "category", "registration", "segment"),
                            *("program", "payer", "rate", "factor", "source"),
                        ),
                        nulls_distinct=False,
                        name="run_sum_once",
                    )
                ],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        Protect("runsum", "LINES"),
        migrations.RunSQL(LOCK, UNLOCK),
        migrations.RunSQL(ADDS_UP, NO_ADDING),
    ]
