"""The statements that carry a roster into workers and enrollments, and those that take it back."""

import json

from django.db import connection

from common.crashpoints import crashpoint
from common.months import first_day
from enrollment import enrollments
from enrollment.wage_months import KEPT, PAST_THEN, TAKEN_ALONG, WAGE_THEN, past_of, put_in, taken_out, with_past
from municipalities import progress
from municipalities.city import rule_choices
from municipalities.planning import without_nested_loops
from regulations import eligibility


ROWS = (
    "enrollment_rosterrow r WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s "
    "AND r.outcome IN ('NEW', 'CHANGED')"
)
# What of a person may change by a roster, and what a row that leaves it empty keeps. A name that is only spelled
# otherwise (capitals, degrees) stays as it stands: on cards too.
WORKER_NOW = (
    "jsonb_build_object('name', w.name, 'name_search', w.name_search, 'birth_date', w.birth_date, 'sex', w.sex, "
    "'phone', w.phone)"
)
WORKER_THEN = (
    "jsonb_build_object('name', CASE WHEN r.name_search = w.name_search THEN w.name ELSE r.name END, "
    "'name_search', r.name_search, 'birth_date', r.birth_date, "
    "'sex', coalesce(nullif(r.sex, ''), w.sex), 'phone', coalesce(nullif(r.phone, ''), w.phone))"
)
ENROLLMENT_NOW = f"jsonb_build_object('wage', e.wage, 'kpj', e.kpj, 'past', {past_of('e')})"
KEPT_OF_ROWS = KEPT.format(those=f"SELECT r.enrollment_id FROM {ROWS}")
ENROLLMENT_THEN = f"""jsonb_build_object('wage', {WAGE_THEN}, 'kpj', coalesce(nullif(r.kpj, ''), e.kpj),
       'past', {PAST_THEN})"""
CHANGES = "enrollment_rosterchange c WHERE c.municipality_id = %(municipality)s AND c.roster_id = %(roster)s"
SET_WORKER = (
    "name = c.{0} ->> 'name', name_search = c.{0} ->> 'name_search', birth_date = (c.{0} ->> 'birth_date')::date, "
    "sex = c.{0} ->> 'sex', phone = c.{0} ->> 'phone'"
)
CHANGE = (
    "INSERT INTO enrollment_rosterchange "
    "(municipality_id, roster_id, unit_id, row_no, kind, worker_id, enrollment_id, before, after, at) "
)
END_NOW = "jsonb_build_object('end_date', e.end_date, 'end_reason', e.end_reason)"


def made_now(e):
    """What of an enrollment that goes on elsewhere tells whether anybody has touched it."""
    return (
        f"jsonb_build_object('unit', {e}.unit_id, 'wage', {e}.wage, 'kpj', {e}.kpj, 'end_date', {e}.end_date, "
        f"'end_reason', {e}.end_reason, 'past', {past_of(e)})"
    )


