"""The tree of units: added, renamed with its history, moved. Merging and closing look at what rests on a unit."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.months import first_day
from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods
from municipalities.models import Unit, UnitName, UnitPlace


class UnitThere(Refused):
    """The city has an open unit of that name, or any unit of that code."""

    code = "UNIT_THERE"


class UnderItself(Refused):
    """A unit cannot stand below itself."""

    code = "UNDER_ITSELF"


class UnitClosed(Refused):
    """It has been closed or merged into another."""

    code = "UNIT_CLOSED"


class IsTheCity(Refused):
    """The top of the tree stays where it is."""

    code = "IS_THE_CITY"


@transaction.atomic
def add(*, municipality, code, name, kind, parent, reason, by, at):
    """
    Add a unit below another.

    :raises UnitThere: if its code or name is taken
    :raises UnitClosed: if the one above has been closed
    """
    hold_tree(municipality.pk)
    parent.refresh_from_db(fields=["end_date"])
    refuse_closed(parent, at)
    unit = Unit(municipality=municipality, code=code.strip(), name=" ".join(name.split()), kind=kind, parent=parent)
    if municipality.units.filter(code__iexact=unit.code).exists():
        raise UnitThere(_("Kode unit itu sudah dipakai."), field="code")
    refuse_name(unit)
    unit.save(force_insert=True)
    audit.record("unit.added", of=unit, by=by, at=at, reason=periods.said(reason), after=told(unit))
    return unit


@transaction.atomic
def add_all(*, units, reason, by, at):
    """
    Save new units of one city, each level of the tree in one statement; whoever calls has looked at codes and names.

    :param units: unsaved units, under saved ones or under each other
    """
    waiting = list(units)
    while waiting:
        ready = [unit for unit in waiting if unit.parent.pk]
        Unit.objects.bulk_create(ready)
        waiting = [unit for unit in waiting if not unit.pk]
    reason = periods.said(reason)
    audit.record_each("unit.added", rows=[(unit, told(unit)) for unit in units], by=by, at=at, reason=reason)


@transaction.atomic
def rename(*, unit, name, reason, by, at):
    """
    Give a unit another name from today on; the old one is kept, and rosters may still use it.

    Papers that are kept, bills, lines and the trail have the old name in themselves and are not touched.

    :raises UnitThere: if another open unit has the name
    """
    unit = locked(unit)
    refuse_closed(unit, at)
    before, old = told(unit), unit.name
    unit.name = " ".join(name.split())
    if unit.name == old:
        raise periods.NothingChanged(_("Nama itu sudah dipakai unit ini."))
    refuse_name(unit)
    yesterday = unit.municipality.day_of(at) - timedelta(days=1)
    UnitName.objects.create(municipality_id=unit.municipality_id, unit=unit, name=old, end_date=yesterday)
    unit.save(update_fields=["name"])
    changed = periods.apart(before, told(unit))
    audit.record("unit.renamed", of=unit, by=by, at=at, reason=periods.said(reason), **changed)
    return unit


@transaction.atomic
def move(*, unit, parent, reason, by, at):
    """
    Hang a unit, with all below it, under another from today on: the months before this one keep its old place.

    :raises UnderItself: if the other stands below it
    :raises IsTheCity: for the top of the tree
    """
    unit, parent = locked(unit), locked(parent)
    refuse_closed(unit, at)
    refuse_closed(parent, at)
    if unit.parent_id is None:
        raise IsTheCity(_("Pemerintah kota adalah puncak susunan dan tidak dapat dipindahkan."))
    if Unit.objects.under(unit).filter(pk=parent.pk).exists():
        raise UnderItself(_("Unit tidak dapat dipindahkan ke bawah dirinya sendiri."))
    before = told(unit)
    unit.parent = parent
    changed = periods.apart(before, told(unit))
    if not changed["after"]:
        raise periods.NothingChanged(_("Unit ini sudah berada di sana."))
    keep_places(Unit.objects.filter(pk=unit.pk, municipality_id=unit.municipality_id), at=at)
    unit.save(update_fields=["parent"])
    audit.record("unit.moved", of=unit, by=by, at=at, reason=periods.said(reason), **changed)
    return unit


def keep_places(moving, *, at):
    """
    Write down where these units of one city stand, before they go elsewhere; the first place of a month is the one
    that counted until it.
    """
    UnitPlace.objects.bulk_create(
        (
            UnitPlace(
                municipality_id=unit.municipality_id, unit=unit, parent_id=unit.parent_id,
                until=first_day(unit.municipality.day_of(at)),
            )
            for unit in moving.select_related("municipality")
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def locked(unit):
    """The unit as it stands, with the tree held still: one change of a city's tree comes after the other."""
    hold_tree(unit.municipality_id)
    return Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk, municipality_id=unit.municipality_id)


