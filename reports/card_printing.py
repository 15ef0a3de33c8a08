"""From what is stored to cards: who gets one, in which order, and what stands on it."""

import hashlib

from django.conf import settings
from django.db.models import Exists, OuterRef

from enrollment.models import Enrollment
from municipalities.models import Unit
from municipalities.reading_order import ReadingOrder
from reports import cards, qr
from reports.models import CardPrint


CHUNK = 1000  # people who are in memory at once
SHOWN = ("pk", "kpj", "programs", "start_date", "worker__name", "unit__name")


def card_keys():
    """Key id -> secret of the cards' QR. Without PAYUNG_CARD_KEYS one key, derived from the secret key."""
    given = dict(pair.split(":", 1) for pair in settings.CARD_KEYS)
    if given:
        return {key_id: bytes.fromhex(secret) for key_id, secret in given.items()}
    return {"A": hashlib.sha256(b"payung card qr " + settings.SECRET_KEY.encode()).digest()}


def there(*, municipality, day, unit=None, ids=None):
    """
    The enrollments in force on the day, with or without a number; a unit counts with everything below it.

    :param ids: of the enrollments that were picked; None is everybody
    """
    found = Enrollment.objects.filter(municipality=municipality).in_force_on(day)
    if ids is not None:
        found = found.filter(pk__in=ids)
    return found.filter(unit__in=Unit.objects.under(unit)) if unit else found


def with_number(found):
    return found.exclude(kpj="")


def printed_before(found):
    """Of these enrollments those whose living card was printed."""
    prints = CardPrint.objects.filter(
        municipality_id=OuterRef("municipality_id"), card__enrollment_id=OuterRef("pk"), card__voided_at=None
    )
    return found.filter(Exists(prints))


def never_printed(found):
    return found.exclude(pk__in=printed_before(found).values("pk"))


def ids_in_order(found):
    """By unit as people count them, then by name."""
    by_unit = ReadingOrder("unit__name"), "unit__name"
    return list(found.order_by(*by_unit, "worker__name_search", "pk").values_list("pk", flat=True))


def cards_of(municipality, ids, issued):
    """
    Yield what each card shows, in the order of the ids; only so many are in memory as a chunk has.

    :param issued: {enrollment id: Card id}
    """
    keys = card_keys()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        here = Enrollment.objects.filter(municipality=municipality, pk__in=chunk).order_by()
        rows = {row[0]: row for row in here.values_list(*SHOWN)}
        yield from (card_of(rows[pk], municipality, keys, issued[pk]) for pk in chunk)


def card_of(row, municipality, keys, number):
    """
    :param row: the values of SHOWN
    :param number: of the card's row, which the token names
    """
    key, kpj, programs, since, name, unit = row
    return cards.Card(
        kpj=kpj,
        name=name,
        programs=tuple(programs.split("_")),
        unit=unit,
        since=since,
        token_url=token_url(municipality, keys, number),
        municipality=municipality.name,
        key=key,
    )


def token_url(municipality, keys, number):
    token = qr.make_token(keys=keys, municipality_code=municipality.code, card_number=number)
    return qr.address(site=settings.PUBLIC_URL, token=token)
