"""What a reader finds in a PDF: words through the fonts' text maps, QR codes as they are drawn. pikepdf alone."""

import io
import re

import pikepdf
import zxingcpp
from PIL import Image


HEX = re.compile(r"<([0-9a-fA-F]+)>")


def pages_of(pdf):
    """Return the words of each page, in the order they are drawn; a text broken over lines counts once, whole."""
    known = {}
    with pikepdf.open(pdf if hasattr(pdf, "__fspath__") else io.BytesIO(pdf)) as document:
        return [" ".join(_words(page, page.get("/Resources", {}), known)) for page in document.pages]


def text_of(pdf):
    return "\n".join(pages_of(pdf))


def squeezed(text):
    """Return a text without its spaces: where they fall in a PDF depends on the line."""
    return re.sub(r"\s", "", text)


def codes_of(path):
    """Return what the QR codes of a sheet say, page after page."""
    found = []
    with pikepdf.open(path) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "INLINE IMAGE":
                    found.append(_read(operands[0]))
    return found


def _read(inline):
    side = int(inline.width)
    bits = bytes.fromhex(inline._data._inline_image_raw_bytes().decode().rstrip("> \n"))
    image = (
        Image.frombytes("1", (side, side), bits).convert("L").resize((side * 4, side * 4), Image.Resampling.NEAREST)
    )
    code = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text if code else None


def _words(holder, resources, known):
    letters, instead = {}, None
    for operands, operator in pikepdf.parse_content_stream(holder):
        match str(operator):
            case "Tf":
                letters = _once(known, resources.Font[operands[0]], _letters)
            case "BDC" if isinstance(operands[1], pikepdf.Dictionary) and "/ActualText" in operands[1]:
                instead = bytes(operands[1].ActualText).decode("utf-16")
                yield instead
            case "EMC":
                instead = None
            case "Tj" | "TJ" if instead is None:
                parts = operands[0] if str(operator) == "TJ" else operands
                yield "".join(_shown(part, letters) for part in parts if isinstance(part, pikepdf.String))
            case "Do" if resources.XObject[operands[0]].get("/Subtype") == "/Form":
                form = resources.XObject[operands[0]]
                own = form.get("/Resources", resources)
                yield from _once(known, form, lambda form, own=own: list(_words(form, own, known)))


def _once(known, thing, read):
    if thing.objgen not in known:
        known[thing.objgen] = read(thing)
    return known[thing.objgen]


def _shown(string, letters):
    codes = bytes(string)
    return "".join(letters.get(codes[place : place + 2], "?") for place in range(0, len(codes), 2))


def _letters(font):
    """The text map of a font: two-byte code -> letters."""
    text_map = font.ToUnicode.read_bytes().decode("latin-1")
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text_map, re.DOTALL):
        codes = HEX.findall(block)
        letters |= {
            bytes.fromhex(code): bytes.fromhex(to).decode("utf-16-be")
            for code, to in zip(codes[::2], codes[1::2], strict=True)
        }
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text_map, re.DOTALL):
        codes = [int(code, 16) for code in HEX.findall(block)]
        for first, last, to in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
            letters |= {(first + step).to_bytes(2, "big"): chr(to + step) for step in range(last - first + 1)}
    return letters
