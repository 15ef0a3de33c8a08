"""Who stands on a bill: its annex, worker by worker."""

from contributions import corrected, totals
from municipalities.city import unit_names


def workers_of(bill):
    """
    The annex: one dict per enrollment with name, nik, unit, wage, jkk, jkm and jht, in whole rupiah.

    The wage is the base the programmes of the wage were counted from; None in BPU. A cancelling bill lists the
    workers of the bill it cancels. Units are called as on the day that bill was issued.
    """
    shown = bill.cancels or bill
    return totals.rows_of(
        f"SELECT w.name, w.nik, {unit_names.ON_THE_DAY} AS unit, s.wage, s.jkk, s.jkm, s.jht FROM"
        " (SELECT l.enrollment_id, l.unit_id, max(l.base) FILTER (WHERE l.segment = 'PU') AS wage,"
        f"  {totals.PER_PROGRAM} FROM contributions_contributionline l"
        "  WHERE l.municipality_id = %(city)s AND l.run_id = %(run)s AND l.segment = %(segment)s"
        "  AND l.unit_id IN (SELECT b.unit_id FROM contributions_billunit b"
        "       WHERE b.municipality_id = %(city)s AND b.bill_id = %(bill)s)"
        "  AND l.registration_id IS NOT DISTINCT FROM %(registration)s"
        "  GROUP BY l.enrollment_id, l.unit_id) s"
        " JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = s.enrollment_id"
        " JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = e.worker_id"
        " JOIN municipalities_unit u ON u.municipality_id = %(city)s AND u.id = s.unit_id",
        {
            "city": shown.municipality_id,
            "run": shown.run_id,
            "segment": shown.segment,
            "registration": shown.registration_id,
            "bill": shown.pk,
            "day": shown.municipality.day_of(shown.issued_at),
        },
    )


def differences_of(bill):
    """
    The annex of a correction: one dict per enrollment and month with name, nik, unit, month, before and after.

    A cancelling bill lists the workers of the bill it cancels.
    """
    return corrected.workers_on(bill.cancels or bill)
