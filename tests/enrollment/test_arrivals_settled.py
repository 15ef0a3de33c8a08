"""Who is decided to move with a roster wants no look any more; who works in both after all does."""

from tests.enrollment.test_arrivals import decide, elsewhere, files, known, page
from tests.enrollment.test_roster_pages import BUDI, SITI, the, upload
from tests.safety.attack import administrator


__all__ = ["decide", "elsewhere", "files"]  # fixtures


def told(client, world):
    """(how many want a look, the kinds of problems, the rows told)"""
    context = page(client, world).context
    kinds = [(group["code"], group["count"]) for group in context["problem_groups"]]
    return context["to_check"], kinds, [row["row_no"] for row in context["problem_rows"]]


def test_who_moves_wants_no_look_any_more(world, elsewhere, decide, operator_client):
    assert told(operator_client, world) == (1, [("ENROLLED_ELSEWHERE", 1)], [2])
    decide((2, elsewhere))
    assert told(operator_client, world) == (0, [], [])


def test_who_works_in_both_after_all_wants_one(world, elsewhere, decide, operator_client):
    decide((2, elsewhere))
    decide((2, elsewhere), what="BOTH")
    assert told(operator_client, world) == (1, [("ENROLLED_ELSEWHERE", 1)], [2])


def test_what_else_is_to_be_said_of_the_row_is_said(world, other_school, operator_client, work, decide):
    with administrator():
        siti = known(world, SITI, unit=other_school)
    upload(operator_client, [*SITI[:2], "02-08-1985", *SITI[3:]], BUDI, start_date="2026-11-01")
    work()
    decide((2, siti))
    count, kinds, rows = told(operator_client, world)
    assert (count, rows) == (1, [2])
    assert "ENROLLED_ELSEWHERE" not in dict(kinds)
    [row] = page(operator_client, world).context["problem_rows"]
    assert not any("unit lain" in cell["message"] or "SDN 2" in cell["message"] for cell in row["cells"])
    assert the(world).warned == 1
