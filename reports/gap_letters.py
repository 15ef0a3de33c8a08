"""Letters to the offices whose people are not covered: which of their units, how many, until when, and where to."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.models import Circular
from enrollment.models import UnitGap
from municipalities import turns
from municipalities.models import Office
from municipalities.reading_order import reading_key
from reports import city_coverage, coverage, headings, keeping
from reports.gaps import DueDatePast, NothingMissing
from reports.models import Kind
from reports.papers import gap_letter


@dataclass(frozen=True)
class Addressee:
    """Whom a letter goes to, and what it says is missing."""

    unit: object
    lines: list

    @property
    def units(self):
        return len({line.unit for line in self.lines})


@dataclass(frozen=True)
class Line:
    """One unit and kind of workers; `missing` None: nobody knows how many, `is_silent`: it has sent no list."""

    unit: str
    kind: str
    missing: int | None
    source: str
    as_of: date
    is_silent: bool = False
    is_invented: bool = False

    @property
    def is_mere_silence(self):
        """Nothing is known of it but that it has sent nothing."""
        return self.is_silent and not self.source


def addressees(city, *, asked=None):
    """
    Whom a letter may go to: the unit that is asked for first, then those with most units missing.

    :param city: the CityCoverage, with all its units; of a clerk the one narrowed to the own unit
    """
    said = lines_by_unit(city)
    units = [city.within] if city.within else city.children[city.top.pk]
    if asked and asked.pk not in {unit.pk for unit in units}:
        units = [city.units[asked.pk], *units]
    found = [Addressee(unit, lines_under(city, unit, said)) for unit in units]
    first = asked.pk if asked else None
    return sorted(
        (each for each in found if each.lines or each.unit.pk == first),
        key=lambda each: (each.unit.pk != first, -each.units, reading_key(each.unit.name)),
    )


def lines_by_unit(city):
    """What is counted or said to be missing in each unit itself: the count first, and no category twice."""
    found, counted = defaultdict(list), set()
    for figure in city.figures:
        row = coverage.coverage_of(figure, city.counted)
        if figure.is_reference and figure.unit_id and row.gap is not None:
            counted.add((figure.unit_id, figure.category_id))
            if row.gap > 0:
                kind = row.category or _("Semua pekerja non-ASN")
                silent = not city.has_sent(city.units[figure.unit_id])
                line = Line(row.unit, kind, row.gap, row.source, row.as_of, silent, row.is_invented)
                found[figure.unit_id].append(line)
    for gap in city.all_gaps:
        if gap.status != UnitGap.Status.DONE and (gap.unit_id, gap.category_id) not in counted:
            silent = not city.has_sent(city.units[gap.unit_id])
            line = Line(gap.unit.name, gap.kind, gap.missing, gap.source, gap.as_of, silent, gap.is_invented)
            found[gap.unit_id].append(line)
    return found


def lines_under(city, unit, said):
    """Those of the unit and of all below it, then of the units that sent nothing the topmost."""
    below = sorted(city.children[unit.pk], key=lambda each: reading_key(each.name))
    lines = [line for child in below for line in lines_under(city, child, said)]
    lines = sorted([*said.get(unit.pk, []), *lines], key=lambda line: line.is_mere_silence)
    if all(line.is_mere_silence for line in lines) and not city.has_sent(unit):
        return [Line(unit.name, "", None, "", city.day, is_silent=True)]
    return lines


@transaction.atomic
def write(*, municipality, unit, due_date, bases, by, at):
    """
    Write to the head of the unit what is missing there today, and keep the letter; returns its Paper.

    The same letter written twice on a day is one paper; another one of that day has a number of its own.

    :param bases: the LegalBasis rows that it cites, in their order
    :raises DueDatePast: if the day is not ahead
    :raises NothingMissing: if nobody is known to be missing there, and every unit has sent a list
    :raises StillAtIt: if somebody else is writing such letters of this city
    """
    day = municipality.day_of(at)
    if due_date <= day:
        raise DueDatePast(_("Batas waktu harus sesudah hari ini."))
    turns.wait_for(municipality.pk, "gap-letter")
    city = city_coverage.of_city(municipality, day=day, within=unit, fresh=True)
    with override("id"):
        lines = lines_under(city, unit, lines_by_unit(city))
        if not lines:
            raise NothingMissing(
                _("Di %(unit)s tidak ada yang diketahui kurang dan semua unitnya sudah mengirim daftar.")
                % {"unit": unit.name}
            )
        number, content = numbered(municipality, unit, day, letter_of(city, unit, lines, due_date, bases))
        title = _("Surat permintaan daftar kepada %(unit)s") % {"unit": unit.name}
    return keeping.keep(
        municipality=municipality, kind=Kind.GAP_LETTER, title=title, content=content, of=unit, unit=unit,
        number=number, by=by, at=at,
    )  # fmt: skip


def numbered(municipality, unit, day, letter):
    """The first number that is free, or is this very letter's, and the letter under it."""
    standing = municipality.papers.filter(kind=Kind.GAP_LETTER, unit=unit, removals=None)
    kept = dict(standing.values_list("number", "sha256"))
    for place in count(1):
        number = f"KSJ/{municipality.code}/{unit.code}/{day:%d-%m-%Y}" + (f"/{place}" if place > 1 else "")
        content = gap_letter.to_pdf(letter(number))
        if kept.get(number) in (None, hashlib.sha256(content).hexdigest()):
            return number, content
    raise AssertionError


def letter_of(city, unit, lines, due_date, bases):
    """What the letter says, as a function of its number."""
    municipality, day = city.municipality, city.day
    signer = headings.signer(municipality, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian")

    def letter(number):
        return gap_letter.GapLetter(
            heading=headings.heading(municipality, number=number, day=day),
            government=f"Pemerintah {municipality.name}",
            unit=unit.name,
            lines=lines,
            due_date=due_date,
            legal_bases=[basis.title for basis in bases],
            address=settings.PUBLIC_URL.rstrip("/"),
            signer=signer,
        )

    return letter


def usual_bases(municipality, day):
    """What such a letter usually rests on: the bases of the circular in force, else of the latest agreement."""
    circulars = municipality.circulars.filter(status=Circular.Status.ISSUED, date__lte=day).order_by("-date", "-pk")
    agreements = municipality.agreements.filter(start_date__lte=day).order_by("-start_date", "-pk")
    for found in (circulars.first(), agreements.first()):
        cited = [each.basis for each in found.legal_bases.select_related("basis")] if found else []
        if cited:
            return cited
    return []


def usual_due_date(municipality, unit, day):
    """Until when the gaps of the unit and of those below it are to be closed; None where no such day is ahead."""
    under = municipality.units.under(unit)
    tasks = municipality.unit_gaps.still_open().filter(unit__in=under, due_date__gt=day)
    return tasks.order_by("due_date").values_list("due_date", flat=True).first()