# What was decided about people missing from the file, before it is carried out; and where they went, after it.
WRITE_ENDS = f"""{CHANGE}
SELECT d.municipality_id, d.roster_id, d.unit_id, d.row_no, 'ENDED', e.worker_id, e.id, {END_NOW},
       jsonb_build_object('end_date', d.end_date, 'end_reason', d.reason), %(at)s
FROM enrollment_rosterdecision d JOIN enrollment_enrollment e
  ON e.municipality_id = d.municipality_id AND e.id = d.enrollment_id
WHERE d.municipality_id = %(municipality)s AND d.roster_id = %(roster)s
"""
WRITE_MOVES = f"""{CHANGE}
SELECT o.municipality_id, o.id, o.unit_id, NULL, 'MOVED', e.worker_id, e.id, '{{}}', {made_now("e")}, %(at)s
FROM enrollment_roster o
JOIN enrollment_enrollment e ON e.municipality_id = o.municipality_id AND e.id = ANY (%(made)s)
WHERE o.municipality_id = %(municipality)s AND o.id = %(roster)s
"""
# What was made of rows that go on from another enrollment.
ARRIVED = """enrollment_enrollment e JOIN enrollment_rosterdecision d
  ON d.municipality_id = e.municipality_id AND d.roster_id = e.roster_id AND d.row_no = e.roster_row_no
WHERE e.municipality_id = %(municipality)s AND e.roster_id = %(roster)s"""
MADE_OF_ARRIVALS = f"SELECT e.id, d.reason FROM {ARRIVED}"
WRITE_ARRIVALS = f"""{CHANGE}
SELECT e.municipality_id, d.roster_id, d.unit_id, d.row_no, 'MOVED', e.worker_id, e.id, '{{}}', {made_now("e")}, %(at)s
FROM {ARRIVED}
"""
# People known already: what changes is written down before it changes.
HISTORY = (
    f"""{CHANGE}
    SELECT DISTINCT ON (w.id) r.municipality_id, r.roster_id, r.unit_id, r.row_no, 'WORKER_CHANGED', w.id, NULL,
           {WORKER_NOW}, {WORKER_THEN}, %(at)s
    FROM enrollment_worker w, {ROWS} AND w.municipality_id = r.municipality_id AND w.nik = r.nik
     AND {WORKER_NOW} <> {WORKER_THEN} ORDER BY w.id, r.row_no""",
    f"""{CHANGE}
    SELECT municipality_id, roster_id, unit_id, row_no, 'CHANGED', worker_id, id, before, after, %(at)s FROM (
      SELECT r.municipality_id, r.roster_id, r.unit_id, r.row_no, e.worker_id, e.id, {ENROLLMENT_THEN} AS after,
             jsonb_build_object('wage', e.wage, 'kpj', e.kpj, 'past', coalesce(k.past, '[]')) AS before
      FROM enrollment_enrollment e LEFT JOIN ({KEPT_OF_ROWS}) k ON k.enrollment_id = e.id, {ROWS}
       AND r.outcome = 'CHANGED' AND e.municipality_id = r.municipality_id AND e.id = r.enrollment_id) c
    WHERE before <> after""",
)
PEOPLE = (
    # By what was written down, and so by the first of a person's rows: an undo finds just that.
    f"""UPDATE enrollment_worker w SET {SET_WORKER.format("after")}
    FROM {CHANGES} AND c.kind = 'WORKER_CHANGED' AND w.municipality_id = c.municipality_id AND w.id = c.worker_id""",
    f"""INSERT INTO enrollment_worker
          (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
    SELECT DISTINCT ON (r.nik) r.municipality_id, gen_random_uuid(), r.nik, r.name, r.name_search, r.birth_date,
           coalesce(r.sex, ''), coalesce(r.phone, '')
    FROM {ROWS} AND NOT EXISTS (
      SELECT FROM enrollment_worker w WHERE w.municipality_id = r.municipality_id AND w.nik = r.nik)
    ORDER BY r.nik, r.row_no""",
    f"""INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
    SELECT DISTINCT w.municipality_id, w.id, r.for_unit_id
    FROM enrollment_worker w, {ROWS} AND w.municipality_id = r.municipality_id AND w.nik = r.nik
     AND NOT EXISTS (SELECT FROM enrollment_workerunit h
       WHERE h.municipality_id = w.municipality_id AND h.worker_id = w.id AND h.unit_id = r.for_unit_id)""",
)
OF_CHANGE = "e.municipality_id = c.municipality_id AND e.id = c.enrollment_id"
CHANGED = f"{CHANGES} AND c.kind = 'CHANGED'"
# A row that goes on from another enrollment keeps of it what the file does not say; of the same kind of
# worker also whose money it is and what it covers, unless the person paid alone.
GONE_ON_FROM = """
SELECT d.row_no, d.end_date + 1 AS first_day, e.category_id, e.segment, e.programs, e.funding_source, e.sector,
       e.wage, e.kpj, e.end_date, e.end_reason, EXISTS (
         SELECT FROM enrollment_pastwage p WHERE p.municipality_id = e.municipality_id AND p.enrollment_id = e.id
           AND p.until > %(month)s) AS has_ahead
FROM enrollment_rosterdecision d
JOIN enrollment_enrollment e ON e.municipality_id = d.municipality_id AND e.id = d.enrollment_id
WHERE d.municipality_id = %(municipality)s AND d.roster_id = %(roster)s AND d.row_no IS NOT NULL
"""
AS_KIND = ", ".join(
    f"CASE WHEN o.category_id = c.id AND o.funding_source <> 'SELF' THEN o.{name} ELSE c.{name} END"
    for name in ("segment", "programs", "funding_source", "sector")
)
ENROLL = (
    f"""INSERT INTO enrollment_enrollment
        (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs, funding_source, sector,
         wage, kpj, start_date, end_date, end_reason, claimed, is_void, roster_id, roster_row_no)
    SELECT r.municipality_id, gen_random_uuid(), w.id, r.for_unit_id, r.category_id, {AS_KIND},
           CASE WHEN o.has_ahead THEN o.wage ELSE coalesce(r.wage, o.wage) END,
           coalesce(nullif(r.kpj, ''), o.kpj, ''), coalesce(o.first_day, r.start_date),
           o.end_date, coalesce(o.end_reason, ''), false, false, r.roster_id, r.row_no
    FROM enrollment_rosterrow r
    JOIN enrollment_worker w ON w.municipality_id = r.municipality_id AND w.nik = r.nik
    JOIN municipalities_category c ON c.municipality_id = r.municipality_id AND c.id = r.category_id
    LEFT JOIN ({GONE_ON_FROM}) o ON o.row_no = r.row_no
    WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome = 'NEW'
    ORDER BY w.id""",
    TAKEN_ALONG.format(
        arrived=f"""SELECT e.municipality_id, e.id, e.unit_id, e.start_date, e.roster_id, e.roster_row_no,
                           d.enrollment_id AS old_id FROM {ARRIVED}""",
        those=f"SELECT d.enrollment_id FROM {ARRIVED}",
    ),
    f"""UPDATE enrollment_enrollment e SET wage = (c.after ->> 'wage')::bigint, kpj = c.after ->> 'kpj'
    FROM {CHANGED} AND {OF_CHANGE}""",
    taken_out(CHANGED, before="before", after="after"),
    put_in(CHANGED, before="before", after="after"),
)

