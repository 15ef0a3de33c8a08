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
STEPS_OF_WRITING = (
    ("JUDGE", gettext_lazy("Memeriksa tiap baris sekali lagi"), 50, None),
    ("WRITE", gettext_lazy("Mencatat hasil dan nomor KPJ"), 50, None),
)


def of_file(file, *, at, asked=""):
    """The making that is under way or came to nothing; None where there is none to speak of."""
    failed = _("Berkas tidak jadi dibuat")
    again = _("Tidak ada yang dikirim. Kembali ke Berkas SIPP, lalu buat lagi.")
    return told(files.latest(file), STEPS_OF_FILE, failed, again, at=at, asked=asked)


def of_reply(reply, *, at, asked=""):
    """The reading or writing down that is under way or came to nothing; None where there is none to speak of."""
    job = replies.latest(reply)
    if job and job.task == replies.WRITE_DOWN:
        failed, again = _("Jawaban tidak jadi dicatat"), _("Tidak ada yang dicatat. Coba lagi.")
        return told(job, STEPS_OF_WRITING, failed, again, at=at, asked=asked)
    failed = _("Jawaban tidak jadi dibaca")
    again = _("Tidak ada yang dicatat. Unggah lagi berkas yang sama untuk mencoba lagi.")
    return told(job, STEPS_OF_REPLY, failed, again, at=at, asked=asked)


def told(job, steps, failed, again, *, at, asked):
    """:param failed, again: the title, and what to do, where the job came to nothing without saying why"""
    if job is None:
        return None
    found = work_progress.of(job, steps, at=at, asked=asked)
    if found["state"] == "done":
        return None
    return found | {"can_stop": False, "failed": failed, "note": job.result.get("message") or again}
