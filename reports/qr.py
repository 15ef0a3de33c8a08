"""
The QR of a card: a short keyed token, checked on the server only, and its picture.

A token names the municipality and the card and nothing else about the worker. Whoever copies a card copies its token;
whoever invents one must guess 96 bits. The address is in upper case, which lets a QR hold it in fewer modules.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

import zxingcpp
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
MAC_BITS = 96
KEY_BYTES = 16  # at least
MAC_LETTERS = 20  # 100 bits, of which the first four are zero
PATH = "/K/"
PATH_CAP = 48
PURPOSE = b"payung kartu 1"
KEY_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{1,4}")
MUNICIPALITY = re.compile(r"[0-9]{2}\.[0-9]{2}")
TOKEN = re.compile(rf"([{ALPHABET}]{{1,4}})-([0-9]{{4}})-([{ALPHABET}]{{1,13}})-([{ALPHABET}]{{{MAC_LETTERS}}})")
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+")  # ISO/IEC 18004: two letters in eleven bits
MASK = 3
BLACK_OR_WHITE = bytes(ord("1") if value > 127 else ord("0") for value in range(256))


class TokenRefused(Refused):
    """The token is not one of ours: damaged, invented, or of a key that was withdrawn."""

    code = "TOKEN_REFUSED"


@dataclass(frozen=True, slots=True)
class Token:
    """What a genuine token says."""

    municipality_code: str
    card_number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR as one bit per module, white is 1, each row filled up to whole bytes, quiet zone included."""

    modules: int
    bits: bytes


@dataclass(frozen=True, slots=True)
class Outline:
    """A QR as an SVG path of black runs, one unit per module."""

    modules: int
    path: str


def make_token(*, keys, municipality_code, card_number):
    """
    Return the token of a card, signed with the first key.

    :param keys: key id (up to four letters of Crockford's alphabet) -> secret bytes; the first signs, all are read
    :param municipality_code: as the region table has it, "17.71"
    :param card_number: the card's number in the database, above zero
    :raises ValueError: if one of them cannot stand in a token, or the key is shorter than 16 bytes
    """
    key_id, key = next(iter(keys.items()))
    fits = KEY_ID.fullmatch(key_id) and MUNICIPALITY.fullmatch(municipality_code)
    if not (fits and len(key) >= KEY_BYTES and card_number > 0):
        raise ValueError(f"no token for key {key_id!r}, municipality {municipality_code!r}, card {card_number!r}")
    digits = municipality_code.replace(".", "")
    token = f"{key_id}-{digits}-{_encoded(card_number)}-{_seal(key, key_id, digits, card_number)}"
    if len(PATH + token) > PATH_CAP:
        raise ValueError(f"{PATH}{token} is longer than {PATH_CAP} characters")
    return token


def read_token(*, keys, token):
    """
    Return what a token says, if it is genuine; how long that takes says nothing about how near a guess was.

    :param keys: key id -> secret bytes; a withdrawn key is simply no longer here
    :raises TokenRefused: in every other case, for one and the same reason
    """
    parts = TOKEN.fullmatch(token)
    key = keys.get(parts[1]) if parts else None
    if key is None:
        raise TokenRefused(_("Kartu tidak dikenal."))
    key_id, digits, number, _seal_given = parts.groups()
    card_number = _decoded(number)
    genuine = f"{key_id}-{digits}-{_encoded(card_number)}-{_seal(key, key_id, digits, card_number)}"
    # The whole token, not only its seal: one card has one token, no second spelling.
    if not hmac.compare_digest(genuine.encode(), token.encode()):
        raise TokenRefused(_("Kartu tidak dikenal."))
    return Token(municipality_code=f"{digits[:2]}.{digits[2:]}", card_number=card_number)


def municipality_code(token):
    """Return the municipality that a token names, genuine or not; empty where it is no token at all."""
    parts = TOKEN.fullmatch(token)
    return f"{parts[2][:2]}.{parts[2][2:]}" if parts else ""


def address(*, site, token):
    """
    Return the address a card's QR leads to, in upper case throughout.

    :param site: scheme and host, https://payung.example.go.id
    :raises ValueError: if it holds a character a short QR cannot
    """
    url = f"{site.rstrip('/')}{PATH}{token}".upper()
    if not ALPHANUMERIC.fullmatch(url):
        raise ValueError(f"{site!r} has characters outside the alphanumeric mode of QR")
    return url


def draw(text):
    """
    Return the QR of an address, error correction level M (15 % of the symbol may be lost).

    The mask is fixed: searching the best of eight takes six times as long, and codes blurred to the edge of legibility
    were read as often with this one.

    :raises ValueError: if the text does not fit the alphanumeric mode
    """
    if not ALPHANUMERIC.fullmatch(text):
        raise ValueError(f"not the upper-case address a QR of ours holds: {text!r}")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=MASK)
    image = code.to_image(scale=1, add_quiet_zones=True)
    side = image.shape[0]
    return Picture(modules=side, bits=_one_bit_each(bytes(image), side))


def outline(picture):
    """Return a picture as a path for a template, which stays sharp at every size."""
    stride = -(-picture.modules // 8) * 8
    rows = f"{int.from_bytes(picture.bits, 'big'):0{stride * picture.modules}b}"
    path = "".join(
        f"M{run.start()} {row}h{len(run[0])}v1h-{len(run[0])}z"
        for row in range(picture.modules)
        for run in re.finditer("0+", rows[row * stride : row * stride + picture.modules])
    )
    return Outline(modules=picture.modules, path=path)


def _one_bit_each(pixels, side):
    stride = -(-side // 8) * 8
    digits = pixels.translate(BLACK_OR_WHITE).decode("ascii")
    rows = "".join(digits[start : start + side].ljust(stride, "1") for start in range(0, side * side, side))
    return int(rows, 2).to_bytes(stride * side // 8, "big")


def _seal(key, key_id, digits, card_number):
    message = b"\0".join([PURPOSE, key_id.encode(), digits.encode(), str(card_number).encode()])
    mac = hmac.digest(key, message, hashlib.sha256)[: MAC_BITS // 8]
    return _encoded(int.from_bytes(mac, "big")).rjust(MAC_LETTERS, "0")


def _encoded(number):
    letters = ""
    while number:
        number, letter = divmod(number, 32)
        letters = ALPHABET[letter] + letters
    return letters


def _decoded(letters):
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    return number
