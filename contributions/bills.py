"""
Bills of approved months: one for each segment and registration, as the law has their due days apart; of a city that
wants it so, for each of their OPDs or units.

A bill takes its sum from the lines that the run locked. It is never edited; another bill cancels it. A part of a
correction that comes to less than nothing is billed as a credit, one that comes to nothing needs no bill.
"""

import re
from collections import Counter
from functools import cache, partial
from itertools import count
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from common.months import add_months, first_day
from common.refusals import Refused
from contributions import balances, registered_now
from contributions.models import Bill, BillUnit, ContributionLine, ContributionRun, RunSum
from municipalities import audit, turns
from municipalities.city import rule_choices
from municipalities.city.units import offices_in
from municipalities.models import BillDivision
from regulations import deadlines


LONGEST_NUMBER = 9  # digits; a longer one is a code
CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")


class RunNotApproved(Refused):
    """Only an approved month is billed."""


class BilledAlready(Refused):
    """The month has its bills."""


class NothingToBill(Refused):
    """Nobody owes anything in this month."""


class CancelledAlready(Refused):
    """The bill was cancelled, or is a cancelling one itself."""


class ReasonMissing(Refused):
    """A cancelling bill says why."""


class BillPaid(Refused):
    """Money was paid for it: too much or too little is settled against the next month (PP 44/2015 Art. 23)."""


class CodeWritten(Refused):
    """The bill has this code already; a second click says so and changes nothing."""


class CodeTaken(Refused):
    """A billing code pays one bill."""


class CodeMalformed(Refused):
    """A billing code is letters, digits, dots and dashes."""


class NotRegisteredSo(Refused):
    """No other registration of the same risk class counts for all its units today."""


class Part(NamedTuple):
    """For what a bill is: a segment and registration, and where the city has it so one OPD or unit of them."""

    segment: str
    registration_id: int | None
    place_id: int | None

    @property
    def key(self):
        return f"{self.segment}-{self.registration_id or 0}-{self.place_id or 0}"


@transaction.atomic
def issue(*, run, by, at, under_now=()):
    """
    Issue the bills of an approved run that are still to come; returns them, by segment and registration.

    :param under_now: keys of the parts that are paid under the registration of today, not that of their lines
    :raises NotRegisteredSo: if there is no such registration for one of them
    :raises RunNotApproved: if the run is not approved
    :raises BilledAlready: if every part of it has its bill
    :raises NothingToBill: if the run has no lines
    """
    if run.status != ContributionRun.Status.APPROVED:
        raise RunNotApproved(_("Tagihan hanya dibuat untuk iuran yang sudah disetujui."))
    numbers_in_turn(run.municipality_id)
    if run.workers == 0:
        raise NothingToBill(_("Tidak ada pekerja yang ditagih bulan ini, jadi tidak ada tagihan."))
    new = missing(run)
    if not new and not issued(run).exists():
        raise NothingToBill(_("Kurang dan lebihnya impas, jadi tidak ada yang ditagih."))
    if not new:
        raise BilledAlready(_("Iuran bulan ini sudah ditagih."))
    offered = registered_now.of_parts(run, new, day=run.municipality.day_of(at)) if under_now else {}
    chosen = {part: found for part, found in offered.items() if part.key in under_now}
    if len(chosen) < len(set(under_now)):
        raise NotRegisteredSo(_("NPP yang berlaku sekarang sudah lain lagi. Muat ulang halaman ini, lalu pilih lagi."))
    return [issue_part(run, part, units, chosen.get(part), by=by, at=at) for part, units in new.items()]


def missing(run):
    """
    {Part: units}: the bills that an approved month still needs, each with the units on it.

    By the registration that the lines were worked out with, whatever the unit is registered under by now: what is
    entered, ended or moved since bills nobody twice and forgets nobody, and a correction gives back to the number
    that was paid. What it adds to one unit and takes from another of the same part is one sum; where that is
    nothing, there is nothing to bill.
    """
    rows = RunSum.objects.filter(municipality_id=run.municipality_id, run=run)
    part_of = ("segment", "registration_id", "unit_id")
    rows = rows.order_by("-segment", "unit_id", "registration_id")
    sums = rows.values_list(*part_of).annotate(sum=Sum("total"), newest=Max("month"))
    billed = {*in_force(run).values_list("segment", "registration_id", "bill_units__unit_id")}
    parts, totals_of, place_of = {}, Counter(), places(run)
    for segment, registration_id, unit_id, amount, month in sums:
        if (segment, registration_id, unit_id) not in billed:
            part = Part(segment, registration_id, place_of(unit_id, month))
            parts.setdefault(part, []).append(unit_id)
            totals_of[part] += amount
    return {part: units for part, units in parts.items() if totals_of[part]}


