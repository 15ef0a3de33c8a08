"""
Card sheets (kartu kepesertaan) for hand-over: one layout, stamped once per worker, thousands a second.

The layout belongs to the branch or the city. Ours carries no mark of BPJS Ketenagakerjaan and says on its face that it
is printed from enrollment data and checked by its QR; it does not replace the card whose form BPJS sets
(PP 44/2015 Art. 14).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from municipalities.files import written_whole
from reports import pdf, qr, sheets, typefaces


MM = 72 / 25.4  # points
CARD_WIDTH, CARD_HEIGHT = 85.60, 53.98  # mm, ID-1 of ISO/IEC 7810
NAME_CAP = 60  # letters, degrees included
MARK_LENGTH, MARK_DISTANCE = 4, 1.5  # mm, of crop marks and from the outermost cards

NO_KPJ = "NO_KPJ"
LETTER_MISSING = "LETTER_MISSING"
REASONS = {
    NO_KPJ: _("Belum ada nomor peserta (KPJ)."),
    LETTER_MISSING: _("Ada huruf yang tidak dapat dicetak."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What one card shows. `token_url` is the address in its QR (reports.qr.address)."""

    kpj: str
    name: str
    programs: tuple[str, ...]
    unit: str
    since: date | None
    token_url: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A sheet: lengths in mm; shift_x and shift_y are the printer's own error, to the right and down."""

    page_width: float
    page_height: float
    columns: int
    rows: int
    gap_x: float
    gap_y: float
    crop_marks: bool = True
    shift_x: float = 0
    shift_y: float = 0

    @property
    def cards(self):
        return self.columns * self.rows

    def places(self):
        """Return where the cards' lower left corners lie, in points, from top left to bottom right."""
        left = (self.page_width - self.columns * CARD_WIDTH - (self.columns - 1) * self.gap_x) / 2 + self.shift_x
        top = (self.page_height - self.rows * CARD_HEIGHT - (self.rows - 1) * self.gap_y) / 2 + self.shift_y
        return [
            (
                (left + column * (CARD_WIDTH + self.gap_x)) * MM,
                (self.page_height - top - row * (CARD_HEIGHT + self.gap_y) - CARD_HEIGHT) * MM,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        ]


PRESETS = {
    "A4_10": Preset(page_width=210, page_height=297, columns=2, rows=5, gap_x=6, gap_y=2),
    "A4_8": Preset(page_width=210, page_height=297, columns=2, rows=4, gap_x=10, gap_y=10),
    "CR80": Preset(
        page_width=CARD_WIDTH, page_height=CARD_HEIGHT, columns=1, rows=1, gap_x=0, gap_y=0, crop_marks=False
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """
    The design of a card: a template with data-field elements, and the picture its owner supplies, if any.

    The template decides which fields a card shows, where and how large; it must have a place for the QR.
    """

    template: str = "papers/card.html"
    separator: str = "papers/card_separator.html"
    emblem: bytes | None = None  # PNG or JPEG


DEFAULT = Layout()


@dataclass(frozen=True, slots=True)
class Printed:
    """What a sheet came to: cards printed, pages, and who was left out, each with the code of the reason."""

    cards: int
    pages: int
    left_out: tuple[tuple[Card, str], ...]


def sheet(cards, *, out, preset="A4_10", separators=True, layout=DEFAULT, in_order=False, only=None, on_progress=None):
    """
    Print cards onto sheets, by unit and then by name, a separator page before each unit.

    :param cards: iterable of Card
    :param out: path of the PDF; it appears there when it is complete
    :param preset: a name of PRESETS, or a Preset
    :param in_order: the cards come by unit and name already; then they are not collected first, however many there are
    :param only: (first, last) page to print again, both included; everything else stays away
    :param on_progress: called with the number of cards done after each page
    :returns: Printed; with no card at all there is one page that says so
    """
    preset = PRESETS[preset] if isinstance(preset, str) else preset
    first, last = only or (1, None)
    press = Press(preset=preset, layout=layout)
    left_out = []
    counted = printed = 0
    with written_whole(Path(out)) as file:
        document = sheets.SheetFile(file, plates=press.plates, title="Kartu kepesertaan")
        for number, page in enumerate(_pages(_printable(cards, left_out, in_order), preset, separators), start=1):
            counted += len(page.cards)
            if number >= first and (last is None or number <= last):
                printed += len(page.cards)
                document.add_page(width=press.width, height=press.height, content=press.content(page))
                if on_progress:
                    on_progress(counted)
        if not document.pages:
            document.add_page(width=press.width, height=press.height, content=press.empty())
        document.finish()
    return Printed(cards=printed, pages=document.pages, left_out=tuple(left_out))


def reason_to_leave_out(card):
    """Return the code of the reason why a card cannot be printed, or None."""
    if not card.kpj:
        return NO_KPJ
    if typefaces.typeface(True).missing(typefaces.clean(f"{card.name}{card.unit}{card.kpj}{card.municipality}")):
        return LETTER_MISSING
    return None


class Press:
    """The plates of one layout on one preset, and how a page is made of them."""

    def __init__(self, *, preset, layout):
        self.width, self.height = preset.page_width * MM, preset.page_height * MM
        self._places = preset.places()
        self._marks = _crop_marks(self._places) if preset.crop_marks else b""
        self._card = _plate(layout.template, layout.emblem, CARD_WIDTH, CARD_HEIGHT)
        self._separator = _plate(layout.separator, layout.emblem, preset.page_width, preset.page_height)
        self.plates = {"card": self._card, "separator": self._separator}
        self._often = lru_cache(maxsize=4096)(lambda name, text: typefaces.write(text, self._card.fields[name]))

    def content(self, page):
        """Return a page as PDF operators."""
        if not page.cards:
            return self._filled_separator(page)
        return b"\n".join(
            [self._marks, *(self._filled(card, *place) for card, place in zip(page.cards, self._places, strict=False))]
        )

    def empty(self):
        """Return the page of a batch without cards."""
        return self._filled_separator(Page(unit="Tidak ada kartu", cards=(), count=0, municipality=""))

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

    def _filled_separator(self, page):
        texts = {"unit": page.unit, "count": f"{page.count} kartu", "municipality": page.municipality}
        written = [
            typefaces.write(typefaces.clean(text), self._separator.fields[name])
            for name, text in texts.items()
            if name in self._separator.fields
        ]
        return b"\n".join([sheets.placed("separator", 0, 0), *written, sheets.CLOSED])


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: cards, or none for the separator of a unit."""

    unit: str
    cards: tuple[Card, ...]
    count: int
    municipality: str


def _printable(cards, left_out, in_order):
    """Yield the cards that can be printed, by unit and name; note the others."""
    for card in cards if in_order else sorted(cards, key=_place_in_order):
        reason = reason_to_leave_out(card)
        if reason:
            left_out.append((card, reason))
        else:
            yield card


def _place_in_order(card):
    return card.unit.casefold(), card.unit, card.name.casefold(), card.kpj


def _pages(cards, preset, separators):
    if not separators:
        yield from _filled_pages(cards, preset, unit="")
        return
    for unit, of_unit in groupby(cards, key=lambda card: card.unit):
        of_unit = tuple(of_unit)
        yield Page(unit=unit, cards=(), count=len(of_unit), municipality=of_unit[0].municipality)
        yield from _filled_pages(of_unit, preset, unit=unit)


def _filled_pages(cards, preset, *, unit):
    batch = []
    for card in cards:
        batch.append(card)
        if len(batch) == preset.cards:
            yield Page(unit=unit, cards=tuple(batch), count=len(batch), municipality=card.municipality)
            batch = []
    if batch:
        yield Page(unit=unit, cards=tuple(batch), count=len(batch), municipality=batch[-1].municipality)


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


def _crop_marks(places):
    """Return short lines around the block of cards, at every edge where the sheet is cut."""
    xs = {edge for x, _y in places for edge in (x, x + CARD_WIDTH * MM)}
    ys = {edge for _x, y in places for edge in (y, y + CARD_HEIGHT * MM)}
    near, far = MARK_DISTANCE * MM, (MARK_DISTANCE + MARK_LENGTH) * MM
    out = [b"q 0.25 w 0.4 G"]
    for x in sorted(xs):
        for edge, outwards in ((min(ys), -1), (max(ys), 1)):
            out.append(b"%.2f %.2f m %.2f %.2f l" % (x, edge + outwards * near, x, edge + outwards * far))
    for y in sorted(ys):
        for edge, outwards in ((min(xs), -1), (max(xs), 1)):
            out.append(b"%.2f %.2f m %.2f %.2f l" % (edge + outwards * near, y, edge + outwards * far, y))
    return b"\n".join([*out, b"S Q"])
