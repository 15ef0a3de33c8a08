"""What the pages about roster links show, as plain values: the city's list, and what the holder of a link reads."""

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from enrollment import checking, orders, roster_progress
from enrollment.columns import ROSTER
from enrollment.messages import message
from enrollment.models import Roster
from municipalities.models import Job, Segment
from municipalities.roles import Role


Status = Roster.Status
SENT_SHOWN = 10  # of what a link has brought, the latest


def links(municipality):
    """The city's links, the newest first, each with how often it was used; a clerk sees those of the own units."""
    found = municipality.rosterlinks.select_related("unit", "category", "made_by", "revoked_by")
    found = found.annotate(used=Count("rosters"), last_number=Max("rosters__number"))
    return found.order_by("-made_at", "-pk")  # a grouped question has no order of its own


def rows(page, *, day):
    numbers = [link.last_number for link in page if link.last_number]
    latest = {
        roster.number: roster
        for roster in Roster.objects.filter(
            municipality__in={link.municipality_id for link in page}, number__in=numbers
        )
    }
    return [row(link, latest.get(link.last_number), day=day) for link in page]


def row(link, latest, *, day):
    status, label = state(link, day)
    return {
        "public_id": link.public_id,
        "unit": link.unit.name,
        "category": link.category.name if link.category else "",
        "last_day": link.last_day,
        "email": link.email,
        "note": link.note,
        "made_at": link.made_at,
        "made_by": link.made_by,
        "used": link.used,
        "last_number": link.last_number,
        "last_url": latest.get_absolute_url() if latest else "",
        "status": status,
        "status_label": label,
        "may_revoke": link.works_on(day),
    }


def state(link, day):
    if link.revoked_at:
        return "cancelled", _("dicabut")
    return ("active", _("berlaku")) if link.works_on(day) else ("ended", _("lewat masanya"))


def sending(door, token):
    """The page of a link: what it asks for, and what it has brought. Nothing of the people of the city."""
    link = door.link
    sent = Roster.objects.filter(municipality=door.municipality, link=link).order_by("-number")[:SENT_SHOWN]
    return about(link, token) | {
        "template_url": reverse("sent_template", args=[token]),
        "needed": [_(column.label) for column in ROSTER if column.required],
        "asks_wage": asks_wage(link),
        "columns": [_(column.label) for column in ROSTER],
        "sent": [sent_row(roster) for roster in sent],
    }


def about(link, token):
    return {
        "city": link.municipality.name,
        "unit": link.unit.name,
        "category": link.category.name if link.category else "",
        "last_day": link.last_day,
        "send_url": reverse("roster_send", args=[token]),
    }


def asks_wage(link):
    earns = link.category is None or link.category.segment == Segment.PU
    return earns and checking.is_received_wage(checking.wage_basis(link.municipality))


def sent_row(roster):
    status, label = sent_state(roster)
    return {
        "number": roster.number, "at": roster.received_at, "status": status, "status_label": label,
        "reason": roster.return_reason,
    }  # fmt: skip


def sent_state(roster):
    """What became of it, in a word; of what the city found in it, nothing."""
    if roster.return_reason:
        return "returned", _("dikembalikan")
    if roster.status == Status.COMMITTED:
        return "committed", _("disimpan kota")
    if roster.status == Status.UNDONE:
        return "undone", _("dibatalkan kota")
    if roster.told.get("file_problem"):
        return "refused", _("tidak terbaca")
    if roster.status in (Status.CANCELLED, Status.REFUSED):
        return "cancelled", _("tidak dipakai kota")
    if not roster.told:
        return "received", _("sedang diperiksa")
    return "waiting", _("menunggu pemeriksaan kota")


def receipt(door, roster, token, *, at):
    """What is told of one file: its number, what became of it, and what is wrong with it by itself."""
    told = roster.told
    job = progress(door, roster, at) if not told else None
    return about(door.link, token) | {
        "receipt": sent_row(roster) | {"file_name": roster.file_name},
        "receipt_url": reverse("sent_receipt", args=[token, roster.public_id]),
        "job": job,
        "delayed": not told and job is None and roster.status == Status.RECEIVED,
        "file_problem": message(told["file_problem"]) if told.get("file_problem") else "",
        "asked": bool(told.get("question")) and roster.status in Roster.UNDECIDED,
        "waits": roster.status in Roster.UNDECIDED,
        "counts": told if "rows" in told else None,
        "fine": told["rows"] - told["refused"] - told["skipped"] if "rows" in told else 0,
        "problems": [problem_row(each) for each in told.get("problems", ())],
        "more": told.get("more", 0),
    }


def problem_row(told):
    must = any(each["level"] == "error" for each in told["problems"])
    return {
        "row": told["row"],
        "level": "error" if must else "warning",
        "label": _("perbaiki") if must else _("cek"),
        "sentences": [message(each) for each in told["problems"]],
    }


def progress(door, roster, at):
    """How far the check is; None where it is not under way, and the city has to begin it again."""
    job = orders.latest(roster)
    if job is None or job.status not in Job.UNFINISHED:
        return None
    return roster_progress.progress(roster, by=door.service, role=Role.SYSTEM, at=at)
