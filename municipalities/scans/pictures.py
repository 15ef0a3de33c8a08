"""A picture drawn anew: only its points come along, not where it was taken, by what, or what hides behind its end."""

import pi_heif
from PIL import Image

from municipalities.opening.refusing import FileRefused
from municipalities.scans.turning import BROKEN, turn_of


SIDE = 3600  # pixels of the longer side as it is kept: a sheet of A4 at 300 dots an inch
PREVIEW_SIDE = 1100
QUALITY, PREVIEW_QUALITY = 85, 72
OPENED_AS = {"JPEG": "JPEG", "PNG": "PNG", "HEIC": "HEIF"}  # what Pillow calls them


def redraw(path, kind, limits, *, out, preview):
    """
    Write the picture as a JPEG of our own making, upright, and a small one to look at.

    :param kind: JPEG, PNG or HEIC
    :raises FileRefused: TOO_MANY_PIXELS, TOO_SMALL, or CORRUPT if it cannot be read to its end
    """
    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # asked here, before a single point is unfolded
    opened_as = (OPENED_AS[kind],)
    try:
        with Image.open(path, formats=opened_as) as picture:
            refuse_size(picture.size, limits)
            picture.verify()
        with Image.open(path, formats=opened_as) as picture:
            turn = turn_of(picture)
            picture.thumbnail((SIDE, SIDE))
            drawn = on_white(picture)
    except BROKEN as error:
        raise FileRefused("CORRUPT", kind="PICTURE") from error
    drawn = drawn if turn is None else drawn.transpose(turn)
    save(drawn, out, QUALITY)
    save_preview(drawn, preview)


def refuse_size(size, limits):
    width, height = size
    if width * height > limits.pixels:
        raise FileRefused("TOO_MANY_PIXELS", width=width, height=height, limit=limits.pixels)
    if max(size) < limits.smallest:
        raise FileRefused("TOO_SMALL", width=width, height=height, limit=limits.smallest)


def on_white(picture):
    """Its points alone, what was transparent as paper is."""
    if picture.mode.startswith("I"):  # sixteen bits of grey
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
    clean = Image.new("RGB", picture.size, "white")
    clean.paste(picture.convert("RGB"), mask=picture if picture.mode == "RGBA" else None)
    return clean


def save_preview(picture, path):
    small = picture.convert("RGB")
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    save(small, path, PREVIEW_QUALITY)


def save(picture, path, quality):
    picture.save(path, "JPEG", quality=quality, optimize=True)
