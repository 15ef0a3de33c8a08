"""What else would print the same cards: content streams by hand, Typst, one WeasyPrint document."""

import base64
import io
import json
import zlib

import weasyprint
import zxingcpp
from PIL import Image

from reports import qr
from reports.card_layouts import CARD_HEIGHT, CARD_WIDTH, MM, PRESETS


try:
    import typst
except ImportError:
    typst = None

SHEET = PRESETS["A4_10"]
TEXTS = (("name", 11, 105), ("kpj", 11, 75), ("programs", 7, 50), ("since", 7, 50), ("unit", 7, 30))


def texts_of(card):
    return {
        "name": card.name, "kpj": card.kpj, "programs": " · ".join(card.programs), "unit": card.unit,
        "since": f"{card.since:%d-%m-%Y}",
    }  # fmt: skip


def bare(cards, out):
    """No layout, no measuring, no fonts of our own: five texts and a picture of the code per card, ten to a page."""
    offsets, kids = [0], []
    with out.open("wb") as file:

        def add(content):
            offsets.append(file.tell())
            file.write(b"%d 0 obj\n%b\nendobj\n" % (len(offsets) - 1, content))
            return len(offsets) - 1

        def stream(content, more=b""):
            packed = zlib.compress(content, 6)
            return add(b"<< /Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(packed), more, packed))

        font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        box = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] " % (CARD_WIDTH * MM, CARD_HEIGHT * MM)
        form = stream(b"0.42 0.12 0.18 rg 0 122 243 31 re f", box)
        places = SHEET.places()
        for start in range(0, len(cards), SHEET.cards):
            content = []
            for card, (x, y) in zip(cards[start : start + SHEET.cards], places, strict=False):
                content.append(b"q 1 0 0 1 %.2f %.2f cm /C Do" % (x, y))
                for (_name, size, up), text in zip(TEXTS, texts_of(card).values(), strict=True):
                    content.append(b"BT /F %d Tf 11 %d Td (%b) Tj ET" % (size, up, text.encode("cp1252", "replace")))
                image = zxingcpp.create_barcode(card.token_url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
                pixels = image.to_image(scale=1)
                side = pixels.shape[0]
                bits = Image.frombuffer("L", (side, side), bytes(pixels)).convert("1").tobytes()
                content.append(
                    b"q 68 0 0 68 167 38 cm BI /W %d /H %d /CS /G /BPC 1 /F /AHx ID %b> EI Q Q"
                    % (side, side, bits.hex().encode())
                )
            drawn = stream(b"\n".join(content))
            kids.append(
                add(
                    b"<< /Type /Page /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F %d 0 R >>"
                    b" /XObject << /C %d 0 R >> >> >>" % (drawn, font, form)
                )
            )
        pages = add(
            b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
        )
        root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % pages)
        start = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % len(offsets))
        file.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets[1:]))
        file.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets), root, start))


TYPST = """
#set page(width: 210mm, height: 297mm, margin: (x: 16.4mm, y: 10mm))
#set text(font: "Public Sans", size: 7pt)
#let card(c) = box(width: 85.6mm, height: 53.98mm, clip: true)[
  #place(top, rect(width: 85.6mm, height: 11mm, fill: rgb("#6b1f2e")))
  #place(dx: 13mm, dy: 2mm, text(fill: white, size: 9.5pt, weight: "bold")[Kartu Kepesertaan])
  #place(dx: 4mm, dy: 16mm, text(size: 11pt, weight: "bold", c.name))
  #place(dx: 4mm, dy: 28mm, text(size: 11pt, weight: "bold", c.kpj))
  #place(dx: 4mm, dy: 35mm, c.programs)
  #place(dx: 31mm, dy: 35mm, c.since)
  #place(dx: 4mm, dy: 41mm, c.unit)
  #place(dx: 59mm, dy: 13.6mm, image(bytes(c.qr), format: "svg", width: 24mm))
]
#grid(columns: 2, column-gutter: 6mm, row-gutter: 2mm, ..json("cards.json").map(card))
"""


def with_typst(cards, out):
    folder = out.parent
    (folder / "cards.json").write_text(json.dumps([texts_of(card) | {"qr": svg_of(card)} for card in cards]))
    (folder / "cards.typ").write_text(TYPST)
    typst.compile(str(folder / "cards.typ"), output=str(out), root=str(folder))


def svg_of(card):
    outline = qr.outline(qr.draw(card.token_url))
    side = outline.modules
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{outline.path}"/></svg>'


CARD = """<div class="card"><div class="head">Kartu Kepesertaan</div><p class="name">{name}</p><p>{kpj}</p>
<p>{programs} {since}</p><p>{unit}</p><img src="data:image/png;base64,{qr}"></div>"""
STYLE = """@page { size: A4; margin: 10mm 16.4mm } .card { position: relative; display: inline-block; overflow: hidden;
width: 85.6mm; height: 53.98mm; font-size: 7pt } .head { background: #6b1f2e; color: #fff; height: 11mm }
.name { font-size: 11pt; font-weight: bold } img { position: absolute; left: 59mm; top: 13.6mm; width: 24mm }"""


def with_weasyprint(cards, out):
    html = "".join(CARD.format(**texts_of(card), qr=png_of(card)) for card in cards)
    weasyprint.HTML(string=f"<style>{STYLE}</style>{html}").write_pdf(str(out))


def png_of(card):
    picture = qr.draw(card.token_url)
    file = io.BytesIO()
    Image.frombytes("1", (picture.modules,) * 2, picture.bits).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()
