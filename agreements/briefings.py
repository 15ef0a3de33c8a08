"""The log of briefings: written down, and put right, by whoever was there."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Briefing, BriefingAttendance
from common.refusals import Refused
from municipalities import audit, turns


FACTS = ("date", "topic", "place", "speaker", "minutes", "source")


class NotYourBriefing(Refused):
    """It is put right by the one who wrote it down."""

    code = "NOT_YOUR_BRIEFING"


class NotYet(Refused):
    """What has not been cannot have been attended."""

    code = "NOT_YET"


class OfficeTwice(Refused):
    """An office stands in the list once."""

    code = "OFFICE_TWICE"


@transaction.atomic
def write(*, municipality, facts, attendance, by, at):
    """
    Write a briefing down; returns it. The very same once more gives the one that stands.

    :param facts: what FACTS names
    :param attendance: (office, people) pairs; an office that bears the name of a unit of the city points at it
    :raises NotYet: if it lies ahead
    :raises OfficeTwice: if an office stands in the list twice
    :raises StillAtIt: if somebody else's takes longer than a lock is waited for
    """
    refuse(municipality, facts, attendance, at)
    turns.wait_for(municipality.pk, "briefings")
    same = Briefing.objects.filter(municipality=municipality, written_by=by, **facts)
    if there := next((each for each in same if attended(each) == dict(attendance)), None):
        return there
    briefing = Briefing.objects.create(municipality=municipality, written_by=by, written_at=at, **facts)
    add_attendance(briefing, attendance)
    audit.record("briefing.written", of=briefing, by=by, at=at, after=told(briefing))
    return briefing


@transaction.atomic
def correct(*, briefing, facts, attendance, by, at):
    """
    Write it anew; said again as it stands, it stands already.

    :raises NotYourBriefing: if somebody else wrote it down
    :raises NotYet: if it lies ahead
    :raises OfficeTwice: if an office stands in the list twice
    """
    briefing.refresh_from_db(from_queryset=Briefing.objects.select_for_update())
    refuse_others(briefing, by)
    refuse(briefing.municipality, facts, attendance, at)
    before = told(briefing)
    for name in FACTS:
        setattr(briefing, name, facts[name])
    if told(briefing, dict(attendance)) == before:
        return briefing
    briefing.save(update_fields=FACTS)
    briefing.attendance.all().delete()
    add_attendance(briefing, attendance)
    audit.record("briefing.corrected", of=briefing, by=by, at=at, before=before, after=told(briefing))
    return briefing


def refuse_others(briefing, by):
    """
    What its page asks before the form is shown.

    :raises NotYourBriefing: if somebody else wrote it down
    """
    if briefing.written_by_id != by.pk:
        raise NotYourBriefing(_("Catatan ini ditulis orang lain. Minta penulisnya memperbaikinya."))


def refuse(municipality, facts, attendance, at):
    if facts["date"] > municipality.day_of(at):
        raise NotYet(_("Tanggalnya belum tiba. Catat sosialisasi sesudah berlangsung, dengan yang benar-benar hadir."))
    offices = [office.casefold() for office, _people in attendance]
    for office, _people in attendance:
        if offices.count(office.casefold()) > 1:
            raise OfficeTwice(
                _("%(office)s tertulis dua kali. Jumlahkan yang hadir dalam satu baris.") % {"office": office}
            )


def add_attendance(briefing, attendance):
    city = briefing.municipality
    units = {unit.name.casefold(): unit for unit in city.units.open_on(city.today())}
    BriefingAttendance.objects.bulk_create(
        BriefingAttendance(
            municipality=city, briefing=briefing, unit=units.get(office.casefold()), office=office, people=people
        )
        for office, people in attendance
    )  # fmt: skip


def attended(briefing):
    return {came.office: came.people for came in briefing.attendance.all()}


def told(briefing, came=None):
    """What the trail says of it."""
    came = attended(briefing) if came is None else came
    facts = {name: getattr(briefing, name) for name in FACTS}
    return facts | {"attendance": "; ".join(f"{office}: {came[office]}" for office in sorted(came))}
