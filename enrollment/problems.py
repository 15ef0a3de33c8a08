"""What is wrong with a roster, in the words of the person who must repair it."""

from django.db.models import Case, Value, When

from enrollment.messages import label, message
from enrollment.models import RosterRow


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


def refused_first(rows):
    """What is not saved before what only wants a look, each in the order of the file."""
    refused = When(outcome=RosterRow.Outcome.REFUSED, then=Value(0))
    return rows.order_by(Case(refused, default=Value(1)), "row_no")
