"""What a correction comes to: by month, by the reason why, and person by person with what stood and what is right."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from contributions import corrections, totals
from municipalities.city import unit_names


REASONS = {
    "joined": _("Terlambat terdaftar"),
    "died": _("Meninggal, baru diketahui"),
    "left": _("Sudah berakhir, baru diketahui"),
    "unowed": _("Ternyata tidak ditagih pada bulan itu"),
    "wage": _("Upah dibetulkan"),
    "package": _("Program dibetulkan"),
    "rate": _("Tarif atau kelas risiko dibetulkan"),
}
# What stood before this correction: the approved months and the corrections before it, which came one by one.
PEOPLE = """
WITH d AS (
  SELECT * FROM contributions_contributionline l WHERE l.municipality_id = %(city)s AND l.run_id = %(run)s
    AND (%(bill)s::bigint IS NULL OR l.segment = %(segment)s AND l.unit_id IN (
         SELECT b.unit_id FROM contributions_billunit b
         WHERE b.municipality_id = %(city)s AND b.bill_id = %(bill)s)
         AND l.registration_id IS NOT DISTINCT FROM %(registration)s)
), was AS (
  SELECT DISTINCT ON (l.enrollment_id, l.month, l.program, l.payer) l.enrollment_id, l.month, l.program, l.payer,
         l.base, sum(l.amount) OVER (PARTITION BY l.enrollment_id, l.month, l.program, l.payer) AS amount
  FROM contributions_contributionline l
  JOIN contributions_contributionrun r ON r.municipality_id = l.municipality_id AND r.id = l.run_id
  WHERE l.municipality_id = %(city)s AND r.status = 'APPROVED' AND (r.kind = 'REGULAR' OR r.id < %(run)s)
    AND l.month BETWEEN %(since)s AND %(until)s
    AND (l.enrollment_id, l.month) IN (SELECT enrollment_id, month FROM d)
  ORDER BY l.enrollment_id, l.month, l.program, l.payer, r.kind = 'REGULAR', l.run_id DESC
), one AS (
  SELECT d.enrollment_id, d.month, max(d.unit_id) AS unit_id, sum(d.amount)::bigint AS amount,
         max(d.end_reason) AS end_reason,
         bool_or(d.base <> was.base) AS is_wage,
         bool_or(coalesce(was.amount, 0) = 0 OR was.amount + d.amount = 0) AS is_package
  FROM d LEFT JOIN was USING (enrollment_id, month, program, payer) GROUP BY 1, 2
), person AS (
  SELECT one.*, e.worker_id, coalesce(b.amount, 0)::bigint AS before,
         (coalesce(b.amount, 0) + one.amount)::bigint AS after,
         CASE WHEN coalesce(b.amount, 0) = 0 THEN 'joined'
              WHEN b.amount + one.amount = 0 AND one.end_reason = 'DIED' THEN 'died'
              WHEN b.amount + one.amount = 0 AND one.end_reason <> '' THEN 'left'
              WHEN b.amount + one.amount = 0 THEN 'unowed'
              WHEN is_package THEN 'package' WHEN is_wage THEN 'wage' ELSE 'rate' END AS reason
  FROM one JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = one.enrollment_id
  LEFT JOIN (SELECT enrollment_id, month, sum(amount) AS amount FROM was GROUP BY 1, 2) b
    ON b.enrollment_id = one.enrollment_id AND b.month = one.month
)
"""
BY_REASON = f"""{PEOPLE}
SELECT reason, count(DISTINCT worker_id) AS workers, sum(amount)::bigint AS amount FROM person GROUP BY reason
"""
LIST = f"""{PEOPLE}
SELECT w.id AS worker_id, w.public_id, w.name, w.nik, u.name AS unit, p.month, p.before, p.after, p.amount
FROM person p
JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = p.worker_id
JOIN {unit_names.PLACED.format("city")} u ON u.id = p.unit_id
WHERE p.reason = %(reason)s
ORDER BY u.place, u.name, w.name_search, p.enrollment_id, p.month LIMIT %(limit)s OFFSET %(offset)s
"""
# By how much the wages that contributions are counted from were too low, over the months of the corrections that were
# booked in a month: of whoever was billed before and is billed still. One base for each enrollment and month.
BACK_PAY = f"""{PEOPLE}, wage AS (
  SELECT d.enrollment_id, d.month, max(d.base) - max(was.base) AS more
  FROM d JOIN was USING (enrollment_id, month, program, payer)
  JOIN person p USING (enrollment_id, month)
  WHERE d.segment = 'PU' AND p.before > 0 AND p.after > 0 GROUP BY 1, 2
)
SELECT enrollment_id, sum(more)::bigint AS more FROM wage GROUP BY 1
"""
ON_BILL = f"""{PEOPLE}
SELECT w.name, w.nik, {unit_names.ON_THE_DAY} AS unit, p.month, p.before, p.after
FROM person p
JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = p.worker_id
JOIN municipalities_unit u ON u.municipality_id = %(city)s AND u.id = p.unit_id
"""
BY_MONTH = """
SELECT month, count(DISTINCT enrollment_id) AS workers,
       coalesce(sum(amount) FILTER (WHERE amount > 0), 0)::bigint AS more,
       coalesce(-sum(amount) FILTER (WHERE amount < 0), 0)::bigint AS less, sum(amount)::bigint AS amount
FROM contributions_contributionline WHERE municipality_id = %(city)s AND run_id = %(run)s
GROUP BY month ORDER BY month
"""


@dataclass(frozen=True)
class Reason:
    """Whom a correction is about for one reason, and by how many rupiah; over all months."""

    name: str
    title: str
    workers: int
    amount: int


def by_month(run):
    """Rows of month, workers, more (owed on top), less (taken back) and amount, in whole rupiah."""
    return totals.rows_of(BY_MONTH, _given(run))


def by_reason(run):
    """[Reason] that somebody is corrected for; their amounts add up to the run's total."""
    found = {row["reason"]: row for row in totals.rows_of(BY_REASON, _given(run))}
    return [
        Reason(name, title, found[name]["workers"], found[name]["amount"])
        for name, title in REASONS.items()
        if name in found
    ]


def workers_in(run, *, reason, limit, offset=0):
    """Who is corrected for this reason, a row for each month: name, nik, unit, month, before, after and amount."""
    return totals.rows_of(LIST, _given(run) | {"reason": reason, "limit": limit, "offset": offset})


def back_pay_of(*, municipality, month):
    """
    {enrollment id: rupiah} by which wages of earlier months were put right upwards by corrections of this month: the
    back pay (rapel) that is reported beside the wage.
    """
    found = {}
    for run in corrections.approved_of(municipality).filter(month=month):
        for row in totals.rows_of(BACK_PAY, _given(run)):
            found[row["enrollment_id"]] = found.get(row["enrollment_id"], 0) + row["more"]
    return {enrollment: more for enrollment, more in found.items() if more > 0}


def workers_on(bill):
    """Who stands on a bill of a correction, a row for each month: name, nik, unit, month, before and after."""
    of_bill = {
        "bill": bill.pk,
        "segment": bill.segment,
        "registration": bill.registration_id,
        "day": bill.municipality.day_of(bill.issued_at),
    }
    return totals.rows_of(ON_BILL, _given(bill.run) | of_bill)


def _given(run):
    span = {"since": run.since, "until": run.until}
    return span | {"city": run.municipality_id, "run": run.pk, "bill": None, "segment": None, "registration": None}
