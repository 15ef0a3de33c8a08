"""What is owed for a month: the rates in force, as rows for the monthly run and as a function for one person."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise, product, zip_longest
from typing import Any, NamedTuple

from common.months import first_day
from common.rupiah import PER, PER_FACTOR, share
from regulations.dated import Book, Dated, DatedSet, NotInForce, book, declare
from regulations.law_files import Entry
from regulations.values import RATE, RUPIAH, listing, table, whole, word
from regulations.words import (
    BandChoice,
    BaseRule,
    FundingSource,
    PackageOfPrograms,
    Payer,
    Program,
    RiskClass,
    Sector,
    Segment,
)


class Band(NamedTuple):
    """One income band of BPU, in rupiah per month: from its lower bound to below the next one's (None: no end)."""

    number: int
    lower: int
    below: int | None
    base: int


def _bands(raw: object) -> tuple[Band, ...]:
    """Read [[lower bound, base], ...]; the first band reaches down to zero."""
    pairs = listing(listing(RUPIAH))(raw)
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ValueError("golongan ditulis sebagai [batas bawah, dasar]")
    rising = all(low[0] < high[0] and low[1] < high[1] for low, high in pairwise(pairs))
    if pairs[0][0] != 0 or not rising:
        raise ValueError("golongan pertama mulai dari 0 dan batas serta dasar harus naik")
    lowers = [pair[0] for pair in pairs]
    return tuple(
        Band(number, pair[0], below, pair[1])
        for number, (pair, below) in enumerate(zip_longest(pairs, lowers[1:]), start=1)
    )


@dataclass(frozen=True)
class Discount:
    """A passing relief: amounts are multiplied by factor_percent, except where the money comes from a source named."""

    segment: Segment
    sector: Sector
    factor_percent: int
    excluded_funding_sources: tuple[FundingSource, ...]
    programs: tuple[Program, ...] = (Program.JKK, Program.JKM)


def _rate(name: str) -> Dated[int]:
    return declare(Dated(name, unit="per_100000", read=RATE))


JKK_CLASSES = {risk_class: _rate(f"jkk.class_{risk_class}") for risk_class in RiskClass}
JKK_OF_BAND = _rate("jkk.bpu")
JKM_RATE = _rate("jkm.rate")
JKM_FLAT = declare(Dated("jkm.bpu", unit="rupiah", read=RUPIAH))
JHT_EMPLOYER = _rate("jht.employer")
JHT_WORKER = _rate("jht.worker")
JHT_OF_BAND = _rate("jht.bpu")
BANDS = declare(Dated("income_bands.bands", unit="rupiah", read=_bands))
DISCOUNTS = declare(
    DatedSet(
        "discounts.discount",
        unit="percent",
        read=table(
            Discount,
            segment=word(Segment),
            sector=word(Sector),
            factor_percent=whole(0, PER_FACTOR),
            excluded_funding_sources=listing(word(FundingSource)),
            optional={"programs": listing(word(Program))},
        ),
        key_of=lambda discount: (discount.segment, discount.sector),
        gaps=True,
    )
)


class Position(NamedTuple):
    """One line of the tariff, before discounts."""

    segment: Segment
    program: Program
    payer: Payer
    risk_class: RiskClass | None
    base_rule: BaseRule
    series: Dated[int]


TARIFF = (
    *(
        Position(Segment.PU, Program.JKK, Payer.EMPLOYER, risk_class, BaseRule.WAGE, series)
        for risk_class, series in JKK_CLASSES.items()
    ),
    Position(Segment.PU, Program.JKM, Payer.EMPLOYER, None, BaseRule.WAGE, JKM_RATE),
    Position(Segment.PU, Program.JHT, Payer.EMPLOYER, None, BaseRule.WAGE, JHT_EMPLOYER),
    Position(Segment.PU, Program.JHT, Payer.WORKER, None, BaseRule.WAGE, JHT_WORKER),
    Position(Segment.BPU, Program.JKK, Payer.EMPLOYER, None, BaseRule.BAND, JKK_OF_BAND),
    Position(Segment.BPU, Program.JKM, Payer.EMPLOYER, None, BaseRule.FLAT, JKM_FLAT),
    # JHT is the participant's own affair in BPU (PP 46/2015 Art. 18).
    Position(Segment.BPU, Program.JHT, Payer.WORKER, None, BaseRule.BAND, JHT_OF_BAND),
)


