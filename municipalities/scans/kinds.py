"""What a file is, by its first bytes. Its name decides nothing: a phone calls a HEIC photo .jpg as it sends it."""

from municipalities.opening.refusing import FileRefused


HEAD = 4096  # bytes that are looked at
PDF, JPEG, PNG, HEIC = "PDF", "JPEG", "PNG", "HEIC"
PICTURES = (JPEG, PNG, HEIC)
# (what it begins with, what it is): taken in, or known well enough to be named as it is refused.
BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"\xd0\xcf\x11\xe0", "OFFICE"),
    (b"Rar!", "ARCHIVE"),
    (b"7z\xbc\xaf", "ARCHIVE"),
)
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
IN_A_ZIP = (
    (b"word/", "OFFICE"),
    (b"xl/", "OFFICE"),
    (b"ppt/", "OFFICE"),
    (b"mimetypeapplication/vnd.oasis", "OFFICE"),
)
IN_A_TEXT = ((b"<svg", "SVG"), (b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<script", "HTML"))


def kind_of(head):
    """
    PDF, JPEG, PNG or HEIC.

    :param head: the first HEAD bytes
    :raises FileRefused: TYPE_NOT_ALLOWED, with what it is instead
    """
    found = guess(head)
    if found != PDF and found not in PICTURES:
        raise FileRefused("TYPE_NOT_ALLOWED", found=found)
    return found


def guess(head):
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in HEIC_BRANDS else "VIDEO"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith(b"PK"):
        return first_of(IN_A_ZIP, head, "ARCHIVE")
    return first_of(IN_A_TEXT, head.lower(), "UNKNOWN")


def first_of(marks, head, otherwise):
    return next((kind for mark, kind in marks if mark in head), otherwise)
