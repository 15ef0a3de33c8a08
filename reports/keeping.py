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
    sha256 = hashlib.sha256(content).hexdigest()
    same = {"kind": kind, "unit": unit, "object_type": of._meta.label_lower, "object_id": of.public_id}
    alike = municipality.papers.filter(**same, sha256=sha256)
    standing = alike.filter(removals=None)
    if paper := standing.first():
        audit.record("paper.printed_again", of=paper, by=by, at=at, sha256=sha256)
        return paper
    paper = Paper(
        municipality=municipality,
        **same,
        title=title[:200],
        number=number,
        month=month,
        file=f"papers/{municipality.code}/{uuid.uuid4().hex}{SUFFIXES[media_type]}",
        media_type=media_type,
        sha256=sha256,
        printing=alike.count() + 1,
        bytes=len(content),
        pages=pages_of(content) if media_type == PDF else None,
        made_by=by,
        made_at=at,
    )
    write(path_of(paper), content)
    try:
        register(paper, by=by, at=at, people=people)
    except IntegrityError:  # somebody kept the very same a moment ago
        path_of(paper).unlink()
        return standing.get()
    return paper


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
    return Path(settings.MEDIA_ROOT) / paper.file.name


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
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)
