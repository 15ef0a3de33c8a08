"""A death is registered: every enrollment of the person ends on that day, and the claim opens with its checklist."""

import hashlib
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims import benefits, documents, heirs, numbers, steps, traces
from claims.models import Claim
from common.refusals import Refused
from enrollment import wages
from enrollment.models import EndReason, Enrollment
from municipalities import audit


class ImpossibleDeath(Refused):
    """The day does not fit what is stored about the person."""


class ClaimExists(Refused):
    """The death is registered already; `detail["claim"]` is its claim."""


class NothingChanged(Refused):
    """What is said stands there already."""


class ReasonMissing(Refused):
    """Whoever takes a death back says why."""


@transaction.atomic
def register(*, worker, death_date, cause, told_by, by, at, place="", **case):
    """
    End the person's enrollments on the day of death and open the claim.

    :param case: of CASE, where known
    :raises ImpossibleDeath: if the day lies ahead, before the birth, before every enrollment or before one that began,
        or a day of the accident does not fit
    :raises ClaimExists: if the death is registered already
    """
    enrollments = locked(worker)
    standing = worker.claims.live().first()
    if standing:
        raise claim_exists(standing)
    today = steps.local_day(worker.municipality, at)
    touched, ahead = affected(worker, enrollments, death_date, today, case)
    fields = {"worker": worker, "enrollment": counted(touched, death_date), "death_date": death_date, "cause": cause}
    fields |= {"told_by": told_by, "place": place, "registered_by": by, "registered_at": at, **case}
    claim = open_claim(worker, fields | {"ended": [as_it_was(enrollment) for enrollment in touched + ahead]})
    steps.first(claim=claim, by=by, at=at)
    end_enrollments(touched, ahead, death_date)
    audit.record("claim.reported", of=claim, by=by, at=at, number=claim.number, enrollments=len(touched))
    benefits.compute(claim=claim, by=by, at=at)
    return claim


def told_of(claim):
    """What was written down of the death: {field: value}."""
    return {name: getattr(claim, name) for name in (*STORY, *CASE)}


def seal_of(claim):
    """A short word for what was written down; another where somebody has put it right meanwhile."""
    return hashlib.sha256(repr(told_of(claim)).encode()).hexdigest()


@transaction.atomic
def correct(*, claim, death_date, cause, told_by, by, at, place="", seen="", **case):
    """
    Put right what was written down of a death, while the claim is open; all that follows is worked out anew.

    The person's enrollments are first as they were before, then end on the day that is right.

    :param seen: seal_of() when the form was opened; "" for whoever saw none
    :param case: of CASE; what is left out is as it was
    :raises ChangedSince: if somebody has put it right since the form was opened
    :raises ClaimUnderWay: if the claim is submitted
    :raises NothingChanged: if all of it stands there already
    :raises ImpossibleDeath: as register() does
    :raises HeirNotPossible: if an heir is a child on that day and has no guardian
    """
    steps.require_open(claim)
    locked(claim.worker)
    if seen and seen != seal_of(claim):
        raise steps.ChangedSince(
            _("Kabar duka ini diubah orang lain sejak halamannya dibuka. Muat ulang, lalu isi lagi.")
        )
    before = told_of(claim)
    if before == before | {"death_date": death_date, "cause": cause, "told_by": told_by, "place": place, **case}:
        raise NothingChanged(_("Tidak ada yang berubah."))
    give_back(claim)
    enrollments = locked(claim.worker)
    today = steps.local_day(claim, at)
    told = {"death_date": death_date, "cause": cause, "told_by": told_by, "place": place, **case}
    days = {name: getattr(claim, name) for name in CASE} | case
    touched, ahead = affected(claim.worker, enrollments, death_date, today, days)
    told |= {
        "enrollment": counted(touched, death_date),
        "ended": [as_it_was(enrollment) for enrollment in touched + ahead],
    }
    for name, value in told.items():
        setattr(claim, name, value)
    claim.save(update_fields=list(told))
    end_enrollments(touched, ahead, death_date)
    heirs.grow_up(claim=claim)
    if claim.status == Claim.Status.COMPLETE:
        steps.take(claim=claim, status=Claim.Status.RETURNED, by=by, at=at, note=_("Kabar duka diperbaiki."))
    changed = {name: value for name, value in before.items() if getattr(claim, name) != value}
    after = {name: getattr(claim, name) for name in changed}
    audit.record("claim.corrected", of=claim, by=by, at=at, before=changed, after=after)
    fields = ", ".join(str(Claim._meta.get_field(name).verbose_name) for name in changed)
    traces.note(claim=claim, what=traces.What.CORRECTED, about=fields, by=by, at=at)
    benefits.compute(claim=claim, by=by, at=at)
    ask_again(claim, changed, by, at)


def ask_again(claim, changed, by, at):
    """Papers that name a day which was put right have to be looked at once more."""
    given = {"claim": claim, "by": by, "at": at}
    if "death_date" in changed:
        note = _("Hari meninggal diperbaiki; cocokkan tanggalnya.")
        documents.look_again(kinds=documents.OF_THE_DEATH, note=note, **given)
    if "accident_date" in changed:
        note = _("Hari kecelakaan diperbaiki; cocokkan tanggalnya.")
        documents.look_again(kinds=documents.OF_THE_ACCIDENT, note=note, **given)


STORY = ("death_date", "cause", "told_by", "place")
CASE = (
    *("number_issued_date", "cause_in_inquiry", "accident_date", "accident_report_date", "death_report_date"),
    *("traffic_accident", "treatment_paid"),
)


