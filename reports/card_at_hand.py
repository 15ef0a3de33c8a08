"""
The card that somebody holds in front of the camera of a telephone, for whoever is at work in a session of a hand-over.

Which session that is stands in the browser's own session, for the day: nothing else is to be chosen at the table.
"""

from dataclasses import dataclass

from enrollment import handover
from enrollment.models import Card, CardBatch, CardHandover, HandoverSession
from reports import card_printing, qr


AT_WORK = "handover"  # the name in the browser's session

UNKNOWN, VOIDED, ELSEWHERE, GIVEN, WAITING = "UNKNOWN", "VOIDED", "ELSEWHERE", "GIVEN", "WAITING"


@dataclass(frozen=True, slots=True)
class AtHand:
    """What is to be known of the card: its state, and where it stands in the hand-over, if it does."""

    status: str
    card: Card | None = None
    handover: CardHandover | None = None


def begin(browser, session, *, day):
    """:param browser: request.session; :param day: of the city, after which it is over"""
    browser[AT_WORK] = {"batch": str(session.batch.public_id), "session": session.number, "day": day.isoformat()}


def end(browser):
    browser.pop(AT_WORK, None)


def session_of(browser, municipalities) -> HandoverSession | None:
    """The session in which this browser is at work today; None where it is in none, or no longer may."""
    said = browser.get(AT_WORK)
    if not said:
        return None
    batch: CardBatch | None = handover.of(municipalities).filter(public_id=said["batch"]).first()
    if batch is None or said["day"] != batch.municipality.today().isoformat():
        return None
    return batch.sessions.select_related("batch__municipality").filter(number=said["session"]).first()


def find(token, session):
    """What the token of a card says to this session: a card of another city is unknown here, as it is to everybody."""
    city = session.batch.municipality
    try:
        said = qr.read_token(keys=card_printing.card_keys(), token=token.upper())
    except qr.TokenRefused:
        return AtHand(UNKNOWN)
    cards = Card.objects.filter(municipality=city).select_related("enrollment__worker", "enrollment__unit")
    card = cards.filter(pk=said.card_number).first()
    if card is None or said.municipality_code != city.code:
        return AtHand(UNKNOWN)
    planned = CardHandover.objects.filter(municipality=city, enrollment=card.enrollment_id)
    found = planned.select_related("batch", "session", "handed_over_by").first()
    if card.voided_at:
        return AtHand(VOIDED, card, found)
    if found is None or found.batch_id != session.batch_id:
        return AtHand(ELSEWHERE, card, found)
    return AtHand(GIVEN if found.handed_over_at else WAITING, card, found)
