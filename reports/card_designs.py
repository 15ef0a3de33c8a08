"""
The design of cards that a city or its branch owns: HTML and CSS of both sides, checked, dated, never changed.

What is let in is a list, not what is kept out: a few elements, their class, and the places of the fields. The CSS
names no address, and the press would fetch none (reports/pdf.py).
"""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from common.refusals import Refused
from reports import pdf, typefaces
from reports.card_layouts import CARD_HEIGHT, CARD_WIDTH, MM


FIELDS = ("kpj", "name", "programs", "unit", "since", "municipality", "qr")
NEEDED = ("kpj", "name", "qr")
ELEMENTS = {
    *("div", "p", "span", "header", "main", "footer", "section", "h1", "h2", "h3", "strong", "em", "b", "i", "small"),
    *("br", "hr", "ul", "ol", "li", "table", "tbody", "tr", "td", "th", "img"),
}
EMPTY = {"br", "hr", "img"}
ATTRIBUTES = {"class", "id", "data-field", "data-smallest", "data-middle", "data-emblem"}
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*( [A-Za-z][A-Za-z0-9_-]*)*")
NUMBER = re.compile(r"[0-9]{1,2}(\.[0-9])?")
# What could name something outside, or hide such a name.
FORBIDDEN = re.compile(
    r"[@\\<]|(?:url|src|image|image-set|cross-fade|element|attr|expression)\s*\(|(?<![-\w])content\s*:", re.IGNORECASE
)
MOST_LETTERS = 20_000
SMALLEST_QR = 18  # mm
LONGEST = "Drs. H. Muhammad Zulkarnain Abdurrahman Nasution, M.Pd., Gr."
LEGIBLE = 4  # points, of the longest name
ROUNDING = 0.2  # points


class DesignWrong(Refused):
    """A design that no card can be printed of; `detail["field"]` says which part it is about."""

    code = "DESIGN_WRONG"


@dataclass(frozen=True, slots=True)
class Design:
    """Both sides as they are printed: body and style, without a page round them."""

    front: str
    back: str
    style: str


def checked(*, front, back, style, emblem=None):
    """
    Return the Design of what somebody has written.

    :raises DesignWrong: if an element, an address, a field or a place is not as it must be
    """
    design = Design(front=body_of(front, "front"), back=body_of(back, "back"), style=style_of(style))
    refuse_places(design, emblem)
    return design


def body_of(text, part):
    """The body of one side, written anew from what is let in."""
    if len(text) > MOST_LETTERS:
        raise DesignWrong(_("Paling banyak %(most)s huruf.") % {"most": MOST_LETTERS}, field=part)
    reader = Body(part)
    reader.feed(text)
    reader.close()
    if reader.open:
        raise DesignWrong(_("Elemen <%(name)s> belum ditutup.") % {"name": reader.open[-1]}, field=part)
    if part == "front":
        missing = [name for name in NEEDED if name not in reader.fields]
        if missing:
            raise DesignWrong(_("Belum ada tempat untuk: %(fields)s.") % {"fields": ", ".join(missing)}, field=part)
    elif reader.fields:
        raise DesignWrong(_("Sisi belakang sama untuk semua orang, jadi tanpa data-field."), field=part)
    return "".join(reader.written)


