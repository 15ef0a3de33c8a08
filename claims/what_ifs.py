"""What the heirs would receive if the cause were another: for a death whose cause is still being looked into."""

from claims import benefits
from claims.models import CAUSE_LABELS
from regulations.documents import documents_for
from regulations.words import Cause


# One cause of each kind that the law pays for in its own way.
KINDS = (Cause.NATURAL, Cause.WORK_ACCIDENT, Cause.OCCUPATIONAL_DISEASE, Cause.SUDDEN_AT_WORK)


def of(claim):
    """
    [{cause, label, program, lines, total, papers}] for each kind of cause, the claim's own left out.

    :returns: `papers` are the kinds of paper that this cause asks for and the claim's own does not
    """
    children = [benefits.pupil(child) for child in claim.children.all() if benefits.qualifies(child, claim)]
    own = {paper.kind for paper in asked_for(claim, claim.cause)}
    found = []
    for cause in KINDS:
        if cause == claim.cause or (cause == Cause.NATURAL and claim.cause == Cause.OTHER):
            continue
        would = benefits.worked_out(claim, children, cause=cause)
        found.append({
            "cause": cause, "label": CAUSE_LABELS[cause], "program": would.program, "lines": would.lines,
            "total": would.total, "papers": [paper.kind for paper in asked_for(claim, cause) if paper.kind not in own],
        })  # fmt: skip
    return found


def asked_for(claim, cause):
    found = documents_for(cause=cause, died=claim.death_date, segment=claim.enrollment.segment)
    return [paper for paper in found if paper.required]
