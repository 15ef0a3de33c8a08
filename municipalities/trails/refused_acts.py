"""
What somebody tried and was not let: doors that stayed shut, things that are not theirs, a race that was lost.

The transaction of such a request is rolled back, so it is written after it, in one of its own. What cannot be told to
one city (a branch works for several) stands among the events of the account.
"""

import logging

from django.db import DatabaseError

from municipalities import audit
from municipalities.accounts import account_events
from municipalities.context import tenant_context
from municipalities.throttle import asked_times


log = logging.getLogger(__name__)
MOST, SECONDS = 30, 3600  # of one person in one hour; whoever knocks at every door fills no table
SHUT = {403: "access.refused", 404: "access.not_found"}


def note(request, response, heard, *, at):
    """
    Write down what was refused, if anything was.

    :param heard: every Refused that was made meanwhile; one that was raised while something was asked for counts
    """
    action, detail = refused(request, response, heard)
    if not action or not request.user.is_authenticated:
        return
    city = request.municipality
    key = f"{city.pk if city else ''}:{request.user.pk}"
    times = asked_times("refused", key, seconds=SECONDS)
    if times > MOST:
        return
    more = {"more_are_left_out": True} if times == MOST else {}
    try:
        if city is None:
            account_events.of_request(request, action, about=request.user, **detail, **more)
            return
        with tenant_context(request.user.pk, request.role, [city.pk]):
            audit.record(action, of=city, municipality=city, by=request.user, at=at, **detail, **more)
    except DatabaseError as error:  # the answer stands; it does not become another one for this
        log.error("a refusal was not written down: %s", type(error).__name__)


def refused(request, response, heard):
    """(action, detail), or two times nothing. An address that leads nowhere is nobody's thing."""
    page = request.resolver_match
    if page is None:
        return "", {}
    asked = {"page": page.url_name or "", "method": request.method}
    if response.status_code in SHUT:
        return SHUT[response.status_code], asked
    raised = [refusal for refusal in heard if refusal.__traceback__]
    if request.method == "POST" and raised:
        return "act.refused", asked | {"reason": type(raised[-1]).__name__}
    return "", {}
