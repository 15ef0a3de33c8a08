"""What the pages show of the hand-over of cards."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment import card_days, handover, handover_sessions
from municipalities.city.holidays import holidays_of
from municipalities.reading_order import ReadingOrder


ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

CLOCKS = {
    card_days.ISSUE: gettext_lazy("Kantor cabang menerbitkan kartu"),
    card_days.HANDOVER: gettext_lazy("Kartu diserahkan kepada pekerja"),
}
STATES = {"done": gettext_lazy("selesai"), "late": gettext_lazy("lewat batas"), "open": gettext_lazy("berjalan")}
SHOWN = 8  # units with left-overs; the others are a click away


def batches_of(municipalities):
    """The batches as the list on the cards page shows them, the latest first."""
    return [shown(batch) for batch in handover.of(municipalities)]


def shown(batch):
    status, label = state_of(batch.cards, batch.handed_over)
    return {
        "public_id": batch.public_id,
        "title": batch.title,
        "date": batch.date,
        "place": batch.place,
        "municipality": batch.municipality,
        "hosts": batch.hosts,
        "guests": batch.guests,
        "note": batch.note,
        "cards": batch.cards,
        "handed_over": batch.handed_over,
        "status": status,
        "status_label": label,
    }


def state_of(cards, handed_over):
    if not handed_over:
        return "open", _("belum mulai")
    return ("done", _("selesai")) if handed_over == cards else ("part", _("ada sisa"))


def of_batch(batch):
    """The context of enrollment/handover_detail.html."""
    left = handover.left_by_unit(batch)
    sessions = [of_session(session, batch.municipality) for session in batch.sessions.counted()]
    return {
        "batch": shown(batch),
        "sessions": sessions,
        "sum": {name: sum(session[name] for session in sessions) for name in ("quota", "handed_over", "left")},
        "left_by_unit": left[:SHOWN],
        "more_left_by_unit": left[SHOWN:],
        "clocks": clocks_of(batch),
        "days": {"complete_date": batch.complete_date, "received_date": batch.received_date},
        "taken_back": batch.handovers.exclude(taken_back_note="").order_by("number"),
        "minutes_url": reverse("handover_minutes", args=[batch.public_id]),
    }


def of_session(session, municipality):
    status, label = state_of(session.cards, session.handed_over)
    return {
        "number": session.number,
        "start_label": start_of(session, municipality),
        "place": session.place,
        "officer": session.officer,
        "quota": session.quota,
        "cards": session.cards,
        "numbers": handover_sessions.runs_of(session),
        "handed_over": session.handed_over,
        "left": session.cards - session.handed_over,
        "status": status,
        "status_label": label,
    }


def units_of(session, *, chosen):
    """The units of a session, to narrow its list to one."""
    by_name = ReadingOrder("unit__name"), "unit__name"
    there = session.handovers.order_by(*by_name).values_list("unit", "unit__public_id", "unit__name").distinct()
    return [
        {"public_id": public_id, "label": name, "current": chosen is not None and pk == chosen.pk}
        for pk, public_id, name in there
    ]


def clocks_of(batch):
    """The clocks of the law, in words."""
    today = batch.municipality.today()
    return [
        {
            "label": CLOCKS[clock.kind], "due": clock.due, "days": clock.days, "source": clock.source,
            "status": clock.state(today), "status_label": STATES[clock.state(today)],
        }
        for clock in card_days.clocks_of(batch, holidays_of([batch.municipality]))
    ]  # fmt: skip


def start_of(session, municipality):
    """The time of the municipality's own clock, with the name of its zone."""
    local = session.start_at.astimezone(ZoneInfo(municipality.timezone)).replace(tzinfo=None)
    return f"{date_format(local, 'j F Y H.i')} {ZONES.get(municipality.timezone, '')}".strip()