# Under row security a row may meet nobody and nothing: what was carried is counted against what was promised.
CARRIED = """
SELECT (SELECT count(*) FROM enrollment_enrollment WHERE municipality_id = %(municipality)s
           AND roster_id = %(roster)s),
       (SELECT count(*) FROM enrollment_rosterrow r
          JOIN enrollment_enrollment e ON e.municipality_id = r.municipality_id AND e.id = r.enrollment_id
          JOIN enrollment_worker w ON w.municipality_id = r.municipality_id AND w.nik = r.nik AND w.id = e.worker_id
         WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome = 'CHANGED'
           AND NOT e.is_void)
"""

ENROLLED = "e.municipality_id = %(municipality)s AND e.roster_id = %(roster)s"
# What goes on from another unit is told by what was written down of it, as with those who are not in the file.
NEWLY = f"""{ENROLLED} AND NOT EXISTS (
  SELECT FROM enrollment_rosterchange m WHERE m.municipality_id = e.municipality_id AND m.roster_id = e.roster_id
     AND m.kind = 'MOVED' AND m.enrollment_id = e.id)"""
# As it came, held against the row it came from.
AS_ENROLLED = (
    "r.municipality_id = e.municipality_id AND r.roster_id = e.roster_id AND r.row_no = e.roster_row_no "
    "AND e.wage IS NOT DISTINCT FROM r.wage AND e.kpj = coalesce(r.kpj, '') AND NOT EXISTS (SELECT FROM "
    "enrollment_pastwage p WHERE p.municipality_id = e.municipality_id AND p.enrollment_id = e.id)"
)
# Nobody approves a month or registers a death between the look at what is in the way and the undo itself.
HOLD = f"""
SELECT e.id FROM enrollment_enrollment e
WHERE {ENROLLED} OR e.municipality_id = %(municipality)s AND e.id IN (SELECT c.enrollment_id FROM {CHANGES})
ORDER BY e.id FOR UPDATE
"""
WHY = "CASE WHEN e.claimed OR e.is_void THEN 'CLAIM' ELSE 'MONTH' END"
# Who was ended is on no month of the city that was approved after the end; nor on the month of the end, where the city
# does not owe it because of that end.
WITHOUT_THEM = """
%(through)s::date > (c.after ->> 'end_date')::date
 OR %(through)s::date >= (%(not_owed)s::jsonb ->> (c.after ->> 'end_date'))::date
    AND coalesce(e.approved_through < (%(not_owed)s::jsonb ->> (c.after ->> 'end_date'))::date, true)
"""
ENDS = f"SELECT DISTINCT (c.after ->> 'end_date')::date FROM {CHANGES} AND c.kind = 'ENDED'"
# Row, worker, why. A void enrollment of a roster that stands was voided by a death, which may be taken back.
IN_THE_WAY = f"""
SELECT e.roster_row_no, e.worker_id, {WHY}, e.approved_through FROM enrollment_enrollment e
WHERE {ENROLLED} AND (e.approved_through IS NOT NULL OR e.claimed OR e.is_void)
UNION
SELECT c.row_no, c.worker_id, {WHY}, CASE c.kind WHEN 'ENDED' THEN %(through)s::date ELSE e.approved_through END
FROM enrollment_enrollment e, {CHANGES} AND {OF_CHANGE}
  AND CASE c.kind WHEN 'CHANGED'
                  THEN e.approved_through >= %(month)s OR e.claimed
                  WHEN 'ENDED' THEN {WITHOUT_THEM} OR e.claimed
                  ELSE e.approved_through IS NOT NULL OR e.claimed OR e.is_void END
UNION
SELECT c.row_no, c.worker_id, 'CLAIM', NULL FROM {CHANGES} AND c.kind = 'WORKER_CHANGED' AND EXISTS (
  SELECT FROM enrollment_enrollment e
  WHERE e.municipality_id = c.municipality_id AND e.worker_id = c.worker_id AND e.claimed)
ORDER BY 1, 2
"""
# An end goes as long as nobody has put the person there again, or has touched where the person went.
ENDED_STANDS = f"""c.kind = 'ENDED' AND {OF_CHANGE} AND {END_NOW} = c.after AND NOT EXISTS (
  SELECT FROM enrollment_enrollment o WHERE o.municipality_id = e.municipality_id AND o.worker_id = e.worker_id
     AND o.unit_id = e.unit_id AND o.category_id = e.category_id AND NOT o.is_void AND o.start_date > e.end_date
) AND NOT EXISTS (
  SELECT FROM enrollment_rosterchange m JOIN enrollment_enrollment n
    ON n.municipality_id = m.municipality_id AND n.id = m.enrollment_id
  WHERE m.municipality_id = c.municipality_id AND m.roster_id = c.roster_id AND m.kind = 'MOVED'
    AND m.worker_id = c.worker_id AND NOT n.is_void
    AND {made_now("n")} <> {with_past("m.after")})"""
