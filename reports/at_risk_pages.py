"""What the families of people who are not covered would go without, with its arithmetic."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.rupiah import grouped, rupiah
from regulations import death_benefits
from regulations.dated import NotInForce
from regulations.words import Program


@dataclass(frozen=True)
class AtRisk:
    """Rupiah: of one person, of all, the sum in words of its parts, and where the law says so."""

    each: int
    total: int
    arithmetic: str
    source: str


def of(people, day):
    """What a death that work did not cause leaves by the law of the day; None before the law, or for nobody."""
    parts = (
        (_("santunan kematian"), death_benefits.JKM_LUMP_SUM),
        (_("santunan berkala"), death_benefits.PERIODIC[Program.JKM]),
        (_("biaya pemakaman"), death_benefits.FUNERAL[Program.JKM]),
    )
    try:
        entries = [(name, series.on(day)) for name, series in parts]
    except NotInForce:
        return None
    each = sum(entry.value for _name, entry in entries)
    if not people:
        return None
    said = " + ".join(f"{name} {rupiah(entry.value)}" for name, entry in entries)
    return AtRisk(
        each=each,
        total=each * people,
        arithmetic=_("%(parts)s = %(each)s seorang; %(people)s orang x %(each)s = %(total)s")
        % {"parts": said, "each": rupiah(each), "people": grouped(people), "total": rupiah(each * people)},
        source="; ".join(dict.fromkeys(entry.source for _name, entry in entries)),
    )