def places(run):
    """
    A function of a unit's id and a month that gives the id of the place it is billed with; or None.

    An OPD by the tree as it stood in the month that is billed, of a correction the last one corrected of that unit:
    what was moved since is billed, and given back, where it was paid.
    """
    division = run.municipality.billdivisions.in_force_on(run.month).first()
    if division is None or division.per == BillDivision.Per.REGISTRATION:
        return lambda unit_id, month: None
    if division.per == BillDivision.Per.UNIT:
        return lambda unit_id, month: unit_id
    offices = cache(partial(offices_in, run.municipality_id))
    return lambda unit_id, month: offices(month)[unit_id]


def without_a_bill(runs):
    """The ids of those runs of which a unit stands on no bill in force: never billed, or its bill was cancelled."""
    billed = BillUnit.objects.alias(part=Coalesce("bill__registration_id", 0)).filter(
        municipality_id=OuterRef("municipality_id"),
        part=Coalesce(OuterRef("registration_id"), 0),
        bill__segment=OuterRef("segment"),
        unit_id=OuterRef("unit_id"),
        bill__run_id=OuterRef("run_id"),
        bill__cancels=None,
        bill__cancelled_by=None,
    )
    cities = {run.municipality_id for run in runs}
    sums = RunSum.objects.filter(municipality__in=cities, run__in=runs).exclude(least=0, most=0)
    found = {*sums.filter(~Exists(billed)).order_by().values_list("run_id", flat=True).distinct()} if runs else set()
    even = {run.pk for run in runs if run.pk in found and run.is_correction and not missing(run)}
    return found - even


def issue_part(run, part, units, paid_under, *, by, at):
    segment, registration_id, place_id = part
    lines = ContributionLine.objects.filter(
        municipality_id=run.municipality_id, run=run, segment=segment, registration_id=registration_id,
        unit_id__in=units,
    )  # fmt: skip
    sums = lines.aggregate(total=Sum("amount", default=0), workers=Count("enrollment_id", distinct=True))
    made = Bill.objects.create(
        municipality_id=run.municipality_id,
        number=next_number(run.municipality_id),
        run=run,
        segment=segment,
        registration_id=registration_id,
        paid_under=paid_under,
        place_id=place_id,
        attempt=1 + issued(run).filter(segment=segment, registration_id=registration_id).count(),
        month=run.month,
        due_date=due_date_of(run, lines, run.municipality.day_of(at)),
        **sums,
        issued_by=by,
        issued_at=at,
    )
    BillUnit.objects.bulk_create(
        BillUnit(municipality_id=run.municipality_id, bill=made, unit_id=unit_id) for unit_id in units
    )
    under = {"npp": str(paid_under), "former_npp": str(made.registration or "-")} if paid_under else {}
    word = "bill.issued_under" if paid_under else "bill.issued"
    audit.record(word, of=made, by=by, at=at, number=made.number, total=made.total, **under)
    return made


