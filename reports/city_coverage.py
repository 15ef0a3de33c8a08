"""A city's coverage, or that of a unit with all below it: the head line, the populations, the units, the gaps."""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements import lapses
from enrollment import populations
from enrollment.models import GapTarget, RosterReceipt, UnitGap
from municipalities.models import Category, Unit
from municipalities.reading_order import reading_key
from reports import counted, coverage


@dataclass(frozen=True, kw_only=True)
class Population:
    """What is said of one category: several figures may stand, the first is the one to reckon with."""

    category_id: int | None
    title: str
    figures: list

    @property
    def chosen(self):
        return self.figures[0]

    @property
    def active(self):
        return self.chosen.active

    @property
    def enrolled(self):
        return self.chosen.enrolled

    @property
    def is_known(self):
        return self.chosen.figure is not None

    @property
    def is_nobody(self):
        """Named by somebody, and neither counted nor enrolled."""
        return not self.is_known and not self.enrolled


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The populations with a known number as one; `beside` are active and belong to none of them."""

    title: str
    figure: int | None
    active: int
    enrolled: int
    beside: int
    source: str
    source_date: object
    definition: str = ""
    quoted_gap: int | None = None
    is_invented: bool = False

    @property
    def kind(self):
        """Within a sentence: "kader posyandu", "GTT"."""
        first, rest = self.title[:1], self.title[1:]
        return self.title if self.title.split(" ")[0].isupper() else first.lower() + rest

    @property
    def gap(self):
        return None if self.figure is None else self.figure - self.active

    @property
    def differs_by(self):
        return 0 if self.quoted_gap is None or self.gap is None else self.gap - self.quoted_gap


def of_cities(municipalities, *, day, every_unit=False, now_below=0):
    """
    The coverage of each municipality, in a constant number of statements.

    :param every_unit: read and count all units; else only those that somebody has named
    :param now_below: as in counted.counts()
    """
    figures = coverage.figures_of(municipalities)
    counted_apart = {figure.unit_id for said in figures.values() for figure in said} - {None}
    gaps = list(UnitGap.objects.filter(municipality__in=municipalities).select_related("unit", "category"))
    targets = list(GapTarget.objects.set_by(day).filter(municipality__in=municipalities))
    receipts = list(sent_by(municipalities, day, every_unit=every_unit))
    units = Unit.objects.filter(municipality__in=municipalities)
    if not every_unit:
        named = counted_apart | {each.unit_id for each in (*gaps, *targets, *receipts)}
        units = units.filter(Q(parent=None) | Q(pk__in=Unit.objects.with_above(named - {None})))
    facts = {
        "figures": figures,
        "counted": counted.counts(
            municipalities, day=day, units=None if every_unit else list(counted_apart), now_below=now_below
        ),
        "units": by_city(units),
        "categories": by_city(Category.objects.filter(municipality__in=municipalities)),
        "gaps": by_city(gaps),
        "targets": by_city(targets),
        "receipts": by_city(receipts),
    }
    return [CityCoverage(municipality, day=day, facts=facts) for municipality in municipalities]


def of_today(municipalities):
    """The same of each on its own day, in their order: one set of statements for each day that it is somewhere."""
    found = {}
    for day, cities in lapses.by_today(municipalities).items():
        found |= {city.municipality.pk: city for city in of_cities(list(cities), day=day)}
    return [found[each.pk] for each in municipalities]


def of_city(municipality, *, day, within=None, fresh=False):
    """
    The coverage of one municipality with all its units.

    :param within: a unit; None, or the root of the units, is the whole city
    :param fresh: as it is now, however many people there are: for papers and commands
    """
    now_below = counted.EVERYBODY if fresh else counted.AT_ONCE
    (found,) = of_cities([municipality], day=day, every_unit=True, now_below=now_below)
    return found if within is None else found.narrowed_to(within)


def sent_by(municipalities, day, *, every_unit):
    """One receipt of each unit that has sent a file by the day; or one of each city."""
    sent = RosterReceipt.objects.filter(municipality__in=municipalities, at__date__lte=day)
    by = ("municipality_id", "unit_id")
    return sent.order_by(*by).distinct(*(by if every_unit else by[:1]))


def by_city(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.municipality_id].append(row)
    return found


class CityCoverage:
    """Read once, then asked. `top` is the unit it speaks of: the root of the units, or what it is narrowed to."""

    def __init__(self, municipality, *, day, facts):
        self.municipality, self.day = municipality, day
        self.figures = facts["figures"][municipality.pk]
        self.counted = facts["counted"]
        self.units = {unit.pk: unit for unit in facts["units"][municipality.pk]}
        self.categories = {category.pk: category for category in facts["categories"][municipality.pk]}
        self.all_gaps = facts["gaps"][municipality.pk]
        self.targets = facts["targets"][municipality.pk]
        self.receipts = {sent.unit_id for sent in facts["receipts"][municipality.pk]}
        self.top = next((unit for unit in self.units.values() if unit.parent_id is None), None)
        self.children = defaultdict(list)
        for unit in self.units.values():
            if unit.end_date is None or unit.end_date >= day:  # what was closed or merged is no row of its own
                self.children[unit.parent_id].append(unit)

    def narrowed_to(self, unit):
        self.top = self.units[unit.pk]
        return self

    def counted_as(self, counts):
        """The same place with the people of another day (its Counts)."""
        other = copy(self)
        other.counted = counts
        return other

    @property
    def within(self):
        """The unit it is narrowed to; None for the whole city."""
        return self.top if self.key(self.top) else None

    @property
    def judged(self):
        """What was asked of whoever is enrolled here (reports/active.py)."""
        return self.counted.judged[self.municipality.pk]

    @property
    def counted_at(self):
        """When it was counted, on the city's clock; None: just now."""
        at = self.counted.counted_at.get(self.municipality.pk)
        return at and at.astimezone(ZoneInfo(self.municipality.timezone)).replace(tzinfo=None)

    @property
    def everybody(self):
        """How all the people of this place stand, of whatever kind."""
        return self.counted.of(self.municipality.pk, unit=self.key(self.top))

    @property
    def gaps(self):
        """The gaps of the units below, those still open first."""
        found = [gap for gap in self.all_gaps if gap.unit_id != self.top.pk and self.is_under(gap.unit_id, self.top)]
        return sorted(found, key=lambda gap: (gap.status == UnitGap.Status.DONE, reading_key(gap.unit.name)))

    @property
    def tasks(self):
        """The open gaps of this very place: not listed by unit, but of the whole of it."""
        return [gap for gap in self.all_gaps if gap.unit_id == self.top.pk and gap.status != UnitGap.Status.DONE]

    @property
    def target(self):
        """The target of this place that is due next, else the one that was due last."""
        here = [target for target in self.targets if target.unit_id == self.key(self.top)]
        due = [target for target in here if target.due_date >= self.day]
        return due[0] if due else here[-1] if here else None

    @property
    def missed_target(self):
        """The target, if its day is past and fewer are active."""
        return self.target if self.lacks_target and self.target.due_date < self.day else None

    @property
    def runs_for_target(self):
        """Whether the target is still to be reached, and its day ahead."""
        return self.lacks_target and self.target.due_date >= self.day

    @property
    def lacks_target(self):
        return self.target is not None and self.active_of(self.target) < self.target.figure

    def active_of(self, target):
        return self.counted.of(self.municipality.pk, unit=target.unit_id, category=target.category_id).active

    def missing_of(self, gap):
        """How many are missing of a gap of this very place: as counted today, else as it was said."""
        counted = {each.category_id: each for each in self.populations()}.get(gap.category_id)
        return max(counted.chosen.gap, 0) if counted and counted.is_known else gap.missing

    def without_task(self):
        """The counted populations with people missing that nobody has been asked to see to."""
        opened = [*self.tasks, *(gap for gap in self.gaps if gap.status != UnitGap.Status.DONE)]
        seen_to = {gap.category_id for gap in opened}
        seen_to |= {target.category_id for target in self.targets if target.unit_id == self.key(self.top)}
        return [
            each
            for each in self.populations()
            if each.is_known and each.chosen.gap > 0 and each.category_id not in seen_to
        ]

    def is_under(self, unit_id, top):
        while unit_id is not None and unit_id != top.pk:
            unit_id = self.units[unit_id].parent_id
        return unit_id is not None

    def key(self, unit):
        """A unit as the figures and counts name it: the city as a whole has none."""
        return None if unit is None or unit.parent_id is None else unit.pk

    def populations(self, unit=None):
        """One for each category that has a figure or people there; those with a known number first."""
        unit = unit or self.top
        said = {figure.category_id for figure in self.figures if self.concerns(figure, unit)}
        there = said | self.counted.categories_of(self.municipality.pk, unit=self.key(unit))
        found = [self.population(category_id, unit) for category_id in there]
        return sorted(found, key=lambda each: (not each.is_known, not each.enrolled, each.title))

    def concerns(self, figure, unit):
        return figure.unit_id == self.key(unit) or (figure.unit_id is not None and self.is_under(figure.unit_id, unit))

    def population(self, category_id, unit):
        category = self.categories.get(category_id)
        title = category.name if category else _("Semua pekerja non-ASN")
        own = [f for f in self.figures if f.category_id == category_id and f.unit_id == self.key(unit)]
        rows = [coverage.coverage_of(figure, self.counted) for figure in own]
        if not rows:
            below = [coverage.coverage_of(figure, self.counted) for figure in self.topmost(category_id, unit)]
            if any(row.figure is not None for row in below):
                rows = [coverage.added_up(below, category=title)]
            else:
                rows = below[:1] or [coverage.unknown(category, self.counted, unit=self.unit_of(unit))]
        return Population(category_id=category_id, title=title, figures=rows)

    def unit_of(self, unit):
        return None if self.key(unit) is None else unit

    def topmost(self, category_id, unit):
        """Reference figures of the units below, none of which lies under another of them."""
        said = [
            figure
            for figure in self.figures
            if figure.category_id == category_id and figure.is_reference and figure.unit_id is not None
            and self.is_under(figure.unit_id, unit)
        ]  # fmt: skip
        return populations.topmost(said, {pk: each.parent_id for pk, each in self.units.items()})

    def headline(self, unit=None):
        """What stands first: the whole city if somebody counted it, else the known populations together."""
        unit = unit or self.top
        populations = self.populations(unit)
        whole = [each for each in populations if each.is_known and not each.chosen.category]
        known = whole or [each for each in populations if each.is_known]
        everybody = self.counted.of(self.municipality.pk, unit=self.key(unit))
        if not known:
            return Headline(
                title=_("Terlindungi"), figure=None, active=everybody.active, enrolled=everybody.enrolled, beside=0,
                source=_("belum ada angka yang dicatat"), source_date=None,
            )  # fmt: skip
        if len(known) == 1:
            return self.of_one(known[0], everybody)
        row = coverage.added_up([each.chosen for each in known], category="")
        return Headline(
            title=_("Jenis pekerja yang jumlahnya diketahui"), figure=row.figure, active=row.active,
            enrolled=row.enrolled, beside=self.active_beside(populations, known), source=_("jumlah angka di bawah"),
            source_date=row.as_of, is_invented=row.is_invented,
        )  # fmt: skip

    def of_one(self, population, everybody):
        row = population.chosen
        return Headline(
            title=population.title, figure=row.figure, active=row.active, enrolled=row.enrolled,
            beside=max(everybody.active - row.active, 0), source=row.source, source_date=row.as_of,
            definition=row.definition, quoted_gap=row.quoted_gap, is_invented=row.is_invented,
        )  # fmt: skip

    def active_beside(self, populations, known):
        return sum(each.active for each in populations if each not in known)

    def has_sent(self, unit=None):
        """A unit that sent a file or has people is not silent, even if none of them is active."""
        unit = unit or self.top
        if self.counted.of(self.municipality.pk, unit=self.key(unit)).known:
            return True
        return any(self.is_under(sent, unit) for sent in self.receipts)

    def rows(self):
        """Every figure here as it was said, and the categories with people of which nobody said how many there are."""
        said = [figure for figure in self.figures if self.concerns(figure, self.top)]
        rows = [coverage.coverage_of(figure, self.counted) for figure in said]
        silent = self.counted.categories_of(self.municipality.pk, unit=self.key(self.top))
        silent -= {figure.category_id for figure in said}
        unknown = [coverage.unknown(self.categories[pk], self.counted, unit=self.unit_of(self.top)) for pk in silent]
        return rows + sorted(unknown, key=lambda row: row.category)
