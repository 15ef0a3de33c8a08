"""The city's emblem: an uploaded picture becomes a PNG of our own making, or is refused in words."""

import io

from django.utils.translation import gettext as _
from PIL import Image

from common.refusals import Refused
from municipalities.scans.turning import BROKEN, upright


FORMATS = ("PNG", "JPEG")  # by content, whatever the name says; no SVG, which can carry scripts and addresses
UPLOAD_BYTES = 2 * 1024 * 1024
PIXELS = 16_000_000  # what a picture may unfold to
SMALLEST = 100  # pixels of a side; less prints as a blur
SIDE = 600  # pixels of the longer side as it is kept: 20 mm at 760 dots an inch
KEPT_BYTES = 1024 * 1024


class NotAPicture(Refused):
    """It is neither a PNG nor a JPEG, or it is broken."""

    code = "NOT_A_PICTURE"


class PictureTooLarge(Refused):
    """More bytes or more points than an emblem needs."""

    code = "PICTURE_TOO_LARGE"


class PictureTooSmall(Refused):
    """It would print as a blur."""

    code = "PICTURE_TOO_SMALL"


def redrawn(upload):
    """
    Return the picture as a PNG drawn anew: no metadata, no place it was taken at, nothing behind its last point.

    :param upload: the bytes that somebody sent
    :raises NotAPicture: if it is no PNG or JPEG, or cannot be read to its end
    :raises PictureTooLarge: if it has too many bytes or points
    :raises PictureTooSmall: if a side has less than a hundred points
    """
    if len(upload) > UPLOAD_BYTES:
        raise PictureTooLarge(_("Lambang lebih dari 2 MB. Perkecil gambarnya lalu unggah lagi."))
    try:
        with Image.open(io.BytesIO(upload), formats=FORMATS) as picture:
            refuse_size(*picture.size)  # told by its head, before a single point is unfolded
            picture.verify()  # a library of ours lets Pillow fill up what is cut off
        with Image.open(io.BytesIO(upload), formats=FORMATS) as picture:
            picture.load()
            drawn = upright(picture).convert("RGBA")
    except BROKEN as error:
        raise NotAPicture(_("Lambang harus berupa gambar PNG atau JPEG yang utuh.")) from error
    drawn.thumbnail((SIDE, SIDE))
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    if out.tell() > KEPT_BYTES:
        raise PictureTooLarge(_("Gambar ini terlalu rumit untuk lambang. Pakai gambar dengan warna lebih sedikit."))
    return out.getvalue()


def refuse_size(width, height):
    if width * height > PIXELS:
        raise PictureTooLarge(_("Gambar terlalu besar. Paling banyak 4.000 x 4.000 titik."))
    if min(width, height) < SMALLEST:
        raise PictureTooSmall(_("Gambar terlalu kecil untuk dicetak. Paling sedikit 100 x 100 titik."))