def hold_tree(municipality_id):
    """
    Two changes at once could hang each of two units below the other, or wait for each other for ever.

    Whoever only names the city's own row, as an enrollment does, is not held up.
    """
    top = Unit.objects.select_for_update(no_key=True, of=("self",))
    top.filter(municipality_id=municipality_id, parent=None).order_by("pk").first()


def refuse_closed(unit, at):
    if unit.end_date and unit.end_date < unit.municipality.day_of(at):
        raise UnitClosed(_("%(unit)s sudah ditutup.") % {"unit": unit})


def refuse_name(unit):
    others = Unit.objects.filter(municipality_id=unit.municipality_id, end_date=None).exclude(pk=unit.pk)
    if not unit.name or others.filter(name__iexact=unit.name).exists():
        raise UnitThere(_("Nama unit itu sudah dipakai."), field="name")


def told(unit):
    """What stands in a unit, the ones it names by their names."""
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent.name if unit.parent else None,
        "end_date": str(unit.end_date) if unit.end_date else None,
        "merged_into": unit.merged_into.name if unit.merged_into else None,
    }


def tree(municipality, day, *, words=""):
    """
    The open units as nested {"unit", "children"} from the city down; with `words` only what bears them, and above.

    :param words: part of a name, an old name or a code
    """
    open_units = list(municipality.units.open_on(day))
    shown = {unit.pk for unit in open_units} if not words else bearing(municipality, open_units, words)
    children = {}
    for unit in open_units:
        if unit.pk in shown:
            children.setdefault(unit.parent_id, []).append(unit)
    return branch(children, None)


def branch(children, parent_id):
    return [{"unit": unit, "children": branch(children, unit.pk)} for unit in children.get(parent_id, [])]


def bearing(municipality, open_units, words):
    """The ids of units that bear the words, and of all above them."""
    wanted = words.casefold()
    old = set(
        UnitName.objects.filter(municipality=municipality, name__icontains=words).values_list("unit_id", flat=True)
    )
    parents = {unit.pk: unit.parent_id for unit in open_units}
    found = set()
    for unit in open_units:
        if wanted in unit.name.casefold() or wanted in unit.code.casefold() or unit.pk in old:
            found |= with_above(unit.pk, parents)
    return found


def with_above(unit_id, parents):
    """
    The id of a unit and of all above it.

    :param parents: the id of each unit's parent
    """
    found = set()
    while unit_id is not None and unit_id not in found:
        found.add(unit_id)
        unit_id = parents.get(unit_id)
    return found


@transaction.atomic
def reclassify(*, unit, kind, reason, by, at):
    """Say of which kind a unit is: a school, an OPD ..."""
    unit = locked(unit)
    before = told(unit)
    unit.kind = kind
    unit.save(update_fields=["kind"])
    changed = periods.apart(before, told(unit))
    audit.record("unit.reclassified", of=unit, by=by, at=at, reason=periods.said(reason), **changed)
    return unit


def office_of(unit, units):
    """The unit right below the city that this one belongs to; the city for itself."""
    while unit.parent_id and units[unit.parent_id].parent_id:
        unit = units[unit.parent_id]
    return unit


def offices_in(municipality_id, month):
    """{unit id: the id of its office}, as office_of gives it, by the tree as it stood in a month."""
    mine = {"municipality_id": municipality_id}
    parents = dict(Unit.objects.filter(**mine).order_by().values_list("pk", "parent_id"))
    earlier = UnitPlace.objects.filter(**mine, until__gt=month).order_by("-until")
    parents |= dict(earlier.values_list("unit_id", "parent_id"))

    def office(unit_id):
        while parents[unit_id] and parents[parents[unit_id]]:
            unit_id = parents[unit_id]
        return unit_id

    return {unit_id: office(unit_id) for unit_id in parents}
