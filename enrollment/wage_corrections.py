"""The wage of one person was reported wrong: it is put right from a month on, or for some months."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.months import first_day, month_name, months_in
from common.refusals import Refused
from common.rupiah import rupiah
from enrollment import enrollments, wages
from enrollment.models import PastWage, WageCorrection
from municipalities import audit


FAR = 100  # times as much or as little: a slip in the zeros, as in a roster


class MonthNotCovered(Refused):
    """The enrollment does not cover the month, or it is the wrong way round, or lies ahead."""

    code = "MONTH_NOT_COVERED"


class NothingChanges(Refused):
    """That wage counts in these months already."""

    code = "NOTHING_CHANGES"


class WageImplausible(Refused):
    """Nobody earns nothing, or a hundred times as much."""

    code = "WAGE_IMPLAUSIBLE"


class ReasonMissing(Refused):
    """Whoever puts a wage right says why."""

    code = "REASON_MISSING"


@transaction.atomic
def correct(*, enrollment, first_month, last_month=None, wage, reason, by, at):
    """
    Put the wage of an enrollment right, in whole rupiah a month. Approved months stay; a correction adds what differs.

    :param last_month: the last month with it; None: from the first on, whatever came later
    :raises NotThere: if it was taken back, or is not this person's to change
    :raises UnderClaim: if a claim rests on it
    :raises MonthNotCovered, WageImplausible, ReasonMissing, NothingChanges: by their names
    """
    city = enrollment.municipality
    enrollment = enrollments.held(city, [enrollment.pk]).select_related("worker").get()
    if enrollment.claimed:
        raise enrollments.UnderClaim.of([enrollment.pk])
    refuse_months(enrollment, first_month, last_month, today=city.day_of(at))
    stood = wages.of(enrollment)
    refuse_wage(stood.of_month(first_month), wage)
    if not reason.strip():
        raise ReasonMissing(_("Tulis alasannya, misalnya nomor surat yang menyebut upah yang benar."), field="reason")
    begun = first_day(enrollment.start_date)
    put = stood.put(wage, begun=begun, first_month=first_month, last_month=last_month)
    if put == stood:
        raise NothingChanges(_("Upah bulan itu sudah tercatat %(wage)s.") % {"wage": rupiah(wage)}, field="wage")
    keep(enrollment, put)
    made = WageCorrection.objects.create(
        municipality=city, enrollment=enrollment, unit_id=enrollment.unit_id, first_month=first_month,
        last_month=last_month, wage=wage, before=stood.written(), after=put.written(), reason=reason.strip(), by=by,
        at=at,
    )  # fmt: skip
    months = {"month": first_month} | ({"until": last_month} if last_month else {})
    audit.record(
        "enrollment.wage_corrected", of=enrollment.worker, municipality=city, by=by, at=at,
        people=[enrollment.worker_id], count=1, **months,
    )  # fmt: skip
    return made


def refuse_months(enrollment, first_month, last_month, *, today):
    begun, last = first_day(enrollment.start_date), last_month or first_month
    over = first_day(min(enrollment.end_date or today, today))
    if last < first_month:
        raise MonthNotCovered(_("Bulan terakhir lebih awal daripada bulan pertama."), field="last_month")
    if not begun <= first_month <= over:
        words = {"first": month_name(begun), "last": month_name(over)}
        raise MonthNotCovered(_("Pilih bulan dari %(first)s sampai %(last)s.") % words, field="first_month")
    if last > over:
        raise MonthNotCovered(_("Pilih bulan sampai %(last)s.") % {"last": month_name(over)}, field="last_month")


def refuse_wage(stood, wage):
    if wage <= 0:
        raise WageImplausible(_("Isi upah sebulan lebih dari nol."), field="wage")
    if stood and (wage > FAR * stood or wage * FAR < stood):
        words = {"wage": rupiah(wage), "stood": rupiah(stood)}
        raise WageImplausible(
            _("%(wage)s terlalu jauh dari %(stood)s yang tercatat. Periksa banyaknya nol.") % words, field="wage"
        )


def keep(enrollment, history):
    """What is stored becomes this History."""
    here = {"municipality_id": enrollment.municipality_id, "enrollment": enrollment}
    PastWage.objects.filter(**here).delete()
    PastWage.objects.bulk_create(
        PastWage(**here, unit_id=enrollment.unit_id, until=until, wage=wage) for until, wage in history.past
    )
    enrollment.wage = history.wage
    enrollment.save(update_fields=["wage"])


def months_of(enrollment, *, day):
    """The months whose wage can be put right, the latest first."""
    return list(reversed(months_in(enrollment.start_date, min(enrollment.end_date or day, day))))
