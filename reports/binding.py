"""Papers and scans, bound into one PDF in their order. The same parts give the same bytes."""

import io

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image


A4 = (595.276, 841.89)  # points
MARGIN = 28.35  # 10 mm


def bound(parts):
    """
    Return several papers as one PDF, with the title and language of the first.

    :param parts: bytes of a PDF, then of PDF or JPEG files; a picture fills its page, not larger than it is
    """
    first, *others = parts
    with pikepdf.open(io.BytesIO(first)) as whole:
        for part in others:
            if part.startswith(b"%PDF-"):
                with pikepdf.open(io.BytesIO(part)) as document:
                    whole.pages.extend(document.pages)
            else:
                add_picture(whole, part)
        out = io.BytesIO()
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def add_picture(whole, content):
    """A page with a JPEG as it is, upright or lying like the picture; a kept scan is always drawn in RGB."""
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    page = whole.add_blank_page(page_size=A4 if height >= width else A4[::-1])
    sides = [float(side) for side in page.mediabox[2:]]
    scale = min(*((side - 2 * MARGIN) / length for side, length in zip(sides, (width, height), strict=True)), 1)
    x, y = ((side - length * scale) / 2 for side, length in zip(sides, (width, height), strict=True))
    stored = whole.make_stream(
        content, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page.Resources = Dictionary(XObject=Dictionary(Scan=stored))
    drawn = f"q {width * scale:.3f} 0 0 {height * scale:.3f} {x:.3f} {y:.3f} cm /Scan Do Q"
    page.Contents = whole.make_stream(drawn.encode())
