"""
Merging a unit into another, and taking it back.

What is alive follows: enrollments that still run, the clerks' scopes, open gaps, the units below. What is closed
stays with the old unit, which becomes an ended child of the other: lines, bills, papers, rosters and the trail keep
its name, and whoever may see the other sees them. An administrator sees no worker, so that part runs as
the service user, in the same transaction, in the name of whoever asked. It stands on this floor because it asks for
months that are not closed.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from agreements import terms
from common.months import month_name
from common.refusals import Refused
from contributions.models import ContributionLine, ContributionRun
from enrollment.models import Enrollment, Roster, RosterRow, UnitGap, WorkerUnit
from municipalities import audit, service_user
from municipalities.accounts import account_trail
from municipalities.accounts.people import period_of
from municipalities.city import periods, units
from municipalities.models import MergedRow, Registration, Scope, Unit, UnitMerge
from municipalities.roles import ROLES, Permission


# Every key that points at a unit, and whether its rows follow into the other; tests/contributions/test_unit_merges.py
# fails for a new one that is missing here.
FOLLOW = ("enrollment.Enrollment.unit", "enrollment.WorkerUnit.unit", "enrollment.UnitGap.unit",
          "municipalities.Scope.unit", "municipalities.Unit.parent", "municipalities.Unit.merged_into")  # fmt: skip
STAY = (
    *("agreements.AgreementHeadcount.unit", "agreements.AgreementScope.unit", "agreements.BriefingAttendance.unit"),
    "agreements.CircularAddressee.unit",
    "agreements.CircularReminder.unit",
    "contributions.Bill.place",
    *("contributions.BillUnit.unit", "contributions.ContributionLine.unit", "enrollment.BulkAct.to_unit"),
    "contributions.RunSum.unit",
    "enrollment.BulkAct.unit",
    "enrollment.CardHandover.unit",
    *("enrollment.CorrectionEvent.unit", "enrollment.CorrectionRequest.unit", "enrollment.EnrollmentEvent.unit"),
    *("enrollment.GapTarget.unit", "enrollment.PastWage.unit", "enrollment.PopulationFigure.unit"),
    "enrollment.Roster.unit",
    *("enrollment.RosterChange.unit", "enrollment.RosterDecision.to_unit", "enrollment.RosterDecision.unit"),
    *("enrollment.RosterLink.unit", "enrollment.RosterReceipt.unit", "enrollment.RosterRow.for_unit"),
    *("enrollment.RosterRow.unit", "enrollment.UnitGapEvent.unit", "municipalities.Job.unit"),
    *("municipalities.Registration.unit", "municipalities.UnitMerge.former_parent", "municipalities.UnitMerge.target"),
    *("municipalities.UnitMerge.unit", "municipalities.UnitName.unit", "reports.Paper.unit"),
    *("municipalities.UnitPlace.unit", "municipalities.UnitPlace.parent"),
    *("reports.CardOrder.unit", "reports.CoverageRow.unit", "reports.PaperRemoval.unit"),
    "enrollment.WageCorrection.unit",
)
ONE_DAY = timedelta(days=1)
MERGED_INTO = "municipalities.Unit.merged_into"
SCOPE = "municipalities.Scope"
ENDED_SCOPE = "municipalities.Scope.end_date"


class MergeBlocked(Refused):
    """Something under way stands against it; `reasons` says what."""

    code = "MERGE_BLOCKED"

    @property
    def reasons(self):
        return self.detail["reasons"]


class NotForYou(Refused):
    """Only an administrator of the city changes its units."""

    code = "NOT_FOR_YOU"


class UndoneAlready(Refused):
    """The merge was taken back."""

    code = "UNDONE_ALREADY"


@transaction.atomic
def merge(*, unit, target, reason, by, at):
    """
    Let a unit go up in another from today on; returns the UnitMerge.

    :raises NotForYou: if the person is no administrator of the city today, or a clerk of the unit
    :raises MergeBlocked: with what stands against it
    :raises IsTheCity: for the top of the tree
    :raises UnderItself: into a unit below it, or into itself
    :raises UnitClosed: if one of them is closed
    """
    reason = periods.said(reason)
    city, day = unit.municipality, unit.municipality.day_of(at)
    refuse_others(by, city, at)
    unit, target = units.locked(unit), units.locked(target)
    refuse_places(unit, target, at)
    refuse_own(unit, by, day)
    found = blocking(unit, target, day)
    if found:
        raise MergeBlocked(_("Belum dapat digabung: %(reasons)s") % {"reasons": " ".join(found)}, reasons=found)
    before = units.told(unit)
    units.keep_places(Unit.objects.filter(Q(pk=unit.pk) | Q(parent=unit), municipality=city), at=at)
    merged = UnitMerge.objects.create(
        municipality=city, unit=unit, target=target, former_parent=unit.parent, merge_date=day, reason=reason,
        by=by, at=at,
    )  # fmt: skip
    move_scopes(merged, by=by, at=at)
    with service_user.at_work(city, patient=True):
        move_rows(merged)
    unit.parent, unit.merged_into, unit.end_date = target, target, day - ONE_DAY
    unit.save(update_fields=["parent", "merged_into", "end_date"])
    changed = periods.apart(before, units.told(unit))
    audit.record("unit.merged", of=unit, by=by, at=at, reason=reason, **changed)
    return merged


@transaction.atomic
def undo(*, merge, reason, by, at):
    """
    Take a merge back: what followed and is still there goes back, and the unit is open again.

    Months that were approved meanwhile keep what they say.

    :raises NotForYou: if the person is no administrator of the city today, or would get a scope of the own back
    :raises UndoneAlready: if it was taken back
    :raises UnitClosed: if the other unit has been closed or merged since
    """
    reason = periods.said(reason)
    refuse_others(by, merge.municipality, at)
    merge = UnitMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk, municipality_id=merge.municipality_id)
    if merge.undone_at:
        raise UndoneAlready(_("Penggabungan ini sudah dibatalkan."))
    if Scope.objects.filter(pk__in=rows_of(merge, SCOPE, ENDED_SCOPE), user=by).exists():
        raise NotForYou(_("Anda sendiri petugas unit ini. Minta admin kota yang lain membatalkannya."))
    unit, target = units.locked(merge.unit), units.locked(merge.target)
    units.refuse_closed(target, at)
    units.refuse_name(unit)
    before = units.told(unit)
    back = Q(pk__in=rows_of(merge, "municipalities.Unit"), parent=target)
    units.keep_places(Unit.objects.filter(Q(pk=unit.pk) | back, municipality=merge.municipality), at=at)
    with service_user.at_work(unit.municipality, patient=True):
        bring_back(merge)
    bring_scopes_back(merge, by=by, at=at)
    former = units.locked(merge.former_parent)
    unit.parent = target if former.end_date else former
    unit.merged_into = unit.end_date = None
    unit.save(update_fields=["parent", "merged_into", "end_date"])
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    changed = periods.apart(before, units.told(unit))
    audit.record("unit.merge_undone", of=unit, by=by, at=at, reason=reason, **changed)
    return unit


def refuse_others(by, city, at):
    """The page asks for the permission too; here the service user is about to act in the person's name."""
    held = Scope.objects.in_force_on(city.day_of(at)).filter(user=by, municipality=city).values_list("role", flat=True)
    if not any(Permission.CHANGE_SETTINGS in ROLES[role] for role in held):
        raise NotForYou(_("Hanya admin kota yang dapat menggabungkan atau menutup unit."))


