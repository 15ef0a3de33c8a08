"""The kinds of workers of a city, and what their enrollments start from."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods
from municipalities.models import Category


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

    :raises NothingChanged: if that is what stands
    :raises CategoryThere: if the name is taken
    """
    values = {name: facts[name] for name in FACTS}
    return periods.rewrite(row=category, values=values, refuse_doubles=refuse_doubles, reason=reason, by=by, at=at)


def refuse_doubles(category):
    others = Category.objects.filter(municipality_id=category.municipality_id).exclude(pk=category.pk)
    if others.filter(code__iexact=category.code).exists() or others.filter(name__iexact=category.name).exists():
        raise CategoryThere(_("Jenis pekerja dengan kode atau nama itu sudah ada."))