@dataclass(frozen=True)
class RateRow:
    """
    One rate as one kind of enrollment meets it, discount and payer already settled.

    A line is share(base, rate, factor), where base is the wage, the base of the band, or flat_base. For an enrollment
    exactly one row per program and payer matches on segment, sector, funding_source and risk_class (None matches any).
    """

    segment: Segment
    program: Program
    payer: Payer
    risk_class: int | None
    sector: Sector
    funding_source: FundingSource
    base_rule: BaseRule
    flat_base: int | None
    rate: int
    factor: int
    source: str


# How PostgreSQL reads parameters_for() and band_parameters() back: jsonb_to_recordset(%s::jsonb) AS r(...).
RATE_COLUMNS = (
    "segment text, program text, payer text, risk_class int, sector text, funding_source text, "
    "base_rule text, flat_base bigint, rate bigint, factor bigint, source text"
)
BAND_COLUMNS = "number int, lower bigint, below bigint, base bigint"


def rows_in_force(
    month: date, *, excluded_funding_sources: Collection[FundingSource | str] | None = None
) -> tuple[RateRow, ...]:
    """
    Return every rate of a month for every kind of enrollment. The entries in force on the first of the month count.

    :param excluded_funding_sources: the municipality's or branch's own answer to which money gets no discount;
        without it, that of the law files (domain question: is DBHCHT, APBDes or Baznas money APBD?)
    :raises NotInForce: if no program is in force in that month
    """
    excluded = excluded_funding_sources
    chosen = None if excluded is None else frozenset(FundingSource(source) for source in excluded)
    return _rows(book(), first_day(month), chosen)


@lru_cache(maxsize=512)
def _rows(law: Book, day: date, excluded: frozenset[FundingSource] | None) -> tuple[RateRow, ...]:
    """Work the rows out; the book is part of the key so that another law never meets an old answer."""
    discounts = {(entry.value.segment, entry.value.sector): entry for entry in DISCOUNTS.all_on(day)}
    rows = tuple(
        _row(position, entry, discounts.get((position.segment, sector)), sector, funding_source, excluded)
        for position in TARIFF
        if (entry := position.series.find(day))
        for sector, funding_source in product(Sector, FundingSource)
    )
    if not rows:
        raise NotInForce(f"Belum ada ketentuan iuran yang berlaku pada {day:%m-%Y}.", day=day)
    return rows


def _row(
    position: Position,
    entry: Entry[int],
    discount: Entry[Discount] | None,
    sector: Sector,
    funding_source: FundingSource,
    excluded: frozenset[FundingSource] | None,
) -> RateRow:
    factor, source = PER_FACTOR, entry.source
    if discount and position.program in discount.value.programs:
        shut_out = discount.value.excluded_funding_sources if excluded is None else excluded
        if funding_source not in shut_out:
            factor, source = discount.value.factor_percent, f"{entry.source}; {discount.source}"
    alone = position.segment == Segment.BPU and funding_source == FundingSource.SELF
    flat = position.base_rule == BaseRule.FLAT
    return RateRow(
        segment=position.segment,
        program=position.program,
        payer=Payer.WORKER if alone else position.payer,
        risk_class=position.risk_class,
        sector=sector,
        funding_source=funding_source,
        base_rule=position.base_rule,
        flat_base=entry.value if flat else None,
        rate=PER if flat else entry.value,
        factor=factor,
        source=source,
    )


def parameters_for(
    month: date, *, excluded_funding_sources: Collection[FundingSource | str] | None = None
) -> list[dict[str, Any]]:
    """Return rows_in_force() ready for JSON, which PostgreSQL reads back as RATE_COLUMNS."""
    return [asdict(row) for row in rows_in_force(month, excluded_funding_sources=excluded_funding_sources)]


def bands_on(month: date) -> tuple[Band, ...]:
    """
    Return the income bands of a month, lowest first.

    :raises NotInForce: if there are none
    """
    return BANDS.on(first_day(month)).value


