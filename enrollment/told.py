"""
What the sender of a file is told of it: the file alone, never what the city knows.

It is made of what the reader wrote down before a single row was held against the city, so that it is the same to the
byte whoever is known there, enrolled elsewhere or missing. Of the city it asks what hangs on its notice board: the
names of the link's own units, the kinds of workers, and whether it counts from wages.
"""

import json
import re

from enrollment import checking
from enrollment.columns import COPIED
from enrollment.models import RosterLink
from enrollment.reader.writing import NULL
from enrollment.staging.names import own_units_by_name
from municipalities.city.unit_names import spelled
from municipalities.models import Segment


KEPT = 50  # rows with something to say; the others are counted
FEW_WAGES = 5  # below that none is the usual one
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
PLACES = {name: place for place, name in enumerate(COPIED)}


def of_file(roster, read):
    """
    What to keep of this reading for whoever sent the file, as JSON values.

    {"file_problem": {...}} where it cannot be read, {"question": code} where the city is asked something first, else
    {"rows", "refused", "warned", "skipped", "problems": [{"row", "problems"}], "more": rows beyond those}.
    """
    if read.file_problem:
        return {"file_problem": read.file_problem}
    if read.copy_path is None:
        return {"question": read.question["code"]}
    return counted(Rules(roster), read.copy_path)


def counted(rules, path):
    found = {"rows": 0, "refused": 0, "warned": 0, "skipped": 0, "problems": [], "more": 0}
    rules.look_through(lambda: rows_of(path))
    for row in rows_of(path):
        said = row.problems + rules.beyond(row)
        kind = outcome(row, said)
        found["rows"] += 1
        found[kind] = found.get(kind, 0) + 1
        if said and len(found["problems"]) < KEPT:
            found["problems"].append({"row": row.number, "problems": said})
        elif said:
            found["more"] += 1
    found.pop("ready", None)
    return found


def rows_of(path):
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from map(Row, lines)


def outcome(row, said):
    if row.skipped or any(each["code"] == "DUPLICATE_ROW" for each in said):
        return "skipped"
    if any(each["level"] == "error" for each in said):
        return "refused"
    return "warned" if said else "ready"


class Row:
    """A line of the reader's file."""

    def __init__(self, line):
        self.cells = line.rstrip("\n").split("\t")
        self.number = int(self.value("row_no"))
        self.skipped = self.value("skipped") == "t"
        self.problems = json.loads(self.value("problems"))

    def value(self, name):
        cell = self.cells[PLACES[name]]
        return None if cell == NULL else re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), cell)

    @property
    def is_refused(self):
        return any(each["level"] == "error" for each in self.problems)


class Rules:
    """What is said of a row beside what the reader has said: by the other rows, and by what the city has asked for."""

    def __init__(self, roster):
        link = RosterLink.objects.select_related("unit").get(pk=roster.link_id, municipality_id=roster.municipality_id)
        self.unit, self.units = link.unit, own_units_by_name(roster)
        kinds = list(roster.municipality.categories.all())
        self.kinds = {spelled(word): kind for kind in kinds for word in (kind.code, kind.name)}
        self.kind = roster.category or next(kind for kind in kinds if kind.code == "NON_ASN")
        self.kind_is_given = roster.category is not None
        self.counts_wages = checking.is_received_wage(checking.wage_basis(roster.municipality))
        self.people = {}  # NIK -> [who bears it, the rows]
        self.places = {}  # NIK -> {(unit, kind): the first row there}, of rows that nothing refuses
        self.cards = {}  # KPJ -> ({NIK}, the rows)
        self.usual = None  # the wage in the middle

    def look_through(self, rows):
        """Every row before one of them is judged; `rows` gives them anew each time."""
        self.usual = usual([int(wage) for row in rows() if not row.skipped and (wage := row.value("wage"))])
        for row in rows():
            nik, kpj = row.value("nik"), row.value("kpj")
            if kpj and not row.skipped:
                who, numbers = self.cards.setdefault(kpj, (set(), []))
                who.update([nik] if nik else [])
                numbers.append(row.number)
            if nik and not row.skipped:
                who, numbers = self.people.setdefault(nik, (set(), []))
                who.add((row.value("name_search"), row.value("birth_date")))
                numbers.append(row.number)
                if not self.refuses(row):
                    self.places.setdefault(nik, {}).setdefault(self.place(row), row.number)

    def beyond(self, row):
        if row.skipped:
            return []
        return [
            *self.of_the_card(row), *self.of_the_unit(row), *self.of_the_kind(row), *self.of_the_wage(row),
            *self.of_the_others(row),
        ]  # fmt: skip

    def refuses(self, row):
        """By itself, without a look at the other rows; a wage that is missing is asked for later."""
        return (
            row.is_refused
            or None in self.place(row)
            or any(each["level"] == "error" for each in self.of_the_wage(row))
        )

    def place(self, row):
        """(unit, kind), None where the link does not take the one or the city has no other."""
        unit, kind = row.value("unit_name"), self.kind_of(row)
        return self.units.get(spelled(unit)) if unit else self.unit.pk, kind and kind.pk

    def kind_of(self, row):
        name = None if self.kind_is_given else row.value("category_name")
        return self.kinds.get(spelled(name)) if name else self.kind

    def of_the_card(self, row):
        """A card bears one person's number."""
        who, numbers = self.cards.get(row.value("kpj"), ((), ()))
        if len(who) > 1:
            yield problem("KPJ_SHARED", "kpj", level="warning", found=numbers[:10])

    def of_the_wage(self, row):
        """As enrollment/staging/checks.py holds it against the wage that is usual in the file."""
        wage = row.value("wage")
        if self.usual is None or wage is None:
            return
        wage, detail = int(wage), {"amount": int(wage), "median": self.usual}
        if wage > 100 * self.usual:
            yield problem("WAGE_IMPLAUSIBLE", "wage", reason="MEDIAN", **detail)
        elif wage > 10 * self.usual or wage * 10 < self.usual:
            yield problem("WAGE_FAR", "wage", level="warning", **detail)

    def of_the_unit(self, row):
        if self.place(row)[0] is None:
            yield problem("OTHER_UNIT", "unit", reason="LINK", found=row.value("unit_name")[:80], own=self.unit.name)

    def of_the_kind(self, row):
        kind = self.kind_of(row)
        if kind is None:
            yield problem("CATEGORY_UNKNOWN", "category", found=row.value("category_name")[:80])
        elif self.counts_wages and kind.segment == Segment.PU and row.value("wage") is None and not row.is_refused:
            yield problem("WAGE_REQUIRED", "wage")

    def of_the_others(self, row):
        """One NIK, two people: both are refused. One person twice in one place: the second is skipped."""
        nik = row.value("nik")
        who, numbers = self.people.get(nik, ((), ()))
        if len(who) > 1:
            yield problem("NIK_CONFLICT", "nik", found=numbers[:10])
        elif len(numbers) > 1 and not self.refuses(row):
            places = self.places[nik]
            first = places[self.place(row)]
            if row.number != first:
                yield problem("DUPLICATE_ROW", "nik", level="warning", found=first)
            elif len(places) > 1:
                yield problem("SECOND_ENROLLMENT", "nik", level="warning", found=sorted(places.values())[:10])


def usual(wages):
    """The wage in the middle, the lower of two; None of so few that there is none."""
    return sorted(wages)[(len(wages) - 1) // 2] if len(wages) >= FEW_WAGES else None


def problem(code, column, level="error", **detail):
    return {"code": code, "column": column, "level": level, **detail}
