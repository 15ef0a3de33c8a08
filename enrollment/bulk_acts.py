"""An end or a move of thousands is ordered by whoever confirmed it, and done by the queue: all of it or nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import bulk, enrollments
from enrollment.models import BulkAct
from municipalities import audit, jobs, progress
from municipalities.models import Job


CARRY_OUT = "enrollment.tasks.carry_out_bulk_act"
Kind = BulkAct.Kind


class AlreadyUnderWay(Refused):
    """The queue has it, or has done it."""

    code = "ALREADY_UNDER_WAY"


@transaction.atomic
def order(*, kind, plan, mark, given, municipality, unit, by, role, at):
    """
    Have the queue do what was shown to these enrollments and no others; returns the BulkAct.

    Ordered twice it is done once: the second gets the act of the first. One that was stopped, or came to nothing, is
    begun anew.

    :param plan: what it would do now
    :param mark: of the plan that was shown
    :param unit: of the clerk who asks; None for whoever works for the whole city
    :param given: as `bulk.end` or `bulk.move` asks for it
    :raises ChangedSince, NobodyLeft: if the plan is another by now
    """
    bulk.refuse_other(plan, mark)
    act, _made = BulkAct.objects.get_or_create(
        municipality=municipality, by=by, mark=mark, kind=kind, done_at=None, **columns(kind, given),
        defaults={"unit": unit, "ids": plan.ids, "asked": len(plan.ids), "people": plan.people, "asked_at": at},
    )  # fmt: skip
    if not under_way(at_rest(act)):
        begin(act, by=by, role=role, at=at)
    return act


@transaction.atomic
def again(*, act, by, role, at):
    """
    Begin anew what was stopped or came to nothing.

    :raises AlreadyUnderWay: if it is at work, or done
    """
    if at_rest(act).done_at or under_way(act):
        raise AlreadyUnderWay(_("Tindakan ini sedang dikerjakan atau sudah selesai. Hasilnya ada di halaman ini."))
    begin(act, by=by, role=role, at=at)


def begin(act, *, by, role, at):
    jobs.start(task=CARRY_OUT, target=act, by=by, role=role, at=at, queue="upload")
    audit.record("bulk_act.ordered", of=act, by=by, at=at, count=act.asked, day=act.day)


@transaction.atomic
def carry_out(*, act, by, at):
    """
    Do it to those for whom it can still be done. Whoever has changed since it was confirmed is left as they are, and
    kept in `left_out` with the reason.

    :param act: `held` for this transaction
    :raises EnrollmentRefused, UnitClosed: and then none is changed
    """
    city = act.municipality
    progress.step("HOLD")
    rows = enrollments.those(city, act.ids)
    there = set(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    plan = PLANS[act.kind](rows, municipality=city, **given_of(act), **today_of(act, at))
    act.left_out = {each.code: sorted(each.ids) for each in plan.left_out}
    if gone := set(act.ids) - there:
        act.left_out[enrollments.NotThere.code] = sorted(gone)
    progress.step("WRITE", total=len(plan.ids))
    if plan.ids:
        VERBS[act.kind](municipality=city, ids=plan.ids, by=by, at=at, **given_of(act))
    act.done, act.done_people, act.done_at = len(plan.ids), plan.people, at
    act.save(update_fields=["left_out", "done", "done_people", "done_at"])


@transaction.atomic
def stop(*, act, by, at):
    """
    Ask the queue to stop: nothing of it stays.

    :raises JobIsOver: if nobody works on it
    :raises StopAsked: if somebody has asked for it already
    """
    job = latest(act)
    if job is None:
        raise jobs.JobIsOver(_("Tidak ada pekerjaan yang berjalan atas tindakan ini."))
    jobs.stop(job=job, by=by, at=at)
    audit.record("bulk_act.stopped", of=act, by=by, at=at)


PLANS = {Kind.END: bulk.plan_end, Kind.MOVE: bulk.plan_move}
VERBS = {Kind.END: enrollments.end, Kind.MOVE: enrollments.move}


def columns(kind, given):
    """What the act keeps of what was given."""
    if kind == Kind.END:
        return {"day": given["end_date"], "reason": given["reason"], "to_unit": None}
    return {"day": given["day"], "reason": "", "to_unit": given["unit"]}


def given_of(act):
    if act.kind == Kind.END:
        return {"end_date": act.day, "reason": act.reason}
    return {"unit": act.to_unit, "day": act.day}


def today_of(act, at):
    return {"today": act.municipality.day_of(at)} if act.kind == Kind.END else {}


def held(job):
    """The act of this job, held for this transaction; None if it is done, or another process has closed the job."""
    acts = job.municipality.bulk_acts.select_related("municipality", "to_unit")
    act = acts.select_for_update(of=("self",)).get(pk=job.target_id)
    return None if act.done_at or jobs.is_over(job) else act


def at_rest(act):
    """The act as it now is, held for this transaction: two clicks or two people begin it once."""
    return BulkAct.objects.select_for_update().defer("ids").get(pk=act.pk, municipality_id=act.municipality_id)


def of_city(municipality):
    """The jobs of its bulk acts, newest last."""
    return Job.objects.filter(municipality=municipality, task=CARRY_OUT).order_by("pk")


def latest(act):
    """The newest job of this act, or None."""
    return Job.objects.about(act, CARRY_OUT).first()


def under_way(act):
    return Job.objects.about(act, CARRY_OUT).unfinished().exists()
