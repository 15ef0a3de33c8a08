"""How far the making of a SIPP file, or the reading of a reply, is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.sipp import files, replies
from enrollment import work_progress


PEOPLE = gettext_lazy("orang ke-%(done)s dari %(total)s")
STEPS_OF_FILE = (
    ("PEOPLE", gettext_lazy("Mengumpulkan orangnya"), 40, None),
    ("WRITE", gettext_lazy("Menulis berkas"), 40, PEOPLE),
    ("KEEP", gettext_lazy("Menyimpan"), 20, None),
)
STEPS_OF_REPLY = (
    ("READ", gettext_lazy("Membuka jawaban"), 40, None),
    ("MATCH", gettext_lazy("Mencocokkan dengan berkas"), 30, None),
    ("KEEP", gettext_lazy("Menyimpan hasilnya"), 30, None),
)


def of_file(file, *, at, asked=""):
    """The making that is under way or came to nothing; None where there is none to speak of."""
    again = _("Tidak ada yang dikirim. Kembali ke Berkas SIPP, lalu buat lagi.")
    return told(files.latest(file), STEPS_OF_FILE, again, at=at, asked=asked)


def of_reply(reply, *, at, asked=""):
    """The reading that is under way or came to nothing; None where there is none to speak of."""
    again = _("Tidak ada yang dicatat. Unggah lagi berkas yang sama untuk mencoba lagi.")
    return told(replies.latest(reply), STEPS_OF_REPLY, again, at=at, asked=asked)


def told(job, steps, again, *, at, asked):
    if job is None:
        return None
    found = work_progress.of(job, steps, at=at, asked=asked)
    if found["state"] == "done":
        return None
    return found | {"can_stop": False, "note": job.result.get("message") or again}
