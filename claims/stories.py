"""The story of a claim on one line of time: its steps, and what was done to its file between them."""

from claims import words
from claims.models import Claim, ClaimTrace


What = ClaimTrace.What


def of(claim):
    """
    [{at, by, text, note}], the first in front: what one person did at once is one line that names all it was done to.

    A paper that was taken in and looked at on the spot is told once. At one moment the opening stands first, and a
    step behind what led to it.
    """
    steps = list(claim.events.select_related("by"))
    lines = [(event.at, 0 if event is steps[0] else 2, step(event)) for event in steps]
    lines += [(at, 1, line) for at, line in acts(claim)]
    return [line for _at, _place, line in sorted(lines, key=lambda each: each[:2])]


def step(event):
    note = f"{event.note} ({event.source})" if event.source else event.note
    text = words.EVENT_LABELS[Claim.Status(event.status)]
    return {"at": event.at, "by": str(event.by), "text": text, "note": note}


def acts(claim):
    together = {}
    for trace in claim.traces.select_related("by"):
        together.setdefault((trace.at, trace.by, trace.what), []).append(trace.about)
    for (at, by, what), about in together.items():
        at_once = together.get((at, by, What.PAPER_ACCEPTED), ()) if what == What.PAPER_RECEIVED else ()
        names = [name for name in dict.fromkeys(about) if name not in at_once]
        if names:
            text = str(What(what).label)
            yield at, {"at": at, "by": str(by), "text": text, "note": ", ".join(filter(None, names))}
