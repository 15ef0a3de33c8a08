"""The forms about links for schools, and what comes by them."""

from django.utils import timezone

from enrollment import rosters
from municipalities.models import Job
from tests.links import SITI, link_of, page_of, send, sent
from tests.safety.sent import rosters as lists
from tests.safety.sent import work
from tests.safety.sent.form import Form, Guard


def sent_by_a_school(world):
    """A roster that came by a link, checked."""
    _link, token = link_of(world)
    send(token, SITI)
    [made] = sent(world)
    with world.acting(world.system, "SYSTEM"):
        Job.objects.update(status=Job.Status.DONE)
        rosters.check(roster=made, by=world.system, at=timezone.now())
    return made


FORMS = {
    "roster_return": Form("operator", Guard.MOVE, {"reason": "Kolom bergeser"}, of=sent_by_a_school),
    "roster_link_new": Form(
        "operator", Guard.KEY,
        lambda sending: {"unit": "101", "last_day": work.on(sending.world, 14), "idempotency_key": work.KEY},
        also=("category", "email", "note"),
    ),
    "roster_link_revoke": Form("operator", Guard.MOVE, of=lambda world: link_of(world)[0]),
    "roster_send": Form(
        None, Guard.ONCE, {"pasted": (lists.HEAD + lists.SITI).replace(";", "\t")}, also=("file",),
        prepare=lambda sending: page_of(link_of(sending.world)[1]),
    ),
}  # fmt: skip
