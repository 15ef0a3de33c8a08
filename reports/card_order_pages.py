"""What people read of an order of cards: the list of them, and the page of one while it runs and afterwards."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment import work_progress
from enrollment.bulk_pages import STATE_LABELS, STATUSES
from enrollment.models import Enrollment
from municipalities.models import Job
from reports import card_orders, cards


LATEST = 8
NAMED = 50  # of those left out for one reason
STEPS = (
    ("PEOPLE", gettext_lazy("Mengumpulkan data"), 10, None),
    ("WRITE", gettext_lazy("Mencetak"), 80, gettext_lazy("%(done)s dari %(total)s kartu")),
    ("KEEP", gettext_lazy("Memeriksa dan menyimpan berkas"), 10, None),
)


def rows(city):
    """The latest orders of a city, as the list shows them."""
    orders = list(card_orders.of([city])[:LATEST])
    jobs = Job.objects.filter(
        municipality=city, task=card_orders.PRINT, target_id__in=[order.pk for order in orders]
    ).order_by("pk")
    newest = {job.target_id: job for job in jobs}
    return [row(order, newest.get(order.pk)) for order in orders]


def row(order, job):
    state = "done" if order.done_at else work_progress.STATES[job.status] if job else "stopped"
    return {
        "url": order.get_absolute_url(),
        "title": wanted(order),
        "again": _("cetak ulang") if order.reason else "",
        "count": order.count,
        "pages": order.pages,
        "asked_at": order.asked_at,
        "by": order.by,
        "status": STATUSES[state],
        "status_label": str(STATE_LABELS[state]),
    }


def page(order, *, at):
    job = progress(order, at=at)
    return {
        "order": order,
        "order_id": order.public_id,
        "title": _("Cetakan kartu nomor %(number)s") % {"number": order.number},
        "wanted": wanted(order),
        "layout": order.get_layout_display(),
        "job": None if order.done_at else job,
        "busy": not order.done_at and work_progress.is_busy(job),
        "left_out": left_out(order),
    }


def progress(order, *, at, asked=""):
    """The order's newest job, or None."""
    job = card_orders.latest(order)
    if job is None:
        return None
    shown = work_progress.of(job, STEPS, at=at, asked=asked)
    stopped = shown["state"] == "stopped"
    note = _("Dihentikan oleh %(name)s.") % {"name": job.stop_asked_by} if stopped else job.result.get("message", "")
    title = _("Pencetakan dihentikan") if stopped else _("Kartunya tidak jadi dicetak")
    return shown | {"title": title, "note": f"{note} {_('Tidak ada kartu yang tercatat tercetak.')}".strip()}


def wanted(order):
    """What was asked for."""
    if order.again:
        words = {"number": order.again.number, "pages": order.pages_again}
        return _("Halaman %(pages)s dari cetakan nomor %(number)s") % words
    if order.picked:
        return _("%(people)s orang pilihan") % {"people": len(order.ids)}
    return str(order.unit or order.municipality)


def left_out(order):
    """Who got no card although a number is there, by the reason: [{why, count, people}]."""
    found = []
    for code, ids in order.left_out.items():
        here = Enrollment.objects.filter(municipality_id=order.municipality_id, pk__in=ids[:NAMED])
        found.append(
            {"why": cards.REASONS[code], "count": len(ids), "enrollments": here.select_related("worker", "unit")}
        )
    return found
