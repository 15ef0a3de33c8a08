"""
What has changed in the data since a run was calculated, by whoever it changes: the approver sees no other month.

The run's own statement is asked again, and what it says now is compared with the lines that stand.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from contributions import corrections, lines, totals


KINDS = {
    "JOINED": _("Bertambah"),
    "LEFT": _("Tidak lagi ditagih"),
    "WAGE": _("Upah atau golongan berubah"),
    "OTHER": _("Unit, program, atau tarif berubah"),
}
BOTH = """
({now}) n
  FULL JOIN (SELECT * FROM contributions_contributionline
             WHERE municipality_id = %(municipality)s AND run_id = %(run)s AND month = %(month)s) s
  USING (enrollment_id, program, payer)
"""
DIFFERS = """
(n.amount, n.base, n.rate, n.factor, n.unit_id, n.segment, n.registration_id, n.end_reason)
 IS DISTINCT FROM (s.amount, s.base, s.rate, s.factor, s.unit_id, s.segment, s.registration_id, s.end_reason)
"""
# Mostly no line is another, and then nobody has to be counted by kind.
DIFFERENT = f"SELECT count(*) AS lines FROM {BOTH} WHERE {DIFFERS}"
COUNTS = f"""
SELECT code, count(*) AS workers, sum(amount)::bigint AS amount FROM (
  SELECT enrollment_id,
         CASE WHEN bool_and(s.amount IS NULL) THEN 'JOINED' WHEN bool_and(n.amount IS NULL) THEN 'LEFT'
              WHEN bool_or(n.base <> s.base) THEN 'WAGE' ELSE 'OTHER' END AS code,
         sum(coalesce(n.amount, 0) - coalesce(s.amount, 0)) AS amount
  FROM {BOTH}
  GROUP BY enrollment_id HAVING bool_or({DIFFERS})
) changed GROUP BY code
"""


@dataclass(frozen=True)
class Changed:
    """How many people are concerned, of a correction in how many months each, and how many rupiah more or less."""

    title: str
    workers: int
    amount: int


def changes(run):
    """What calculating it again would change, by kind; empty where every line would be the same."""
    found = {}
    for statement, given in statements(run):
        [different] = totals.rows_of(DIFFERENT.format(now=statement), given)
        rows = totals.rows_of(COUNTS.format(now=statement), given) if different["lines"] else []
        for row in rows:
            workers, amount = found.get(row["code"], (0, 0))
            found[row["code"]] = workers + row["workers"], amount + row["amount"]
    return [Changed(title, *found[code]) for code, title in KINDS.items() if code in found]


def statements(run):
    """What the run would write now, a statement for each of its months."""
    if not run.is_correction:
        return [(lines.OWN_LINES, lines.of_run(run))]
    approved = [*corrections.approved_of(run.municipality).exclude(pk=run.pk)]  # while it is being approved
    months = corrections.months_of(run)
    return [(lines.OWN_DIFFERENCES, lines.of_month_corrected(run, month, approved)) for month in months]


def in_words(found):
    """The kinds and how many of each, in one phrase."""
    return ", ".join(f"{each.title.lower()} {each.workers}" for each in found)
