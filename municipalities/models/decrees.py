"""Local decrees, typed by a clerk: rows, dated."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import (
    PeriodQuerySet,
    PublicModel,
    TenantQuerySet,
    ends_after_it_starts,
    manager_of,
    public_key,
)


class DateRange(Func):
    function = "daterange"


class DaysOf(Func):
    """
    The days of a row as a box: whose they are across, the days upwards, both ends included.

    Two boxes of one and the same overlap just where the ranges of days do. Where rows come by the hundred thousand, a
    box is put into its index in half the time of a number and a range, and in the same time when the index has grown.
    """

    function = "box"

    def __init__(self, whose):
        start, end = (f"{word}_date" for word in ("start", "end"))
        super().__init__(
            Func(whose, DayNumber(start), function="point"),
            Func(whose, DayNumber(Coalesce(end, FOREVER)), function="point"),
        )


class DayNumber(Func):
    template = "((%(expressions)s) - DATE '2000-01-01')"


BOTH_DAYS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
FOREVER = date.max


def one_at_a_time(name, *fields, message, condition=None, whose=None):
    """
    No two rows that agree in these fields are in force on the same day.

    :param whose: a foreign key in which they must agree too, of a table that is filled in bulk
    """
    same = [(field, RangeOperators.EQUAL) for field in ("municipality", *fields)]
    days = DaysOf(whose) if whose else DateRange("start_date", "end_date", BOTH_DAYS)
    place = 1 if whose else len(same)  # an index is walked by its columns in turn, and the box tells best
    return ExclusionConstraint(
        name=name,
        expressions=[*same[:place], (days, RangeOperators.OVERLAPS), *same[place:]],
        condition=condition,
        violation_error_message=message,
    )


class DatedModel(PublicModel):
    """
    What holds from a day on, until another follows it: entered ahead, never changed once it holds.

    `SAME` names the fields in which two rows must agree for the one to follow the other (city/periods.py).
    """

    SAME = ()

    wall = wall.DATED

    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)
    # The last day that somebody set; what follows may come sooner, and when it is taken out again this one counts.
    own_end_date = models.DateField(_("akhir yang ditetapkan"), null=True, blank=True, editable=False)

    objects = manager_of(PeriodQuerySet)

    class Meta:
        abstract = True


class MinimumWage(DatedModel):
    """The minimum wage of the city or of its province, as its decree has it."""

    data = Data(public="kind amount source start_date end_date own_end_date")

    class Kind(models.TextChoices):
        UMK = "UMK", _("upah minimum kota (UMK)")
        UMP = "UMP", _("upah minimum provinsi (UMP)")

    SAME = ("kind",)

    kind = models.CharField(_("jenis"), max_length=3, choices=Kind, default=Kind.UMK)
    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah sebulan."))
    source = models.CharField(_("dasar"), max_length=200)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("minimum_wage"),
            ends_after_it_starts("minimum_wage"),
            one_at_a_time("one_minimum_wage_at_a_time", "kind", message=_("Upah minimum lain berlaku pada masa itu.")),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="minimum_wage_is_positive"),
        ]

    def __str__(self):
        return f"{self.amount} sejak {self.start_date}"

    @property
    def audit_name(self):
        return str(self.amount)


class WageBasis(DatedModel):
    """What a PU contribution is counted from: the wage received by the month or the day, or an amount decreed."""

    data = Data(public="basis amount start_date end_date own_end_date")

    class Basis(models.TextChoices):
        ACTUAL = "ACTUAL", _("upah yang diterima")
        FIXED = "FIXED", _("jumlah tetap")
        UMK = "UMK", _("upah minimum kota")
        UMP = "UMP", _("upah minimum provinsi")
        DAILY = "DAILY", _("upah harian yang diterima")

    # The wage of each person counts; where it is a day's, so many times (regulations/wages.py).
    RECEIVED = (Basis.ACTUAL, Basis.DAILY)

    basis = models.CharField(_("dasar"), max_length=10, choices=Basis, default=Basis.ACTUAL)
    amount = models.BigIntegerField(_("jumlah"), null=True, blank=True)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("wage_basis"),
            ends_after_it_starts("wage_basis"),
            one_at_a_time("one_wage_basis_at_a_time", message=_("Dasar upah lain berlaku pada masa itu.")),
            models.CheckConstraint(
                condition=models.Q(basis="FIXED", amount__gt=0) | (~models.Q(basis="FIXED") & models.Q(amount=None)),
                name="a_fixed_wage_basis_has_an_amount",
            ),
        ]

    def __str__(self):
        return f"{self.basis} sejak {self.start_date}"

    @property
    def audit_name(self):
        return str(self.get_basis_display())


class HolidayQuerySet(TenantQuerySet):
    def days(self):
        """The days on which the city's offices are closed, for regulations.deadlines."""
        return frozenset(self.values_list("day", flat=True))


class Holiday(PublicModel):
    """A day on which the city's offices are closed: the yearly joint decree of three ministers, or a local one."""

    wall = wall.DATED
    data = Data(public="day name is_joint_leave source")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="holidays", db_index=False
    )
    day = models.DateField(_("tanggal"))
    name = models.CharField(_("nama"), max_length=100)
    is_joint_leave = models.BooleanField(_("cuti bersama"), default=False)
    source = models.CharField(_("dasar"), max_length=200)

    objects = manager_of(HolidayQuerySet)

    class Meta:
        ordering = ["day"]
        constraints = [
            public_key("holiday"),
            models.UniqueConstraint(fields=["municipality", "day"], name="holiday_once_a_day"),
        ]

    def __str__(self):
        return f"{self.day} {self.name}"

    @property
    def audit_name(self):
        return f"{self.name} {self.day}"
