"""
Card sheets (kartu kepesertaan) for hand-over: one layout, stamped once per worker, thousands a second.

The layout belongs to the branch or the city. Ours carries no mark of BPJS Ketenagakerjaan and says on its face that it
is printed from enrollment data and checked by its QR; it does not replace the card whose form BPJS sets
(PP 44/2015 Art. 14).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby, islice
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from municipalities.files import written_whole
from municipalities.reading_order import reading_key
from reports import pdf, qr, sheets, typefaces
from reports.card_designs import Design, laid_out
from reports.card_layouts import CARD_HEIGHT, CARD_WIDTH, MM, PRESETS, crop_marks


NAME_CAP = 60  # letters, degrees included

NO_KPJ = "NO_KPJ"
NO_NAME = "NO_NAME"
LETTER_MISSING = "LETTER_MISSING"
REASONS = {
    NO_KPJ: _("Belum ada nomor peserta (KPJ)."),
    NO_NAME: _("Namanya kosong."),
    LETTER_MISSING: _("Ada huruf yang tidak dapat dicetak."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What one card shows. `token_url` is the address in its QR (reports.qr.address), `key` whose it is."""

    kpj: str
    name: str
    programs: tuple[str, ...]
    unit: str
    since: date | None
    token_url: str
    municipality: str
    key: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """
    The design of a card: a template with data-field elements, and the picture its owner supplies, if any.

    The template decides which fields a card shows, where and how large; it must have a place for the QR.
    """

    design: Design | None = None  # of its owner; None: the templates
    template: str = "papers/card.html"
    back: str = "papers/card_back.html"
    separator: str = "papers/card_separator.html"
    emblem: bytes | None = None  # PNG or JPEG


DEFAULT = Layout()


@dataclass(frozen=True, slots=True)
class Printed:
    """What a sheet came to: cards printed, pages, and who was left out, each with the code of the reason."""

    cards: int
    pages: int
    left_out: tuple[tuple[Card, str], ...]


def sheet(cards, *, out, **how):
    """
    Print cards onto sheets; as `write_sheet`.

    :param out: path of the PDF; it appears there when it is complete
    """
    with written_whole(Path(out)) as file:
        return write_sheet(cards, file, **how)


def write_sheet(
    cards, file, *, preset="A4_10", separators=True, layout=DEFAULT, in_order=False, both_sides=False, on_page=None
):
    """
    Print cards onto sheets, by unit and then by name, a separator page before each unit.

    :param cards: iterable of Card
    :param file: binary file, written once from beginning to end
    :param preset: a name of PRESETS, or a Preset
    :param in_order: the cards come by unit and name already; then they are not collected first, however many there are
    :param both_sides: behind every page comes its back, for a printer that turns the sheet over its long edge
    :param on_page: called after each page of cards with its number and its cards
    :returns: Printed; with no card at all there is one page that says so
    """
    preset = PRESETS[preset] if isinstance(preset, str) else preset
    press = Press(preset=preset, layout=layout, both_sides=both_sides)
    left_out = []
    document = sheets.SheetFile(file, plates=press.plates, title="Kartu kepesertaan")
    run = Run(press, document, on_page)
    for unit, of_unit in _by_unit(_printable(cards, left_out, in_order), separators):
        run.print_unit(unit, of_unit, separator=separators)
    if not document.pages:
        document.add_page(width=press.width, height=press.height, content=press.empty())
    document.finish()
    return Printed(cards=run.cards, pages=document.pages, left_out=tuple(left_out))


def reason_to_leave_out(card):
    """Return the code of the reason why a card cannot be printed, or None."""
    if not card.kpj:
        return NO_KPJ
    if not card.name.strip():
        return NO_NAME
    if typefaces.typeface(True).missing(typefaces.clean(f"{card.name}{card.unit}{card.kpj}{card.municipality}")):
        return LETTER_MISSING
    return None


class Run:
    """One sheet on its way: page by page to the file, nothing kept but how many there were."""

    def __init__(self, press, document, on_page):
        self.press, self.document, self.on_page = press, document, on_page
        self.cards = 0

    def print_unit(self, unit, cards, *, separator):
        """The page before the cards says how many they are, so that it is written after them, in its place."""
        place = self._turned(self.document.keep_place()) if separator else None
        before, municipality = self.cards, ""
        for batch in batched(cards, self.press.preset.cards):
            municipality = batch[0].municipality
            self._print_page(batch)
        if place:
            self._add(self.press.separator(unit, municipality, before + 1, self.cards), place=place)

    def _print_page(self, batch):
        self._add(self.press.front(batch))
        number = self.document.pages
        if self.press.both_sides:
            self._add(self.press.behind(len(batch)))
        self.cards += len(batch)
        if self.on_page:
            self.on_page(number, batch)

    def _turned(self, place):
        if self.press.both_sides:
            self._add(b"")
        return place

    def _add(self, content, **where):
        self.document.add_page(width=self.press.width, height=self.press.height, content=content, **where)


