"""What the QR of a card says to whoever holds it: its state, the initials, the city; nothing that names a person."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from reports import card_printing, qr


@dataclass(frozen=True, slots=True)
class Checked:
    """A card as its city has it today. `status`: VALID, INACTIVE, REPLACED or UNKNOWN."""

    status: str
    city: str = ""
    day: date | None = None
    initials: str = ""
    programs: tuple[str, ...] = ()


UNKNOWN = Checked(status="UNKNOWN")


def check(token):
    """The card of a token; one that nobody made looks like one whose card is not there."""
    try:
        said = qr.read_token(keys=card_printing.card_keys(), token=token)
    except qr.TokenRefused:
        return UNKNOWN
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sec.card(%s, %s)", [said.municipality_code, said.card_number])
        row = cursor.fetchone()
    if row is None:
        return UNKNOWN
    city, day, initials, programs, status = row
    return Checked(status=status, city=city, day=day, initials=initials or "", programs=tuple(programs.split("_")))
