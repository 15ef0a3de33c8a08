"""
What a year of contributions will cost, from whoever is enrolled today and the law as dated for each month of it.

A forecast, no bill: today's people stay twelve months; a wage basis or minimum wage that ends before the month is
taken on as it was last known, and so is a registration in force today. Only what the city's budget pays is counted.
Whoever leaves is taken to be followed by somebody, so no month is covered in part, and what the city has answered of
the months of joining and leaving moves nothing here; what it has answered of discounts does.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.months import first_day
from common.refusals import Refused
from common.rupiah import grouped, rupiah
from contributions import lines, totals
from enrollment import wages
from enrollment.models import Enrollment, PastWage
from municipalities.city import registrations, rule_choices, wage_bases
from municipalities.city.units import office_of
from municipalities.models import Category, MinimumWage, Registration, Unit, WageBasis
from municipalities.reading_order import reading_key
from regulations import accounts, rates


CITY_FUNDS = ("APBD", "DBHCHT")  # DBHCHT flows through the APBD
YEARS = range(2016, 2100)
PROGRAMS = totals.PROGRAMS
EXPECTED = f"""
  SELECT e.municipality_id, e.worker_id, e.unit_id, e.category_id, e.segment, e.sector, e.funding_source,
         coalesce(%(package)s, e.programs) AS programs, c.band,
         CASE %(basis)s WHEN 'FIXED' THEN %(fixed)s::bigint WHEN 'UMK' THEN %(minimum)s::bigint
                        WHEN 'UMP' THEN %(minimum)s::bigint
                        ELSE CASE WHEN p.enrollment_id IS NULL THEN e.wage ELSE p.wage END * %(times)s END
           AS counted_wage,
         coalesce(g.risk_class, 1) AS risk_class
  FROM enrollment_enrollment e
  JOIN municipalities_category c ON c.municipality_id = e.municipality_id AND c.id = e.category_id
  LEFT JOIN ({wages.OF_MONTH}) p ON p.enrollment_id = e.id
  LEFT JOIN ({registrations.NEAREST}) g ON g.unit_id = e.unit_id
  WHERE e.municipality_id = %(municipality)s AND NOT e.is_void AND e.funding_source = ANY (%(funds)s)
    AND e.start_date <= %(day)s AND (e.end_date IS NULL OR e.end_date >= %(day)s)
"""
ALIKE = "unit_id, category_id, segment, sector, funding_source, programs, band, counted_wage, risk_class"
# Alike people are counted first, so that the law meets each kind of them once.
COST = f"""
SELECT l.unit_id, l.category_id, l.segment, lower(r.program) AS program, r.payer,
       sum(l.people)::bigint AS people, sum({lines.AMOUNT} * l.people)::bigint AS amount
