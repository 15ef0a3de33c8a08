"""What the heirs of a worker receive from BPJS Ketenagakerjaan, as at the day of death, each with its article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from common.refusals import Refused
from common.rupiah import PER, share
from regulations.dated import Dated, declare
from regulations.eligibility import Period, membership_months, waiting_time_unmet, years_left
from regulations.rates import band_for
from regulations.values import RUPIAH, listing, table, text, whole, word, yes_or_no
from regulations.words import BandChoice, BenefitKind, Cause, Counting, Level, Program, Segment


class DiedBeforeMembership(Refused):
    """Whoever dies before the membership begins leaves no benefit."""

    code = "DIED_BEFORE_MEMBERSHIP"


class Remark(StrEnum):
    """Why a sum is not what a reader of headlines expects."""

    WAITING_TIME = "WAITING_TIME"
    AT_LEAST_THE_FLOOR = "AT_LEAST_THE_FLOOR"
    WAGE_IS_BASE_OF_BAND = "WAGE_IS_BASE_OF_BAND"
    SUDDEN_DEATH_AS_WORK_DEATH = "SUDDEN_DEATH_AS_WORK_DEATH"
    TOO_FEW_MONTHS_FOR_SCHOLARSHIP = "TOO_FEW_MONTHS_FOR_SCHOLARSHIP"
    MORE_CHILDREN_THAN_SCHOLARSHIPS = "MORE_CHILDREN_THAN_SCHOLARSHIPS"
    NO_HEIRS = "NO_HEIRS"


class SchoolLevel(NamedTuple):
    """Rupiah per child per year at a level, and for how many years."""

    level: Level
    yearly: int
    years: int


class Pupil(NamedTuple):
    """A child that may ask for a scholarship. `year`: which year of the level it is in, 1 the first; None unknown."""

    level: Level
    year: int | None = None
    birth_date: date | None = None


def _levels(raw: object) -> tuple[SchoolLevel, ...]:
    levels = listing(table(SchoolLevel, level=word(Level), yearly=RUPIAH, years=whole(1, 30)))(raw)
    if [step.level for step in levels] != list(Level):
        raise ValueError(f"jenjang harus lengkap dan berurutan: {', '.join(Level)}")
    return levels


def _rupiah(name: str) -> Dated[int]:
    return declare(Dated(name, unit="rupiah", read=RUPIAH))


JKM_LUMP_SUM = _rupiah("jkm_benefits.lump_sum")
PERIODIC = {Program.JKM: _rupiah("jkm_benefits.periodic"), Program.JKK: _rupiah("jkk_benefits.periodic")}
FUNERAL = {Program.JKM: _rupiah("jkm_benefits.funeral"), Program.JKK: _rupiah("jkk_benefits.funeral")}
SCHOLARSHIP_MONTHS = {
    Program.JKM: declare(Dated("jkm_benefits.scholarship_months", unit="months", read=whole(0, 600))),
    Program.JKK: declare(Dated("jkk_benefits.scholarship_months", unit="months", read=whole(0, 600))),
}
DEATH_TIMES = declare(Dated("jkk_benefits.death_times", unit="times", read=whole(0, 1_000)))
COMMUTING = declare(Dated("jkk_benefits.commuting", unit="words", read=yes_or_no))
DEATH_FLOOR = _rupiah("jkk_benefits.death_floor")
SUDDEN_DEATH_SEGMENTS = declare(Dated("jkk_benefits.sudden_death_segments", unit="words", read=listing(word(Segment))))
SCHOLARSHIP_ONCE = _rupiah("scholarships.once")
SCHOLARSHIP_LEVELS = declare(Dated("scholarships.levels", unit="rupiah", read=_levels))
MOST_CHILDREN = declare(Dated("scholarships.most_children", unit="children", read=whole(1, 30)))
SCHOLARSHIP_PAYMENT = declare(Dated("scholarships.payment", unit="words", read=text()))


class BenefitLine(NamedTuple):
    """One amount in rupiah; program None for a balance that the branch told us."""

    benefit: BenefitKind
    program: Program | None
    amount: int
    source: str


class Scholarship(NamedTuple):
    """
    What one child may still receive, in rupiah; not part of the total.

    yearly_amount is for the present level, most_possible from the present year to the last of all levels, as many as
    there are until the child is too old. Where the year is not known it is the most that any year would leave, and
    without a birth date nothing is cut off. Under the old law both are the one payment per participant.
    """

    child: int
    level: Level
    yearly_amount: int
    most_possible: int
    source: str


@dataclass(frozen=True)
class BenefitSettings:
    """Answers of a municipality or branch where the law is unsure; None: as the law files say."""

    death_floor: int | None = None
    waiting_segments: tuple[Segment | str, ...] | None = None
    counting: Counting | str | None = None
    break_restarts: bool | None = None


AS_SHIPPED = BenefitSettings()


@dataclass(frozen=True)
class DeathBenefits:
    """What the heirs receive. The total is the sum of the lines; scholarships come year by year and stand apart."""

    program: Program
    lines: tuple[BenefitLine, ...]
    scholarships: tuple[Scholarship, ...]
    remarks: tuple[Remark, ...]

    @property
    def total(self) -> int:
        """Return the rupiah of all lines."""
        return sum(line.amount for line in self.lines)


def program_for(*, cause: Cause | str, died: date, segment: Segment | str = Segment.PU) -> Program:
    """
    Return the program that pays: JKK where work was the cause, else JKM.

    A sudden death at the workplace counts as a work death where Permenaker 5/2021 (or what came before) says so.
    """
    cause = Cause(cause)
    if cause == Cause.SUDDEN_AT_WORK:
        return Program.JKK if Segment(segment) in SUDDEN_DEATH_SEGMENTS.on(died).value else Program.JKM
    return Program.JKK if cause in (Cause.WORK_ACCIDENT, Cause.OCCUPATIONAL_DISEASE) else Program.JKM


def benefits_for(
    *,
    cause: Cause | str,
    died: date,
    wage: int,
    member_since: date,
    children: Iterable[Level | str | Pupil] = (),
    segment: Segment | str = Segment.PU,
    band: BandChoice | str = BandChoice.BY_INCOME,
    periods: Sequence[Period] | None = None,
    paid_months: int | None = None,
    reported: Mapping[BenefitKind | str, int] | None = None,
    settings: BenefitSettings = AS_SHIPPED,
) -> DeathBenefits:
    """
    Return what the heirs of one worker receive (PP 44/2015 and PP 82/2019 Art. 25 and 34; Permenaker 1/2025).

    :param wage: last reported wage, rupiah per month; in BPU the income that chooses the band, whose base counts
    :param children: level of school, or Pupil, of each child that may ask for a scholarship, in the heirs' order
    :param periods: every period of membership, when there was more than one; member_since counts otherwise
    :param paid_months: contributions paid, where they are counted rather than months of membership
    :param reported: balances told by the branch, JHT_BALANCE or JP_BALANCE in rupiah
    :raises DiedBeforeMembership: if the worker died before the membership began
    :raises NotInForce: for a death before the first law
    :raises ValueError: for a word or number that is none of ours
    """
    if member_since > died:
        raise DiedBeforeMembership(
            f"Peserta meninggal pada {died:%d-%m-%Y}, sebelum kepesertaan mulai pada {member_since:%d-%m-%Y}.",
            died=died,
            member_since=member_since,
        )
    spans = tuple(periods) if periods else ((member_since, None),)
    program = program_for(cause=cause, died=died, segment=segment)
    if program == Program.JKK:
        lines, remarks = _work_death(died, wage, Segment(segment), band, settings)
        if Cause(cause) == Cause.SUDDEN_AT_WORK:
            remarks.append(Remark.SUDDEN_DEATH_AS_WORK_DEATH)
    else:
        lines, remarks = _other_death(died, Segment(segment), spans, paid_months, settings)
    lines += _balances(reported or {})
    months = paid_months if paid_months is not None else membership_months(periods=spans, on=died)
    scholarships, more = _scholarships(program, died, [_pupil(child) for child in children], months)
    return DeathBenefits(program, tuple(lines), tuple(scholarships), (*remarks, *more))


def without_heirs(found: DeathBenefits) -> DeathBenefits:
    """
    Return what is paid where nobody inherits: the funeral, to whoever arranged it; the rest is the fund's.

    PP 44/2015 Art. 34(2), 37(5), 40(2).
    """
    lines = tuple(line for line in found.lines if line.benefit == BenefitKind.FUNERAL)
    return replace(found, lines=lines, scholarships=(), remarks=(*found.remarks, Remark.NO_HEIRS))


def _work_death(
    died: date, wage: int, segment: Segment, band: BandChoice | str, settings: BenefitSettings
) -> tuple[list[BenefitLine], list[Remark]]:
    remarks = []
    if segment == Segment.BPU:
        wage = band_for(income=wage, month=died, choice=band).base
        remarks.append(Remark.WAGE_IS_BASE_OF_BAND)
    times, floor = DEATH_TIMES.on(died), DEATH_FLOOR.on(died)
    least = floor.value if settings.death_floor is None else settings.death_floor
    amount, source = share(wage, times.value * PER), times.source
    if amount < least:
        amount, source = least, floor.source
        remarks.append(Remark.AT_LEAST_THE_FLOOR)
    lump_sum = BenefitLine(BenefitKind.LUMP_SUM, Program.JKK, amount, source)
    return [lump_sum, _periodic(Program.JKK, died), _funeral(Program.JKK, died)], remarks


def _other_death(
    died: date,
    segment: Segment,
    periods: Sequence[Period],
    paid_months: int | None,
    settings: BenefitSettings,
) -> tuple[list[BenefitLine], list[Remark]]:
    rule = waiting_time_unmet(
        died=died,
        segment=segment,
        periods=periods,
        paid_months=paid_months,
        segments=settings.waiting_segments,
        counting=settings.counting,
        break_restarts=settings.break_restarts,
    )
    funeral = _funeral(Program.JKM, died)
    if rule:
        return [funeral._replace(source=f"{funeral.source}; {rule.source}")], [Remark.WAITING_TIME]
    lump_sum = JKM_LUMP_SUM.on(died)
    first = BenefitLine(BenefitKind.LUMP_SUM, Program.JKM, lump_sum.value, lump_sum.source)
    return [first, _periodic(Program.JKM, died), funeral], []


def _periodic(program: Program, died: date) -> BenefitLine:
    entry = PERIODIC[program].on(died)
    return BenefitLine(BenefitKind.PERIODIC, program, entry.value, entry.source)


def _funeral(program: Program, died: date) -> BenefitLine:
    entry = FUNERAL[program].on(died)
    return BenefitLine(BenefitKind.FUNERAL, program, entry.value, entry.source)


def _balances(reported: Mapping[BenefitKind | str, int]) -> list[BenefitLine]:
    for kind, amount in reported.items():
        if kind not in (BenefitKind.JHT_BALANCE, BenefitKind.JP_BALANCE) or amount < 0:
            raise ValueError(f"a branch reports balances from zero up, not {kind} {amount}")
    return [
        BenefitLine(BenefitKind(kind), None, amount, "dilaporkan kantor cabang BPJS Ketenagakerjaan")
        for kind, amount in reported.items()
    ]


def _scholarships(
    program: Program, died: date, children: Sequence[Pupil], months: int
) -> tuple[list[Scholarship], list[Remark]]:
    if not children:
        return [], []
    if months < SCHOLARSHIP_MONTHS[program].on(died).value:
        return [], [Remark.TOO_FEW_MONTHS_FOR_SCHOLARSHIP]
    once = SCHOLARSHIP_ONCE.find(died)
    if once:
        granted = [Scholarship(1, children[0].level, once.value, once.value, once.source)]
    else:
        granted = [_scholarship(number, pupil, died) for number, pupil in enumerate(children, start=1)]
        granted = granted[: MOST_CHILDREN.on(died).value]
    return granted, [Remark.MORE_CHILDREN_THAN_SCHOLARSHIPS] if len(children) > len(granted) else []


def _pupil(child: Level | str | Pupil) -> Pupil:
    return child if isinstance(child, Pupil) else Pupil(Level(child))


def _scholarship(number: int, pupil: Pupil, died: date) -> Scholarship:
    entry = SCHOLARSHIP_LEVELS.on(died)
    here, *later = entry.value[[step.level for step in entry.value].index(pupil.level) :]
    ahead = [step.yearly for step in later for _year in range(step.years)]
    known = range(1, here.years + 1) if pupil.year is None else [pupil.year]
    most = None if pupil.birth_date is None else years_left(died, birth_date=pupil.birth_date)
    sums = [sum([*[here.yearly] * (here.years - year + 1), *ahead][:most]) for year in known]
    return Scholarship(number, pupil.level, here.yearly, max(sums), entry.source)


def year_in_level(level: Level | str, grade: int, *, on: date) -> int | None:
    """
    Return which year of its level a class is; None where the level has no such class.

    :param grade: as schools count: SMP begins with class 7 and SMA with class 10; or the year itself
    """
    step = next(step for step in SCHOLARSHIP_LEVELS.on(on).value if step.level == Level(level))
    year = grade - _CLASSES_BEFORE[step.level] if grade > _CLASSES_BEFORE[step.level] else grade
    return year if 1 <= year <= step.years else None


def class_of(level: Level | str, year: int) -> int:
    """Return the class that schools call this year of the level."""
    return _CLASSES_BEFORE[Level(level)] + year


_CLASSES_BEFORE = {Level.TK: 0, Level.SD: 0, Level.SMP: 6, Level.SMA: 9, Level.PT: 0}
