"""The same act for many people at once: whom it is done to, who is left out and why; then all of them or none."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import enrollments
from enrollment.models import Enrollment


IN_ONE_REQUEST = 2_000  # enrollments; more are ordered, and done by the queue (enrollment/bulk_acts.py)
MOST = 500_000  # no city of Indonesia has so many workers outside the civil service
WHY = {
    enrollments.NotThere: gettext_lazy("sudah ditarik kembali, atau tidak lagi di unit Anda"),
    enrollments.BeforeStart: gettext_lazy("baru mulai sesudah hari itu"),
    enrollments.AlreadyEnded: gettext_lazy("sudah berakhir pada atau sebelum hari itu"),
    enrollments.UnderClaim: gettext_lazy("dipakai sebuah klaim; selesaikan klaimnya dulu"),
    enrollments.MonthApproved: gettext_lazy("iurannya sudah disetujui untuk bulan sesudah hari itu"),
    enrollments.SamePlace: gettext_lazy("sudah di unit itu"),
    enrollments.AlreadyThere: gettext_lazy("sudah punya kepesertaan lain di unit tujuan"),
}
REASONS = {refusal.code: why for refusal, why in WHY.items()}


class TooManyAtOnce(Refused):
    """More than one request can do."""

    code = "TOO_MANY_AT_ONCE"


class NobodyLeft(Refused):
    """Everybody is left out."""

    code = "NOBODY_LEFT"


class ChangedSince(Refused):
    """They are not the ones that were shown."""

    code = "CHANGED_SINCE"


@dataclass(frozen=True)
class LeftOut:
    """
    Why, who, and some of them.

    :param code: of the refusal that is about them
    """

    SHOWN = 5

    code: str
    ids: set
    enrollments: list

    @property
    def why(self):
        return str(REASONS[self.code])

    @property
    def count(self):
        return len(self.ids)

    @property
    def more(self):
        return self.count - len(self.enrollments)


@dataclass(frozen=True)
class Plan:
    """
    What an act would do.

    :param ids: of the enrollments that it is done to
    :param people: how many people these are
    """

    ids: list
    people: int
    left_out: list

    @property
    def mark(self):
        """The same for the same enrollments: what was shown is what is done."""
        return hashlib.sha256(",".join(map(str, self.ids)).encode()).hexdigest()

    @property
    def is_large(self):
        """Whether it takes longer than somebody waits for a page."""
        return len(self.ids) > IN_ONE_REQUEST


def plan_end(found, *, municipality, end_date, reason, today):
    """
    What ending these would do.

    :param found: enrollments that are running
    :raises TooManyAtOnce, NobodyLeft: by their names
    :raises DeathAhead: as `enrollments.end`
    """
    rows = at_once(found, municipality)
    enrollments.refuse_reason(end_date=end_date, reason=reason, today=today)
    return plan(rows, enrollments.against_end(rows, end_date=end_date))


def plan_move(found, *, municipality, unit, day):
    """
    What moving these would do.

    :raises TooManyAtOnce, NobodyLeft: by their names
    :raises NotFirstOfMonth, UnitClosed: as `enrollments.move`
    """
    rows = at_once(found, municipality)
    enrollments.refuse_place(unit=unit, day=day)
    return plan(rows, enrollments.against_move(rows, unit=unit, day=day))


def at_once(found, municipality):
    ids = list(found.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        raise TooManyAtOnce(
            _("Lebih dari %(most)s kepesertaan terlalu banyak untuk sekali jalan. Saring dulu, misalnya per unit.")
            % {"most": grouped(MOST)}
        )
    return Enrollment.objects.filter(municipality=municipality, pk__in=enrollments.among(ids))


def plan(rows, against):
    """Each of these is either done or left out, for the first reason that is about it."""
    left, out = dict(rows.order_by("pk").values_list("pk", "worker_id")), []
    for refusal, refused in against:
        ids = {pk for pk in refused.values_list("pk", flat=True) if pk in left}
        if ids:
            out.append(LeftOut(refusal.code, ids, some_of(rows, ids)))
            left = {pk: worker for pk, worker in left.items() if pk not in ids}
    return Plan(ids=list(left), people=len(set(left.values())), left_out=out)


def some_of(rows, ids, most=LeftOut.SHOWN):
    shown = rows.filter(pk__in=enrollments.among(ids)).select_related("worker", "unit")
    return list(shown.order_by("worker__name_search", "pk")[:most])


@transaction.atomic
def end(*, found, municipality, mark, end_date, reason, by, at):
    """
    End those of these that can be; returns the Plan that was carried out.

    :param mark: of the plan that was shown
    :raises ChangedSince, NobodyLeft, TooManyAtOnce, EnrollmentRefused: and then none is changed
    """
    today = municipality.day_of(at)
    made = plan_end(found, municipality=municipality, end_date=end_date, reason=reason, today=today)
    refuse_other(made, mark)
    given = {"municipality": municipality, "ids": made.ids, "by": by, "at": at}
    enrollments.end(end_date=end_date, reason=reason, **given)
    return made


@transaction.atomic
def move(*, found, municipality, mark, unit, day, by, at):
    """
    Let those of these go on in another unit that can; returns the Plan that was carried out.

    :raises ChangedSince, NobodyLeft, TooManyAtOnce, EnrollmentRefused: and then none is changed
    """
    made = plan_move(found, municipality=municipality, unit=unit, day=day)
    refuse_other(made, mark)
    enrollments.move(municipality=municipality, ids=made.ids, unit=unit, day=day, by=by, at=at)
    return made


def refuse_other(made, mark):
    if not made.ids:
        raise NobodyLeft(_("Tidak ada yang dapat diubah: semua dilewati, dengan alasan di bawah ini."))
    if made.mark != mark:
        raise ChangedSince(_("Keadaannya berubah sejak halaman ini dibuka. Periksa lagi jumlahnya, lalu ulangi."))
