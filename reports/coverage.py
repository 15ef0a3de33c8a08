"""Who is covered, of how many: computed gaps beside quoted ones, with the source of every figure."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Count, Q

from enrollment.models import Enrollment, PopulationFigure
from municipalities.models import Unit


@dataclass(frozen=True)
class Coverage:
    """One figure of a population, and how many of it are enrolled and active on the day."""

    category: str
    unit: str
    figure: int | None  # None: nobody knows
    source: str
    as_of: date | None
    is_reference: bool
    is_invented: bool
    enrolled: int
    active: int
    quoted_gap: int | None

    @property
    def gap(self):
        """Figure less active; None where the figure is unknown. Below zero: more are enrolled than were said to be."""
        return None if self.figure is None else self.figure - self.active

    @property
    def gap_differs_by(self):
        """How far the quoted gap is from the computed one; 0 where they agree or none was quoted."""
        return 0 if self.quoted_gap is None or self.gap is None else self.gap - self.quoted_gap

    @property
    def tenths_of_percent(self):
        """Share covered in tenths of a percent, half up: 374 is 37.4 %; None where the figure is unknown or zero."""
        return None if not self.figure else (self.active * 2000 + self.figure) // (2 * self.figure)

    def as_row(self):
        return asdict(self) | {"gap": self.gap, "gap_differs_by": self.gap_differs_by}


def of_municipality(municipality, *, day):
    """Every population figure of the city with its coverage on the day, the reference of each group first."""
    figures = (
        PopulationFigure.objects.filter(municipality=municipality)
        .select_related("category", "unit")
        .order_by("category__name", "unit__name", "-is_reference", "as_of", "id")
    )
    return [coverage_of(figure, day=day) for figure in figures]


def coverage_of(figure, *, day):
    counted = counts(municipality=figure.municipality_id, category=figure.category, unit=figure.unit, day=day)
    return Coverage(
        category=figure.category.name if figure.category else "",
        unit=figure.unit.name if figure.unit else "",
        figure=figure.figure,
        source=figure.source,
        as_of=figure.as_of,
        is_reference=figure.is_reference,
        is_invented=figure.is_invented,
        quoted_gap=figure.quoted_gap,
        **counted,
    )


def counts(*, municipality, category, unit, day):
    """
    Persons enrolled at any time up to the day, and those active on it; a person with two enrollments counts once.

    A unit counts with everything below it: what is said of an OPD holds for its schools.
    """
    enrollments = Enrollment.objects.filter(municipality_id=municipality, is_void=False, start_date__lte=day)
    if category:
        enrollments = enrollments.filter(category=category)
    if unit:
        enrollments = enrollments.filter(unit__in=Unit.objects.under(unit))
    still = Q(end_date=None) | Q(end_date__gte=day)
    return enrollments.aggregate(
        enrolled=Count("worker", distinct=True), active=Count("worker", distinct=True, filter=still)
    )
