"""Local decrees, typed by a clerk: rows, dated."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.models.tenant import PeriodQuerySet, TenantModel, ends_after_it_starts, manager_of


class DateRange(Func):
    function = "daterange"


BOTH_DAYS = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


def one_at_a_time(name, *fields, message, condition=None):
    """No two rows that agree in these fields are in force on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in ("municipality", *fields)),
            (DateRange("start_date", "end_date", BOTH_DAYS), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )


class MinimumWage(TenantModel):
    wall = wall.ORGANIZATION

    amount = models.BigIntegerField(_("jumlah"), help_text=_("Rupiah sebulan."))
    source = models.CharField(_("dasar"), max_length=200)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)

    objects = manager_of(PeriodQuerySet)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            ends_after_it_starts("minimum_wage"),
            one_at_a_time("one_minimum_wage_at_a_time", message=_("Upah minimum lain berlaku pada masa itu.")),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="minimum_wage_is_positive"),
        ]

    def __str__(self):
        return f"{self.amount} sejak {self.start_date}"


class WageBasis(TenantModel):
    """What a PU contribution is counted from: the wage received, or an amount the city fixed."""

    class Basis(models.TextChoices):
        ACTUAL = "ACTUAL", _("upah yang diterima")
        FIXED = "FIXED", _("jumlah tetap")
        UMK = "UMK", _("upah minimum kota")

    wall = wall.ORGANIZATION

    basis = models.CharField(_("dasar"), max_length=10, choices=Basis, default=Basis.ACTUAL)
    amount = models.BigIntegerField(_("jumlah"), null=True, blank=True)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"), null=True, blank=True)

    objects = manager_of(PeriodQuerySet)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            ends_after_it_starts("wage_basis"),
            one_at_a_time("one_wage_basis_at_a_time", message=_("Dasar upah lain berlaku pada masa itu.")),
            models.CheckConstraint(
                condition=models.Q(basis="FIXED", amount__gt=0) | (~models.Q(basis="FIXED") & models.Q(amount=None)),
                name="a_fixed_wage_basis_has_an_amount",
            ),
        ]

    def __str__(self):
        return f"{self.basis} sejak {self.start_date}"
