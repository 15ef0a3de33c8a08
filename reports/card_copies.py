"""The cards of a city as a file of somebody's own: for a command and the demo."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from municipalities.files import written_whole
from reports import card_orders, cards, keeping


@dataclass(frozen=True, slots=True)
class Copied:
    """What stands in the file, and how many got no card."""

    cards: int
    pages: int
    without_card: int


def print_to(*, out, municipality, by, at, unit=None, reason="perintah print_cards"):
    """
    Print everyone in force today, those who have a card again, keep the sheet and copy it there; returns Copied.

    :param reason: why cards are printed once more; it stands in the record of each
    """
    day = municipality.day_of(at)
    without = card_orders.counts(municipality=municipality, day=day, unit=unit)["without"]
    try:
        order = card_orders.print_at_once(municipality=municipality, unit=unit, by=by, at=at, reason=reason)
    except card_orders.NothingToPrint:
        printed = cards.sheet([], out=out)
        return Copied(0, printed.pages, without)
    with keeping.open_kept(order.paper) as kept, written_whole(Path(out)) as file:
        shutil.copyfileobj(kept, file)
    return Copied(order.count, order.pages, without + sum(map(len, order.left_out.values())))
