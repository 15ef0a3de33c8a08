"""What is lost where an agreement runs out and nobody renews it: when, in which units, by whom, and what money."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from agreements import lapses, tariffs
from agreements.models import Agreement
from contributions import budgets, lines, totals
from enrollment.models import BORNE_BY_THE_CITY
from municipalities.city import units
from municipalities.models import Category, Funding, Programs
from municipalities.reading_order import reading_key
from regulations.words import Program


ONE_DAY = timedelta(days=1)
YEAR_AHEAD = 366
CITY_PAYS = [source for source in Funding.values if source != Funding.SELF]  # who pays alone needs no agreement
LOSERS = """
  x.municipality_id = e.municipality_id AND x.unit_id = e.unit_id AND x.category_id = e.category_id
  AND x.program = ANY (string_to_array(e.programs, '_'))
"""
# How many people stand behind each end, for many cities at once; the rows without an agreement are whole cities.
COUNTS = f"""
SELECT x.municipality_id, x.agreement_id, x.last_day,
       count(DISTINCT e.worker_id) AS people, count(DISTINCT e.unit_id) AS units
FROM ({lapses.LAPSING}) x LEFT JOIN enrollment_enrollment e ON {LOSERS}
  AND {BORNE_BY_THE_CITY}
  AND e.start_date <= x.last_day + 1 AND (e.end_date IS NULL OR e.end_date > x.last_day)
GROUP BY GROUPING SETS ((x.municipality_id, x.agreement_id, x.last_day), (x.municipality_id))
ORDER BY x.last_day NULLS LAST, x.agreement_id
"""
# Whoever loses, once for each enrollment, with the programmes of the package that are lost.
PERSON = f"""
WITH lapse AS MATERIALIZED (
  SELECT p.unit_id, p.category_id, k.package, string_agg(p.program, '_' ORDER BY p.program) AS programs,
         CASE WHEN count(p.again_on) = count(*) THEN max(p.again_on) END AS again_on
  FROM ({lapses.LAPSING}) p
  JOIN unnest(%(packages)s) AS k (package) ON p.program = ANY (string_to_array(k.package, '_'))
  WHERE p.agreement_id = %(agreement)s GROUP BY 1, 2, 3
), person AS MATERIALIZED (
  SELECT e.worker_id, e.unit_id, e.category_id, e.segment, e.sector, e.funding_source, e.band, e.counted_wage,
         e.risk_class, x.programs, x.again_on
  FROM ({budgets.EXPECTED}) e
  JOIN lapse x ON x.unit_id = e.unit_id AND x.category_id = e.category_id AND x.package = e.programs
)
"""
PEOPLE = f"""{PERSON}
SELECT unit_id, category_id, programs, grouping(unit_id, category_id) AS level,
       count(DISTINCT worker_id) AS people, CASE WHEN count(again_on) = count(*) THEN max(again_on) END AS again_on
FROM person GROUP BY GROUPING SETS ((unit_id, category_id, programs), (unit_id), (category_id, programs), ())
"""
# The wage in the middle of the wage earners', not the mean: a zero too many somewhere does not move it.
WAGE = f"""{PERSON}
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY counted_wage) AS wage FROM person WHERE segment = 'PU'
"""
# Alike people are counted first, so that the law meets each kind of them once.
MONEY = f"""{PERSON}
SELECT l.unit_id, l.category_id, l.programs, r.program, r.payer, r.source,
       sum({lines.AMOUNT} * l.people)::bigint AS amount
FROM (SELECT {budgets.ALIKE}, count(*) AS people FROM person GROUP BY {budgets.ALIKE}) l
{lines.TARIFF}
WHERE b.base IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""


@dataclass(frozen=True)
class Ending:
    """An end of an agreement after which some are without cover, and how many."""

    agreement: Agreement
    last_day: date
    people: int
    units: int

    @property
    def first_day(self):
        """The first day without cover."""
        return self.last_day + ONE_DAY

    @property
    def days_left(self):
        """From the city's own today."""
        return (self.last_day - self.agreement.municipality.today()).days


@dataclass
class Part:
    """A unit, a kind of worker with the programmes it loses, or a kind in a unit: people and rupiah a month."""

    unit: str = ""
    depth: int = 0  # in the tree of units
    kind: str = ""
    programs: tuple = ()
    people: int = 0
    monthly: int = 0
    again_on: date | None = None  # when all of them are covered again


@dataclass
class Loss:
    """All that is lost the day after one end of one agreement."""

    ending: Ending
    units: list[Part] = field(default_factory=list)  # in the order of the tree
    kinds: list[Part] = field(default_factory=list)  # the one with most people in front
    cells: list[Part] = field(default_factory=list)  # each kind in each unit, in the order of the tree
    programs: dict = field(default_factory=dict)  # {programme: rupiah a month}
    payers: dict = field(default_factory=dict)  # {who pays: rupiah a month}
    sources: tuple = ()  # (programme, where its rate is from), as the law counts them
    again_on: date | None = None
    wage: int | None = None  # the middle one of the wage earners

    @property
    def monthly(self):
        return sum(self.programs.values())


