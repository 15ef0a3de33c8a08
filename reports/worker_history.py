"""What happened to one person, from every floor: rosters, acts of people, corrections, cards, papers, claims."""

from datetime import datetime
from operator import itemgetter

from django.utils.translation import gettext as _

from claims.models import Claim
from enrollment import worker_traces
from enrollment.models import CardHandover
from municipalities.roles import Permission, may
from reports import worker_papers


PAGE = 20


def page(worker, *, role, before=""):
    """
    One page of what this role may see, newest first, and the mark of the next page ("" at the end).

    :param before: the mark of the page before; anything that is no mark is the first page
    """
    found = sorted(events(worker, role), key=itemgetter("key"), reverse=True)
    mark = mark_of(before)
    if mark:
        found = [each for each in found if each["key"] < mark]
    return found[:PAGE], text_of(found[PAGE - 1]["key"]) if len(found) > PAGE else ""


def events(worker, role):
    """Each with a key of its own: when, and its place among what happened at the same moment."""
    sources = (worker_traces.events(worker, role), cards(worker, role), papers(worker, role), claims(worker, role))
    for place, source in enumerate(sources):
        for number, event in enumerate(source):
            yield event | {"key": (event["at"], place, number)}


def text_of(key):
    at, place, number = key
    return f"{at.timestamp():.6f}_{place}_{number}"


def mark_of(text):
    try:
        at, place, number = text.split("_")
        return datetime.fromtimestamp(float(at)).astimezone(), int(place), int(number)
    except (ValueError, OverflowError, OSError):
        return None


def line(at, by, text, url=""):
    return {"at": at, "by": by, "text": text, "url": url, "changes": []}


def cards(worker, role):
    """What was handed over; a hand-over that was taken back did not happen."""
    given = CardHandover.objects.filter(municipality_id=worker.municipality_id, enrollment__worker=worker).given()
    for each in given.select_related("batch", "handed_over_by").order_by("pk"):
        url = each.batch.get_absolute_url() if may(role, Permission.PRINT_CARDS) else ""
        words = {"proxy": each.proxy}
        text = _("Kartu diserahkan kepada %(proxy)s, kuasanya") % words if each.proxy else _("Kartu diserahkan")
        yield line(each.handed_over_at, each.handed_over_by, text, url)


def papers(worker, role):
    for paper in worker_papers.of(worker, role).select_related("made_by").order_by("pk"):
        yield line(paper.made_at, paper.made_by, _("Dicetak: %(title)s") % {"title": paper.title})


def claims(worker, role):
    if not may(role, Permission.VIEW_CLAIMS):
        return
    for claim in Claim.objects.filter(municipality_id=worker.municipality_id, worker=worker).order_by("pk"):
        text = _("Kabar duka dicatat; klaim %(number)s dibuka") % {"number": claim.number}
        yield line(claim.registered_at, claim.registered_by, text, claim.get_absolute_url())
