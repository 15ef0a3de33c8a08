"""
The run's own SQL and the Python of `regulations/` say the same of everybody: each line, to the rupiah.

Every case of a run of this test stands in one statement, made of the parts of the month's statement: whether a month
is owed, the tariff with its bands and discounts, the rounding. `PAYUNG_LONG` asks it a hundred thousand times.
"""

import json
import os
import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import connection

from common.months import add_months, last_day, next_month
from contributions import lines
from regulations.choices import Rule, answers_on
from regulations.eligibility import bpu_month_owed, month_owed
from regulations.rates import band_parameters, bands_on, contribution_for, parameters_for
from regulations.words import FundingSource, PackageOfPrograms, RiskClass, Sector, Segment


pytestmark = pytest.mark.usefixtures("db")
CASES = 100_000 if os.environ.get("PAYUNG_LONG") else 2_000
# The first and the last month of each rate, band and discount, and the months beside them.
MONTHS = [
    date(2015, 7, 1), date(2020, 7, 1), date(2020, 8, 1), date(2021, 1, 1), date(2021, 2, 1), date(2025, 12, 1),
    date(2026, 1, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1),
    date(2027, 4, 1), date(2028, 2, 1),
]  # fmt: skip
# Wages of the test vectors of the contributions, and what lies beside a half rupiah.
WAGES = [
    0,
    1,
    624,
    625,
    626,
    300_000,
    1_000_000,
    1_500_000,
    1_500_625,
    1_950_000,
    3_648_035,
    4_276_354,
    10_000_000_000,
]
PERSON = (
    "place int, start_date date, end_date date, billed bigint, segment text, sector text, funding_source text,"
    " programs text, risk_class int, band text, counted_wage bigint"
)
# What %(name)s means in the month of one block; all blocks are one statement.
OF_MONTH = (
    *("people", "rates", "bands", "month", "next_month", "joining_until", "leaving_from", "is_past"),
    "past_months_of_bpu",
)
BLOCK = f"""
SELECT l.place, r.program, r.payer, b.base, r.rate, r.factor, {lines.AMOUNT} AS amount, r.source
FROM (SELECT e.*, {lines.OWES} AS is_owed FROM jsonb_to_recordset(%(people)s::jsonb) AS e({PERSON})
      CROSS JOIN LATERAL (SELECT e.billed AS enrollment_id) i) l
{lines.TARIFF}
WHERE b.base IS NOT NULL AND l.is_owed
"""


@dataclass(frozen=True)
class Block:
    """A month, what the city has answered for it, and the people who are asked about."""

    month: date
    chosen: dict
    is_past: bool
    people: list

    @property
    def answers(self):
        return answers_on(self.month, self.chosen)

    def given(self):
        answers = self.answers
        rates = parameters_for(self.month, excluded_funding_sources=answers.excluded_funding_sources)
        return {
            "people": json.dumps(self.people, default=str),
            "rates": json.dumps(rates),
            "bands": json.dumps(band_parameters(self.month)),
            "month": self.month,
            "next_month": next_month(self.month),
            "joining_until": answers.joining_until,
            "leaving_from": answers.leaving_from,
            "is_past": self.is_past,
            "past_months_of_bpu": answers.past_months_of_bpu,
        }

    def by_python(self, person):
        """The lines of one person, in an order that both tell."""
        answers = self.answers
        owed = month_owed(
            self.month, start=person["start_date"], end=person["end_date"], joining_until=answers.joining_until,
            leaving_from=answers.leaving_from,
        )  # fmt: skip
        if person["segment"] == "BPU":
            is_billed = person["billed"] is not None
            owed &= bpu_month_owed(is_past=self.is_past, past_months=answers.past_months_of_bpu, is_billed=is_billed)
        if not owed:
            return []
        found = contribution_for(
            segment=person["segment"], wage=person["counted_wage"], month=self.month, risk_class=person["risk_class"],
            sector=person["sector"], funding=person["funding_source"], programs=person["programs"],
            band=person["band"],
            excluded_funding_sources=answers.excluded_funding_sources,
        )  # fmt: skip
        return sorted(
            (str(line.program), str(line.payer), line.base, line.rate, line.factor, line.amount, line.source)
            for line in found.lines
        )


def by_database(blocks):
    """{place: lines} of everybody in all blocks, in one statement."""
    statement, given = [], {}
    for number, block in enumerate(blocks):
        part = BLOCK
        for name in OF_MONTH:
            part = part.replace(f"%({name})s", f"%({name}_{number})s")
        statement.append(part)
        given |= {f"{name}_{number}": value for name, value in block.given().items()}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statement), given)
        found = {}
        for place, *line in cursor.fetchall():
            found.setdefault(place, []).append(tuple(line))
    return {place: sorted(those) for place, those in found.items()}