def endings(municipalities, *, day, ahead=lapses.AHEAD):
    """([Ending], {municipality id: people of all its ends}) within so many days, in one statement for all cities."""
    asked = lapses.lapsing(municipalities, first=day, last=day + timedelta(days=ahead))
    return _endings(asked)


def endings_from_today(municipalities, *, ahead=lapses.AHEAD):
    """The same from each city's own day on, one statement for each day that it is somewhere; the next end in front."""
    found, people = [], {}
    for day, cities in lapses.by_today(municipalities).items():
        here, losing = endings(cities, day=day, ahead=ahead)
        found += here
        people |= losing
    return sorted(found, key=lambda ending: (ending.last_day, ending.agreement.pk)), people


def _endings(asked):
    rows = totals.rows_of(COUNTS, asked.parameters)
    agreements = Agreement.objects.select_related("municipality").in_bulk(
        {row["agreement_id"] for row in rows} - {None}
    )
    found = [
        Ending(agreements[row["agreement_id"]], row["last_day"], row["people"], row["units"])
        for row in rows
        if row["agreement_id"]
    ]
    return found, {row["municipality_id"]: row["people"] for row in rows if row["agreement_id"] is None}


def of_agreement(agreement, *, day):
    """[Loss] of every end of the agreement from the day on; of one that is over already, of its last day."""
    first = min(day, agreement.last_day)
    asked = lapses.lapsing([agreement.municipality], first=first, last=max(day, agreement.last_day))
    found, _people = _endings(asked)
    return [loss_of(each) for each in found if each.agreement.pk == agreement.pk]


def loss_of(ending):
    """What an end costs whom: people as enrolled on the first day without cover, the law of its month."""
    city, day = ending.agreement.municipality, ending.first_day
    asked = lapses.lapsing([city], first=ending.last_day, last=ending.last_day)
    given = asked.parameters | {"agreement": ending.agreement.pk} | budgets.known(city, month_of=day, day=day)
    given |= {"funds": CITY_PAYS, "packages": Programs.values}
    people, money, [wage] = (totals.rows_of(statement, given) for statement in (PEOPLE, MONEY, WAGE))
    return put_together(ending, people, money, wage["wage"])


CELL, OF_A_UNIT, OF_A_KIND, EVERYBODY = range(4)  # grouping(unit_id, category_id) of PEOPLE


def put_together(ending, people, money, wage):
    rows = {level: [row for row in people if row["level"] == level] for level in range(4)}
    loss = Loss(ending, wage=wage, again_on=rows[EVERYBODY][0]["again_on"])
    sums = {}
    for row in money:
        unit, kind = row["unit_id"], (row["category_id"], row["programs"])
        for key in (unit, kind, (unit, *kind)):
            sums[key] = sums.get(key, 0) + row["amount"]
        for found, key in ((loss.programs, row["program"]), (loss.payers, row["payer"])):
            found[key] = found.get(key, 0) + row["amount"]
    told = {(row["program"], row["source"]) for row in money}
    loss.sources = tuple(sorted(told, key=lambda each: (list(Program).index(each[0]), each[1])))
    city = ending.agreement.municipality
    names = dict(Category.objects.filter(municipality=city).values_list("pk", "name"))
    loss.kinds = sorted(
        (part_of(row, sums.get(kind_of(row), 0), kind=names[row["category_id"]])
         for row in rows[OF_A_KIND]),
        key=lambda part: (-part.people, reading_key(part.kind), part.programs),
    )  # fmt: skip
    per_unit = {row["unit_id"]: row for row in rows[OF_A_UNIT]}
    cells = {}
    for row in rows[CELL]:
        cells.setdefault(row["unit_id"], []).append(row)
    for unit, depth in in_tree(units.tree(city, ending.last_day)):
        if row := per_unit.get(unit.pk):
            loss.units.append(part_of(row, sums.get(unit.pk, 0), unit=unit.name, depth=depth))
            loss.cells += sorted(
                (part_of(each, sums.get((unit.pk, *kind_of(each)), 0), unit=unit.name, kind=names[each["category_id"]])
                 for each in cells[unit.pk]),
                key=lambda part: (reading_key(part.kind), part.programs),
            )  # fmt: skip
    return loss


def kind_of(row):
    return row["category_id"], row["programs"]


def part_of(row, monthly, **named):
    programs = tuple(tariffs.in_order(row["programs"].split("_"))) if row["programs"] else ()
    return Part(programs=programs, people=row["people"], monthly=monthly, again_on=row["again_on"], **named)


def in_tree(branches, depth=0):
    """Every unit of a tree of municipalities.city.units with its depth, each before those below it."""
    for branch in branches:
        yield branch["unit"], depth
        yield from in_tree(branch["children"], depth + 1)
