"""The minutes of an upload from what is stored."""

from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.refusals import Refused
from enrollment.models import EndReason, Roster, RosterChange, RosterRow
from municipalities.models import Office
from municipalities.reading_order import reading_key
from reports import headings, keeping
from reports.handover_pages import ZONES
from reports.models import Kind
from reports.papers import roster_minutes
from reports.papers.letters import Signer


Outcome = RosterRow.Outcome
MOST = 300  # people listed; a whole city's first roster is told by its counts
WHAT = {Outcome.NEW: "baru", Outcome.CHANGED: "berubah"}
GONE_ON = {
    EndReason.MOVED: "pindahan",
    EndReason.STATUS_CHANGED: "ganti jenis",
}  # by why the enrollment before it ended


class NotSaved(Refused):
    """Minutes are of what has been saved and stands."""


def of(municipality):
    """The rosters of which minutes can be asked for."""
    return municipality.rosters.select_related("municipality", "unit", "category", "received_by", "committed_by")


def print_minutes(*, roster, by, at):
    """
    Print and keep the minutes of a saved roster; returns its Paper, which the clerks of its unit see.

    :raises NotSaved: if it is not saved, or was taken back
    """
    if roster.status != Roster.Status.COMMITTED:
        raise NotSaved(_("Berita acara hanya dicetak untuk roster yang sudah disimpan dan tidak dibatalkan."))
    with override("id"):
        content = roster_minutes.to_pdf(minutes_of(roster))
    return keeping.keep(
        municipality=roster.municipality, kind=Kind.ROSTER_MINUTES, content=content, of=roster, unit=roster.unit,
        by=by, at=at, title=f"Berita acara unggah roster {roster.number}",
    )  # fmt: skip


def minutes_of(roster):
    city, day = roster.municipality, roster.municipality.day_of(roster.committed_at)
    people, others = people_of(roster)
    return roster_minutes.RosterMinutes(
        heading=headings.heading(city, number=f"BAU/{roster.number}/{day:%m}/{day:%Y}", day=day),
        roster=roster.number,
        file_name=str(roster.called),
        sha256=roster.sha256,
        scope=", ".join(each.name for each in (roster.unit or city, roster.category) if each),
        received_by=named(roster.received_by),
        received_at=local(roster.received_at, city),
        saved_by=named(roster.committed_by),
        saved_at=local(roster.committed_at, city),
        zone=ZONES.get(city.timezone, ""),
        units=unit_lines(roster),
        people=people,
        others=others,
        sent_by=Signer(office="Petugas", name=named(roster.committed_by)),
        accepted_by=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
    )


def named(user):
    return user.get_full_name() or user.get_username()


def local(instant, city):
    """Without a zone: papers write the municipality's own clock and name the zone beside it."""
    return instant.astimezone(ZoneInfo(city.timezone)).replace(tzinfo=None)


def rows_of(roster):
    return RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster)


def ends_of(roster):
    return RosterChange.objects.filter(
        municipality_id=roster.municipality_id, roster=roster, kind=RosterChange.Kind.ENDED
    )


def unit_lines(roster):
    counts = {name.lower(): Count("pk", filter=Q(outcome=name)) for name in Outcome}
    found = {each.pop("for_unit__name"): each for each in rows_of(roster).values("for_unit__name").annotate(**counts)}
    for each in ends_of(roster).values("enrollment__unit__name").annotate(ended=Count("pk")):
        found.setdefault(each["enrollment__unit__name"], {})["ended"] = each["ended"]
    return [roster_minutes.UnitLine(unit=unit or "Unit tidak dikenal", **found[unit]) for unit in in_order(found)]


def in_order(names):
    """What has no name comes last."""
    return sorted(names, key=lambda name: (name is None, reading_key(name or "")))


def people_of(roster):
    """Who is ended, new or changed, as far as they fit, and how many more there are."""
    rows = rows_of(roster).filter(outcome__in=WHAT).select_related("for_unit").order_by("row_no")
    ends = ends_of(roster).select_related("worker", "enrollment__unit", "enrollment").order_by("pk")
    people = [
        roster_minutes.PersonLine(
            name=each.worker.name, nik=each.worker.nik, unit=each.enrollment.unit.name, what=last_day(each.enrollment)
        )
        for each in ends[:MOST]
    ]
    went_on = {row_no: GONE_ON[after["end_reason"]] for row_no, after in ends.values_list("row_no", "after") if row_no}
    people += [
        roster_minutes.PersonLine(
            name=row.name,
            nik=row.nik,
            unit=row.for_unit.name,
            what=went_on.get(row.row_no) or WHAT[row.outcome],
        )
        for row in rows[: MOST - len(people)]
    ]
    return people, ends.count() + rows.count() - len(people)


def last_day(enrollment):
    return f"sampai {enrollment.end_date:%d-%m-%Y}, {enrollment.get_end_reason_display()}"
