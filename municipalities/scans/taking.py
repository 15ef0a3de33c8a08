"""A scan comes in: told by its content, opened in a child process, and handed on as what is to be kept of it."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from common.refusals import Refused
from municipalities.opening.outside import ask_child, work_dir
from municipalities.scans import KEPT, PREVIEW
from municipalities.scans.limits import Limits
from municipalities.scans.sentences import sentence


LIMITS = Limits(**settings.SCAN_LIMITS)
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif")  # offered by a form; the content decides
PDF, JPEG = "application/pdf", "image/jpeg"
MEDIA = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG}


class ScanRefused(Refused):
    """The file is none of the kinds that are taken in, too large, broken, or does more than show a page."""

    code = "SCAN_REFUSED"


@dataclass(frozen=True)
class Scan:
    """
    What is to be kept of an upload; its files are gone after taking().

    :param sent_sha256: of the file as it came, so that the same one is known again
    :param sha256: of what is kept, which for a PDF is the same
    :param preview: a JPEG of its first page
    """

    path: Path
    preview: Path
    sent_sha256: str
    sha256: str
    media_type: str
    pages: int
    bytes: int


@contextmanager
def taken(upload, *, limits=LIMITS) -> Iterator[Scan]:
    """
    The scan that an uploaded file holds.

    :param upload: a file of a form, or anything with chunks()
    :raises ScanRefused: with the sentence for the person, and the word for it as its code
    """
    with tempfile.TemporaryDirectory(prefix="upload-") as folder, work_dir() as work:
        sent = Path(folder) / "scan"  # its own name may hold whose it is, and decides nothing
        with sent.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        found = ask_child(sent, work_dir=work, limits=limits, module="municipalities.scans.cleaning")
        if problem := found["file_problem"]:
            raise ScanRefused(sentence(problem), code=problem["code"], field="file")
        kept = Path(work) / KEPT
        yield Scan(
            path=kept,
            preview=Path(work) / PREVIEW,
            sent_sha256=sha256_of(sent),
            sha256=sha256_of(kept),
            media_type=media_type_of(kept),
            pages=int(found["pages"]),
            bytes=kept.stat().st_size,
        )


def sha256_of(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def media_type_of(path):
    """Looked at once more: what opened the file has been near it."""
    with path.open("rb") as file:
        start = file.read(8)
    return next(media_type for magic, media_type in MEDIA.items() if start.startswith(magic))
