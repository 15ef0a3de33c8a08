"""The kinds of workers of a city, and what their enrollments start from."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.months import first_day
from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods
from municipalities.models import Category, CategoryBand


FACTS = ("name", "segment", "programs", "funding_source", "sector", "band")


class CategoryThere(Refused):
    """The city has a kind of that code or name."""

    code = "CATEGORY_THERE"


@transaction.atomic
def add(*, municipality, code, reason, by, at, **facts):
    """
    Enter a kind of workers.

    :raises CategoryThere: if its code or name is taken
    """
    category = Category(municipality=municipality, code=code.strip().upper(), **facts)
    refuse_doubles(category)
    category.save(force_insert=True)
    audit.record(
        "category.added", of=category, by=by, at=at, reason=periods.said(reason), after=periods.facts(category)
    )  # fmt: skip
    return category


@transaction.atomic
def change(*, category, reason, by, at, **facts):
    """
    Change what the enrollments of this kind start from; those that stand keep what they have.

    The band is the kind's own and counts for all of them from this month on; the months before keep the old one.

    :raises NothingChanged: if that is what stands
    :raises CategoryThere: if the name is taken
    """
    values = {name: facts[name] for name in FACTS}
    stood = Category.objects.select_for_update(of=("self",)).get(
        pk=category.pk, municipality_id=category.municipality_id
    )
    changed = periods.rewrite(row=category, values=values, refuse_doubles=refuse_doubles, reason=reason, by=by, at=at)
    if changed.band != stood.band:
        until = first_day(category.municipality.day_of(at))
        kept = CategoryBand(municipality_id=category.municipality_id, category=category, band=stood.band, until=until)
        CategoryBand.objects.bulk_create([kept], ignore_conflicts=True)  # the first of a month counted until it
    return changed


def refuse_doubles(category):
    others = Category.objects.filter(municipality_id=category.municipality_id).exclude(pk=category.pk)
    if others.filter(code__iexact=category.code).exists() or others.filter(name__iexact=category.name).exists():
        raise CategoryThere(_("Jenis pekerja dengan kode atau nama itu sudah ada."))
