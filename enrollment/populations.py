"""How many there are, as somebody said it: recorded with source and date, and read for one place."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import BranchStatistic, PopulationFigure
from municipalities import audit, turns
from municipalities.models import Unit


class NotYet(Refused):
    """A count of a day that is still to come."""

    code = "NOT_YET"


class SourceMissing(Refused):
    """A number of which nobody can say where it comes from."""

    code = "SOURCE_MISSING"


class SaidAlready(Refused):
    """The same count of the same day stands already."""

    code = "SAID_ALREADY"


@transaction.atomic
def record(
    *, municipality, category, figure, as_of, source, by, at, unit=None, quoted_gap=None, speaker="", definition="",
    is_reference=False,
):  # fmt: skip
    """
    Record what somebody said of a population; the first one of it is its reference, or whichever is chosen later.

    :param category: None speaks of all non-ASN workers
    :param figure: None where the source says that there are some and not how many
    :raises NotYet: if the day is still to come
    :raises SourceMissing: without a source
    :raises SaidAlready: if the same was recorded before
    :raises StillAtIt: if somebody else is recording a figure of this city
    """
    check_source(municipality, as_of, source, at)
    turns.wait_for(municipality.pk, "population-figure")
    place = {"municipality": municipality, "category": category, "unit": place_of(unit)}
    same = PopulationFigure.objects.filter(**place)
    if same.filter(figure=figure, as_of=as_of, source=source.strip()).exists():
        raise SaidAlready(_("Angka itu sudah dicatat dengan sumber dan tanggal yang sama."))
    if is_reference:
        same.filter(is_reference=True).update(is_reference=False)
    said = PopulationFigure(
        **place, figure=figure, quoted_gap=quoted_gap, as_of=as_of, source=source.strip(), speaker=speaker.strip(),
        definition=definition.strip(), is_reference=is_reference or not same.filter(is_reference=True).exists(),
    )  # fmt: skip
    save_once(said, _("Angka acuan baru saja diganti orang lain. Muat ulang halamannya."))
    audit.record("population_figure.recorded", of=said, by=by, at=at, figure=figure, reference=said.is_reference)
    return said


@transaction.atomic
def record_statistic(*, municipality, branch, label, figure, as_of, source, by, at, category=None):
    """
    Record how many members a branch counts; what the city counts stands beside it.

    :raises NotYet: if the day is still to come
    :raises SourceMissing: without a source
    :raises SaidAlready: if the branch has a count of that name on that day
    """
    check_source(municipality, as_of, source, at)
    said = BranchStatistic(
        municipality=municipality, branch=branch, category=category, label=label.strip(), figure=figure, as_of=as_of,
        source=source.strip(),
    )  # fmt: skip
    save_once(said, _("Hitungan dengan nama itu sudah ada pada tanggal itu."))
    audit.record("branch_statistic.recorded", of=said, by=by, at=at, figure=figure)
    return said


def check_source(municipality, as_of, source, at):
    if as_of > municipality.day_of(at):
        raise NotYet(_("Tanggal angka ini belum tiba."))
    if not source.strip():
        raise SourceMissing(_("Isi sumbernya: surat, laporan, atau berita."))


def save_once(row, said):
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise SaidAlready(said) from error


def place_of(unit):
    """A figure of the root of the units is one of the whole city, which stands without a unit."""
    return None if unit is None or unit.parent_id is None else unit


def counted_in(municipality, *, unit, category):
    """How many there are in a unit with all below it: as said there, else added up; None: nobody knows."""
    figures = PopulationFigure.objects.filter(municipality=municipality, category=category, is_reference=True)
    own = figures.filter(unit=place_of(unit)).first()
    if own:
        return own.figure
    parents = dict(municipality.units.values_list("pk", "parent_id"))
    below = figures.filter(unit__in=Unit.objects.under(unit)) if unit else figures.exclude(unit=None)
    known = [figure.figure for figure in topmost(below, parents) if figure.figure is not None]
    return sum(known) if known else None


def topmost(figures, parents):
    """
    Of figures of units those that do not lie under another of them.

    :param parents: the id of each unit's parent
    """
    said = {figure.unit_id: figure for figure in figures}
    return [figure for unit_id, figure in said.items() if not has_one_above(unit_id, said, parents)]


def has_one_above(unit_id, said, parents):
    above = parents[unit_id]
    while above is not None and above not in said:
        above = parents[above]
    return above is not None
