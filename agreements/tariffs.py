"""The contribution as an agreement says it, beside the law of every month of its term."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from common.months import months_in
from regulations import rates
from regulations.dated import NotInForce
from regulations.words import BandChoice, BaseRule, Payer, Program


class Kind(NamedTuple):
    """What of a category decides its contribution."""

    segment: str
    sector: str
    funding_source: str
    band: str


@dataclass(frozen=True)
class LawRate:
    """One rate of the law over the months it held; a share of the base in parts per 100,000, or a flat amount."""

    program: str
    segment: str
    base: str
    rate: int | None
    amount: int | None
    payer: str
    source: str
    first_month: date
    last_month: date


@dataclass(frozen=True)
class Comparison:
    """A programme of the agreement: what it says, what the law says, and whether that is the same in every month."""

    program: str
    segment: str
    categories: tuple[str, ...]
    said_rate: int | None
    said_amount: int | None
    said_base: str
    law: tuple[LawRate, ...]

    @property
    def is_said(self):
        return self.said_rate is not None or self.said_amount is not None

    @property
    def agrees(self):
        """None where the agreement says nothing of its own and follows the law."""
        if not self.is_said:
            return None
        said = (self.said_rate, self.said_amount)
        return bool(self.law) and all((each.rate, each.amount) == said for each in self.law)


def compare(agreement, *, months=None):
    """
    One comparison for each programme and kind of category in the scope.

    :param months: the months whose law counts (default: every month of the term)
    """
    months = months or list(months_in(agreement.start_date, agreement.last_day))
    said = {rate.program: rate for rate in agreement.rates.all()}
    classes = risk_classes(agreement)
    found = []
    for (program, kind), categories in kinds_in(agreement).items():
        rate = said.get(program)
        found.append(
            Comparison(
                program=program,
                segment=kind.segment,
                categories=tuple(sorted(categories)),
                said_rate=rate.rate if rate else None,
                said_amount=rate.amount if rate else None,
                said_base=rate.base if rate else "",
                law=tuple(law_of(months, kind, program, classes)),
            )
        )
    return sorted(found, key=lambda each: (list(Program).index(each.program), each.segment, each.categories))


def in_order(programs):
    """Programmes as the law counts them."""
    return sorted(programs, key=list(Program).index)


def kinds_in(agreement):
    """{(programme, kind): the names of its categories} of the scope."""
    found = {}
    for scope in agreement.scopes.all():
        category = scope.category
        band = category.band if category.segment == "BPU" else BandChoice.BAND_1
        kind = Kind(category.segment, category.sector, category.funding_source, band)
        found.setdefault((scope.program, kind), set()).add(category.name)
    return found


def law_of(months, kind, program, classes):
    """The rates that held in the months, merged while they stay the same."""
    merged = []
    for month in months:
        row = row_in(month, kind, program, risk_class=class_in(month, classes))
        if row is None:
            continue
        found = law_rate(row, month, kind.band)
        last = merged[-1] if merged else None
        if last and (last.rate, last.amount, last.source) == (found.rate, found.amount, found.source):
            merged[-1] = replace(last, last_month=month)
        else:
            merged.append(found)
    return merged


def risk_classes(agreement):
    """The registrations of the city as a whole, latest first; the offices may have others."""
    return list(agreement.municipality.registrations.filter(unit=None).order_by("-start_date"))


def class_in(month, registrations):
    """As the monthly run has it: very low where nobody says otherwise."""
    for each in registrations:
        if each.start_date <= month and (each.end_date is None or each.end_date >= month):
            return each.risk_class
    return 1


def at_the_start(agreement):
    """The rates in force in the first month of the scope, of every payer, each with the kinds of worker it is for."""
    month = agreement.start_date.replace(day=1)
    risk_class = class_in(month, risk_classes(agreement))
    found = {}
    for (program, kind), categories in kinds_in(agreement).items():
        for row in rows_by_payer(month, kind, program, risk_class=risk_class).values():
            found.setdefault(law_rate(row, month, kind.band), set()).update(categories)
    place = list(Program).index
    return sorted(
        ((law, ", ".join(sorted(categories))) for law, categories in found.items()),
        key=lambda line: (place(line[0].program), line[0].segment, line[1], line[0].payer),
    )


def row_in(month, kind, program, *, risk_class):
    """The employer's rate; the worker's own where nobody else pays."""
    there = rows_by_payer(month, kind, program, risk_class=risk_class)
    return there.get(Payer.EMPLOYER) or there.get(Payer.WORKER)


def rows_by_payer(month, kind, program, *, risk_class):
    try:
        rows = rates.rows_in_force(month)
    except NotInForce:
        return {}
    wanted = (kind.segment, program, kind.sector, kind.funding_source)
    return {
        row.payer: row
        for row in rows
        if (row.segment, row.program, row.sector, row.funding_source) == wanted
        and row.risk_class in (None, risk_class)
    }


def law_rate(row, month, band):
    amount = rate = None
    if row.base_rule == BaseRule.FLAT:
        amount, base = rates.share(row.flat_base, row.rate, row.factor), _("jumlah tetap sebulan")
    elif row.base_rule == BaseRule.BAND and band == BandChoice.BAND_1:
        amount = rates.share(rates.bands_on(month)[0].base, row.rate, row.factor)
        base = _("dasar golongan pendapatan terendah")
    elif row.base_rule == BaseRule.BAND:
        rate, base = row.rate * row.factor // 100, _("dasar golongan pendapatan masing-masing")
    else:
        rate, base = row.rate * row.factor // 100, _("upah sebulan")
    return LawRate(
        program=row.program,
        segment=row.segment,
        base=base,
        rate=rate,
        amount=amount,
        payer=row.payer,
        source=row.source,
        first_month=month,
        last_month=month,
    )
