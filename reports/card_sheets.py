"""The cards of a unit or a city as one kept paper."""

import tempfile
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.rupiah import grouped
from reports import keeping, printing
from reports.models import Kind


AT_ONCE = 10_000  # cards in one request; 6,000 a second on a quiet machine


class NothingToPrint(Refused):
    """Nobody there has a number (KPJ) yet."""


class TooManyAtOnce(Refused):
    """The sheet would take longer than a request may."""


def counts(*, municipality, day, unit=None, ids=None):
    """How many cards can be printed and how many wait for their number (KPJ): enrollments in force on the day."""
    there = printing.enrollments_for_cards(municipality=municipality, day=day, unit=unit, ids=ids)
    with_number = there.filter(~Q(kpj="")).count()
    return with_number, there.count() - with_number


@transaction.atomic
def print_and_keep(*, municipality, layout, by, at, day, unit=None, ids=None):
    """
    Print the cards of everyone active on the day and keep the sheet; returns the Paper and reports.cards.Printed.

    :param unit: with everything below it; None is the whole city
    :param ids: of the enrollments that were picked; None is everybody
    :raises NothingToPrint: if nobody there has a number yet
    :raises TooManyAtOnce: if a unit has to be chosen first
    """
    printable, _without = counts(municipality=municipality, day=day, unit=unit, ids=ids)
    if not printable:
        raise NothingToPrint(_("Belum ada yang dapat dicetak di sana: nomor KPJ belum terbit."))
    if printable > AT_ONCE:
        raise TooManyAtOnce(
            _("%(count)s kartu terlalu banyak untuk sekali cetak. Pilih satu unit.") % {"count": grouped(printable)}
        )
    with tempfile.TemporaryDirectory(prefix="cards-") as folder:
        out = Path(folder) / "cards.pdf"
        printed = printing.print_cards(
            municipality=municipality, out=out, day=day, by=by, at=at, unit=unit, ids=ids, preset=layout
        )
        content = out.read_bytes()
    paper = keeping.keep(
        municipality=municipality,
        kind=Kind.CARDS,
        title=title(unit or municipality, day, printed if ids is not None else None),
        content=content,
        of=unit or municipality,
        unit=unit,
        by=by,
        at=at,
        people=printing.people_with_cards(municipality=municipality, day=day, unit=unit, ids=ids),
    )
    return paper, printed


def title(place, day, picked):
    """:param picked: what was printed, where it is of people who were picked"""
    words = {"place": place, "day": f"{day:%d-%m-%Y}", "count": grouped(picked.cards) if picked else ""}
    return (_("Kartu %(count)s orang pilihan %(day)s") if picked else _("Kartu %(place)s %(day)s")) % words
