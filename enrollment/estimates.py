"""
What a roster would change in the city's monthly contribution, before it is saved: near, not the run itself.

Who is enrolled counts as the month owes it, by what the city has answered of months of joining and leaving; whom the
roster brings or ends counts for a whole month, as the months after it will.
"""

from collections import Counter
from functools import cache

from django.db.models import Count, Exists, F, OuterRef, Q

from common.months import first_day, last_day
from common.refusals import Refused
from enrollment import decisions, wages
from enrollment.models import Enrollment, PastWage, RosterRow
from municipalities.city import registrations, rule_choices, wage_bases
from regulations import rates


# What a contribution depends on, as an enrollment has it; of a new one its category says it.
OWN = ("segment", "sector", "funding_source", "programs")
OF_ENROLLMENT = (*OWN, "category__band", "unit_id")
OF_NEW_ROW = (*(f"category__{name}" for name in OWN), "category__band", "for_unit_id")
OF_CHANGED_ROW = tuple(f"enrollment__{name}" for name in OF_ENROLLMENT)


def monthly(roster, *, day):
    """{"before", "after"} in rupiah for the month of this day; None where the law does not tell."""
    month = first_day(day)
    before = enrolled(roster.municipality, month)
    after = before + new(roster)
    after.subtract(leaving(roster, month))
    rows = changed(roster, month)
    after.subtract(counted(rows, OF_CHANGED_ROW, wages.in_month(month, of="enrollment")))
    after.update(counted(rows, OF_CHANGED_ROW, F("wage")))
    owed = owed_in(roster.municipality, month)
    try:
        return {"before": total(before, owed), "after": total(after, owed)}
    except Refused:
        return None


def total(kinds, owed):
    return sum(owed(*kind) * people for kind, people in kinds.items())


def counted(rows, terms, wage):
    found = (
        rows.order_by().annotate(counted_wage=wage).values_list(*terms, "counted_wage").annotate(how_many=Count("pk"))
    )
    return Counter({kind[:-1]: kind[-1] for kind in found})


def owing(municipality_id, month, of=""):
    """
    Who of those whom the month covers owes it, as regulations.eligibility.month_owed says.

    :param of: the way to the enrollment, where something else is asked
    """
    answers = rule_choices.of_month(municipality_id, month)
    joined = Q(**{f"{of}start_date__lte": month}) | Q(**{f"{of}start_date__day__lte": answers.joining_until})
    stays = Q(**{f"{of}end_date": None}) | Q(**{f"{of}end_date__gte": last_day(month)})
    return joined & (stays | Q(**{f"{of}end_date__day__gte": answers.leaving_from}))


def of_month(rows, municipality, month):
    """How many of these enrollments there are of each kind that owes the month."""
    here = rows.filter(owing(municipality.pk, month), municipality=municipality).active_in(month)
    return counted(here.borne_by_the_city(), OF_ENROLLMENT, wages.in_month(month))


def enrolled(municipality, month):
    return of_month(Enrollment.objects, municipality, month)


def leaving(roster, month):
    """Those of whom it is decided that they end, and go on in no other unit but by a row of the file."""
    ids = decisions.of(roster).filter(to_unit=None).values("enrollment")
    return of_month(Enrollment.objects.filter(pk__in=ids), roster.municipality, month)


def of_enrollments(roster, ids, *, day):
    """What these enrollments cost the city in the month of this day; 0 where the law does not tell."""
    here = Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=ids)
    month = first_day(day)
    kinds = counted(here.borne_by_the_city(), OF_ENROLLMENT, wages.in_month(month))
    try:
        return total(kinds, owed_in(roster.municipality, month))
    except Refused:
        return 0


def rows_of(roster, outcome):
    return RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster, outcome=outcome)


def new(roster):
    return counted(rows_of(roster, "NEW"), OF_NEW_ROW, F("wage"))


def changed(roster, month):
    """The rows that bring a wage for this month: of the roster's month or one before it, with no other since."""
    rows = rows_of(roster, "CHANGED").filter(wage__isnull=False)
    since = PastWage.objects.filter(
        municipality=OuterRef("municipality"), enrollment=OuterRef("enrollment"), until__gt=roster.month,
        until__lte=month,
    )  # fmt: skip
    owed = rows.filter(owing(roster.municipality_id, month, of="enrollment__"))
    return owed.exclude(Exists(since)) if roster.month <= month else rows.none()


def owed_in(municipality, month, *, counting=None):
    """
    What one person of a kind owes in a month; the kinds are few, the people many.

    :param counting: as if the city counted wages so
    """
    registered = registrations.nearest(municipality=municipality, month=month)
    lowest = registrations.Registered(None, rates.RiskClass.VERY_LOW)
    counting = counting or wage_bases.counting(municipality, month)
    excluded = rule_choices.of_month(municipality.pk, month).excluded_funding_sources

    @cache
    def owed(segment, sector, funding, programs, band, unit_id, wage):
        counted_wage = counting.of(wage) if segment == "PU" else wage
        if counted_wage is None and segment == "PU":
            return 0
        return rates.contribution_for(
            segment=segment,
            wage=counted_wage or 0,
            month=month,
            risk_class=registered.get(unit_id, lowest).risk_class or rates.RiskClass.VERY_LOW,
            sector=sector,
            funding=funding,
            programs=programs,
            band=band,
            excluded_funding_sources=excluded,
        ).total

    return owed
