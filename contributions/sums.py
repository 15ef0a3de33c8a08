"""
What the lines of a run come to, kept beside them: pages, lists and recaps add up these instead of the lines.

One statement writes them in the transaction that writes the lines, and nobody edits them. Before a run is approved
the database works every one of them out again from the lines and refuses what differs (the trigger
`sums_of_the_lines`, in the words of this statement).
"""

from django.db import connection

from municipalities.planning import without_nested_loops


# Each enrollment is counted with the first of its lines, so that people add up over whatever is summed.
SUMS = """
INSERT INTO contributions_runsum
  (municipality_id, run_id, month, unit_id, category_id, registration_id, segment, program, payer, rate, factor,
   source, lines, people, added, least, most, total)
SELECT l.municipality_id, l.run_id, l.month, l.unit_id, e.category_id, l.registration_id, l.segment, l.program,
       l.payer, l.rate, l.factor, l.source, count(*), count(p.id), coalesce(sum({added}), 0), min(l.amount),
       max(l.amount), sum(l.amount)
FROM contributions_contributionline l
JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = l.enrollment_id
LEFT JOIN (SELECT min(id) AS id FROM contributions_contributionline
           WHERE municipality_id = %(city)s AND run_id = %(run)s GROUP BY enrollment_id, unit_id) p ON p.id = l.id
{also}
WHERE l.municipality_id = %(city)s AND l.run_id = %(run)s
GROUP BY l.municipality_id, l.run_id, l.month, l.unit_id, e.category_id, l.registration_id, l.segment, l.program,
         l.payer, l.rate, l.factor, l.source
"""
OF_MONTH = SUMS.format(added="(p.id IS NOT NULL)::int", also="")
# Whom a correction is about stands in a month with it or does not, and did before it or did not.
OF_CORRECTION = SUMS.format(
    added="c.added",
    also="""
LEFT JOIN (
  SELECT d.id, (coalesce(b.amount, 0) + d.amount <> 0)::int - coalesce(b.amount <> 0 OR b.is_untouched, false)::int
    AS added
  FROM (SELECT min(id) AS id, enrollment_id, month, sum(amount) AS amount FROM contributions_contributionline
        WHERE municipality_id = %(city)s AND run_id = %(run)s GROUP BY enrollment_id, month) d
  LEFT JOIN (
    SELECT s.enrollment_id, s.month, sum(s.amount) AS amount, bool_and(r.kind = 'REGULAR') AS is_untouched
    FROM contributions_contributionline s
    JOIN contributions_contributionrun r ON r.municipality_id = %(city)s AND r.id = s.run_id
    WHERE s.municipality_id = %(city)s AND r.status = 'APPROVED' AND r.id <> %(run)s
      AND s.month BETWEEN %(since)s AND %(until)s
    GROUP BY s.enrollment_id, s.month
  ) b ON b.enrollment_id = d.enrollment_id AND b.month = d.month
) c ON c.id = l.id""",
)


def insert(run):
    """The sums of the lines that stand now; the lines themselves are summed by nobody else."""
    span = {"since": run.since, "until": run.until}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(
            OF_CORRECTION if run.is_correction else OF_MONTH, span | {"city": run.municipality_id, "run": run.pk}
        )