class Body(HTMLParser):
    """Reads a side and writes what is let in; everything else is refused with its line."""

    def __init__(self, part):
        super().__init__(convert_charrefs=True)
        self.part, self.written, self.fields = part, [], set()
        self.open, self.places = [], []  # names of elements not closed yet, and whether each stands for a field

    def refuse(self, sentence, **words):
        words["line"] = self.getpos()[0]
        raise DesignWrong(sentence % words, field=self.part)

    def handle_starttag(self, name, attributes):
        if name not in ELEMENTS:
            self.refuse(_("Baris %(line)s: elemen <%(name)s> tidak diizinkan."), name=name[:20])
        said = dict(attributes)
        if name == "img" and set(said) - {"class", "id"} != {"data-emblem"}:
            self.refuse(_("Baris %(line)s: gambar hanya lambang, ditulis <img data-emblem>."))
        for key, value in said.items():
            self.look_at(key, value or "")
        if "data-field" in said:
            self.look_at_field(said["data-field"])
        more = "".join(f' {key}="{escape(value or "")}"' for key, value in said.items())
        self.written.append(f"<{name}{more}>")
        if name not in EMPTY:
            self.open.append(name)
            self.places.append("data-field" in said or any(self.places[-1:]))

    def look_at(self, key, value):
        fits = {"data-smallest": NUMBER, "data-middle": re.compile(""), "data-emblem": re.compile("")}
        if key not in ATTRIBUTES or not fits.get(key, WORD).fullmatch(value):
            self.refuse(_("Baris %(line)s: atribut %(key)s tidak diizinkan begitu."), key=key[:20])

    def look_at_field(self, name):
        if name not in FIELDS:
            self.refuse(_("Baris %(line)s: tidak ada data-field “%(name)s”."), name=(name or "")[:20])
        if name in self.fields:
            self.refuse(_("Baris %(line)s: data-field “%(name)s” sudah dipakai."), name=name)
        self.fields.add(name)

    def handle_startendtag(self, name, attributes):
        self.handle_starttag(name, attributes)
        if name not in EMPTY:
            self.handle_endtag(name)

    def handle_endtag(self, name):
        if name in EMPTY:
            return
        if not self.open or self.open.pop() != name:
            self.refuse(_("Baris %(line)s: </%(name)s> tidak pada tempatnya."), name=name[:20])
        self.places.pop()
        self.written.append(f"</{name}>")

    def handle_data(self, data):
        if data.strip() and self.places and self.places[-1]:
            self.refuse(_("Baris %(line)s: tempat data-field harus kosong; isinya dari data."))
        self.written.append(escape(data))

    def handle_comment(self, data):
        """Nobody prints it."""

    def handle_decl(self, decl):
        self.refuse(_("Baris %(line)s: hanya isi kartu, tanpa kepala dokumen."))

    def unknown_decl(self, data):
        self.handle_decl(data)

    def handle_pi(self, data):
        self.handle_decl(data)


def style_of(text):
    if len(text) > MOST_LETTERS:
        raise DesignWrong(_("Paling banyak %(most)s huruf.") % {"most": MOST_LETTERS}, field="style")
    if found := FORBIDDEN.search(text):
        raise DesignWrong(
            _("“%(found)s” tidak diizinkan: gaya kartu tidak menyebut alamat, aturan @, atau isi.")
            % {"found": found[0]},
            field="style",
        )
    if text.count("{") != text.count("}"):
        raise DesignWrong(_("Kurung kurawalnya tidak berpasangan."), field="style")
    return text.strip()


def refuse_places(design, emblem):
    """:raises DesignWrong: if a field lies beside the card, or is too small for what it holds"""
    places = laid_out(design.front, design.style, emblem).fields
    for name in FIELDS:
        if f'data-field="{name}"' in design.front:
            refuse_place(name, places.get(name))
    code, person = places["qr"], places["name"]
    if min(code.width, code.height) < SMALLEST_QR * MM - ROUNDING:
        raise DesignWrong(_("Tempat QR paling sedikit %(most)s x %(most)s mm.") % {"most": SMALLEST_QR}, field="style")
    if person.width < 30 * MM or typefaces.fit(LONGEST, person)[0] < LEGIBLE:
        raise DesignWrong(_("Tempat nama terlalu kecil untuk nama 60 huruf."), field="style")
    laid_out(design.back, design.style, emblem)


def refuse_place(name, place):
    inside = (
        place is not None and place.width > 1 and place.height > 1 and place.size > 1
        and place.x >= -ROUNDING and place.x + place.width <= CARD_WIDTH * MM + ROUNDING
        and place.y >= -ROUNDING and place.y + place.height <= CARD_HEIGHT * MM + ROUNDING
    )  # fmt: skip
    if not inside:
        raise DesignWrong(
            _("Tempat “%(name)s” tidak ada di dalam kartu, atau tidak punya lebar dan tinggi.") % {"name": name},
            field="style",
        )


def laid_out(body, style, emblem):
    return pdf.lay_out("papers/card_of_owner.html", context_of(body, style, emblem))


def context_of(body, style, emblem):
    return {
        "width": f"{CARD_WIDTH:.2f}", "height": f"{CARD_HEIGHT:.2f}", "style": style,
        "body": with_emblem(body, emblem),
    }  # fmt: skip


def with_emblem(body, emblem):
    """The place of the emblem gets its picture; without one it goes."""
    if not emblem:
        return re.sub(r"<img[^>]*>", "", body)
    return body.replace('data-emblem=""', f'src="{pdf.data_uri(emblem)}" alt=""')
