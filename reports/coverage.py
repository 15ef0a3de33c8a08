"""Who is active, of how many: computed gaps beside quoted ones, with the source of every figure."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.rupiah import grouped
from enrollment.models import PopulationFigure
from municipalities.planning import without_nested_loops
from municipalities.reading_order import ReadingOrder
from reports import active
from reports.active import ACTIVE, ENDED, NO_AGREEMENT, STANDING, UNPAID, WRONG_PROGRAM


# A person counts once however many enrollments stand, as the best of them; a unit counts with everything below it.
COUNT = f"""
WITH RECURSIVE {STANDING},
person AS (
  SELECT municipality_id, NULL::bigint AS over_id, category_id, worker_id, min(standing) AS standing,
         bool_or(has_number) AS has_number, NULL::int AS own
  FROM standing
  GROUP BY GROUPING SETS ((municipality_id, worker_id, category_id), (municipality_id, worker_id))
  UNION ALL
  SELECT municipality_id, over_id, category_id, worker_id, min(standing), bool_or(has_number),
         min(standing) FILTER (WHERE unit_id = over_id)
  FROM standing JOIN up USING (municipality_id, unit_id)
  WHERE %(units)s::bigint[] IS NULL OR over_id = ANY (%(units)s::bigint[])
  GROUP BY GROUPING SETS ((municipality_id, over_id, worker_id, category_id), (municipality_id, over_id, worker_id))
)
SELECT municipality_id, over_id, category_id, count(*), count(*) FILTER (WHERE standing < {ENDED}),
       count(*) FILTER (WHERE standing = {ACTIVE}), count(*) FILTER (WHERE standing = {UNPAID}),
       count(*) FILTER (WHERE standing = {WRONG_PROGRAM}), count(*) FILTER (WHERE standing = {NO_AGREEMENT}),
       count(*) FILTER (WHERE standing = {ACTIVE} AND NOT has_number),
       count(*) FILTER (WHERE own < {ENDED}), count(*) FILTER (WHERE own = {ACTIVE})
FROM person
GROUP BY municipality_id, over_id, category_id
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """
    People of a place on a day, everybody once; `own` leaves out the units below.

    `known` were enrolled at any time up to the day, `enrolled` are on it. Of these `active` are covered, and the
    others stand under the first thing that hinders it. Of the active some have no number yet.
    """

    known: int = 0
    enrolled: int = 0
    active: int = 0
    unpaid: int = 0
    wrong_program: int = 0
    no_agreement: int = 0
    without_number: int = 0
    own_enrolled: int = 0
    own_active: int = 0


NOBODY = Counted()


class Counts:
    """How people stand in every unit and category of some municipalities, on a day; and what was asked of them."""

    def __init__(self, rows, *, judged):
        self.found, self.kinds = {}, defaultdict(set)
        for city, unit, category, *numbers in rows:
            self.put(city, unit, category, numbers)
        self.judged = judged
        self.counted_at = {}  # of the cities that were counted before: when

    def put(self, city, unit, category, numbers):
        self.found[city, unit, category] = Counted(*numbers)
        if category is not None:
            self.kinds[city, unit].add(category)

    def take(self, other):
        """The counts of other cities beside these."""
        self.found |= other.found
        self.kinds |= other.kinds
        self.judged |= other.judged

    def of(self, municipality_id, *, unit=None, category=None):
        """:param unit: its id, None for the whole city; :param category: its id, None for all of them"""
        return self.found.get((municipality_id, unit, category), NOBODY)

    def categories_of(self, municipality_id, *, unit=None):
        """The categories that have people there."""
        return set(self.kinds.get((municipality_id, unit), ()))


def counts(municipalities, *, day, units=None, within=None):
    """
    One statement for all of them, whatever their size.

    :param units: ids of the units to count apart from their city; None is every unit
    :param within: ids of the units whose people alone are counted; None: everybody
    """
    judged = active.judged(municipalities, day=day)
    given = active.parameters(municipalities, day=day, judged=judged, within=within) | {"units": units}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(COUNT, given)
        return Counts(cursor.fetchall(), judged=judged)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One figure of a population, and how many of it are enrolled and active on the day."""

    category: str
    unit: str
    figure: int | None  # None: nobody knows
    source: str
    as_of: date | None
    enrolled: int
    active: int
    quoted_gap: int | None = None
    is_reference: bool = True
    is_invented: bool = False
    speaker: str = ""
    definition: str = ""
    unpaid: int = 0
    wrong_program: int = 0
    no_agreement: int = 0
    without_number: int = 0

    @property
    def gap(self):
        """Figure less active; None where the figure is unknown. Below zero: more are enrolled than were said to be."""
        return None if self.figure is None else self.figure - self.active

    @property
    def gap_differs_by(self):
        """How far the quoted gap is from the computed one; 0 where they agree or none was quoted."""
        return 0 if self.quoted_gap is None or self.gap is None else self.gap - self.quoted_gap

    def as_row(self):
        return asdict(self) | {"gap": self.gap, "gap_differs_by": self.gap_differs_by}


def figures_of(municipalities):
    """Every population figure of these municipalities, by municipality, the reference of each population first."""
    found = defaultdict(list)
    figures = PopulationFigure.objects.filter(municipality__in=municipalities).select_related("category", "unit")
    by_unit = ReadingOrder("unit__name").asc(nulls_first=True)
    for figure in figures.order_by("category__name", by_unit, "unit__name", "-is_reference", "as_of", "id"):
        found[figure.municipality_id].append(figure)
    return found


def coverage_of(figure, counted):
    found = counted.of(figure.municipality_id, unit=figure.unit_id, category=figure.category_id)
    return Coverage(
        category=figure.category.name if figure.category else "",
        unit=figure.unit.name if figure.unit else "",
        figure=figure.figure,
        source=figure.source,
        as_of=figure.as_of,
        enrolled=found.enrolled,
        active=found.active,
        quoted_gap=figure.quoted_gap,
        is_reference=figure.is_reference,
        is_invented=figure.is_invented,
        speaker=figure.speaker,
        definition=figure.definition,
        **causes(found),
    )


def causes(counted):
    return {name: getattr(counted, name) for name in ("unpaid", "wrong_program", "no_agreement", "without_number")}


def unknown(category, counted, *, unit=None):
    """A category with people of which nobody said how many there are."""
    found = counted.of(category.municipality_id, unit=unit.pk if unit else None, category=category.pk)
    return Coverage(
        category=category.name, unit=unit.name if unit else "", figure=None, source="", as_of=None,
        enrolled=found.enrolled, active=found.active, **causes(found),
    )  # fmt: skip


def added_up(rows, *, category, unit=""):
    """The coverage of populations that stand side by side, as one; unknown ones stay out."""
    known = [row for row in rows if row.figure is not None]
    title = ngettext("Jumlah angka %(number)s unit", "Jumlah angka %(number)s unit", len(known))
    return Coverage(
        category=category, unit=unit, figure=sum(row.figure for row in known),
        source=title % {"number": grouped(len(known))}, as_of=min(row.as_of for row in known),
        enrolled=sum(row.enrolled for row in known), active=sum(row.active for row in known),
        is_invented=any(row.is_invented for row in known),
        definition=_("yang angkanya diketahui"),
    )  # fmt: skip
