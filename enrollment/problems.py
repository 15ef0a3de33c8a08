"""What is wrong with a roster, in the words of the person who must repair it."""

from enrollment.columns import BY_NAME
from enrollment.messages import row_message
from enrollment.models import RosterRow


def of_roster(roster):
    """Every problem of the file and of its rows: sheet, row, column, code and the Indonesian sentence."""
    problem = roster.reading.get("file_problem") or roster.reading.get("question")
    if problem:
        blank = {"sheet": roster.sheet, "row": None, "column": None}
        return [blank | {"code": problem["code"], "message": roster.reading["message"]}]
    rows = RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster).exclude(problems=[])
    sheet = roster.reading.get("sheet", "")
    return [
        {
            "sheet": sheet,
            "row": row_no,
            "column": BY_NAME[problem["column"]].label,
            "code": problem["code"],
            "message": row_message(row_no, BY_NAME[problem["column"]].label, problem),
        }
        for row_no, problems in rows.order_by("row_no").values_list("row_no", "problems")
        for problem in problems
    ]