def band_parameters(month: date) -> list[dict[str, Any]]:
    """Return bands_on() ready for JSON, which PostgreSQL reads back as BAND_COLUMNS."""
    return [band._asdict() for band in bands_on(month)]


def band_for(*, income: int, month: date, choice: BandChoice | str = BandChoice.BY_INCOME) -> Band:
    """
    Return the income band of one person (PP 44/2015 Art. 20(2) and Annex II).

    :param income: rupiah per month, zero or more; without weight for BAND_1
    :raises ValueError: if the income is negative
    """
    if income < 0:
        raise ValueError(f"an income is zero or more, not {income}")
    bands = bands_on(month)
    if BandChoice(choice) == BandChoice.BAND_1:
        return bands[0]
    return next(band for band in reversed(bands) if band.lower <= income)


class ContributionShare(NamedTuple):
    """What one payer owes for one program: amount = share(base, rate, factor), in rupiah."""

    program: Program
    payer: Payer
    base: int
    rate: int
    factor: int
    amount: int
    source: str


@dataclass(frozen=True)
class Contribution:
    """What is owed for one worker for one month; the total is the sum of rounded lines, never a rounded sum."""

    lines: tuple[ContributionShare, ...]

    @property
    def total(self) -> int:
        """Return the rupiah of all lines."""
        return sum(line.amount for line in self.lines)

    def of(self, program: Program | str, payer: Payer | str | None = None) -> int:
        """Return the rupiah of one program, of one payer if named."""
        return sum(line.amount for line in self.lines if line.program == program and payer in (None, line.payer))


def contribution_for(
    *,
    segment: Segment | str,
    wage: int,
    month: date,
    risk_class: RiskClass | int = RiskClass.VERY_LOW,
    sector: Sector | str = Sector.OTHER,
    funding: FundingSource | str = FundingSource.APBD,
    programs: Iterable[Program | str] | PackageOfPrograms = PackageOfPrograms.JKK_JKM,
    band: BandChoice | str = BandChoice.BY_INCOME,
    excluded_funding_sources: Collection[FundingSource | str] | None = None,
) -> Contribution:
    """
    Return what is owed for one worker for one month, each amount with its source.

    Rates: PP 44/2015 Art. 16, 18, 20; JHT: PP 46/2015 Art. 16, 18. One line per program and payer.

    :param wage: rupiah per month, zero or more; for BPU the income that chooses the band
    :raises NotInForce: if a program asked for is not in force in that month
    :raises ValueError: for a word or number that is none of ours
    """
    wanted = programs_in(programs)
    kind = (Segment(segment), Sector(sector), FundingSource(funding))
    rows = [
        row
        for row in rows_in_force(month, excluded_funding_sources=excluded_funding_sources)
        if (row.segment, row.sector, row.funding_source) == kind
        and row.program in wanted
        and row.risk_class in (None, RiskClass(risk_class))
    ]
    missing = wanted - {row.program for row in rows}
    if missing:
        raise NotInForce(f"Program {', '.join(sorted(missing))} tidak berlaku pada {month:%m-%Y}.", day=month)
    bases = {BaseRule.WAGE: wage, BaseRule.BAND: 0}
    if kind[0] == Segment.BPU:
        bases[BaseRule.BAND] = band_for(income=wage, month=month, choice=band).base
    return Contribution(tuple(_line(row, bases) for row in rows))


def programs_in(programs: Iterable[Program | str] | PackageOfPrograms) -> set[Program]:
    """
    Return the programs of a package or a list of names.

    :raises ValueError: if a name is no program, or there is none
    """
    if isinstance(programs, str):  # a package is a word too
        programs = PackageOfPrograms.parse(programs).programs
    wanted = {Program(program) for program in programs}
    if not wanted:
        raise ValueError("a contribution needs at least one program")
    return wanted


def _line(row: RateRow, bases: dict[BaseRule, int]) -> ContributionShare:
    base = bases[row.base_rule] if row.flat_base is None else row.flat_base
    amount = share(base, row.rate, row.factor)
    return ContributionShare(row.program, row.payer, base, row.rate, row.factor, amount, row.source)