FROM (SELECT {ALIKE}, count(*) AS people FROM ({EXPECTED}) s GROUP BY {ALIKE}) l
{lines.TARIFF}
WHERE b.base IS NOT NULL
GROUP BY 1, 2, 3, 4, 5
"""


class YearImpossible(Refused):
    """No budget is made for such a year."""


@dataclass
class Need:
    """What a unit, category and segment, or a sum of them, needs: twelve months per programme, in whole rupiah."""

    unit: Unit | None = None
    category: Category | None = None
    segment: str = ""
    people: int = 0
    months: list = field(default_factory=lambda: [dict.fromkeys(PROGRAMS, 0) for _month in range(12)])
    jht_worker: int = 0
    insured: list = field(default_factory=lambda: [dict.fromkeys(PROGRAMS, 0) for _month in range(12)])  # people

    def add(self, other):
        self.people += other.people
        self.jht_worker += other.jht_worker
        for mine, theirs in zip((*self.months, *self.insured), (*other.months, *other.insured), strict=True):
            for program in PROGRAMS:
                mine[program] += theirs[program]
        return self

    def of(self, program):
        return sum(month[program] for month in self.months)

    @property
    def monthly(self):
        """The first month of the year."""
        return sum(self.months[0].values())

    @property
    def total(self):
        return sum(sum(month.values()) for month in self.months)

    def as_row(self):
        return {"workers": self.people, **{p: self.of(p) for p in PROGRAMS}, "month": self.monthly, "year": self.total}


@dataclass
class Budget:
    municipality: object
    year: int
    day: date
    needs: list
    elsewhere: int  # enrollments that other money pays
    unpriced: int  # enrollments that no amount could be worked out for

    @property
    def sum(self):
        return together(self.needs)

    def per_unit(self):
        """[(Unit, Need)] of every unit somebody is enrolled in, by name."""
        return self._per(lambda need: need.unit)

    def per_category(self):
        return self._per(lambda need: need.category)

    def per_office(self):
        """The same per OPD: a school or puskesmas counts with the office it belongs to."""
        units = {unit.pk: unit for unit in Unit.objects.filter(municipality=self.municipality)}
        return self._per(lambda need: office_of(need.unit, units))

    def with_offices(self):
        """[(office, Need)] of every unit, category and segment, in that order."""
        units = {unit.pk: unit for unit in Unit.objects.filter(municipality=self.municipality)}
        rows = [(office_of(need.unit, units), need) for need in self.needs]
        return sorted(rows, key=lambda row: (*map(reading_key, names_of(*row)), row[1].segment))

    def by_month(self):
        """[(month, rupiah)] of the year."""
        return [
            (month, sum(amounts.values()))
            for month, amounts in zip(months_of(self.year), self.sum.months, strict=True)
        ]

    def per_account(self):
        """[Booked] of the whole year, by segment and programme."""
        found = {}
        for need in self.needs:
            for row in booked(need, self.year):
                key = (row.segment, row.program, row.code, row.source)
                standing = found.get(key) or Booked(*key, months=[0] * 12, people=[0] * 12)
                found[key] = standing.with_more(row)
        rows = found.values()
        return sorted(rows, key=lambda row: (row.segment != "PU", PROGRAMS.index(row.program), row.code))

    def _per(self, key):
        needs = sorted(self.needs, key=lambda need: (reading_key(key(need).name), key(need).pk))
        return [(found, together(rows)) for found, rows in groupby(needs, key=key)]


def names_of(office, need):
    return office.name, need.unit.name, need.category.name


@dataclass(frozen=True)
class Booked:
    """What of a year stands under one account code; the code is empty where none is known."""

    segment: str
    program: str
    code: str
    source: str
    months: list  # twelve, in rupiah
    people: list  # twelve, whom they are for

    @property
    def year(self):
        return sum(self.months)

    @property
    def volume(self):
        """Months of one person each, as RKA and DPA count what is bought."""
        return sum(self.people)

    def with_more(self, other):
        months, people = (
            [sum(pair) for pair in zip(*pairs, strict=True)]
            for pairs in ((self.months, other.months), (self.people, other.people))
        )
        return replace(self, months=months, people=people)


def months_of(year):
    return [date(year, number, 1) for number in range(1, 13)]


def booked(need, year):
    """[Booked] of a unit, category and segment: each programme's twelve months under its code of the month."""
    found = {}
    for month, amounts, people in zip(months_of(year), need.months, need.insured, strict=True):
        for program, amount in amounts.items():
            entry = accounts.account_of(segment=need.segment, program=program.upper(), month=month)
            account = (entry.value.code, entry.source) if entry else ("", "")
            row = found.setdefault((need.segment, program, *account), ([0] * 12, [0] * 12))
            row[0][month.month - 1], row[1][month.month - 1] = amount, people[program]
    return [Booked(*key, months=months, people=people) for key, (months, people) in found.items() if any(months)]


def together(needs):
    whole = Need()
    for need in needs:
        whole.add(need)
    return whole


def estimate(*, municipality, year, day=None, as_if=None):
    """
    What the year needs, per unit, category and segment.

    :param day: whose enrollments count (default: today)
    :param as_if: a function of what the statement is given for a month, and the month, that gives it otherwise
    :raises YearImpossible: for a year that nobody budgets
    """
    if year not in YEARS:
        raise YearImpossible(_("Anggaran dibuat untuk tahun %(first)s sampai %(last)s.") % {
            "first": YEARS[0], "last": YEARS[-1]})  # fmt: skip
    day = day or municipality.today()
    active = Enrollment.objects.filter(municipality=municipality).in_force_on(day)
    paid_here = active.filter(funding_source__in=CITY_FUNDS)
    needs = needs_of(paid_here)
    for months, rows in costs(municipality=municipality, year=year, day=day, as_if=as_if):
        for row in rows:
            need = needs[row["unit_id"], row["category_id"], row["segment"]]
            own_jht = row["program"] == "jht" and row["payer"] == "WORKER"
            need.jht_worker += len(months) * row["amount"] * own_jht
            for month in months:
                need.months[month.month - 1][row["program"]] += row["amount"]
                # Of a wage earner's JHT the employer's share counts the person already.
                if not (own_jht and row["segment"] == "PU"):
                    need.insured[month.month - 1][row["program"]] += row["people"]
    return Budget(
        municipality=municipality,
        year=year,
        day=day,
        needs=[*needs.values()],
        elsewhere=active.exclude(funding_source__in=CITY_FUNDS).count(),
        unpriced=unpriced(municipality, day, paid_here.filter(segment="PU")),
    )


