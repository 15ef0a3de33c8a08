"""What a run comes to: per programme, per unit, per worker. Sums of rounded lines, from the database."""

from django.db import connection

from municipalities import reading_order
from municipalities.planning import without_nested_loops


PROGRAMS = ("jkk", "jkm", "jht")


def by_program(amount):
    """A column of sums for each programme of rows that are called l."""
    return ", ".join(
        f"coalesce(sum(l.{amount}) FILTER (WHERE l.program = '{name.upper()}'), 0)::bigint AS {name}"
        for name in PROGRAMS
    )


PER_PROGRAM = by_program("amount")
SUMS_PER_PROGRAM = by_program("total")


def rows_of(statement, given):
    """The rows of a statement over a whole city as dicts."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(statement, given)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def per_unit(run):
    """Rows of unit name, workers, jkk, jkm, jht and total, in whole rupiah, ordered by unit."""
    return rows_of(
        "SELECT u.name AS unit, u.public_id, s.workers, s.jkk, s.jkm, s.jht, s.total FROM"
        f" (SELECT l.unit_id, sum(l.people)::bigint AS workers, {SUMS_PER_PROGRAM},"
        "  sum(l.total)::bigint AS total FROM contributions_runsum l"
        "  WHERE l.municipality_id = %s AND l.run_id = %s GROUP BY l.unit_id) s"
        " JOIN municipalities_unit u ON u.municipality_id = %s AND u.id = s.unit_id"
        f" ORDER BY {reading_order.SQL.format('u.name')}, u.name",
        [run.municipality_id, run.pk, run.municipality_id],
    )


def sum_of(rows):
    """The column sums of rows with workers, jkk, jkm, jht and total."""
    return {name: sum(row[name] for row in rows) for name in ("workers", *PROGRAMS, "total")}


def workers_in(run, *, unit, limit, offset=0):
    """The workers of a unit in this run, by name: name, nik, base of the wage, jkk, jkm, jht and total."""
    return rows_of(
        "SELECT w.id AS worker_id, w.public_id, w.name, w.nik, s.wage, s.jkk, s.jkm, s.jht, s.total FROM"
        f" (SELECT l.enrollment_id, max(l.base) FILTER (WHERE l.segment = 'PU') AS wage, {PER_PROGRAM},"
        "  sum(l.amount)::bigint AS total FROM contributions_contributionline l"
        "  WHERE l.municipality_id = %(city)s AND l.run_id = %(run)s AND l.unit_id = %(unit)s"
        "  GROUP BY l.enrollment_id) s"
        " JOIN enrollment_enrollment e ON e.municipality_id = %(city)s AND e.id = s.enrollment_id"
        " JOIN enrollment_worker w ON w.municipality_id = %(city)s AND w.id = e.worker_id"
        " ORDER BY w.name_search, s.enrollment_id LIMIT %(limit)s OFFSET %(offset)s",
        {"city": run.municipality_id, "run": run.pk, "unit": unit.pk, "limit": limit, "offset": offset},
    )
