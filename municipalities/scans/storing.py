"""
Scans are kept as private files under random names, beside the papers, and given out only while they are intact.

A file is written before the row that names it and gets its own name once the row is committed. Until then it is a
part: what a transaction that was taken back leaves goes with the next tidying, what a row names is put right.
"""

import contextlib
import hashlib
import logging
import shutil
import uuid
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities.files import written_whole
from municipalities.scans.fields import FOLDER, ScanField
from municipalities.scans.taking import JPEG, PDF


ENDINGS = {PDF: ".pdf", JPEG: ".jpg"}
PART, PREVIEW = ".part", ".preview"
AN_HOUR = timedelta(hours=1)  # no request takes so long
CHUNK = 1 << 20

log = logging.getLogger(__name__)


class ScanNotIntact(Refused):
    """The kept file is gone or is no longer what was kept."""

    code = "SCAN_NOT_INTACT"


def keep(scan, *, municipality):
    """
    Write the scan and its preview; return the name for the row. They are there for good once the row is committed.

    :param scan: a Scan of taking.taken(), still open
    """
    name = f"{FOLDER}/{municipality.code}/{uuid.uuid4().hex}{ENDINGS[scan.media_type]}"
    path_of(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for source, kept in ((scan.preview, preview_of(name)), (scan.path, name)):
        with source.open("rb") as content, written_whole(part_of(kept)) as file:
            shutil.copyfileobj(content, file, CHUNK)
    transaction.on_commit(lambda: put_right(name))
    return name


def put_right(name):
    for kept in (preview_of(name), name):
        if part_of(kept).exists():
            part_of(kept).replace(path_of(kept))


def open_kept(name, sha256):
    """
    Open a kept scan for reading, after a look at all of it.

    :raises ScanNotIntact: if it is gone or its sha256 is another
    """
    file = open_there(name)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        file.close()
        log.error("scan %s: sha256 is %s, kept was %s", name, found, sha256)
        raise ScanNotIntact(_("Isi berkas ini tidak lagi sama dengan saat disimpan. Hubungi pengelola aplikasi."))
    file.seek(0)
    return file


def open_preview(name):
    """:raises ScanNotIntact: if it is gone"""
    return open_there(preview_of(name))


def open_there(name):
    for path in (path_of(name), part_of(name), path_of(name)):  # it may get its name between two looks
        try:
            return path.open("rb")
        except FileNotFoundError:
            continue
    log.error("scan %s is gone", name)
    raise ScanNotIntact(_("Berkas ini tidak ada lagi di penyimpanan. Hubungi pengelola aplikasi."))


def remove_once_sure(name):
    """The files go after the row: what is taken back takes no file with it."""
    transaction.on_commit(lambda: remove(name), robust=True)


def remove(name):
    for kept in (name, preview_of(name)):
        path_of(kept).unlink(missing_ok=True)
        part_of(kept).unlink(missing_ok=True)


def tidy(*, municipality, by, at):
    """The work of the schedule: parts that are older than an hour get their name if a row has it, else they go."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER / municipality.code
    for half in older(folder.glob(".*"), at - AN_HOUR):  # written_whole() was killed
        half.unlink(missing_ok=True)
    left = list(older(folder.glob(f"*{PART}"), at - AN_HOUR))
    known = names_in(municipality) if left else ()
    for part in left:
        name = f"{FOLDER}/{municipality.code}/{part.name.removesuffix(PART).removesuffix(PREVIEW)}"
        if name in known:
            put_right(name)
        else:
            part.unlink(missing_ok=True)


def older(files, moment):
    for file in files:
        with contextlib.suppress(FileNotFoundError):  # it has just got its name
            if file.stat().st_mtime < moment.timestamp():
                yield file


def names_in(municipality):
    """Every name of a scan that a row of the city has, in whatever table."""
    names = set()
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, ScanField):
                rows = model._base_manager.filter(municipality_id=municipality.pk)
                names.update(rows.values_list(field.name, flat=True))
    return names


def path_of(name):
    return Path(settings.MEDIA_ROOT) / name


def part_of(name):
    return Path(settings.MEDIA_ROOT) / f"{name}{PART}"


def preview_of(name):
    return f"{name}{PREVIEW}"