class Press:
    """The plates of one layout on one preset, and how a page is made of them."""

    def __init__(self, *, preset, layout, both_sides=False):
        self.preset, self.both_sides = preset, both_sides
        self.width, self.height = preset.page_width * MM, preset.page_height * MM
        self._places, self._behind = preset.places(), preset.places_behind()
        self._marks = crop_marks(self._places) if preset.crop_marks else b""
        self._card = _side(layout, "front")
        self._separator = _plate(layout.separator, layout.emblem, preset.page_width, preset.page_height)
        self.plates = {"card": self._card, "separator": self._separator}
        if both_sides:
            self.plates["back"] = _side(layout, "back")
        self._often = lru_cache(maxsize=4096)(lambda name, text: typefaces.write(text, self._card.fields[name]))

    def front(self, cards):
        """Return a page of cards as PDF operators."""
        return b"\n".join(
            [self._marks, *(self._filled(card, *place) for card, place in zip(cards, self._places, strict=False))]
        )

    def behind(self, count):
        """Return the backs of a page of so many cards."""
        return b"\n".join(
            part for place in self._behind[:count] for part in (sheets.placed("back", *place), sheets.CLOSED)
        )

    def empty(self):
        """Return the page of a batch without cards."""
        return self._filled_separator({"unit": "Tidak ada kartu", "count": "0 kartu"})

    def separator(self, unit, municipality, first, last):
        """Return the page before the cards of a unit; the numbers are those of the whole sheet."""
        count = f"{last - first + 1} kartu, nomor {first} sampai {last}" if last > first else f"1 kartu, nomor {first}"
        return self._filled_separator({"unit": unit, "count": count, "municipality": municipality})

    def _filled(self, card, x, y):
        fields = self._card.fields
        out = [sheets.placed("card", x, y)]
        for name, text in (("name", card.name), ("kpj", card.kpj)):
            if name in fields:
                out.append(typefaces.write(typefaces.clean(text), fields[name]))
        for name, text in _shared_texts(card):
            if name in fields:
                out.append(self._often(name, text))
        out.append(_picture(qr.draw(card.token_url), fields["qr"]))
        out.append(sheets.CLOSED)
        return b"\n".join(out)

    def _filled_separator(self, texts):
        written = [
            typefaces.write(typefaces.clean(text), self._separator.fields[name])
            for name, text in texts.items()
            if name in self._separator.fields
        ]
        return b"\n".join([sheets.placed("separator", 0, 0), *written, sheets.CLOSED])


def _printable(cards, left_out, in_order):
    """Yield the cards that can be printed, by unit and name; note the others."""
    for card in cards if in_order else sorted(cards, key=_place_in_order):
        reason = reason_to_leave_out(card)
        if reason:
            left_out.append((card, reason))
        else:
            yield card


def _place_in_order(card):
    return reading_key(card.unit), card.unit, card.name.casefold(), card.kpj


def _by_unit(cards, separators):
    return groupby(cards, key=lambda card: card.unit if separators else "")


def batched(rows, size):
    """Yield the rows in lists of so many."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _shared_texts(card):
    return (
        ("unit", typefaces.clean(card.unit)),
        ("municipality", typefaces.clean(card.municipality)),
        ("programs", " · ".join(card.programs)),
        ("since", _day(card.since)),
    )


@lru_cache(maxsize=4096)
def _day(day):
    with override("id"):
        return date_format(day, "j F Y") if day else "-"


def _side(layout, side):
    if layout.design:
        return _owned(getattr(layout.design, side), layout.design.style, layout.emblem)
    template = layout.template if side == "front" else layout.back
    return _plate(template, layout.emblem, CARD_WIDTH, CARD_HEIGHT)


@lru_cache(maxsize=32)
def _owned(body, style, emblem):
    return laid_out(body, style, emblem)


@cache
def _plate(template, emblem, width, height):
    """Lay a template out for a page of that size, once per process."""
    return pdf.lay_out(
        template,
        {
            "width": f"{width:.2f}",
            "height": f"{height:.2f}",
            "emblem": pdf.data_uri(emblem) if emblem else "",
            "receipt": height > CARD_HEIGHT,  # a place to sign for the cards, where the page has one
        },
    )


def _picture(code, place):
    side = min(place.width, place.height)
    x, y = place.x + (place.width - side) / 2, place.y + (place.height - side) / 2
    # In hex, because raw bits may happen to spell the end of the picture; the page is compressed anyway.
    return b"q %.3f 0 0 %.3f %.3f %.3f cm BI /W %d /H %d /CS /G /BPC 1 /F /AHx ID %b> EI Q" % (
        side, side, x, y, code.modules, code.modules, code.bits.hex().encode(),
    )  # fmt: skip