def locked(worker):
    there = worker.enrollments.select_for_update().order_by("start_date", "id")
    return [enrollment for enrollment in there if not enrollment.is_void]


def affected(worker, enrollments, death_date, today, case):
    """
    The enrollments that the death touches, and those ahead that will never begin.

    :raises ImpossibleDeath: if a day does not fit
    """
    refuse_impossible(worker, death_date, today)
    refuse_impossible_accident(worker, case, death_date, today)
    return touched_by(enrollments, death_date, today), scheduled(enrollments, today)


def claim_exists(claim):
    return ClaimExists(
        _("Kematian ini sudah dicatat; klaimnya %(claim)s.") % {"claim": claim.label}, code="CLAIM_EXISTS", claim=claim
    )


def refuse_impossible(worker, death_date, today):
    if death_date > today:
        raise ImpossibleDeath(_("Tanggal meninggal tidak boleh setelah hari ini."))
    if death_date < worker.birth_date:
        raise ImpossibleDeath(_("Tanggal meninggal lebih awal daripada tanggal lahir."))


def refuse_impossible_accident(worker, case, death_date, today):
    happened = case.get("accident_date")
    if happened and happened < worker.birth_date:
        raise ImpossibleDeath(_("Tanggal kecelakaan lebih awal daripada tanggal lahir."), field="accident_date")
    if happened and happened > death_date:
        raise ImpossibleDeath(
            _("Kecelakaan atau diagnosis tidak mungkin sesudah hari meninggal."), field="accident_date"
        )
    for name, first in (("accident_report_date", happened or date.min), ("death_report_date", death_date)):
        told = case.get(name)
        if told and not first <= told <= today:
            raise ImpossibleDeath(_("Tanggal lapor harus antara kejadiannya dan hari ini."), field=name)


def touched_by(enrollments, death_date, today):
    """
    The enrollments the claim rests on: those in force on the day, else the last that ended before it.

    :raises ImpossibleDeath: if there is none that began, or one began after the day
    """
    started = [enrollment for enrollment in enrollments if enrollment.start_date <= death_date]
    later = [enrollment for enrollment in enrollments if death_date < enrollment.start_date <= today]
    if not started:
        raise ImpossibleDeath(_("Orang ini belum terdaftar pada hari itu, jadi tidak ada klaim yang dapat dibuka."))
    if later:
        raise ImpossibleDeath(
            _("Ada kepesertaan yang mulai %(day)s, sesudah hari meninggal. Periksa tanggalnya.")
            % {"day": f"{later[0].start_date:%d-%m-%Y}"}
        )
    in_force = [one for one in started if one.end_date is None or one.end_date >= death_date]
    told = [one for one in started if one not in in_force and one.end_reason == EndReason.DIED]
    return in_force or told or [max(started, key=lambda one: one.end_date)]


def scheduled(enrollments, today):
    return [enrollment for enrollment in enrollments if enrollment.start_date > today]


def counted(enrollments, day):
    """The enrollment whose segment and wage count: a wage earner's before another, the highest wage first."""
    return max(enrollments, key=lambda one: (one.segment == "PU", wages.of_month(one, day) or 0, -one.pk))


def as_it_was(enrollment):
    return {
        "enrollment": enrollment.pk,
        "end_date": enrollment.end_date.isoformat() if enrollment.end_date else None,
        "end_reason": enrollment.end_reason,
        "is_void": enrollment.is_void,
    }


def open_claim(worker, fields):
    try:
        with transaction.atomic():
            return numbers.create(worker.municipality.claims, "claim_number_once", **fields)
    except IntegrityError as error:
        standing = worker.claims.live().first()
        if standing is None:
            raise
        raise claim_exists(standing) from error


def end_enrollments(touched, ahead, death_date):
    """Ended by death on the day; what had ended for another reason keeps its end, what never began never will."""
    for enrollment in touched:
        if enrollment.end_date is None or enrollment.end_date >= death_date or enrollment.end_reason == EndReason.DIED:
            enrollment.end_date, enrollment.end_reason = death_date, EndReason.DIED
        enrollment.claimed = True
        enrollment.save(update_fields=["end_date", "end_reason", "claimed"])
    for enrollment in ahead:
        enrollment.is_void = True
        enrollment.save(update_fields=["is_void"])


@transaction.atomic
def withdraw(*, claim, by, at, note):
    """
    Take back a death that was registered by mistake: the claim is cancelled, the enrollments are as they were.

    :raises ReasonMissing: without a reason
    :raises StepNotAllowed: if the claim is submitted already
    """
    if not note.strip():
        raise ReasonMissing(_("Tulis apa yang salah, supaya tercatat."))
    steps.take(claim=claim, status=Claim.Status.CANCELLED, by=by, at=at, note=note)
    give_back(claim)


def give_back(claim):
    """The enrollments are as they were before the death was written down."""
    for before in claim.ended:
        end_date = date.fromisoformat(before["end_date"]) if before["end_date"] else None
        Enrollment.objects.filter(municipality_id=claim.municipality_id, pk=before["enrollment"]).update(
            end_date=end_date, end_reason=before["end_reason"], is_void=before["is_void"], claimed=False
        )


def without_claim(municipalities):
    """Enrollments that ended by death, of people for whom nobody has opened a claim."""
    claimed = Claim.objects.of(municipalities).exclude(status=Claim.Status.CANCELLED).values("worker_id")
    died = Enrollment.objects.filter(municipality__in=municipalities, end_reason=EndReason.DIED, is_void=False)
    return died.exclude(worker_id__in=claimed).select_related("worker", "unit").order_by("end_date", "id")
