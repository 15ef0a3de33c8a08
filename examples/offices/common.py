"""What the offices' tables have in common: people put into units, broken rows, totals."""

import random
from dataclasses import dataclass, replace
from datetime import date

from examples.people import Person


MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"]
MONTHS += ["Juli", "Agustus", "September", "Oktober", "November", "Desember"]


@dataclass(frozen=True)
class Entry:
    """One person in one unit, as the office wrote it down. Without a wage: not paid by wage."""

    person: Person
    unit: str
    start: date
    wage: int | None = None
    category: str = ""


def rupiah(amount):
    return f"{amount:,}".replace(",", ".")


def in_words(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dashed(day):
    return f"{day:%d-%m-%Y}"


def slashed(day):
    return f"{day:%d/%m/%Y}"


def unit_names(city):
    """Unit code -> name."""
    return {unit["code"]: unit["name"] for unit in city["organization"]["units"]}


def placed(people, counts, *, starts, wages, seed, category=""):
    """
    Put people into units, unit after unit and by name within one.

    :param counts: pairs of unit name and number of people; together as many as there are people
    :param starts: days to draw from
    :param wages: rupiah a month to draw from; empty for people without a wage
    """
    chance, people, entries = random.Random(f"payung {seed}"), iter(people), []
    for unit, count in counts:
        for person in sorted((next(people) for _ in range(count)), key=lambda person: person.name):
            wage = chance.choice(wages) if wages else None
            entries.append(Entry(person, unit, chance.choice(starts), wage, category))
    return entries


def renamed(people, index, name):
    """Give one of the people a name that the list of names does not make: a very long one."""
    people[index] = replace(people[index], name=name)
    return people


def scattered(rows, strays, *, seed):
    """Stray rows (broken, repeated) stand anywhere among the good ones."""
    chance, rows = random.Random(f"payung {seed}"), list(rows)
    for stray in strays:
        rows.insert(chance.randrange(len(rows) // 10, len(rows)), stray)
    return rows


def changed(row, **cells):
    """A copy of a row with some cells replaced; c4="x" replaces the fifth."""
    row = list(row)
    for key, cell in cells.items():
        row[int(key[1:])] = cell
    return row


def signed(column, *lines):
    """The signature block some columns to the right below a table: place and day, office, no person."""
    return [[], *([None] * column + [line] for line in (*lines, "ttd"))]


def numbered(rows):
    """Write the running number into the first column, as the office counts: a row that is no person has none."""
    count = 0
    for row in rows:
        if row[0] is None:
            count += 1
            row[0] = count
    return rows
