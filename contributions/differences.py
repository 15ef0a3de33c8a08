"""
Why this month is not the last approved one: corrected, joined, left, moved, wage, rate, package; it adds up.

Compared is the newest month before it that somebody approved, however long ago: one that was skipped, or is still to
be approved, explains nothing. What corrections have made of that month since is a part of its own, and the other parts
begin from there: a wage put right last month is no raise of this one.
"""

from dataclasses import dataclass
from datetime import date

from common.rupiah import share_sql
from contributions import corrections, lines, totals
from contributions.models import ContributionRun
from municipalities.city import unit_names
from regulations import rates


# A line of both months is taken apart with the law of the old one: new base at the old rate less the old amount is
# the wage, the rest is the rate. A flat amount has no wage; a band's base moves with the law when the law's bands did.
WAGE = f"""
CASE WHEN coalesce(b.amount, 0) = 0 OR a.amount IS NULL OR a.segment <> b.segment THEN 0
     WHEN a.segment = 'BPU' AND (a.program = 'JKM' OR %(bands_changed)s) THEN 0
     ELSE {share_sql("a.base", "b.rate", "b.factor")} - b.amount END
"""
BOTH = """
CASE WHEN a.amount IS NULL OR coalesce(b.amount, 0) = 0 OR a.segment <> b.segment THEN 0 ELSE a.amount - b.amount END
"""
PARTS = f"""
WITH a AS (SELECT * FROM contributions_contributionline WHERE municipality_id = %(city)s AND run_id = %(after)s),
b AS MATERIALIZED ({lines.STANDING}),
one AS (
  SELECT coalesce(a.enrollment_id, b.enrollment_id) AS enrollment_id,
         coalesce(sum(b.amount), 0)::bigint AS before, coalesce(sum(a.amount), 0)::bigint AS after,
         coalesce(bool_or(b.amount <> 0 OR b.is_regular AND b.corrected = 0), false) AS was, count(a.id) > 0 AS is_now,
         coalesce(sum(b.corrected), 0)::bigint AS corrected,
         sum({WAGE})::bigint AS wage, sum({BOTH})::bigint AS kept
  FROM a FULL JOIN b ON a.enrollment_id = b.enrollment_id AND a.program = b.program AND a.payer = b.payer
  GROUP BY 1
), person AS (
  SELECT one.*, e.worker_id,
         bool_or(one.was AND NOT one.is_now) OVER (PARTITION BY e.worker_id)
         AND bool_or(one.is_now AND NOT one.was) OVER (PARTITION BY e.worker_id) AS moved
  FROM one JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = one.enrollment_id
), part AS (
  SELECT enrollment_id, CASE WHEN moved THEN 'moved' WHEN was THEN 'left' ELSE 'joined' END AS name,
         after - before AS amount FROM person WHERE was <> is_now
  UNION ALL SELECT enrollment_id, 'corrected', corrected FROM person WHERE corrected <> 0
  UNION ALL SELECT enrollment_id, 'wage_changed', wage FROM person WHERE was AND is_now
  UNION ALL SELECT enrollment_id, 'rate_changed', kept - wage FROM person WHERE was AND is_now
  UNION ALL SELECT enrollment_id, 'package_changed', after - before - kept FROM person WHERE was AND is_now
)
"""
SUMS = (
    PARTS
    + """
SELECT p.name AS code, count(DISTINCT p.enrollment_id) AS workers, sum(p.amount)::bigint AS amount
FROM part p WHERE p.amount <> 0 OR p.name IN ('joined', 'left', 'moved') GROUP BY p.name
"""
)
LIST = (
    PARTS
    + f"""
SELECT w.id AS worker_id, w.public_id, w.name, w.nik, u.name AS unit, p.amount FROM part p
JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = p.enrollment_id
JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = e.worker_id
JOIN {unit_names.PLACED.format("city")} u ON u.id = e.unit_id
WHERE p.name = %(name)s AND (p.amount <> 0 OR p.name IN ('joined', 'left', 'moved'))
ORDER BY u.place, u.name, w.name_search, p.enrollment_id LIMIT %(limit)s OFFSET %(offset)s
"""
)
NAMES = ("corrected", "joined", "left", "moved", "wage_changed", "rate_changed", "package_changed")


@dataclass(frozen=True)
class Part:
    """How many enrollments, and by how many rupiah they move the total."""

    workers: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Difference:
    """before + all parts = after."""

    before_month: date
    before: int
    after: int
    corrected: Part = Part()
    joined: Part = Part()
    left: Part = Part()
    moved: Part = Part()
    wage_changed: Part = Part()
    rate_changed: Part = Part()
    package_changed: Part = Part()

    @property
    def parts(self):
        return {name: getattr(self, name) for name in NAMES}

    @property
    def change(self):
        return self.after - self.before


def run_before(run):
    """The newest approved month before this one; None where there is none."""
    approved = ContributionRun.objects.filter(
        municipality_id=run.municipality_id, kind=run.kind, status=ContributionRun.Status.APPROVED
    )
    return approved.filter(month__lt=run.month).order_by("-month").first()


def difference(run):
    """What lies between the last approved month and this one; None without one, or before this one is calculated."""
    before = run_before(run)
    return between(before, run) if before and run.calculated_at else None


def between(before, run):
    """What lies between two runs of a city."""
    parts = {row["code"]: Part(row["workers"], row["amount"]) for row in totals.rows_of(*summing(run, before))}
    return Difference(before_month=before.month, before=before.total, after=run.total, **parts)


def summing(run, before):
    """The statement that sums the parts up, rows of code, workers and amount, and what it asks for."""
    return SUMS, _given(run, before)


def workers_in(run, *, name, limit, offset=0):
    """Who makes up a part: name, nik, unit and amount, by unit and name."""
    before = run_before(run)
    if before is None or not run.calculated_at:
        return []
    return totals.rows_of(LIST, _given(run, before) | {"name": name, "limit": limit, "offset": offset})


def _given(run, before):
    """A correction that came after this month was calculated explains nothing of it."""
    known = corrections.approved_of(run.municipality).filter(approved_at__lte=run.calculated_at)
    return lines.standing_of(before, known) | {
        "city": run.municipality_id,
        "after": run.pk,
        "bands_changed": rates.bands_on(before.month) != rates.bands_on(run.month),
    }
