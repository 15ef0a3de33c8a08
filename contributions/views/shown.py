"""What the pages of this app show of a run: words, sums and lists for the templates."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from common.refusals import Refused
from contributions import corrected as corrected_by
from contributions import exceptions, run_groups, runs, totals
from municipalities.roles import Permission, may


Status = runs.Status
PROGRAM_LABELS = {"jkk": "JKK", "jkm": "JKM", "jht": "JHT"}
STEPS = (lazy("Hitung"), lazy("Periksa"), lazy("Setujui"), lazy("Tagih"), lazy("Bayar"))
CORRECTION_STEPS = (*STEPS[:-1], lazy("Bayar atau perhitungkan"))


def run_rows(found, *, several):
    return [
        {
            "public_id": run.public_id,
            "month": run.month,
            "place": run.municipality.name if several else "",
            "kind_label": run.get_kind_display() if not run.is_correction else run.title,
            "workers": run.workers if run.calculated_at else None,
            "total": run.total if run.calculated_at else None,
            "status": run.status,
            "status_label": run.get_status_display(),
            "bill_label": bill_label(run.bills.all()),
        }
        for run in found
    ]


def bill_label(found):
    """Which bills of a run are to be paid, as the list says it."""
    gone = {bill.cancels_id for bill in found}
    numbers = sorted(bill.number for bill in found if not bill.cancels_id and bill.pk not in gone)
    if not numbers:
        return _("dibatalkan") if found else ""
    return ngettext("nomor %(numbers)s", "nomor %(numbers)s", len(numbers)) % {
        "numbers": ", ".join(str(number) for number in numbers)
    }


def run(given):
    names = ("public_id", "month", "since", "until", "status", "workers", "total", "content_hash", "title")
    names += ("calculated_at", "calculated_by", "approved_at", "approved_by")
    labels = {"kind_label": given.get_kind_display(), "status_label": given.get_status_display()}
    return {name: getattr(given, name) for name in names} | labels | {"place": given.municipality.name}


def steps(given, run_bills, *, unbilled):
    """
    Where the month stands: the first three are states of the run, the rest facts of its bills.

    :param unbilled: whether a part of the month has no bill (any more)
    """
    standing = [bill for bill in run_bills if bill["status"] != "CANCELLED"]
    billed = given.is_locked and not unbilled and bool(standing or given.is_correction)
    paid = billed and all(bill["status"] in ("PAID", "SETTLED") for bill in standing)
    done = {Status.OPEN: 0, Status.CALCULATED: 1}.get(given.status, 3) + billed + paid
    titles = CORRECTION_STEPS if given.is_correction else STEPS
    words = ["done"] * done + ["current"] * (done < len(STEPS))
    words += ["todo"] * (len(STEPS) - len(words))
    return [{"title": title, "status": word} for title, word in zip(titles, words, strict=True)]


def amounts(given):
    """Sums per programme and unit; nothing before the run is calculated."""
    units = totals.per_unit(given) if given.calculated_at else []
    together = totals.sum_of(units)
    return {
        "units": units,
        "sum": together,
        "has_jht": any(row["jht"] for row in units),
        "programs": [
            {"program": label, "total": together[name]}
            for name, label in PROGRAM_LABELS.items()
            if name != "jht" or any(row["jht"] for row in units)
        ],
    }


def unit_rows(given, units):
    return [row | {"url": reverse("run_unit", args=[given.public_id, row["public_id"]])} for row in units]


PART_LABELS = {
    "corrected": lazy("Koreksi atas bulan itu"),
    "joined": lazy("Masuk"),
    "left": lazy("Keluar"),
    "moved": lazy("Pindah unit atau jenis pekerja"),
    "wage_changed": lazy("Upah berubah"),
    "rate_changed": lazy("Tarif berubah"),
    "package_changed": lazy("Program atau segmen berubah"),
}
ALWAYS_SHOWN = ("joined", "left", "wage_changed", "rate_changed")


def explanation(given):
    """The difference to last month, and what to look at; both empty before the run is calculated."""
    difference = run_groups.difference_of(given)
    kinds = run_groups.exceptions_of(given) if given.calculated_at else []
    return {
        "difference": difference and difference_rows(given, difference),
        "exceptions": exception_rows(given, kinds),
    }


def exceptions_now(given):
    """
    What to look at in a month by what is known now, in the place of what the page shows already; not once it is
    decided, nor of a correction: that would ask it of each of its months again.
    """
    if given.status != Status.CALCULATED or given.is_correction:
        return {"exceptions": [], "asked_again": False}
    return {"exceptions": exception_rows(given, exceptions.counts(given)), "asked_again": True}


def exception_rows(given, kinds):
    """:param kinds: (Kind, how many)"""
    return [
        {
            "title": kind.title,
            "detail": kind.advice,
            "count": count,
            "url": reverse("run_exception", args=[given.public_id, kind.code.lower()]),
        }
        for kind, count in kinds
    ]


def difference_rows(given, difference):
    parts = [
        {
            "label": PART_LABELS[name],
            "workers": part.workers,
            "amount": part.amount,
            "url": reverse("run_difference", args=[given.public_id, name]) if part.workers else "",
        }
        for name, part in difference.parts.items()
        if part.workers or name in ALWAYS_SHOWN
    ]
    return {
        "before_month": difference.before_month,
        "before": difference.before,
        "after": difference.after,
        "change": difference.change,
        "parts": parts,
    }


def corrected(given):
    """What a correction comes to, by reason and by month, and what to look at; nothing before it is calculated."""
    if not given.calculated_at:
        return {"months": [], "reasons": [], "exceptions": []}
    reasons = [
        {
            "title": reason.title,
            "workers": reason.workers,
            "amount": reason.amount,
            "url": reverse("run_corrected", args=[given.public_id, reason.name]),
        }
        for reason in corrected_by.by_reason(given)
    ]
    kinds = run_groups.exceptions_of(given)
    return {
        "months": corrected_by.by_month(given),
        "reasons": reasons,
        "exceptions": exception_rows(given, kinds),
    }


def refusal(given, user):
    """Why this person may not approve this run, or nothing."""
    try:
        runs.check_approvable(given, by=user)
    except Refused as refused:
        return str(refused)
    return ""


def waits_for(given, role, *, unbilled):
    """Whom this month waits for, told to whoever cannot take its next step; empty where nothing is waited for."""
    if given.status == Status.OPEN:
        step, said = Permission.CALCULATE_RUN, _("Menunggu operator kepegawaian menghitung iuran bulan ini.")
    elif given.status == Status.CALCULATED:
        step, said = Permission.APPROVE_RUN, _("Menunggu penyetuju memeriksa dan menyetujuinya.")
    elif unbilled:
        step, said = Permission.ISSUE_BILL, _("Menunggu operator kepegawaian atau bendahara menerbitkan tagihan.")
    else:
        return ""
    return "" if may(role, step) else said
