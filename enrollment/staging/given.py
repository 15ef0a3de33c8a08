"""What the statements of the staging ask of a roster and its city."""

from datetime import date

from municipalities.city import rule_choices, wage_bases
from municipalities.models import Segment


ADDITIONS = "ADDITIONS"  # the answer that the file names people to add alone: nobody is missing from it


def parameters(roster, *, wage_required=True):
    """The values of every `%(name)s` in the statements of this package."""
    city = roster.municipality
    today = city.today()
    minimum, basis = wage_bases.minimum_on(city, today), wage_bases.in_force(city, today)
    old_age = rule_choices.of_month(city.pk, today).warn_from_age[Segment.BPU]
    return {
        "municipality": city.pk,
        "roster": roster.pk,
        "unit": roster.unit_id,
        "category": roster.category_id,
        "by_clerk": roster.by_clerk,
        "is_part": bool(roster.reading.get("part_of")) or ADDITIONS in roster.accepted,
        "root": city.units.get(kind="CITY").pk,
        "general": city.categories.get(code="NON_ASN").pk,
        "start": roster.start_date,
        "month": roster.month,
        "wage_required": wage_required,
        "today": today,
        "minimum": minimum.amount // wage_bases.times_of(basis and basis.basis, today) if minimum else 0,
        "old_age": old_age,
        "old": date(today.year - old_age, today.month, min(today.day, 28)) if old_age else date.min,
    }
