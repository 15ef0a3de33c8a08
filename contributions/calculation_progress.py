"""How far the calculation of a run is, as people see it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import month_name
from contributions import calculations, corrections, runs
from enrollment import work_progress


# A calculation takes a second or two, so the page asks sooner than it does of a roster.
FIRST_SECONDS = 3
MONTHS = gettext_lazy("bulan ke-%(done)s dari %(total)s")
STEPS = (
    ("LINES", gettext_lazy("Menghitung"), 90, None),
    ("SUM", gettext_lazy("Menjumlahkan"), 10, None),
)
STEPS_OF_CORRECTION = (("LINES", gettext_lazy("Menghitung tiap bulan"), 90, MONTHS), STEPS[1])


def progress(run, *, at, asked=""):
    """The newest calculation that is under way or came to nothing; None where there is none to speak of."""
    job = calculations.latest(run) if run.is_open else None
    if job is None:
        return None
    shown = work_progress.of(job, STEPS_OF_CORRECTION if run.is_correction else STEPS, at=at, asked=asked)
    if shown["state"] == "done":
        return None
    every = 1 if shown["times"] < FIRST_SECONDS else shown["every"]
    return shown | {"note": note(job), "month": month_at(run, job), "every": every, "can_stop": False}


def month_at(run, job):
    """The month that a correction is at, in words; "" where it is at none."""
    if not run.is_correction or job.step != "LINES" or not 0 < job.done <= job.total:
        return ""
    return month_name(corrections.months_of(run)[job.done - 1].month)


def note(job):
    """What is said of a calculation that came to nothing."""
    if job.error == runs.Inconsistent.code:
        return _(
            "Rincian dan jumlahnya tidak cocok, jadi tidak ada yang disimpan. Jangan menagih bulan ini dulu, dan beri "
            "tahu pengelola aplikasi."
        )
    return job.result.get("message") or _(
        "Tidak ada yang berubah. Coba lagi; bila terulang, beri tahu pengelola aplikasi."
    )