def needs_of(enrollments):
    """{(unit id, category id, segment): Need} with its people, and nothing to pay yet."""
    kinds = enrollments.order_by().values_list("unit_id", "category_id", "segment").annotate(people=Count("id"))
    units = Unit.objects.in_bulk({unit_id for unit_id, *_rest in kinds})
    categories = Category.objects.in_bulk({category_id for _unit, category_id, *_rest in kinds})
    return {
        (unit_id, category_id, segment): Need(units[unit_id], categories[category_id], segment, people)
        for unit_id, category_id, segment, people in kinds
    }


def unpriced(municipality, day, earners):
    """How many wage earners no amount can be worked out for: no wage of their own, or no minimum wage recorded."""
    basis = latest(WageBasis, municipality, day)
    if basis is None or basis.basis in WageBasis.RECEIVED:
        return earners.alias(counted=wages.in_month(first_day(day))).filter(counted=None).count()
    by_decree = basis.basis != WageBasis.Basis.FIXED
    return earners.count() if by_decree and latest(MinimumWage, municipality, day, kind=basis.basis) is None else 0


def costs(*, municipality, year, day, as_if=None):
    """[(months, rows)]: the months of the year that law and decrees treat alike, and what one of them costs."""
    decrees, alike = decrees_of(municipality), {}
    for month in months_of(year):
        given = given_in(month, decrees, day)
        given = as_if(given, month) if as_if else given
        alike.setdefault(json.dumps(given), (given, []))[1].append(month)
    fixed = {"municipality": municipality.pk, "day": day, "known": day, "funds": list(CITY_FUNDS)}
    return [
        (months, totals.rows_of(COST, {**given, **fixed, "month": months[0]})) for given, months in alike.values()
    ]  # fmt: skip


def known(municipality, *, month_of, day):
    """What EXPECTED and the tariff of lines.py ask for: whoever is enrolled on the day, the law of a day's month."""
    month = first_day(month_of)
    given = given_in(month, decrees_of(municipality), day)
    return {**given, "municipality": municipality.pk, "day": day, "known": day, "month": month}


def decrees_of(municipality):
    """The wage bases, minimum wages and registrations of the city, its answers, and the months wages change from."""
    untils = PastWage.objects.filter(municipality=municipality).order_by("until").values_list("until", flat=True)
    return [
        *([*model.objects.filter(municipality=municipality).order_by("start_date")]
          for model in (WageBasis, MinimumWage, Registration)),
        partial(rule_choices.of_cities([municipality.pk]), municipality.pk),
        [*untils.distinct()],
    ]  # fmt: skip


def given_in(month, decrees, day):
    """What the statement is given for a month: the law in force, the decrees as last known."""
    *decrees, answers, untils = decrees
    excluded = answers(month).excluded_funding_sources
    bases, minimums, held = ([row for row in rows if row.start_date <= month] for rows in decrees)
    basis = bases[-1].basis if bases else WageBasis.Basis.ACTUAL.value
    minimums = [row for row in minimums if row.kind == basis]
    held = [row.pk for row in held if row.end_date is None or row.end_date >= min(month, day)]
    return {
        "package": None,  # each enrollment's own
        "basis": basis,
        "times": wage_bases.times_of(basis, month),
        "fixed": bases[-1].amount if bases else None,
        "minimum": minimums[-1].amount if minimums else None,
        "raised": sum(until > month for until in untils),  # wages that count from a later month on
        "held": held,  # the statement chooses among these registrations; others are another answer
        "rates": json.dumps(rates.parameters_for(month, excluded_funding_sources=excluded)),
        "bands": json.dumps(rates.band_parameters(month)),
    }


def latest(decree, municipality, day, **of):
    """The decree in force on the day, or the last one known before it."""
    return decree.objects.filter(municipality=municipality, start_date__lte=day, **of).order_by("-start_date").first()


def assumptions(found):
    """On what a budget rests, in sentences for whoever reads it."""
    day = date_format(found.day, "j F Y")
    said = [
        _("Pekerja yang kepesertaannya berlaku pada %(day)s, selama dua belas bulan.") % {"day": day},
        _("Tarif yang berlaku di tiap bulan tahun itu menurut ketentuan yang sudah diketahui hari ini."),
        _("Upah, upah minimum, dan tingkat risiko seperti yang terakhir dicatat."),
    ]
    if found.elsewhere:
        text = _("%(count)s kepesertaan dibiayai dana lain dan tidak dihitung.")
        said.append(text % {"count": grouped(found.elsewhere)})
    if found.unpriced:
        text = _("%(count)s pekerja belum punya upah, atau upah minimumnya belum dicatat; iurannya belum terhitung.")
        said.append(text % {"count": grouped(found.unpriced)})
    if found.sum.jht_worker:
        said.append(
            _("JHT termasuk %(amount)s bagian pekerja; siapa yang menanggungnya ditetapkan kota.")
            % {"amount": rupiah(found.sum.jht_worker)}
        )
    return said
