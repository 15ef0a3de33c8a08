"""What is wrong with a roster, in the words of the person who must repair it."""

from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, Value, When

from enrollment.messages import label, message
from enrollment.models import Roster, RosterDecision, RosterRow
from municipalities.city.unit_names import SPELLED


FEW = 5  # rows; a remark on fewer is read row by row
MOST = 80  # per cent of the rows; a remark on more is one about the file
# What is said of whoever stands elsewhere too, until it is decided that the row goes on from there.
SETTLED = ("ENROLLED_ELSEWHERE", "OTHER_CATEGORY")
GROUPS = """
SELECT p ->> 'code', min(p ->> 'level'), count(DISTINCT r.row_no)
FROM enrollment_rosterrow r, jsonb_array_elements(r.problems) p
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s
  AND NOT (p ->> 'code' = ANY (%(settled)s) AND EXISTS (SELECT FROM enrollment_rosterdecision d
    WHERE d.municipality_id = r.municipality_id AND d.roster_id = r.roster_id AND d.row_no = r.row_no))
GROUP BY 1 ORDER BY 2, 3 DESC, 1
"""
# The names nobody knows, each with the nearest that the city has where one is near, the commonest first; capitals and
# blanks do not count.
NAMELESS = {"UNIT_UNKNOWN": "unit", "CATEGORY_UNKNOWN": "category"}
NAMES = f"""
SELECT p ->> 'column', mode() WITHIN GROUP (ORDER BY p ->> 'found'), coalesce(max(p ->> 'near'), ''),
       count(DISTINCT r.row_no)
FROM enrollment_rosterrow r, jsonb_array_elements(r.problems) p
WHERE r.municipality_id = %(municipality)s AND r.roster_id = %(roster)s AND r.outcome = 'REFUSED'
  AND p ->> 'code' = ANY (%(codes)s)
GROUP BY 1, {SPELLED.format("p ->> 'found'")}
HAVING count(DISTINCT r.row_no) > 1 OR coalesce(max(p ->> 'near'), '') <> '' ORDER BY 4 DESC, 2 LIMIT 8
"""


def names_nobody_knows(roster, codes):
    """[(column, name in the file, the nearest of the city or "", rows)] where it is said in several rows, or near"""
    told = sorted(codes & set(NAMELESS))
    if not told:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"municipality": roster.municipality_id, "roster": roster.pk, "codes": told})
        return cursor.fetchall()


def of_roster(roster):
    """Every problem of the file and of its rows: sheet, row, column, code and the Indonesian sentence."""
    reading = roster.reading
    first = [reading.get("file_problem"), reading.get("question"), *reading.get("notices", [])]
    sheet = reading.get("sheet") or ""
    of_file = [
        {
            "sheet": sheet,
            "row": None,
            "column": label(problem.get("column")) or None,
            "code": problem["code"],
            "message": problem["message"],
        }
        for problem in first
        if problem
    ]
    return of_file + [
        {
            "sheet": sheet,
            "row": row_no,
            "column": label(problem["column"]),
            "code": problem["code"],
            "message": message(problem, row=row_no, sheet=sheet if len(reading.get("sheets", [])) > 1 else None),
        }
        for row_no, problems in rows(roster).values_list("row_no", "problems")
        for problem in problems
    ]


def rows(roster):
    """The rows of which there is something to say, in the order of the file."""
    found = RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster).exclude(problems=[])
    return found.order_by("row_no")


def groups(roster):
    """[(code, level, rows)]: errors first, the commonest first."""
    with connection.cursor() as cursor:
        given = {"municipality": roster.municipality_id, "roster": roster.pk, "settled": list(SETTLED)}
        cursor.execute(GROUPS, given)
        return cursor.fetchall()


def common(roster, found):
    """
    The remarks that nearly every row has, as {code: rows}: they speak of the file, not of a row.

    :param found: the roster's groups
    """
    most = MOST * (roster.rows - roster.skipped)
    return {code: count for code, level, count in found if level == "warning" and count >= FEW and 100 * count > most}


def beyond(rows, codes):
    """The rows of which something else is to be said than these codes."""
    return rows.annotate(says_more=says_more_than(codes)).filter(says_more=True) if codes else rows


def says_more_than(codes):
    path = "$[*] ? ({})".format(" && ".join(f'@.code != "{code}"' for code in sorted(codes)))
    return Func(F("problems"), Value(path), function="jsonb_path_exists", output_field=BooleanField())


def is_decided():
    """Whether somebody has decided that a row goes on from another enrollment."""
    mine = {name: OuterRef(name) for name in ("municipality_id", "roster_id", "row_no")}
    return Exists(RosterDecision.objects.filter(**mine))


def undecided(rows):
    """The rows of which nobody has decided that they go on from another enrollment."""
    return rows.exclude(is_decided())


def unsettled(rows, codes=()):
    """The rows of which something else is to be said than these codes and what is decided about them."""
    rows = beyond(rows, codes).annotate(is_open=says_more_than({*codes, *SETTLED}))
    return rows.exclude(is_decided(), is_open=False)


def decided_rows(roster, numbers):
    """Which of these rows go on from an enrollment."""
    found = roster.decisions.filter(municipality_id=roster.municipality_id, row_no__in=numbers)
    return set(found.values_list("row_no", flat=True))


def to_mend(roster, codes=()):
    """
    The rows that want a hand: what is refused and what wants a look, but for remarks that nearly every row has.

    Once the roster is saved only what was left out is still to be mended.
    """
    wanted = rows(roster).exclude(outcome=RosterRow.Outcome.SKIPPED)
    if roster.status == Roster.Status.COMMITTED:
        return wanted.filter(outcome=RosterRow.Outcome.REFUSED)
    return unsettled(wanted, codes)


def refused_first(rows, after=""):
    """
    What is not saved before what only wants a look, each in the order of the file.

    :param after: the mark of the last row that was shown
    """
    refused = When(outcome=RosterRow.Outcome.REFUSED, then=Value(0))
    rows = rows.annotate(turn=Case(refused, default=Value(1))).order_by("turn", "row_no")
    turn, _dash, row_no = after.partition("-")
    if turn in ("0", "1") and row_no.isdecimal():
        rows = rows.filter(Q(turn__gt=int(turn)) | Q(turn=int(turn), row_no__gt=int(row_no[:9])))
    return rows


def mark(row):
    """Where a row of refused_first stands."""
    return f"{row.turn}-{row.row_no}"