def refuse_own(unit, by, day):
    """Nobody writes the own scopes: whoever is a clerk of the unit too leaves the merging to another."""
    own = Scope.objects.filter(municipality=unit.municipality, unit=unit, user=by)
    if own.not_over(day).exists():
        raise NotForYou(_("Anda sendiri petugas unit ini. Minta admin kota yang lain menggabungkannya."))


def refuse_places(unit, target, at):
    if unit.parent_id is None:
        raise units.IsTheCity(_("Pemerintah kota adalah puncak susunan dan tidak dapat digabung."))
    units.refuse_closed(unit, at)
    units.refuse_closed(target, at)
    if Unit.objects.under(unit).filter(pk=target.pk).exists():
        raise units.UnderItself(_("Unit tidak dapat digabung ke dirinya sendiri atau ke unit di bawahnya."))


def blocking(unit, target, day):
    """Why the two cannot be merged yet, in sentences without a number or name of a worker."""
    with service_user.at_work(unit.municipality, patient=True):
        return [*months_open(unit), *rosters_under_way(unit), *registered(unit, day), *twice(unit, target, day),
                *uncovered(unit, target, day)]  # fmt: skip


def months_open(unit):
    """Months that are calculated with the unit and not approved."""
    runs = ContributionRun.objects.filter(
        municipality_id=unit.municipality_id, status=ContributionRun.Status.CALCULATED,
        pk__in=ContributionLine.objects.filter(municipality_id=unit.municipality_id, unit=unit).values("run_id"),
    )  # fmt: skip
    for run in runs:
        yield _("Iuran %(month)s sudah dihitung dan belum disetujui.") % {"month": month_name(run.month)}


