"""
The rules of which the law is not sure: what holds where a city has no answer of its own, and what an answer may be.

An answer is kept as a short text: a day or an age in digits, YES or NO, or funding sources with commas between them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from common.months import first_day
from regulations import deadlines, eligibility, rates
from regulations.dated import Dated, declare
from regulations.values import whole, yes_or_no
from regulations.words import FundingSource, Segment


class Rule(StrEnum):
    """One question to which a city may have an answer of its own."""

    MONTH_OF_JOINING = "MONTH_OF_JOINING"
    MONTH_OF_LEAVING = "MONTH_OF_LEAVING"
    PAST_MONTHS_OF_BPU = "PAST_MONTHS_OF_BPU"
    DISCOUNT_EXCLUSION = "DISCOUNT_EXCLUSION"
    EMPLOYER_RELIEF = "EMPLOYER_RELIEF"
    AGE_WARNING_PU = "AGE_WARNING_PU"
    AGE_WARNING_BPU = "AGE_WARNING_BPU"
    LATE_CHARGE = "LATE_CHARGE"
    PAID_WITHIN = "PAID_WITHIN"


EVERY_DAY_OF_JOINING = 31  # who joins by that day owes the month: everybody
EVERY_DAY_OF_LEAVING = 1  # who leaves on that day or later owes the month: everybody
WHOLE_MONTH_ALONE = 32
PAST_MONTHS_OF_BPU = declare(Dated("membership.past_months_of_bpu", unit="words", read=yes_or_no))
LATE_CHARGE_APPLIES = declare(Dated("deadlines.late_charge_applies", unit="words", read=yes_or_no))
EMPLOYER_RELIEF = declare(Dated("deadlines.employer_relief", unit="words", read=yes_or_no))
Answer = int | bool | frozenset[FundingSource]


def _number(least: int, most: int) -> Callable[[str], Answer]:
    """Read digits; plain ones, as a check of the law files does."""

    def read(text: str) -> Answer:
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"{text!r} bukan bilangan")
        return whole(least, most)(int(text))

    return read


def _yes_or_no(text: str) -> Answer:
    if text not in ("YES", "NO"):
        raise ValueError(f"{text!r} bukan YES atau NO")
    return text == "YES"


def _sources(text: str) -> Answer:
    return frozenset(FundingSource(name) for name in text.split(",") if name != "NONE")


# Days of a month, years of age, and months.
LIMITS = {
    Rule.MONTH_OF_JOINING: (1, EVERY_DAY_OF_JOINING),
    Rule.MONTH_OF_LEAVING: (EVERY_DAY_OF_LEAVING, WHOLE_MONTH_ALONE),
    Rule.AGE_WARNING_PU: (0, 150),
    Rule.AGE_WARNING_BPU: (0, 150),
    Rule.PAID_WITHIN: (1, 12),
}
YES_OR_NO = {
    Rule.PAST_MONTHS_OF_BPU: PAST_MONTHS_OF_BPU,
    Rule.EMPLOYER_RELIEF: EMPLOYER_RELIEF,
    Rule.LATE_CHARGE: LATE_CHARGE_APPLIES,
}
READ: Mapping[Rule, Callable[[str], Answer]] = {
    **{rule: _number(*limits) for rule, limits in LIMITS.items()},
    **dict.fromkeys(YES_OR_NO, _yes_or_no),
    Rule.DISCOUNT_EXCLUSION: _sources,
}


def read(rule: Rule | str, text: str) -> Answer:
    """
    Return what an answer says.

    :raises ValueError: if it is no answer to that rule
    """
    return READ[Rule(rule)](text)


class Default(NamedTuple):
    """What holds without an answer, as the text that an answer would be; with its source and how sure it is."""

    text: str
    source: str
    sure: str


def default_on(rule: Rule | str, day: date) -> Default | None:
    """Return what holds on a day where a city has no answer; None for a discount where there is none that day."""
    rule = Rule(rule)
    if rule == Rule.DISCOUNT_EXCLUSION:
        discount = next(iter(rates.DISCOUNTS.all_on(day)), None)
        if discount is None:
            return None
        excluded = ",".join(discount.value.excluded_funding_sources)
        return Default(excluded or "NONE", discount.source, "unsure")
    if rule in (Rule.MONTH_OF_JOINING, Rule.MONTH_OF_LEAVING):
        part = eligibility.PART_MONTHS.on(day)
        joining, leaving = part_months(part.value)
        return Default(str(joining if rule == Rule.MONTH_OF_JOINING else leaving), part.source, part.sure)
    if rule in (Rule.AGE_WARNING_PU, Rule.AGE_WARNING_BPU):
        age = eligibility.WARN_FROM_AGE[Segment.PU if rule == Rule.AGE_WARNING_PU else Segment.BPU].on(day)
        return Default(str(age.value), age.source, age.sure)
    if rule == Rule.PAID_WITHIN:
        active = eligibility.ACTIVE_MEMBER.on(day)
        return Default(str(active.value.paid_within_months), active.source, active.sure)
    entry = YES_OR_NO[rule].on(day)
    return Default("YES" if entry.value else "NO", entry.source, entry.sure)


def part_months(rule: eligibility.PartMonths) -> tuple[int, int]:
    """Return the last day of joining and the first of leaving with which a month is owed."""
    joining = EVERY_DAY_OF_JOINING if rule.joining else 1
    return joining, EVERY_DAY_OF_LEAVING if rule.leaving else WHOLE_MONTH_ALONE


@dataclass(frozen=True)
class Answers:
    """
    What holds in a city for a month.

    :param joining_until: who joins later in a month does not owe it
    :param leaving_from: who leaves earlier in a month does not owe it, unless it is its last day
    :param past_months_of_bpu: whether whoever joins late in BPU owes the months before
    :param excluded_funding_sources: which money gets no discount; None: as the law says
    :param late_charge: whether what is paid late costs more
    :param relief: whether passing reliefs for employers reach the city
    :param paid_within: of how many of the last months due one must be paid for who counts as active
    """

    joining_until: int
    leaving_from: int
    past_months_of_bpu: bool
    excluded_funding_sources: Collection[FundingSource] | None
    relief: bool
    warn_from_age: Mapping[Segment, int]
    late_charge: bool
    paid_within: int


def answers_on(month: date, chosen: Mapping[str, str]) -> Answers:
    """
    Return what holds in a month: what the city has answered, and the law for the rest.

    :param chosen: {rule: the city's answer in force in that month}
    :raises ValueError: if an answer is none
    """
    day = first_day(month)
    answers = {Rule(rule): read(rule, text) for rule, text in chosen.items()}

    def of(rule: Rule) -> Answer:
        if rule in answers:
            return answers[rule]
        default = default_on(rule, day)
        assert default is not None  # only a discount may have none, and is not asked for here
        return read(rule, default.text)

    relief = bool(of(Rule.EMPLOYER_RELIEF))
    excluded = answers.get(Rule.DISCOUNT_EXCLUSION)
    if deadlines.DUE_RELIEF.find(day):
        excluded = frozenset() if relief else None
    return Answers(
        joining_until=_int(of(Rule.MONTH_OF_JOINING)),
        leaving_from=_int(of(Rule.MONTH_OF_LEAVING)),
        past_months_of_bpu=bool(of(Rule.PAST_MONTHS_OF_BPU)),
        excluded_funding_sources=excluded if isinstance(excluded, frozenset) else None,
        relief=relief,
        warn_from_age={
            Segment.PU: _int(of(Rule.AGE_WARNING_PU)),
            Segment.BPU: _int(of(Rule.AGE_WARNING_BPU)),
        },
        late_charge=bool(of(Rule.LATE_CHARGE)),
        paid_within=_int(of(Rule.PAID_WITHIN)),
    )


def _int(answer: Answer) -> int:
    assert isinstance(answer, int)
    return answer
