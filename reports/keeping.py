"""Papers are kept as they were printed, and served again only while they still are."""

import hashlib
import io
import logging
import uuid
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from common.spreadsheets import WORKBOOK
from municipalities import audit
from municipalities.files import written_whole
from reports.models import Paper


PDF = "application/pdf"
SUFFIXES = {PDF: ".pdf", WORKBOOK: ".xlsx"}
MAGIC = {b"%PDF-": PDF, b"PK\x03\x04": WORKBOOK}
CHUNK = 1 << 20

log = logging.getLogger(__name__)


class PaperRemoved(Refused):
    """The city's years for it are over, or the person is forgotten: the file was removed on purpose."""

    code = "PAPER_REMOVED"


class PaperNotIntact(Refused):
    """The kept file is gone or is no longer what was kept."""

    code = "PAPER_NOT_INTACT"


def keep(*, municipality, kind, title, content, of, by, at, unit=None, number="", month=None, people=None):
    """
    Keep a printed paper and return its Paper; the same content of the same thing gives the paper that stands, unless
    its file was removed.

    The title becomes the name of the downloaded file, so no name and no number of a person stands in it. A paper
    about people of one unit carries that unit, and its clerks may open it; without a unit it speaks of the whole
    city and no clerk sees it. What may not be seen by both sides yet (a draft) is not kept.

    :param kind: a reports.models.Kind
    :param content: the whole file, PDF or xlsx, in bytes
    :param of: what the paper is about; has a public_id
    :param month: the first day of the month the paper is about
    :param people: the ids of the workers who stand on a paper of many people
    :raises ValueError: if the content is neither PDF nor xlsx
    """
    media_type = media_type_of(content)
    paper = Paper(
        municipality=municipality, kind=kind, title=title[:200], unit=unit, number=number, month=month,
        object_type=of._meta.label_lower, object_id=of.public_id, media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(), bytes=len(content), made_by=by, made_at=at,
        file=place(municipality, uuid.uuid4().hex, SUFFIXES[media_type]),
    )  # fmt: skip
    return stand(paper, by=by, at=at, people=people, put=lambda path: write(path, content))


def keep_pdf(file, *, stem, municipality, kind, title, of, by, at, unit=None, people=None):
    """
    Keep a PDF that was written as a file, too long to be held in memory; as `keep`. The file is moved to its place.

    :param file: on the same disk as the kept papers
    :param stem: its name there, the same where a dead process is followed by another
    :raises pikepdf.PdfError: if it does not open
    """
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    paper = Paper(
        municipality=municipality, kind=kind, title=title[:200], unit=unit, object_type=of._meta.label_lower,
        object_id=of.public_id, media_type=PDF, sha256=sha256, bytes=file.stat().st_size, made_by=by, made_at=at,
        file=place(municipality, stem, SUFFIXES[PDF]),
    )  # fmt: skip
    return stand(paper, by=by, at=at, people=people, put=file.replace)


def stand(paper, *, by, at, people, put):
    """The paper that stands with this content, else this one, put at its place and registered."""
    alike = paper.municipality.papers.filter(
        kind=paper.kind, unit=paper.unit, object_type=paper.object_type, object_id=paper.object_id,
        sha256=paper.sha256,
    )  # fmt: skip
    standing = alike.filter(removals=None)
    if there := standing.first():
        audit.record("paper.printed_again", of=there, by=by, at=at, sha256=there.sha256)
        return there
    paper.printing = alike.count() + 1
    put(path_of(paper))
    try:
        if paper.media_type == PDF:
            paper.pages = pages_of(path_of(paper))
        register(paper, by=by, at=at, people=people)
    except IntegrityError:  # somebody kept the very same a moment ago
        path_of(paper).unlink()
        return standing.get()
    return paper


def place(municipality, stem, suffix):
    return f"papers/{municipality.code}/{stem}{suffix}"


@transaction.atomic
def register(paper, *, by, at, people):
    paper.save(force_insert=True)
    audit.record("paper.kept", of=paper, by=by, at=at, kind=paper.kind, sha256=paper.sha256, people=people)


def refuse_removed(paper):
    """
    What is asked before a paper is opened.

    :raises PaperRemoved: if its file was removed on purpose
    """
    if removal := paper.removals.first():
        day = paper.municipality.day_of(removal.at)
        raise PaperRemoved(_("Berkas ini dihapus menurut masa simpan pada %(day)s.") % {"day": f"{day:%d-%m-%Y}"})


def open_kept(paper):
    """
    Open the kept file for reading, after a look at all of it.

    :raises PaperNotIntact: if it is gone or its sha256 is another
    """
    try:
        file = path_of(paper).open("rb")
    except OSError as error:
        log.error("paper %s: %s", paper.public_id, error.strerror)
        raise PaperNotIntact(_("Berkas ini tidak ada lagi di penyimpanan.")) from error
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != paper.sha256:
        file.close()
        log.error("paper %s: sha256 is %s, kept was %s", paper.public_id, digest.hexdigest(), paper.sha256)
        raise PaperNotIntact(_("Isi berkas ini tidak lagi sama dengan saat disimpan."))
    file.seek(0)
    return file


def kept_for(municipalities, role):
    """The papers of these municipalities that the role may see."""
    return Paper.objects.filter(municipality__in=municipalities).for_role(role)


def path_of(paper):
    return path_at(paper.file.name)


def path_at(name):
    return Path(settings.MEDIA_ROOT) / name


def write(path, content):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_whole(path) as file:
        file.write(content)


def media_type_of(content):
    for start, media_type in MAGIC.items():
        if content.startswith(start):
            return media_type
    raise ValueError("a paper is a PDF or an xlsx")


def pages_of(content):
    """:param content: the bytes of a PDF, or the path to one"""
    with pikepdf.open(io.BytesIO(content) if isinstance(content, bytes) else content) as document:
        return len(document.pages)