def rosters_under_way(unit):
    rows = RosterRow.objects.filter(municipality_id=unit.municipality_id, for_unit=unit)
    there = Roster.objects.filter(municipality_id=unit.municipality_id, status__in=Roster.UNDECIDED)
    if there.filter(Q(unit=unit) | Q(pk__in=rows.values("roster_id"))).exists():
        yield _("Ada roster unit ini yang belum disimpan atau dibatalkan.")


def registered(unit, day):
    own = Registration.objects.filter(municipality_id=unit.municipality_id, unit=unit)
    for each in own.not_over(day):
        yield _("Unit ini punya NPP sendiri (%(npp)s). Akhiri dulu.") % {"npp": each}


def running(unit, day):
    """Enrollments that have not ended."""
    return Enrollment.objects.filter(municipality_id=unit.municipality_id, unit=unit, is_void=False).not_over(day)


def people_moving(unit, day):
    """How many people would follow: a number and nobody, for an administrator, who sees no worker."""
    with service_user.at_work(unit.municipality, patient=True):
        return running(unit, day).values("worker_id").distinct().count()


def twice(unit, target, day):
    """The same person in both units as the same kind of worker cannot stand twice in one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM enrollment_enrollment e JOIN enrollment_enrollment o
               ON o.municipality_id = e.municipality_id AND o.worker_id = e.worker_id AND o.category_id = e.category_id
               AND o.unit_id = %(target)s AND NOT o.is_void
               AND daterange(o.start_date, o.end_date, '[]') && daterange(e.start_date, e.end_date, '[]')
               WHERE e.municipality_id = %(city)s AND e.unit_id = %(unit)s AND NOT e.is_void
               AND (e.end_date IS NULL OR e.end_date >= %(day)s))""",
            {"city": unit.municipality_id, "unit": unit.pk, "target": target.pk, "day": day},
        )
        if cursor.fetchone()[0]:
            yield _("Ada orang yang terdaftar di kedua unit dengan jenis pekerja yang sama. Minta operator mengakhiri"
                    " salah satunya.")  # fmt: skip


def uncovered(unit, target, day):
    """What an agreement names for this unit itself and no agreement covers in the other."""
    covers = terms.covers(terms.covering_on(municipality=unit.municipality, day=day))
    there = {(cover.category_id, cover.program) for cover in covers if cover.unit_id == target.pk}
    here = {(cover.category_id, cover.program) for cover in covers if cover.scope_unit_id == unit.pk}
    if here - there:
        yield _("Perjanjian yang berlaku menyebut unit ini, dan unit tujuan tidak tercakup. Buat adendum dulu.")


def move_scopes(merged, *, by, at):
    """
    The clerks of the unit become clerks of the other from today on; whoever is one already only loses the old scope.

    By the administrator's own rights: the database lets nobody else write scopes, and nobody the own ones.
    """
    unit, target, day = merged.unit, merged.target, merged.merge_date
    scopes = Scope.objects.filter(municipality=merged.municipality, unit=unit)
    for scope in scopes.not_over(day):
        there = Scope.objects.filter(user_id=scope.user_id, unit=target)
        if scope.start_date >= day:
            move_scope(scope, target, by=by, at=at)
            remember(merged, SCOPE, scope.pk)
            continue
        if not there.in_force_on(day).exists():
            made = give_scope(scope, target, start_date=day, end_date=scope.end_date, by=by, at=at)
            remember(merged, SCOPE, made.pk)
        else:
            remember(merged, ENDED_SCOPE, scope.pk, until=scope.end_date)
        before = period_of(scope)
        scopes.filter(pk=scope.pk).update(end_date=day - ONE_DAY)
        after = before | {"end_date": day - ONE_DAY}
        account_trail.record("role.end_changed", scope=scope, by=by, at=at, before=before, after=after)


def give_scope(scope, unit, *, start_date, end_date, by, at):
    """The same role for the same person in the other unit."""
    made = Scope.objects.create(
        user_id=scope.user_id, role=scope.role, municipality=scope.municipality, unit=unit, start_date=start_date,
        end_date=end_date,
    )  # fmt: skip
    account_trail.record("role.given", scope=made, by=by, at=at, after=period_of(made))
    return made


def move_scope(scope, unit, *, by, at):
    Scope.objects.filter(pk=scope.pk).update(unit=unit)
    account_trail.record("role.given", scope=scope, by=by, at=at, after=period_of(scope))


