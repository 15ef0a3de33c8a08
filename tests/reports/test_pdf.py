# ruff: noqa: RUF001 - names have apostrophes of their own

import io
import sys
import tempfile
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.test import override_settings
from django.utils import translation
from PIL import Image

from reports import pdf
from tests.reports.reading import squeezed, text_of


ROOT = Path(pdf.__file__).resolve().parent.parent
OURS = (str(ROOT / "static"), str(ROOT / "templates"))
WATCHED = {"socket.__new__", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "open"}

seen = None  # a list while the house is watched


def _note(event, arguments):
    if seen is not None and event in WATCHED:
        seen.append((event, str(arguments[0])))


sys.addaudithook(_note)  # cannot be removed again, so it listens only when asked


@pytest.fixture
def templates(tmp_path):
    """A folder of templates for this test alone."""
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path, ROOT / "templates"]}
    with override_settings(TEMPLATES=[engine]):
        yield tmp_path


@pytest.fixture
def watched():
    """Every file and socket opened from here on."""
    global seen
    seen = []
    yield seen
    seen = None


def strange(events):
    """What was opened beside our own assets and WeasyPrint's folder for the fonts it unpacked."""
    fonts = str(Path(tempfile.gettempdir()) / "weasyprint-")
    python = tuple(path for path in sys.path if path)
    imported = [what for event, what in events if event == "open" and what.startswith(python) and ".py" in what]
    return [
        (event, what)
        for event, what in events
        if not (event == "open" and (what in imported or what.startswith((*OURS, fonts))))
    ]


EVIL = [
    "<img src=file:///etc/passwd>",
    '<img src="http://127.0.0.1:9/x.png">',
    '<link rel=attachment href="file:///etc/passwd">',
    "<style>@import url(file:///etc/passwd)</style>",
    '<svg><image href="file:///etc/hostname" /></svg>',
    '<object data="file:///etc/passwd"></object>',
    "{{ 7|add:7 }}{% load static %}",
]


@pytest.mark.parametrize("name", EVIL)
def test_a_name_of_markup_is_printed_as_it_is_and_opens_nothing(templates, watched, name):
    (templates / "name.html").write_text("<p>{{ name }}</p>")
    pdf.render("name.html", {"name": "warm"})
    watched.clear()
    paper = pdf.render("name.html", {"name": name})
    assert strange(watched) == []
    assert squeezed(name) in squeezed(text_of(paper))


@pytest.mark.parametrize("markup", EVIL[:-1])
def test_even_markup_that_was_not_escaped_reaches_nothing(templates, watched, markup):
    (templates / "markup.html").write_text("<p>Kota</p>{{ markup|safe }}")
    pdf.render("markup.html", {"markup": ""})
    watched.clear()
    with pikepdf.open(io.BytesIO(pdf.render("markup.html", {"markup": markup}))) as paper:
        assert "/EmbeddedFiles" not in paper.Root.get("/Names", {})
    assert strange(watched) == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "ftp://127.0.0.1/",
        "asset:../config/settings.py",
        "asset:css/../css/paper.css",
        "asset:/etc/passwd",
        "data:text/css,p{}",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "paper.css",
        "",
    ],
)
def test_an_address_that_is_no_asset_is_refused(address):
    with pytest.raises(pdf.AddressRefused):
        pdf.PackagedAssets().fetch(address)


def test_the_assets_are_served_by_name():
    assert pdf.PackagedAssets().fetch("asset:css/paper.css").read().startswith(b"/*")


def test_a_picture_of_the_owner_is_printed():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    address = pdf.data_uri(out.getvalue())
    assert pdf.PackagedAssets().fetch(address).read() == out.getvalue()


@pytest.mark.parametrize("bytes_", [b"<svg></svg>", b"%PDF-1.7", b"", b"\x89PNG" + bytes(pdf.PICTURE_CAP)])
def test_only_small_pngs_and_jpegs_are_pictures(bytes_):
    with pytest.raises(pdf.AddressRefused):
        pdf.data_uri(bytes_)


def test_the_same_paper_is_the_same_bytes(templates):
    (templates / "twice.html").write_text("<title>Surat</title><p>{{ name }}</p>")
    first, again = (pdf.render("twice.html", {"name": "Siti Nur’aini"}) for _ in range(2))
    assert first == again
    assert first != pdf.render("twice.html", {"name": "Siti Nur'aini"})


def test_papers_are_indonesian_whoever_asks(templates):
    (templates / "day.html").write_text('{{ day|date:"j F Y" }}')
    with translation.override("en"):
        paper = pdf.render("day.html", {"day": date(2026, 10, 1)})
    assert squeezed("1 Oktober 2026") in squeezed(text_of(paper))


def test_papers_use_our_font_and_no_other(templates):
    (templates / "font.html").write_text("<p>Siti <b>Łukasz</b> Ḍūḥā</p>")
    with pikepdf.open(io.BytesIO(pdf.render("font.html", {}))) as paper:
        fonts = {str(font.BaseFont) for font in paper.pages[0].Resources.Font.values()}
    assert fonts
    assert all("+Public-Sans" in name for name in fonts)


def test_fields_are_where_the_template_puts_them(templates):
    (templates / "fields.html").write_text(
        "<style>@page { size: 100mm 50mm; margin: 0 } body { margin: 0 }"
        ".outer { position: absolute; left: 10mm; top: 5mm }"
        ".inner { position: absolute; left: 10mm; top: 5mm; width: 30mm; height: 10mm;"
        "font: 700 8pt/1.5 'Public Sans'; text-align: right; color: #f00 }</style>"
        "<div class=outer><p class=inner data-field=name data-smallest=5 data-middle></p></div>"
    )
    field = pdf.lay_out("fields.html", {}).fields["name"]
    mm = 72 / 25.4
    assert (field.x, field.y, field.width, field.height) == pytest.approx((20 * mm, 30 * mm, 30 * mm, 10 * mm))
    assert (field.size, field.smallest, field.leading) == pytest.approx((8, 5, 12))
    assert (field.bold, field.align, field.middle, field.color) == (True, "right", True, (1, 0, 0))
