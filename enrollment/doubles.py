"""
Who is enrolled in more than one city: a question of a branch over the cities it serves today, and of nobody else.

Two rows of one person are on purpose (docs/adr/0003): nothing here is stored, and no city learns of the answer. The
trail of each city says that it was asked, and how many people of that city were looked through: the same whether
somebody was found or not.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from agreements import lapses
from common.personal import masked_nik
from common.refusals import Refused
from enrollment.models import Enrollment, Worker
from municipalities import audit


A_MOVE = timedelta(days=31)  # so near to each other are an end and a start of whoever changed the employer


class OneCityAlone(Refused):
    """The question takes two cities."""

    code = "ONE_CITY_ALONE"


@dataclass(frozen=True)
class Move:
    """An end in one city beside a start in another."""

    leaves: str
    end_date: date
    comes: str
    start_date: date


@dataclass(frozen=True)
class Double:
    """One person in several cities; `enrollments` as each of them has written the name."""

    nik: str
    enrollments: tuple

    @property
    def masked_nik(self):
        return masked_nik(self.nik)

    @property
    def move(self):
        """The nearest end and start of different cities, where they may be of one move; None otherwise."""
        near = [
            Move(left.municipality.name, left.end_date, come.municipality.name, come.start_date)
            for left in self.enrollments
            for come in self.enrollments
            if left.end_date
            and left.municipality_id != come.municipality_id
            and left.start_date < come.start_date
            and abs(come.start_date - left.end_date) <= A_MOVE
        ]
        return min(near, key=lambda move: abs(move.start_date - move.end_date), default=None)

    @property
    def overlaps(self):
        """Whether two cities cover the person on one day."""
        return any(
            one.start_date <= (other.end_date or date.max) and other.start_date <= (one.end_date or date.max)
            for place, one in enumerate(self.enrollments)
            for other in self.enrollments[place + 1 :]
            if one.municipality_id != other.municipality_id
        )


@transaction.atomic
def ask(*, municipalities, by, at):
    """
    The Doubles among these cities, by name: whoever has an enrollment that is not over today in more than one.

    :param municipalities: those that the asking branch serves today
    :raises OneCityAlone: if it is fewer than two
    """
    if len(municipalities) < 2:
        raise OneCityAlone(_("Pertanyaan ini membutuhkan dua kota. Kantor Anda hari ini melayani kurang dari dua."))
    going = not_over(municipalities)
    looked_through = dict(
        going.order_by().values_list("municipality_id").annotate(people=Count("worker", distinct=True))
    )
    counts = {city: looked_through.get(city.pk, 0) for city in municipalities}
    audit.record_in_each_city("workers.compared", counts=counts, by=by, at=at)
    return among(going, municipalities)


def not_over(municipalities):
    """What each city covers on its own today, or from a later day on."""
    days = Q()
    for day, cities in lapses.by_today(municipalities).items():
        days |= Q(municipality__in=cities) & (Q(end_date=None) | Q(end_date__gte=day))
    return Enrollment.objects.filter(days, is_void=False)


def among(going, municipalities):
    # A person is one row in each city, so that a NIK of two rows is one of two cities.
    written_twice = Worker.objects.filter(municipality__in=municipalities).order_by().values("nik")
    written_twice = written_twice.annotate(cities=Count("pk")).filter(cities__gt=1).values("nik")
    rows = going.filter(worker__nik__in=written_twice).select_related("municipality", "worker", "unit")
    rows = sorted(rows, key=lambda row: (row.worker.nik, row.start_date, row.pk))
    found = [Double(nik, tuple(of)) for nik, of in groupby(rows, key=lambda row: row.worker.nik)]
    found = [each for each in found if len({row.municipality_id for row in each.enrollments}) > 1]
    return sorted(found, key=lambda each: (each.enrollments[0].worker.name_search, each.nik))