# People changed since by someone else are left as they are, and listed.
CHANGED_SINCE = f"""
SELECT e.roster_row_no, e.worker_id FROM enrollment_enrollment e
WHERE {NEWLY} AND NOT EXISTS (SELECT FROM enrollment_rosterrow r WHERE {AS_ENROLLED})
UNION
SELECT c.row_no, c.worker_id FROM enrollment_enrollment e, {CHANGED} AND {OF_CHANGE}
  AND {ENROLLMENT_NOW} <> {with_past("c.after")}
UNION
SELECT c.row_no, c.worker_id FROM enrollment_worker w, {CHANGES} AND c.kind = 'WORKER_CHANGED'
  AND w.municipality_id = c.municipality_id AND w.id = c.worker_id AND {WORKER_NOW} <> c.after
UNION
SELECT c.row_no, c.worker_id FROM {CHANGES} AND c.kind = 'ENDED'
  AND NOT EXISTS (SELECT FROM enrollment_enrollment e WHERE {ENDED_STANDS})
ORDER BY 1, 2
"""
OF_UNIT = "e.municipality_id = h.municipality_id AND e.worker_id = h.worker_id AND e.unit_id = h.unit_id"
UNDO = (
    f"""UPDATE enrollment_enrollment e SET is_void = true FROM enrollment_rosterrow r
    WHERE {NEWLY} AND {AS_ENROLLED}""",
    # In one statement, for each part of it takes away what tells that nobody has touched it; what goes goes first, for
    # what comes back may be of the same month.
    f"""WITH standing AS (
      SELECT c.municipality_id, c.enrollment_id, {with_past("c.before")} AS before, {with_past("c.after")} AS after
      FROM enrollment_enrollment e, {CHANGED} AND {OF_CHANGE} AND {ENROLLMENT_NOW} = {with_past("c.after")}),
    gone AS ({taken_out("standing c WHERE true", before="after", after="before")} RETURNING p.enrollment_id),
    back AS ({put_in("standing c WHERE true", before="after", after="before")} AND (SELECT count(*) FROM gone) >= 0)
    UPDATE enrollment_enrollment e SET wage = (c.before ->> 'wage')::bigint, kpj = c.before ->> 'kpj'
    FROM standing c WHERE {OF_CHANGE}""",
    f"""UPDATE enrollment_worker w SET {SET_WORKER.format("before")}
    FROM {CHANGES} AND c.kind = 'WORKER_CHANGED'
     AND w.municipality_id = c.municipality_id AND w.id = c.worker_id AND {WORKER_NOW} = c.after""",
    f"""UPDATE enrollment_enrollment e SET is_void = true
    FROM {CHANGES} AND c.kind = 'MOVED' AND {OF_CHANGE} AND {made_now("e")} = {with_past("c.after")}""",
    f"""UPDATE enrollment_enrollment e SET end_date = (c.before ->> 'end_date')::date,
           end_reason = c.before ->> 'end_reason' FROM {CHANGES} AND {ENDED_STANDS}""",
    # Who never was at a unit is none of its people: its clerk does not see them, and another's may take them in.
    f"""DELETE FROM enrollment_workerunit h WHERE h.municipality_id = %(municipality)s
     AND EXISTS (SELECT FROM enrollment_enrollment e WHERE {OF_UNIT} AND e.is_void AND (e.roster_id = %(roster)s
           OR e.id IN (SELECT c.enrollment_id FROM {CHANGES} AND c.kind = 'MOVED')))
     AND NOT EXISTS (SELECT FROM enrollment_enrollment e WHERE {OF_UNIT} AND NOT e.is_void)""",
)


