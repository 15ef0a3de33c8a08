"""How far the reading of a bank file is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contributions.bank import files
from enrollment import work_progress


STEPS = (
    ("CELLS", gettext_lazy("Membuka berkas"), 60, None),
    ("ROWS", gettext_lazy("Menyimpan barisnya"), 40, None),
)


def progress(file, *, at, asked=""):
    """The newest reading that is under way or came to nothing; None where there is none to speak of."""
    job = files.latest(file)
    if job is None:
        return None
    found = work_progress.of(job, STEPS, at=at, asked=asked)
    return (
        None
        if found["state"] == "done"
        else found | {"can_stop": False, "failed": _("Berkas tidak jadi dibaca"), "note": note(job)}
    )


def note(job):
    return job.result.get("message") or _("Unggah lagi berkas yang sama untuk mencoba lagi.")
