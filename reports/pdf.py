"""
From template to PDF: the only import of weasyprint.

Nothing is fetched: the press knows its stylesheet and fonts by name, reads them once, and refuses every other address.
The same template and context give the same bytes, so that a reprint is the paper that was printed.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from urllib.request import OpenerDirector

import weasyprint
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse


STATIC = Path(__file__).resolve().parent.parent / "static"
SCHEME = "asset:"  # no resolver on earth knows it, so a slip of the fetcher still reaches nothing
STYLESHEET = "css/paper.css"
ASSETS = {
    STYLESHEET: "text/css",
    "fonts/public-sans-400.ttf": "font/ttf",
    "fonts/public-sans-700.ttf": "font/ttf",
    "fonts/arimo-400.ttf": "font/ttf",
    "fonts/arimo-700.ttf": "font/ttf",
    "fonts/texgyrebonum-regular.otf": "font/otf",
    "fonts/texgyrebonum-bold.otf": "font/otf",
}
PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=]+)")
PICTURE_CAP = 2 * 1024 * 1024  # bytes
POINTS_PER_PIXEL = 0.75

_one_at_a_time = Lock()  # Pango's font map, which all renderings share, is not made for threads


class AddressRefused(ValueError):
    """A paper asked for something that is not among its own assets."""


class PackagedAssets(URLFetcher):
    """Serves the assets by name and pictures that stand in the paper itself; opens no file and no connection."""

    _fail_on_errors = False  # an address refused leaves a gap on the paper, and a line in the log

    def __init__(self):
        # Not URLFetcher's own: that one arms handlers for http, ftp and file, and reads the proxy settings.
        OpenerDirector.__init__(self)

    def fetch(self, url, headers=None):
        if url.startswith(SCHEME) and (name := url.removeprefix(SCHEME)) in ASSETS:
            return URLFetcherResponse(url, asset(name), {"Content-Type": ASSETS[name]})
        if len(url) <= PICTURE_CAP * 4 // 3 and (picture := PICTURE.fullmatch(url)):
            return URLFetcherResponse(url[:32], _decoded(picture[2]), {"Content-Type": picture[1]})
        raise AddressRefused(url[:80])


SIZES = {"A4": "210mm 297mm", "F4": "215mm 330mm"}
LANDSCAPES = {"A4": "297mm 210mm", "F4": "330mm 215mm"}
FAMILIES = {"SANS": "Public Sans", "ARIAL": "Arimo", "BOOKMAN": "TeX Gyre Bonum"}


@dataclass(frozen=True, slots=True)
class Look:
    """Paper and letters of a city's papers, by the codes of its settings."""

    size: str = "A4"
    typeface: str = "SANS"

    @property
    def page(self):
        return SIZES[self.size]

    @property
    def landscape(self):
        return LANDSCAPES[self.size]

    @property
    def family(self):
        return FAMILIES[self.typeface]


USUAL = Look()