def run(statements, given, *, step=""):
    """
    Execute the statements in order; returns how many rows each touched.

    :param step: of the job, that these statements are
    """
    touched = []
    if step:
        progress.step(step, total=len(statements))
    with connection.cursor() as cursor, without_nested_loops(cursor):
        for number, statement in enumerate(statements, 1):
            cursor.execute(statement, given)
            touched.append(cursor.rowcount)
            if step:
                progress.count(number)
                crashpoint(f"{step}.{number}")
    return touched


def carried(given):
    """(people enrolled, rows changed whose person and enrollment stand) of a roster just committed"""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(CARRIED, given)
        return cursor.fetchone()


def found(statement, given):
    """The rows of an answer."""
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(statement, given)
        return cursor.fetchall()


def keys(roster):
    return {"municipality": roster.municipality_id, "roster": roster.pk, "month": roster.month}


def in_the_way(roster):
    """
    Why a committed roster cannot be undone: (row, the worker's id, "CLAIM" or "MONTH", the last approved month).

    Until when months of the city are approved is the same for everybody who asks: a clerk's own units may stand on
    none of them.
    """
    given = keys(roster)
    ends = {day: first_day(day) for (day,) in found(ENDS, given) if not month_of_end_owed(roster.municipality_id, day)}
    return found(
        IN_THE_WAY,
        given
        | {
            "through": enrollments.approved_through(roster.municipality),
            "not_owed": json.dumps({str(day): str(month) for day, month in ends.items()}),
        },
    )


def month_of_end_owed(municipality_id, day):
    """Whether whoever ends on that day still owes the month, by what the city has answered (regulations.choices)."""
    month = first_day(day)
    answers = rule_choices.of_month(municipality_id, month)
    return eligibility.month_owed(
        month, start=month, end=day, joining_until=answers.joining_until, leaving_from=answers.leaving_from
    )
