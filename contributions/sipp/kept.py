"""Files to and from BPJS, kept under random names and given out only while they are what was kept."""

import contextlib
import hashlib
import logging
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippFile, SippReply
from municipalities.files import remove_once_sure, written_whole


FOLDER = "sipp"

log = logging.getLogger(__name__)


class FileNotIntact(Refused):
    """The kept file is gone or is no longer what was kept."""

    code = "FILE_NOT_INTACT"


@contextlib.contextmanager
def keeping(path, *, municipality, of=None):
    """
    Keep a copy of this file: the name for the row and its sha256. Whatever then refuses the row takes the copy away.

    :param path: the file as it is now
    :param of: the UUID of its row, where several processes may come to keep it: what a dead one has left goes
    """
    folder, drawn = f"{FOLDER}/{municipality.code}", uuid.uuid4().hex
    name = f"{folder}/{f'{of.hex}-{drawn[:8]}' if of else drawn}{Path(path).suffix.lower()[:5]}"
    kept = path_of(name)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in kept.parent.glob(f"{of.hex}-*") if of else ():
        left.unlink(missing_ok=True)
    with Path(path).open("rb") as source, written_whole(kept) as file:
        shutil.copyfileobj(source, file)
    try:
        yield name, sha256_of(kept)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


def sha256_of(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_kept(name, sha256):
    """
    Open a kept file for reading, after a look at all of it.

    :raises FileNotIntact: if it was removed after the city's years, is gone, or its sha256 is another
    """
    if not name:
        raise FileNotIntact(_("Berkas ini sudah dihapus menurut masa simpan."))
    try:
        file = path_of(name).open("rb")
    except OSError as error:
        log.error("sipp file %s: %s", name, error.strerror)
        raise FileNotIntact(_("Berkas ini tidak ada lagi di penyimpanan. Hubungi pengelola aplikasi.")) from error
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        log.error("sipp file %s is not what was kept", name)
        raise FileNotIntact(_("Isi berkas ini tidak lagi sama dengan saat disimpan. Hubungi pengelola aplikasi."))
    file.seek(0)
    return file


def drop(municipality, *, before):
    """
    Remove what was made or came in before the day, as papers go; the rows stay, with their counts. Returns how many.

    :param before: None where the city keeps papers for ever
    """
    if before is None:
        return 0
    made = SippFile.objects.filter(municipality=municipality, made_at__date__lt=before).exclude(file="")
    came = SippReply.objects.filter(municipality=municipality, made_at__date__lt=before).exclude(kept="")
    names = [*made.values_list("file", flat=True), *came.values_list("kept", flat=True)]
    made.update(file="")
    came.update(kept="", file_name="-")
    for name in names:
        remove_once_sure(path_of(name))
    return len(names)


def path_of(name):
    return Path(settings.MEDIA_ROOT) / name
