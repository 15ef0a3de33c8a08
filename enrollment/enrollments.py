"""An enrollment ends, moves, becomes one of another kind, goes on at the person's own cost: one or thousands alike."""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.months import first_day
from common.refusals import Refused
from enrollment import going_on
from enrollment.happenings import Kind, remember
from enrollment.models import EndReason, Enrollment, Worker
from enrollment.parts import in_parts
from municipalities import audit, service_user
from municipalities.city.units import UnitClosed
from municipalities.models import Funding, Segment
from municipalities.planning import without_nested_loops


ONE_DAY = timedelta(days=1)


class EnrollmentRefused(Refused):
    """Some of the enrollments stand against it; `detail["enrollments"]` are their ids, and then none is changed."""

    sentence = ""

    @classmethod
    def of(cls, ids):
        return cls(cls.sentence % {"count": len(ids)}, enrollments=ids)


class NotThere(EnrollmentRefused):
    """One of them is not this city's, not this person's to change, or was taken back."""

    code = "NOT_THERE"
    sentence = gettext_lazy("%(count)d kepesertaan tidak ditemukan. Muat ulang halaman ini, lalu pilih lagi.")


class BeforeStart(EnrollmentRefused):
    """The last day lies before the first."""

    code = "BEFORE_START"
    sentence = gettext_lazy("%(count)d kepesertaan baru mulai sesudah hari itu. Pilih hari yang lebih lambat.")


class AlreadyEnded(EnrollmentRefused):
    """It has ended by that day."""

    code = "ALREADY_ENDED"
    sentence = gettext_lazy("%(count)d kepesertaan sudah berakhir pada atau sebelum hari itu.")


class MonthApproved(EnrollmentRefused):
    """A month from which on it would go on elsewhere is approved: it is paid for where it stands."""

    code = "MONTH_APPROVED"
    sentence = gettext_lazy(
        "Iuran %(count)d kepesertaan sudah disetujui untuk bulan sesudah hari itu. Pindah dan ganti jenis hanya mulai "
        "sesudah bulan terakhir yang disetujui."
    )


class UnderClaim(EnrollmentRefused):
    """A claim rests on it."""

    code = "UNDER_CLAIM"
    sentence = gettext_lazy("%(count)d kepesertaan dipakai sebuah klaim. Selesaikan klaimnya dulu.")


class AlreadyThere(EnrollmentRefused):
    """The person has an enrollment of that kind in that unit from then on."""

    code = "ALREADY_THERE"
    sentence = gettext_lazy(
        "%(count)d orang sudah terdaftar di unit dan jenis pekerja itu. Akhiri saja kepesertaan yang lama."
    )


class SamePlace(EnrollmentRefused):
    """It stands there already."""

    code = "SAME_PLACE"
    sentence = gettext_lazy("%(count)d kepesertaan sudah di unit dan jenis pekerja itu. Pilih yang lain.")


class StillRunning(EnrollmentRefused):
    """Only what has an end is gone on with."""

    code = "STILL_RUNNING"
    sentence = gettext_lazy("%(count)d kepesertaan belum berakhir. Catat dulu hari terakhirnya.")


class AfterDeath(EnrollmentRefused):
    """Nobody goes on after death."""

    code = "AFTER_DEATH"
    sentence = gettext_lazy("%(count)d kepesertaan berakhir karena orangnya meninggal, jadi tidak dapat dilanjutkan.")


class GapBetween(EnrollmentRefused):
    """The first month of the own cover is over: nobody pays a month that is past, so there is a gap."""

    code = "GAP_BETWEEN"
    sentence = gettext_lazy(
        "%(count)d kepesertaan berakhir lebih dari sebulan yang lalu, jadi tidak dapat disambung tanpa jeda. "
        "Daftarkan sebagai peserta baru."
    )


class NotFirstOfMonth(Refused):
    """Who stands in two places in one month is billed twice in it."""

    code = "NOT_FIRST_OF_MONTH"


class DeathAhead(Refused):
    """Nobody has died in days to come."""

    code = "DEATH_AHEAD"


class NotOnOwnCost(Refused):
    """The kind of worker is one whose contribution the city or an employer pays."""

    code = "NOT_ON_OWN_COST"


