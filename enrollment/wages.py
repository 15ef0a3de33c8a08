"""The wage that counts in a month: a change counts from its month on, and the months before keep theirs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When

from common.months import add_months, first_day
from enrollment.models import PastWage, RosterRow


# One row for each enrollment of the city with another wage in the month than the one it has now; to be joined.
OF_MONTH = """
SELECT DISTINCT ON (enrollment_id) enrollment_id, wage FROM enrollment_pastwage
WHERE municipality_id = %(municipality)s AND until > %(month)s ORDER BY enrollment_id, until
"""


@dataclass(frozen=True)
class History:
    """
    The wages of one enrollment by month, in whole rupiah; None where none is stored.

    :param past: pairs of a month and the wage that counts until it, the earliest first
    :param wage: the one that counts from the last of them on
    """

    past: tuple[tuple[date, int | None], ...]
    wage: int | None

    @classmethod
    def read(cls, written):
        """As it was written down of a change (`before` and `after` of a RosterChange)."""
        past = ((date.fromisoformat(until), wage) for until, wage in written.get("past") or [])
        return cls(tuple(past), written.get("wage"))

    def written(self):
        return {"wage": self.wage, "past": [[until.isoformat(), wage] for until, wage in self.past]}

    def of_month(self, month):
        return next((wage for until, wage in self.past if until > month), self.wage)

    def months(self, begun):
        """From which months on another wage counts, the first one of the enrollment included."""
        return [begun, *(until for until, _wage in self.past)]

    def put(self, wage, *, begun, first_month, last_month=None):
        """
        The same with this wage from the first month to the last; None: from then on, whatever came later.

        :param begun: the first month of the enrollment: of those before it nothing is kept
        """
        before = [(until, old) for until, old in self.past if until < first_month]
        stood = self.of_month(add_months(first_month, -1))
        if first_month > begun and stood != wage:
            before.append((first_month, stood))
        if last_month is None:
            return History(tuple(before), wage)
        back = add_months(last_month, 1)
        there = [(back, wage)] if self.of_month(back) != wage else []
        later = [(until, old) for until, old in self.past if until > back]
        return History((*before, *there, *later), self.wage)

    def put_from(self, wage, *, begun, first_month):
        """The same with this wage from the first month on, until the one that was to follow; as a roster puts it."""
        return self.put(wage, begun=begun, first_month=first_month, last_month=self.last_month_of(first_month))

    def last_month_of(self, month):
        """The last month with the wage of this one; None where no other follows."""
        return next((add_months(until, -1) for until, _wage in self.past if until > month), None)


def of(enrollment):
    """The History of an enrollment."""
    return of_each([enrollment])[enrollment.pk]


def of_each(enrollments):
    """{id: History} of these enrollments of one city."""
    found = {each.pk: [] for each in enrollments}
    cities = {each.municipality_id for each in enrollments}
    rows = PastWage.objects.filter(municipality_id__in=cities, enrollment__in=found).order_by("until")
    for pk, until, wage in rows.values_list("enrollment_id", "until", "wage"):
        found[pk].append((until, wage))
    return {each.pk: History(tuple(found[each.pk]), each.wage) for each in enrollments}


def of_month(enrollment, day):
    """The wage that counts in the month of this day; None where none is stored."""
    return of(enrollment).of_month(first_day(day))


def changed_by(roster):
    """
    Of the rows of a roster that is not saved: how many bring another wage for its month, and for how many of those
    another one follows that stays.
    """
    rows = RosterRow.objects.filter(
        municipality_id=roster.municipality_id, roster=roster, outcome=RosterRow.Outcome.CHANGED, wage__isnull=False
    )
    later = PastWage.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef("enrollment"), until__gt=roster.month
    )
    stood = rows.alias(stood=in_month(roster.month, of="enrollment"))
    found = stood.filter(~Q(wage=F("stood")) | Q(stood=None)).aggregate(
        changed=Count("pk"), followed=Count("pk", filter=Exists(later))
    )
    return found["changed"], found["followed"]


def in_month(month, *, of=""):
    """
    The wage of a month as an expression: of enrollments, or of rows that name one.

    :param of: the name of the key to the enrollment; "" for enrollments themselves
    """
    past = PastWage.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef(of or "pk"), until__gt=month
    ).order_by("until")
    now = F(f"{of}__wage" if of else "wage")
    return Case(When(Exists(past), then=Subquery(past.values("wage")[:1])), default=now)
