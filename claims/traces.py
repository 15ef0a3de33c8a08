"""What was done to a claim's file between its steps, for the page: the trail itself is read by few."""

from claims.models import ClaimTrace


What = ClaimTrace.What


def note(*, claim, what, by, at, about=""):
    """What a verb has just done, in the transaction of the verb."""
    ClaimTrace.objects.create(
        municipality_id=claim.municipality_id, claim=claim, what=what, about=str(about)[:200], by=by, at=at
    )