@transaction.atomic
def end(*, municipality, ids, end_date, reason, by, at):
    """
    End enrollments; the last day is one of cover, and its month is paid for. Returns how many.

    An end that lay ahead comes nearer by it. A death only ends here: the claims ask for its notice. Months after it
    that are approved stay as they are; what was paid for them comes back by a correction.

    :param ids: of enrollments of this city; all of them are ended, or none
    :raises DeathAhead: if the reason is death and the day lies ahead
    :raises EnrollmentRefused: by the name of what stands against it
    """
    rows = held(municipality, ids)
    refuse_end(rows, end_date=end_date, reason=reason, today=municipality.day_of(at))
    for part in in_parts(ids):
        those(municipality, part).update(end_date=end_date, end_reason=reason)
        remember(Kind.ENDED, part, municipality=municipality, by=by, at=at)
    tell("enrollment.ended", rows, municipality, by=by, at=at, day=end_date, end_reason=reason)
    return len(set(ids))


@transaction.atomic
def move(*, municipality, ids, unit, day, by, at):
    """
    Let enrollments go on in another unit from a month on; everything else of them stays. Returns the new ones' ids.

    :param day: the first day in the new unit, the first of a month; the old enrollment ends on the day before
    :raises NotFirstOfMonth: on any other day
    :raises UnitClosed: if the unit is closed by then
    :raises EnrollmentRefused: by the name of what stands against it
    """
    rows = held(municipality, ids)
    refuse_move(rows, unit=unit, day=day)
    made = []
    for part in in_parts(ids):
        new = go_on(municipality, part, going_on.MOVED, unit=unit.pk, day=day)
        those(municipality, part).update(end_date=day - ONE_DAY, end_reason=EndReason.MOVED)
        remember_both(Kind.MOVED, part, new, municipality=municipality, by=by, at=at)
        made += new
    tell("enrollment.moved", rows, municipality, by=by, at=at, day=day, unit=unit.name)
    return made


@transaction.atomic
def change_category(*, municipality, ids, category, day, by, at):
    """
    Let enrollments go on as another kind of worker: an honorer becomes a PPPK paruh waktu. Returns the new ones' ids.

    Unit, wage and KPJ stay; segment, programs, funding and sector are those of the new category. The months stand
    end to end, so membership is not interrupted.

    :param day: the first day in the new category, the first of a month
    :raises NotFirstOfMonth: on any other day
    :raises EnrollmentRefused: by the name of what stands against it
    """
    refuse_middle(day)
    rows = held(municipality, ids)
    refuse(against_change(rows, category=category, day=day))
    made = go_on(municipality, ids, going_on.AS_CATEGORY, category=category.pk, day=day)
    rows.update(end_date=day - ONE_DAY, end_reason=EndReason.STATUS_CHANGED)
    remember_both(Kind.CATEGORY_CHANGED, ids, made, municipality=municipality, by=by, at=at)
    tell("enrollment.category_changed", rows, municipality, by=by, at=at, day=day, category=category.name)
    return made


@transaction.atomic
def continue_on_own(*, municipality, ids, category, by, at):
    """
    Let people whose enrollment ends go on at their own cost, under the same KPJ. Returns the new ones' ids.

    The first month is the one after the last that was paid for them, so there is no gap and no month twice.

    :param category: one outside wages (BPU)
    :raises NotOnOwnCost: if it is another
    :raises EnrollmentRefused: by the name of what stands against it
    """
    if category.segment != Segment.BPU:
        raise NotOnOwnCost(
            _("Jenis pekerja %(name)s adalah penerima upah. Pilih jenis pekerja bukan penerima upah.")
            % {"name": category.name}
        )
    rows = held(municipality, ids)
    refuse(against_continuing(rows, category=category, today=municipality.day_of(at)))
    made = go_on(municipality, ids, going_on.ON_OWN, category=category.pk, funding=Funding.SELF)
    remember(Kind.CONTINUED, made, municipality=municipality, by=by, at=at)
    tell("enrollment.continued", rows, municipality, by=by, at=at, category=category.name)
    return made


def refuse_end(rows, *, end_date, reason, today):
    """What `end` refuses, asked before it."""
    refuse_reason(end_date=end_date, reason=reason, today=today)
    refuse(against_end(rows, end_date=end_date))


def refuse_reason(*, end_date, reason, today):
    if reason == EndReason.DIED and end_date > today:
        raise DeathAhead(_("Tanggal meninggal tidak boleh sesudah hari ini."))


def refuse_move(rows, *, unit, day):
    """What `move` refuses, asked before it."""
    refuse_place(unit=unit, day=day)
    refuse(against_move(rows, unit=unit, day=day))


def refuse_place(*, unit, day):
    refuse_middle(day)
    if unit.end_date and unit.end_date < day:
        raise UnitClosed(_("%(unit)s sudah ditutup pada hari itu. Pilih unit lain.") % {"unit": unit.name})


def refuse_middle(day):
    if day.day != 1:
        raise NotFirstOfMonth(
            _("Pindah dan ganti jenis hanya per tanggal 1, supaya iuran sebulan tidak ditagih dua kali.")
        )