@dataclass(frozen=True, slots=True)
class Field:
    """
    The place a laid-out template keeps for a text or a picture: an element with data-field.

    Lengths are points, x and y of the lower left corner of the content box, from the lower left of the page.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    size: float  # of the letters
    smallest: float  # data-smallest: how far a long text may shrink before it is wrapped
    leading: float
    bold: bool
    align: str  # left, center or right
    middle: bool  # data-middle: lines stand in the middle of the height, not at the top
    color: tuple[float, float, float]  # red, green, blue, 0 to 1


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A template as WeasyPrint laid it out: the PDF and the fields of its first page."""

    pdf: bytes
    width: float
    height: float
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What a paper says, in a file for machines that lies within the PDF."""

    name: str
    content: bytes
    description: str
    day: date  # of the file: the same paper is the same bytes, so no clock is asked


def render(template, context, look=USUAL):
    """
    Return the paper as PDF bytes.

    :param template: name below templates/, escaped like every template of Django
    :raises TemplateDoesNotExist: if there is no such template
    """
    return _press([html_of(template, context, look)])[0]


def bind(parts, *, title, data, look=USUAL):
    """
    Return several templates as one PDF/A-3a with its data in it; each part counts its own pages.

    :param parts: (template, context), in their order
    :param title: of the whole
    :param data: a Data
    """
    return _press([html_of(template, context, look) for template, context in parts], title=title, data=data)[0]


def pages_of(parts, look=USUAL):
    """
    Return how many pages `bind` makes of these parts, without making it.

    A part counts its own pages, so that one looked at again and again is laid out once.
    """
    return sum(_length(html_of(template, context, look)) for template, context in parts)


def lay_out(template, context, look=USUAL):
    """Return the paper together with the places of its data-field elements, for writing over it many times."""
    pdf, document = _press([html_of(template, context, look)])
    page = document.pages[0]
    height = page.height * POINTS_PER_PIXEL
    fields = {}
    # The box tree has no public door; tests/reports/test_pdf.py notices when it moves.
    for box in page._page_box.descendants(placeholders=True):
        name = box.element.get("data-field") if box.element is not None else None
        if name and name not in fields:
            fields[name] = _field(name, box, height)
    return LaidOut(pdf=pdf, width=page.width * POINTS_PER_PIXEL, height=height, fields=fields)


def data_uri(picture):
    """
    Return a PNG or JPEG as the address under which a paper may show it.

    :raises AddressRefused: if the bytes are neither, or more than two megabytes
    """
    kind = {b"\x89PNG": "png", b"\xff\xd8\xff\xe0": "jpeg", b"\xff\xd8\xff\xe1": "jpeg"}.get(picture[:4])
    if kind is None or len(picture) > PICTURE_CAP:
        raise AddressRefused("a picture is a PNG or JPEG of two megabytes at most")
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}"


def html_of(template, context, look=USUAL):
    """The page that is printed, in the words of the paper."""
    with override("id"):
        return render_to_string(template, context | {"look": look})


@lru_cache(maxsize=64)
def _length(html):
    with _one_at_a_time:
        return len(_laid_out(html).pages)


def _press(pages, *, title=None, data=None):
    with _one_at_a_time:
        documents = [_laid_out(html, **_archival(data)) for html in pages]
        whole = documents[0]
        if len(documents) > 1:
            whole = whole.copy([page for document in documents for page in document.pages])
        whole.metadata.title = title or whole.metadata.title
        pdf = whole.write_pdf(
            finisher=_named_once,
            pdf_identifier=_identifier(pages, title, data),
            pdf_tags=True,
            **_archival(data),
            **_attached(data),
        )
        return pdf, whole


def _laid_out(html, **how):
    fonts, counters, stylesheet = _case()
    return weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=PackagedAssets()).render(
        font_config=fonts,
        counter_style=counters,
        stylesheets=[stylesheet],
        presentational_hints=True,  # a list begins with the number that its start says
        **how,
    )


def _identifier(pages, title, data):
    said = [weasyprint.__version__, _stylesheet_digest(), *pages]
    if data:
        said += [title, data.content.hex()]
    return hashlib.sha256("\n".join(said).encode()).digest()[:16].hex().encode()


def _archival(data):
    return {"pdf_variant": "pdf/a-3a"} if data else {}


def _attached(data):
    if data is None:
        return {}
    then = datetime.combine(data.day, time())
    attachment = weasyprint.Attachment(
        string=data.content, name=data.name, description=data.description, relationship="Data", created=then,
        modified=then,
    )  # fmt: skip
    return {"attachments": [attachment]}


def _named_once(_document, pdf):
    """WeasyPrint lists an attached file twice among those that belong to a PDF/A."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@cache
def _case():
    """The fonts, the kinds of numbers and the stylesheet, parsed once per process."""
    fonts, counters = FontConfiguration(), CounterStyle()
    stylesheet = weasyprint.CSS(
        string=asset(STYLESHEET).decode(),
        base_url=SCHEME,
        url_fetcher=PackagedAssets(),
        font_config=fonts,
        counter_style=counters,
    )
    return fonts, counters, stylesheet


@cache
def asset(name):
    """Return a packaged asset, read once per process."""
    return (STATIC / name).read_bytes()


@cache
def _stylesheet_digest():
    return hashlib.sha256(asset(STYLESHEET)).hexdigest()


def _decoded(text):
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise AddressRefused("a picture with broken base64") from error


def _field(name, box, page_height):
    size = box.style["font_size"] * POINTS_PER_PIXEL
    leading = box.style["line_height"]
    if leading == "normal":
        leading = 1.2
    leading = leading * size if isinstance(leading, float) else leading.value * POINTS_PER_PIXEL
    align = box.style["text_align_all"]
    return Field(
        name=name,
        x=box.content_box_x() * POINTS_PER_PIXEL,
        y=page_height - (box.content_box_y() + box.height) * POINTS_PER_PIXEL,
        width=box.width * POINTS_PER_PIXEL,
        height=box.height * POINTS_PER_PIXEL,
        size=size,
        smallest=float(box.element.get("data-smallest", size)),
        leading=leading,
        bold=box.style["font_weight"] >= 600,
        align=align if align in ("center", "right") else {"end": "right"}.get(align, "left"),
        middle=box.element.get("data-middle") is not None,
        color=tuple(box.style["color"].to("srgb").coordinates),
    )
