"""What a roster's file is read by, the reading itself, and what the file and the city together have to ask."""

from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from enrollment import mappings, reading
from enrollment.cells.base import Rules
from enrollment.messages import message
from enrollment.models import Roster
from enrollment.reader.judging import MONTH_FIRST, WAGE_UNIT
from enrollment.staging import doubts
from enrollment.staging.given import ADDITIONS
from enrollment.staging.missing import expected
from municipalities.city import wage_bases
from municipalities.models import Region, Segment, WageBasis
from municipalities.opening import outside


Status = Roster.Status
WAGE_FALL = "WAGE_FALL"
MISSING_MANY = "MISSING_MANY"
FEW = 10  # people; below that a fifth says nothing


@dataclass(frozen=True)
class Asked:
    """All that the child needs to read a roster's file by: with it no transaction has to wait for the child."""

    path: Path
    known_regions: frozenset
    today: date
    wage_required: bool
    sheet: str | None
    accepted: frozenset
    columns: dict | None
    known: dict | None
    fixes: dict
    typed: bool

    def same_answers(self, other):
        """Whether a roster that is asked again has still the answers by which its file was read."""
        told = ("sheet", "accepted", "columns", "fixes")
        return all(getattr(self, name) == getattr(other, name) for name in told)


def asked(roster):
    """What the file of this roster is read by, with the answers it has."""
    earns = roster.category is not None and roster.category.segment == Segment.PU
    return Asked(
        path=Path(roster.file.path),
        known_regions=known_regions(),
        today=roster.municipality.today(),
        wage_required=earns and is_received_wage(wage_basis(roster.municipality)),
        sheet=roster.sheet or None,
        accepted=frozenset(roster.accepted),
        columns=roster.columns,
        known=mappings.remembered(roster) if roster.columns is None else None,
        fixes=roster.fixes,
        typed=roster.is_typed,
    )


def known_regions():
    """The first four digits that a NIK may have."""
    return frozenset(code.replace(".", "") for code in Region.objects.values_list("code", flat=True))


def rules(roster):
    """What the cleaners of cells that a person types may know: as for the cells of this roster's file."""
    return Rules(
        today=roster.municipality.today(),
        known_regions=known_regions(),
        month_first=MONTH_FIRST in roster.accepted,
        thousands=WAGE_UNIT in roster.accepted,
    )


@contextmanager
def read(asked):
    """Have the file read by a child process, up to half a minute; gives the Reading, whose rows go with the block."""
    with outside.work_dir() as work_dir:
        yield reading.read(work_dir=work_dir, **{each.name: getattr(asked, each.name) for each in fields(asked)})


def ask_of_the_city(roster, counts, basis):
    """
    What only the staged rows beside the city can tell of the whole file.

    :param basis: the WageBasis in force, or None
    """
    tell_of_earlier_fixes(roster)
    tell_of_a_part(roster)
    ask_about_fallen_wages(roster)
    tell_of_unused_wages(roster, basis)
    ask_about_many_missing(roster, counts)


def ask(roster, code, count, of, *, first=()):
    """
    A question about the whole file, with its sentence; it is answered with yes or not at all.

    :param first: codes of other answers, offered before the yes
    """
    question = {"code": code, "options": [*first, code], "count": count, "of": of}
    sentence = message(question)
    roster.reading |= {"question": question | {"message": sentence}, "message": sentence}


def ask_about_fallen_wages(roster):
    """A file in which many wages fall to a tenth waits for a second person (safety.md E 59)."""
    fallen, compared = doubts.fallen_wages(roster)
    if fallen * 5 > compared and WAGE_FALL not in roster.accepted:
        ask(roster, WAGE_FALL, fallen, compared)


def tell_of_earlier_fixes(roster):
    """The same file was mended before, saved and undone: what was put right then counts again."""
    if number := roster.fixes.get("of"):
        notice = {"code": "FIXED_BEFORE", "level": "warning", "found": number}
        roster.reading["notices"].append(notice | {"message": message(notice)})


def tell_of_a_part(roster):
    """Of a file of rows that another roster refused, nobody is missing whom it does not name."""
    if part_of := roster.reading.get("part_of"):
        notice = {"code": "PART_OF", "level": "warning", "found": part_of}
        roster.reading["notices"].append(notice | {"message": message(notice)})


def tell_of_unused_wages(roster, basis):
    """Where the city has fixed what is counted from, the wages of a file are only kept: said once, not per row."""
    earns = roster.category is None or roster.category.segment == Segment.PU
    if earns and "wage" in roster.reading["mapping"] and not is_received_wage(basis):
        notice = {"code": "WAGE_UNUSED", "level": "warning", "basis": str(basis.get_basis_display())}
        roster.reading["notices"].append(notice | {"message": message(notice)})


def ask_about_many_missing(roster, counts):
    """
    A file that leaves out more than a fifth of the people asks whether it is whole; nobody is ended by it.

    One of which nothing can be saved has to be mended first, and is not asked.
    """
    savable = counts["new"] + counts["changed"] + counts["unchanged"]
    if not savable or MISSING_MANY in roster.accepted or roster.reading["question"]:
        return
    people = expected(roster)
    if people >= FEW and counts["missing"] * 5 > people:
        ask(roster, MISSING_MANY, counts["missing"], people, first=[ADDITIONS])


def status_of(reading):
    if reading["file_problem"]:
        return Status.REFUSED
    return Status.WAITING if reading["question"] else Status.CHECKED


def is_received_wage(basis):
    """Whether a PU row must bring its wage."""
    return basis is None or basis.basis in WageBasis.RECEIVED


def wage_basis(municipality):
    return wage_bases.in_force(municipality, municipality.today())
