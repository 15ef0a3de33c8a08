"""
Recaps: what stands of approved months, per month, unit, kind of worker and programme.

What stands of a month are its approved lines, and what approved corrections have added to them since or taken back: a
correction counts in the month that it corrects, not in the one in which it was made. A page, a workbook and a paper
show the rows of one and the same question.
"""

from dataclasses import dataclass, field
from datetime import date

from common.months import months_in
from contributions import corrections, totals
from contributions.models import ContributionRun
from municipalities import reading_order


# A row for each month, unit, kind of worker, and programme with its payer, and one for everything. `people` are those
# who stand in a month: over several months whoever stands in two counts twice.
STANDING = f"""
SELECT l.month, l.unit_id, l.category_id, l.program, l.payer, sum(l.added)::bigint AS people,
       {totals.SUMS_PER_PROGRAM},
       coalesce(sum(l.total) FILTER (WHERE r.kind = 'CORRECTION'), 0)::bigint AS corrected,
       coalesce(sum(l.total), 0)::bigint AS total
FROM contributions_runsum l
JOIN contributions_contributionrun r ON r.municipality_id = l.municipality_id AND r.id = l.run_id
WHERE l.municipality_id = %(city)s AND r.municipality_id = %(city)s AND r.status = 'APPROVED'
  AND l.month BETWEEN %(first)s AND %(last)s
GROUP BY GROUPING SETS ((l.month), (l.unit_id), (l.category_id), (l.program, l.payer), ())
"""
NAMED = f"""
SELECT f.*, u.public_id AS unit, u.name AS unit_name, c.name AS category_name
FROM ({STANDING}) f
LEFT JOIN municipalities_unit u ON u.municipality_id = %(city)s AND u.id = f.unit_id
LEFT JOIN municipalities_category c ON c.municipality_id = %(city)s AND c.id = f.category_id
ORDER BY f.month, {reading_order.SQL.format("u.name")}, u.name, c.name,
         array_position(ARRAY['JKK', 'JKM', 'JHT']::varchar[], f.program), f.payer
"""
AMOUNTS = ("people", *totals.PROGRAMS, "corrected", "total")


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands of one thing in whole rupiah; `corrected` is what corrections have put into it."""

    name: object = None
    people: int = 0
    jkk: int = 0
    jkm: int = 0
    jht: int = 0
    corrected: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one payer pays for one programme."""

    program: str
    payer: str
    total: int


@dataclass(frozen=True, kw_only=True)
class Recap:
    """Each list adds up to the sum. Of a `unit` it is that of the unit and of those below it."""

    municipality: object
    first: date
    last: date
    sum: Row
    months: list = field(default_factory=list)  # of Row, named by their first day
    units: list = field(default_factory=list)
    categories: list = field(default_factory=list)
    programs: list = field(default_factory=list)  # of Share
    missing: list = field(default_factory=list)  # months that nobody has approved
    unit: object = None

    @property
    def place(self):
        return f"{self.unit.name}, {self.municipality.name}" if self.unit else self.municipality.name

    @property
    def is_year(self):
        return self.first != self.last


def of(*, municipality, first, last, unit=None):
    """
    The recap of a city from one month to another, both included: of what the wall shows here.

    :param first: the first day of a month, as `last`
    :param unit: the one that the wall shows alone, with those below it
    """
    rows = totals.rows_of(NAMED, {"city": municipality.pk, "first": first, "last": last})
    whole = next(row for row in rows if is_whole(row))
    approved = {*approved_months(municipality).values_list("month", flat=True)}
    this_month = municipality.today().replace(day=1)
    return Recap(
        municipality=municipality,
        first=first,
        last=last,
        sum=as_row(None, whole),
        months=[as_row(row["month"], row) for row in rows if row["month"]],
        units=[as_row(row["unit_name"], row) for row in rows if row["unit_id"]],
        categories=[as_row(row["category_name"], row) for row in rows if row["category_id"]],
        programs=[
            Share(program=row["program"], payer=row["payer"], total=row["total"]) for row in rows if row["program"]
        ],
        missing=[month for month in months_in(first, min(last, this_month)) if month not in approved],
        unit=unit,
    )


def is_whole(row):
    return not (row["month"] or row["unit_id"] or row["category_id"] or row["program"])


def as_row(name, row):
    return Row(name=name, **{column: row[column] or 0 for column in AMOUNTS})


def approved_months(municipality):
    """The approved regular runs of a city, the oldest first."""
    return corrections.approved_months(municipality)


def newest(municipality, *, first, last):
    """The newest run that counts in these months; None where nothing does."""
    found = ContributionRun.objects.filter(
        municipality=municipality, status=ContributionRun.Status.APPROVED, sums__month__range=(first, last)
    )
    return found.order_by("-approved_at", "-pk").first()