def move_rows(merged):
    """As the service user, set by set."""
    unit, target, city = merged.unit, merged.target, merged.municipality
    follow(merged, "enrollment.Enrollment", running(unit, merged.merge_date), unit=target)
    settle(city, unit, target)
    open_gaps = UnitGap.objects.filter(municipality=city, unit=unit).exclude(status=UnitGap.Status.DONE)
    taken = UnitGap.objects.alias(kind=Coalesce("category_id", 0)).filter(
        municipality=city, unit=target, as_of=OuterRef("as_of"), kind=Coalesce(OuterRef("category_id"), 0)
    )
    follow(merged, "enrollment.UnitGap", open_gaps.exclude(Exists(taken)), unit=target)
    below = Unit.objects.filter(municipality=city, parent=unit).exclude(pk=target.pk)
    follow(merged, "municipalities.Unit", below, parent=target)
    follow(merged, MERGED_INTO, Unit.objects.filter(municipality=city, merged_into=unit), merged_into=target)


def follow(merged, model, rows, **to):
    """Remember which rows these are, then let them point at the other."""
    sql, parameters = rows.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO municipalities_mergedrow (municipality_id, merge_id, model, row_id)"
            f" SELECT %s, %s, %s, r.id FROM ({sql}) r",
            [merged.municipality_id, merged.pk, model, *parameters],
        )
    rows.model.objects.filter(municipality_id=merged.municipality_id, pk__in=rows_of(merged, model)).update(**to)


def remember(merged, model, row_id, **told):
    MergedRow.objects.create(municipality_id=merged.municipality_id, merge=merged, model=model, row_id=row_id, **told)


def rows_of(merge, *models):
    mine = MergedRow.objects.filter(municipality_id=merge.municipality_id, merge=merge, model__in=models)
    return mine.values("row_id")


def bring_scopes_back(merge, *, by, at):
    """
    By the administrator's own rights, as they went; who had a scope of both units gets the lost one again.

    Whoever has left since, or whose account is shut, gets nothing: no role comes back that somebody took.
    """
    city, unit, day = merge.municipality, merge.unit, merge.municipality.day_of(at)
    there = Scope.objects.filter(municipality=city, unit=merge.target, user__is_active=True)
    for scope in there.not_over(day).filter(pk__in=rows_of(merge, SCOPE)):
        move_scope(scope, unit, by=by, at=at)
    for row in MergedRow.objects.filter(municipality=city, merge=merge, model=ENDED_SCOPE):
        lost = Scope.objects.get(municipality=city, pk=row.row_id)
        stays = there.in_force_on(day).filter(user_id=lost.user_id, role=lost.role).exists()
        if stays and (row.until is None or row.until >= day):
            give_scope(lost, unit, start_date=day, end_date=row.until, by=by, at=at)


def bring_back(merge):
    """As the service user: whatever still stands where the merge put it."""
    city, unit, target = merge.municipality, merge.unit, merge.target
    moved = {"municipality": city, "unit": target}
    Enrollment.objects.filter(**moved, pk__in=rows_of(merge, "enrollment.Enrollment")).update(unit=unit)
    settle(city, unit, target)
    UnitGap.objects.filter(**moved, pk__in=rows_of(merge, "enrollment.UnitGap")).update(unit=unit)
    below = Unit.objects.filter(municipality=city, parent=target, pk__in=rows_of(merge, "municipalities.Unit"))
    below.update(parent=unit)
    Unit.objects.filter(municipality=city, merged_into=target, pk__in=rows_of(merge, MERGED_INTO)).update(
        merged_into=unit
    )


def settle(city, *places):
    """Who works where, for the clerks' wall: as the enrollments of these units now say."""
    ids = [unit.pk for unit in places]
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO enrollment_workerunit (municipality_id, worker_id, unit_id)
               SELECT DISTINCT e.municipality_id, e.worker_id, e.unit_id FROM enrollment_enrollment e
               WHERE e.municipality_id = %(city)s AND e.unit_id = ANY (%(units)s) AND NOT e.is_void
               AND NOT EXISTS (SELECT FROM enrollment_workerunit w WHERE w.municipality_id = e.municipality_id
                               AND w.worker_id = e.worker_id AND w.unit_id = e.unit_id)""",
            {"city": city.pk, "units": ids},
        )
    here = Enrollment.objects.filter(municipality=city, unit_id__in=ids, is_void=False)
    for unit_id in ids:
        gone = WorkerUnit.objects.filter(municipality=city, unit_id=unit_id)
        gone.exclude(worker_id__in=here.filter(unit_id=unit_id).values("worker_id")).delete()
