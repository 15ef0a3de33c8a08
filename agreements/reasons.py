"""Why no agreement covers a unit, a category and a programme: what of an agreement that comes near does not fit."""

from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import AgreementScope
from municipalities.city import units
from municipalities.models import Unit


class Reason(NamedTuple):
    """`code` is DAY, PROGRAM, UNIT, CATEGORY or NONE; `number` and `day` are of the agreement that comes nearest."""

    code: str
    number: str = ""
    day: date | None = None
    is_over: bool = False

    def __str__(self):
        if self.code == "DAY":
            said = {"number": self.number, "day": date_format(self.day, "j F Y")}
            if self.is_over:
                return _("perjanjian %(number)s sudah berakhir %(day)s") % said
            return _("perjanjian %(number)s baru mulai %(day)s") % said
        return SENTENCES[self.code] % {"number": self.number}


SENTENCES = {
    "PROGRAM": gettext_lazy("perjanjian %(number)s mencakup unit dan jenis pekerja ini, tetapi bukan program ini"),
    "UNIT": gettext_lazy("perjanjian %(number)s mencakup jenis pekerja ini, tetapi bukan unit ini"),
    "CATEGORY": gettext_lazy("perjanjian %(number)s mencakup unit ini, tetapi bukan jenis pekerja ini"),
    "NONE": gettext_lazy("tidak ada perjanjian yang berlaku untuk unit dan jenis pekerja ini"),
}


class Uncovered:
    """The signed scopes of a city, read once, and asked why they do not cover."""

    def __init__(self, municipality, *, first, last):
        """:param first, last: the days of which any would do"""
        self.first, self.last = first, last
        scopes = AgreementScope.objects.filter(municipality=municipality, is_signed=True)
        self.scopes = list(scopes.select_related("agreement").order_by("-end_date", "agreement_id", "pk"))
        self.parents = dict(Unit.objects.filter(municipality=municipality).values_list("pk", "parent_id"))

    def why(self, *, unit, category, program):
        """
        The reason that is easiest to mend: another day, another programme, another unit, another category, none.

        :param unit, category: their ids
        """
        above = units.with_above(unit, self.parents)
        near = [scope for scope in self.scopes if scope.program == program and scope.category_id == category]
        if other_days := [scope for scope in near if scope.unit_id in above and not self.holds(scope)]:
            return self.of_another_day(other_days)
        now = [scope for scope in self.scopes if self.holds(scope)]
        kinds = (
            ("PROGRAM", lambda scope: scope.unit_id in above and scope.category_id == category),
            ("UNIT", lambda scope: scope.category_id == category and scope.program == program),
            ("CATEGORY", lambda scope: scope.unit_id in above and scope.program == program),
        )
        for code, fits in kinds:
            if found := next((scope for scope in now if fits(scope)), None):
                return Reason(code, found.agreement.pks_number)
        return Reason("NONE")

    def covers(self, *, unit, category, first, last):
        """Whether a signed scope covers the kind of worker in the unit, or above it, on any of the days."""
        above = units.with_above(unit, self.parents)
        return any(
            scope.category_id == category and scope.unit_id in above
            and scope.start_date <= last and scope.end_date >= first
            for scope in self.scopes
        )  # fmt: skip

    def holds(self, scope):
        return scope.start_date <= self.last and scope.end_date >= self.first

    def of_another_day(self, scopes):
        """The one that ended last; else the one that begins first."""
        if over := [scope for scope in scopes if scope.end_date < self.first]:
            scope = max(over, key=lambda scope: scope.end_date)
            return Reason("DAY", scope.agreement.pks_number, scope.end_date, is_over=True)
        scope = min(scopes, key=lambda scope: scope.start_date)
        return Reason("DAY", scope.agreement.pks_number, scope.start_date)