@transaction.atomic
def cancel(*, bill, by, at, reason):
    """
    Issue the bill that cancels this one; a right one can be issued afterwards.

    :param reason: why, in a few words
    :raises CancelledAlready: if it is cancelled, or cancels one itself
    :raises ReasonMissing: without a reason
    :raises BillPaid: if money was paid for it
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis mengapa tagihan ini dibatalkan."))
    if bill.cancels_id:
        raise CancelledAlready(_("Tagihan pembatalan tidak dapat dibatalkan."))
    hold(bill)
    numbers_in_turn(bill.municipality_id)
    if bill.cancelled_by.exists():
        raise CancelledAlready(_("Tagihan ini sudah dibatalkan."))
    here = balances.with_left(Bill.objects.filter(municipality_id=bill.municipality_id)).get(pk=bill.pk)
    if here.paid or here.got or here.gave:
        raise BillPaid(
            _("Tagihan ini sudah dibayar atau diperhitungkan. Lebih atau kurangnya masuk bulan berikutnya.")
        )
    made = Bill.objects.create(
        municipality_id=bill.municipality_id,
        number=next_number(bill.municipality_id),
        run_id=bill.run_id,
        segment=bill.segment,
        registration_id=bill.registration_id,
        paid_under_id=bill.paid_under_id,
        place_id=bill.place_id,
        attempt=bill.attempt,
        month=bill.month,
        due_date=bill.due_date,
        workers=bill.workers,
        total=-bill.total,
        cancels=bill,
        reason=reason.strip(),
        issued_by=by,
        issued_at=at,
    )
    audit.record("bill.cancelled", of=bill, by=by, at=at, number=bill.number, by_number=made.number)
    return made


@transaction.atomic
def write_code(*, bill, code, by, at):
    """
    Write down the code (kode iuran) under which BPJS wants this bill paid; empty takes it off again.

    :raises CancelledAlready: if the bill is cancelled, or cancels one
    :raises CodeWritten: if it has this code already
    :raises CodeMalformed: if it is more than letters, digits, dots and dashes
    :raises CodeTaken: if another bill in force has it
    """
    code = written_as(code)
    bill = hold(bill)
    numbers_in_turn(bill.municipality_id)
    if bill.cancels_id or bill.cancelled_by.exists():
        raise CancelledAlready(_("Tagihan ini sudah dibatalkan, jadi tidak dibayar dengan kode mana pun."))
    if code == bill.billing_code:
        raise CodeWritten(_("Kode iuran itu sudah tertulis pada tagihan ini."))
    if code and not CODE.fullmatch(code):
        raise CodeMalformed(_("Kode iuran hanya berisi huruf, angka, titik, dan tanda hubung; paling panjang 40."))
    same = balances.standing([bill.municipality_id]).filter(billing_code=code).exclude(pk=bill.pk)
    if code and (other := same.first()):
        raise CodeTaken(_("Kode iuran ini sudah dipakai tagihan nomor %(number)s.") % {"number": other.number})
    before = bill.billing_code
    Bill.objects.filter(municipality_id=bill.municipality_id, pk=bill.pk).update(billing_code=code)
    bill.billing_code = code
    changed = {"before": {"billing_code": before}, "after": {"billing_code": code}}
    audit.record("bill.code_written", of=bill, by=by, at=at, **changed, code=code)
    return bill


def of(municipalities):
    """The bills of these municipalities, with what a list shows of them."""
    beside = ("registration", "paid_under", "cancels", "place")
    return Bill.objects.filter(municipality__in=municipalities).select_related(*beside)


def matching(municipalities, text):
    """The bills of these municipalities that have this number or billing code, as somebody types it; newest first."""
    typed = written_as(text)
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    meant = Q(billing_code=typed) | Q(number=int(typed)) if is_number else Q(billing_code=typed)
    return of(municipalities).filter(meant).order_by("-number") if typed else Bill.objects.none()


def written_as(code):
    """A billing code as it is kept: capitals without spaces."""
    return "".join(code.split()).upper()


def issued(run):
    """The bills of a run, cancelled or not, without those that cancel one."""
    return Bill.objects.filter(municipality_id=run.municipality_id, run=run, cancels=None)


def unpaid(municipalities):
    """The bills of these municipalities that money is missing on, with what was `paid` and is `left`; of any month."""
    return balances.standing(municipalities).filter(left__gt=0)


def in_force(run):
    """The bills and credits of a run that count: neither cancelled nor cancelling."""
    return issued(run).filter(cancelled_by=None).order_by("number")


def payable(run):
    """The bills of a run in force without its credits."""
    return in_force(run).filter(total__gte=0)


def hold(bill):
    """Nobody cancels it or prints it until the transaction ends; returns it as it is now."""
    return of([bill.municipality]).select_related("municipality").select_for_update(of=("self",)).get(pk=bill.pk)


def numbers_in_turn(municipality_id):
    """One after the other until the transaction ends: numbers follow on, and a second click finds the first."""
    turns.wait_for(municipality_id, "bills")


def next_number(municipality_id):
    last = Bill.objects.filter(municipality_id=municipality_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def due_date_of(run, lines, day):
    """
    By when it is to be paid. What a correction adds is paid with the next month (PP 44/2015 Art. 23): it is due on
    the first due day that is still to come when it is billed.

    :param day: on which it is billed
    """
    holidays = run.municipality.holidays.days()
    answers = rule_choices.of_cities([run.municipality_id])
    if not run.is_correction:
        return first_due_date(lines, run.month, holidays, answers(run.municipality_id, run.month))
    start = max(run.month, add_months(first_day(day), -1))
    months = (add_months(start, after) for after in count())
    dues = (first_due_date(lines, month, holidays, answers(run.municipality_id, month)) for month in months)
    return next(due for due in dues if due >= day)


def first_due_date(lines, month, holidays, answers):
    """
    The earliest day on which anything of the bill is due: whoever pays by it is late with nothing.

    :param holidays: the days on which the city's offices are closed
    :param answers: of the city, for the month: whether a passing relief reaches it
    """
    kinds = [*lines.order_by().values_list("segment", "program").distinct()]
    closed = holidays.__contains__
    return min(
        deadlines.due_date(segment=segment, program=program, month=month, is_holiday=closed, relief=answers.relief)
        for segment, program in kinds
    )