def held(municipality, ids):
    """
    The enrollments, held for this transaction.

    :raises NotThere: if one is missing; whoever may not change it does not see it here
    """
    ids = set(ids)
    rows = those(municipality, ids)
    found = set(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    if not ids or found != ids:
        raise NotThere.of(sorted(ids - found))
    return rows


def those(municipality, ids):
    return Enrollment.objects.filter(municipality=municipality, pk__in=among(ids), is_void=False)


def among(ids):
    """These ids as one value of a statement: as a list of thousands they are slow to read, each time anew."""
    return RawSQL("SELECT unnest(%s::bigint[])", [sorted(ids)])


def refuse(reasons):
    """:raises EnrollmentRefused: the first of these that is about anybody"""
    for refusal, rows in reasons:
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        if ids:
            raise refusal.of(ids)


def against_end(rows, *, end_date):
    """Which of these enrollments cannot end on that day: pairs of a refusal and its rows."""
    return (
        (BeforeStart, rows.filter(start_date__gt=end_date)),
        (AlreadyEnded, rows.filter(end_date__lte=end_date)),
        (UnderClaim, rows.filter(claimed=True)),
    )


def against_leaving(rows, *, day):
    """Which of these cannot go on elsewhere, or as another kind, from the day on."""
    return (
        *against_end(rows, end_date=day - ONE_DAY),
        (MonthApproved, rows.filter(approved_through__gte=day)),
    )


def against_move(rows, *, unit, day):
    """Which of these cannot stand in that unit from the day on."""
    there = others_from(day).filter(unit=unit, category=OuterRef("category"))
    return (
        (SamePlace, rows.filter(unit=unit)),
        *against_leaving(rows, day=day),
        (AlreadyThere, rows.filter(Exists(there))),
    )


def against_change(rows, *, category, day):
    """Which of these cannot be of that category from the day on."""
    there = others_from(day).filter(unit=OuterRef("unit"), category=category)
    return (
        (SamePlace, rows.filter(category=category)),
        *against_leaving(rows, day=day),
        (AlreadyThere, rows.filter(Exists(there))),
    )


def against_continuing(rows, *, category, today):
    """Which of these cannot be gone on with at the person's own cost."""
    there = others_from(OuterRef("end_date")).filter(unit=OuterRef("unit"), category=category)
    return (
        (StillRunning, rows.filter(end_date=None)),
        (AfterDeath, rows.filter(end_reason=EndReason.DIED)),
        (UnderClaim, rows.filter(claimed=True)),
        (GapBetween, rows.filter(end_date__lt=first_day(first_day(today) - ONE_DAY))),
        (AlreadyThere, rows.filter(Exists(there))),
    )


def paid_beyond(rows, *, day):
    """The last approved month of these that lies after the month of this day, or None."""
    return rows.filter(approved_through__gt=first_day(day)).aggregate(last=Max("approved_through"))["last"]


def approved_through(municipality):
    """The last month of the city that is approved, whoever asks: a clerk's units alone do not tell it; or None."""
    with service_user.at_work(municipality):
        return municipality.enrollments.aggregate(last=Max("approved_through"))["last"]


def others_from(day):
    """Other enrollments of the same person that are not over by this day."""
    return Enrollment.objects.filter(
        Q(end_date=None) | Q(end_date__gte=day), ~Q(pk=OuterRef("pk")), municipality=OuterRef("municipality"),
        worker=OuterRef("worker"), is_void=False,
    )  # fmt: skip


def go_on(municipality, ids, statement, **given):
    """
    Make what goes on from these, which are held; an end that lay ahead goes along. Returns the new ids.

    :raises AlreadyThere: if somebody else has just enrolled one of them there
    """
    ids = sorted(set(ids))
    try:
        with transaction.atomic(), connection.cursor() as cursor, without_nested_loops(cursor):
            cursor.execute(statement, {"municipality": municipality.pk, "ids": ids, **given})
            return [row[0] for row in cursor.fetchall()]
    except IntegrityError as error:
        raise AlreadyThere.of(ids) from error


def remember_both(kind, ids, made, **given):
    """What ended, and what goes on from it."""
    remember(Kind.ENDED, ids, **given)
    remember(kind, made, **given)


def tell(action, rows, municipality, *, by, at, **detail):
    """One line in the trail, however many it is about; of one person it is the person's."""
    people = sorted(set(rows.values_list("worker_id", flat=True)))
    one = Worker.objects.filter(municipality=municipality, pk=people[0]).first() if len(people) == 1 else None
    audit.record(
        action, of=one or municipality, municipality=municipality, by=by, at=at, people=people, count=len(people),
        **detail,
    )  # fmt: skip
