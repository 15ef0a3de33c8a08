"""How a camera was held as it took a picture, and what Pillow raises over a broken one."""

import struct

from PIL import ExifTags, Image


# What Pillow raises over bytes that are no picture, or one with something broken in it.
BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, struct.error),
    Image.DecompressionBombError,
)
Turn = Image.Transpose
# How a camera was held: what its number asks for. Pillow would write all the rest of what the camera said anew for it.
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT, 3: Turn.ROTATE_180, 4: Turn.FLIP_TOP_BOTTOM, 5: Turn.TRANSPOSE,
    6: Turn.ROTATE_270, 7: Turn.TRANSVERSE, 8: Turn.ROTATE_90,
}  # fmt: skip


def upright(picture):
    turn = turn_of(picture)
    return picture if turn is None else picture.transpose(turn)


def turn_of(picture):
    return TURNS.get(picture.getexif().get(ExifTags.Base.Orientation))
