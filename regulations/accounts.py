"""The budget's account codes (kode rekening) of contributions that a city pays."""

from datetime import date
from typing import NamedTuple

from regulations.dated import DatedSet, declare
from regulations.law_files import Entry
from regulations.values import table, text, word
from regulations.words import Program, Segment


class Account(NamedTuple):
    """The code under which the contributions of a segment and programme are booked."""

    segment: Segment
    program: Program
    code: str


def _booked(account: Account) -> tuple[Segment, Program]:
    return account.segment, account.program


CODES = declare(
    DatedSet(
        "accounts.code",
        unit="words",
        read=table(Account, segment=word(Segment), program=word(Program), code=text()),
        key_of=_booked,
        gaps=True,
    )
)


def account_of(*, segment: Segment | str, program: Program | str, month: date) -> Entry[Account] | None:
    """Return the account of a segment and programme in a month with its source, or None where no code is known."""
    booked = Segment(segment), Program(program)
    return next((entry for entry in CODES.all_on(month) if _booked(entry.value) == booked), None)
