"""Who is covered, of how many: computed gaps beside quoted ones, with the source of every figure."""

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


# A person counts once however many enrollments stand; a unit counts with everything below it. One pass over the
# enrollments serves the cities as a whole and their units.
COUNT = """
WITH RECURSIVE up AS (
  SELECT municipality_id, id AS unit_id, id AS over_id, parent_id FROM municipalities_unit
  WHERE municipality_id = ANY (%(municipalities)s)
  UNION ALL
  SELECT up.municipality_id, up.unit_id, u.id, u.parent_id
  FROM up JOIN municipalities_unit u ON u.municipality_id = up.municipality_id AND u.id = up.parent_id
),
person AS MATERIALIZED (
  SELECT municipality_id, worker_id, unit_id, category_id,
         bool_or(end_date IS NULL OR end_date >= %(day)s) AS is_active
  FROM enrollment_enrollment
  WHERE municipality_id = ANY (%(municipalities)s) AND NOT is_void AND start_date <= %(day)s
  GROUP BY municipality_id, worker_id, unit_id, category_id
)
SELECT municipality_id, NULL::bigint, category_id, count(DISTINCT worker_id),
       count(DISTINCT worker_id) FILTER (WHERE is_active), 0, 0
FROM person
GROUP BY GROUPING SETS ((municipality_id, category_id), (municipality_id))
UNION ALL
SELECT municipality_id, over_id, category_id, count(DISTINCT worker_id),
       count(DISTINCT worker_id) FILTER (WHERE is_active),
       count(DISTINCT worker_id) FILTER (WHERE unit_id = over_id),
       count(DISTINCT worker_id) FILTER (WHERE unit_id = over_id AND is_active)
FROM person JOIN up USING (municipality_id, unit_id)
WHERE %(units)s::bigint[] IS NULL OR over_id = ANY (%(units)s::bigint[])
GROUP BY GROUPING SETS ((municipality_id, over_id, category_id), (municipality_id, over_id))
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """People enrolled at any time up to the day, and those active on it; `own` leaves out the units below."""

    enrolled: int = 0
    active: int = 0
    own_enrolled: int = 0
    own_active: int = 0


NOBODY = Counted()


class Counts:
    """How many people are enrolled and active in every unit and category of some municipalities, on a day."""

    def __init__(self, rows):
        self.found = {(city, unit, category): Counted(*numbers) for city, unit, category, *numbers in rows}

    def of(self, municipality_id, *, unit=None, category=None):
        """:param unit: its id, None for the whole city; :param category: its id, None for all of them"""
        return self.found.get((municipality_id, unit, category), NOBODY)

    def categories_of(self, municipality_id, *, unit=None):
        """The categories that have people there."""
        return {key[2] for key in self.found if key[:2] == (municipality_id, unit) and key[2] is not None}


def counts(municipalities, *, day, units=None):
    """
    One statement for all of them, whatever their size.

    :param units: ids of the units to count apart from their city; None is every unit
    """
    given = {"day": day, "municipalities": [municipality.pk for municipality in municipalities], "units": units}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(COUNT, given)
        return Counts(cursor.fetchall())


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
    )


def unknown(category, counted, *, unit=None):
    """A category with people of which nobody said how many there are."""
    found = counted.of(category.municipality_id, unit=unit.pk if unit else None, category=category.pk)
    return Coverage(
        category=category.name, unit=unit.name if unit else "", figure=None, source="", as_of=None,
        enrolled=found.enrolled, active=found.active,
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
