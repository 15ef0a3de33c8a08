"""The cards of enrollments: issued when they are printed, voided when they are lost; one is alive at a time."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import Card
from municipalities import audit


ISSUE = """
INSERT INTO enrollment_card (municipality_id, public_id, enrollment_id, number, issued_at, void_reason, void_note)
SELECT e.municipality_id, gen_random_uuid(), e.id, coalesce((
         SELECT max(c.number) FROM enrollment_card c
         WHERE c.municipality_id = e.municipality_id AND c.enrollment_id = e.id), 0) + 1, %(at)s, '', ''
FROM enrollment_enrollment e
WHERE e.municipality_id = %(city)s AND e.id = ANY (%(enrollments)s) AND e.kpj <> '' AND NOT EXISTS (
  SELECT FROM enrollment_card c
  WHERE c.municipality_id = e.municipality_id AND c.enrollment_id = e.id AND c.voided_at IS NULL)
ON CONFLICT DO NOTHING
"""


class VoidedAlready(Refused):
    """Somebody has voided the card before."""

    code = "VOIDED_ALREADY"


class ReasonUnknown(Refused):
    """A card is voided for one of a few reasons."""

    code = "REASON_UNKNOWN"


@transaction.atomic
def issue(*, municipality, enrollments, at):
    """
    Give each of these enrollments a card, unless it has a living one or no number (KPJ); returns {enrollment id: Card
    id}. Who asked is written down with what is printed.

    :param enrollments: their ids
    """
    given = {"city": municipality.pk, "enrollments": list(enrollments), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(ISSUE, given)
    return dict(
        Card.objects.living()
        .filter(municipality=municipality, enrollment__in=given["enrollments"])
        .order_by()
        .values_list("enrollment_id", "pk")
    )


@transaction.atomic
def void(*, card, reason, by, at, note=""):
    """
    Void a card: from now on its QR says that it was replaced. The next printing makes another.

    :param reason: of Card.VoidReason
    :raises ReasonUnknown: without one of them
    :raises VoidedAlready: if it is voided
    """
    if reason not in Card.VoidReason:
        raise ReasonUnknown(_("Pilih mengapa kartu ini dicabut."), field="reason")
    mine = Card.objects.living().filter(pk=card.pk, municipality_id=card.municipality_id)
    if not mine.update(voided_at=at, voided_by=by, void_reason=reason, void_note=" ".join(note.split())[:200]):
        raise VoidedAlready(_("Kartu ini sudah dicabut."))
    card.refresh_from_db()
    audit.record("card.voided", of=card, by=by, at=at, reason=reason, people=[card.enrollment.worker_id])


def of(municipalities):
    """The cards of these municipalities."""
    return Card.objects.filter(municipality__in=municipalities).select_related("enrollment__worker", "voided_by")