def by_chance(chance, month, place):
    """Somebody who is covered on a day of the month at least."""
    edges = [
        bound + step for band in bands_on(month) for bound in (band.lower,) for step in (-1, 0, 1) if bound + step > 0
    ]
    wage = chance.choice(
        [chance.randrange(10 ** chance.randint(1, 8)), *chance.sample(edges, 1), chance.choice(WAGES)]
    )
    start = chance.choice([date(2015, 1, 1), month + timedelta(days=chance.randrange(28)), last_day(month)])
    ends = [None, None, start, last_day(month), add_months(month, 1) + timedelta(days=chance.randrange(28))]
    return {
        "place": place,
        "start_date": start,
        "end_date": max(chance.choice(ends) or date.max, start, month) if chance.random() < 0.6 else None,
        "billed": chance.choice([None, 1]),
        "segment": str(chance.choice(list(Segment))),
        "sector": str(chance.choice(list(Sector))),
        "funding_source": str(chance.choice(list(FundingSource))),
        "programs": str(chance.choice(list(PackageOfPrograms))),
        "risk_class": int(chance.choice(list(RiskClass))),
        "band": chance.choice(["BAND_1", "BY_INCOME"]),
        "counted_wage": wage,
    }


def answered_by_chance(chance):
    answers = {
        Rule.MONTH_OF_JOINING: str(chance.randint(1, 31)),
        Rule.MONTH_OF_LEAVING: str(chance.randint(1, 32)),
        Rule.PAST_MONTHS_OF_BPU: chance.choice(["YES", "NO"]),
        Rule.EMPLOYER_RELIEF: chance.choice(["YES", "NO"]),
        Rule.DISCOUNT_EXCLUSION: ",".join(chance.sample(list(FundingSource), chance.randint(1, 8))),
    }
    return {rule: answers[rule] for rule in answers if chance.random() < 0.5}


def test_both_agree_on_everybody_to_the_rupiah_and_the_source():
    seed = int(os.environ.get("PAYUNG_SEED", "20261101"))
    chance, blocks = random.Random(seed), []
    for number in range(0, CASES, CASES // len(MONTHS) + 1):
        month = MONTHS[len(blocks) % len(MONTHS)]
        places = range(number, min(number + CASES // len(MONTHS) + 1, CASES))
        people = [by_chance(chance, month, place) for place in places]
        blocks.append(Block(month, answered_by_chance(chance), chance.choice([True, False]), people))
    found = by_database(blocks)
    wrong = [
        (block.month, block.chosen, person)
        for block in blocks
        for person in block.people
        if found.get(person["place"], []) != block.by_python(person)
    ]
    assert sum(len(block.people) for block in blocks) == CASES
    assert wrong == [], f"seed {seed}"


# domain.md 11, those of them that are contributions: what stands there is what both say.
PU, BPU = {"segment": "PU"}, {"segment": "BPU", "counted_wage": 0}
THREE = {"programs": "JKK_JKM_JHT"}
OCTOBER, MAY = date(2026, 10, 1), date(2025, 5, 1)
VECTORS = [
    (OCTOBER, PU | {"counted_wage": 1_500_000}, 8_100),
    (OCTOBER, PU | {"counted_wage": 3_648_035}, 19_699),
    (OCTOBER, PU | {"counted_wage": 1_950_000}, 10_530),
    (OCTOBER, PU | {"counted_wage": 1_950_000} | THREE, 121_680),
    (OCTOBER, PU | {"counted_wage": 1_500_625}, 8_104),
    (MAY, BPU | THREE, 36_800),
    (MAY, BPU, 16_800),
    (OCTOBER, BPU | {"funding_source": "SELF"}, 8_400),
    (OCTOBER, BPU, 16_800),
    (MAY, BPU | {"counted_wage": 1_099_999, "band": "BY_INCOME"}, 16_800),
    (MAY, BPU | {"counted_wage": 1_100_000, "band": "BY_INCOME"}, 18_800),
    (MAY, BPU | {"counted_wage": 20_199_999, "band": "BY_INCOME"}, 203_800),
    (MAY, BPU | {"counted_wage": 20_200_000, "band": "BY_INCOME"}, 213_800),
]


def test_the_vectors_of_the_contributions_are_what_both_say():
    usual = {
        "start_date": date(2020, 1, 1), "end_date": None, "billed": None, "sector": "OTHER", "funding_source": "APBD",
        "programs": "JKK_JKM", "risk_class": 1, "band": "BAND_1",
    }  # fmt: skip
    blocks = [
        Block(month, {}, False, [usual | person | {"place": place}])
        for place, (month, person, _total) in enumerate(VECTORS)
    ]
    found = by_database(blocks)
    totals = [total for _month, _person, total in VECTORS]
    assert [sum(line[5] for line in found[place]) for place in range(len(VECTORS))] == totals
    assert [sum(line[5] for line in block.by_python(block.people[0])) for block in blocks] == totals
    month_of_bpu = sum(line[5] for line in found[totals.index(16_800)])
    assert [month_of_bpu * people * months for people, months in ((1, 4), (940, 12), (5_606, 7), (12_698, 9))] == [
        67_200, 189_504_000, 659_265_600, 1_919_937_600,
    ]  # fmt: skip
