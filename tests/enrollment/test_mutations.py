"""
The families of safety.md E: good rosters, spoiled in one to three known ways, give the known codes and lose no row.

What is not spoiled is read as if nothing stood beside it.
"""

import csv
import io
import os
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples.offices.common import dashed, in_words
from examples.people import nik_of
from tests.enrollment.conftest import HEADER, codes


ROWS = 12
NIK, NAME, BIRTH, SEX, UNIT, WAGE = range(len(HEADER))
KEPT = ("nik", "name", "birth_date", "sex", "unit_name", "wage")
GIVEN = ("Siti", "Ahmad", "Nur'aini", "I Wayan", "Maria", "José", "Tb. Iman")
FAMILY = ("Aminah", "Santoso", "Siregar", "Da Silva", "Wijaya", "Chaniago")


@dataclass(frozen=True)
class Fault:
    """
    One way to spoil a cell.

    :param spoil: the row -> the cell
    :param code: what is said of it; empty where the cell only looks odd and means the same
    :param refuses: whether the row is left out; else it is a remark
    """

    column: int
    spoil: object
    code: str
    refuses: bool = True


def as_another_sex(row):
    return "L" if row[SEX] == "P" else "P"


def born(row):
    day, month, year = map(int, row[BIRTH].split("-"))
    return date(year, month, day)


FAULTS = {
    "a NIK of fifteen digits": Fault(NIK, lambda row: row[NIK][:15], "NIK_LENGTH"),
    "a NIK with a letter": Fault(NIK, lambda row: row[NIK][:8] + "O" + row[NIK][9:], "NIK_CHARACTERS"),
    "a NIK of zeros": Fault(NIK, lambda _row: "0" * 16, "NIK_ZEROS"),
    "a NIK as a power of ten": Fault(NIK, lambda row: f"{row[NIK][0]},{row[NIK][1:6]}E+15", "NIK_PRECISION_LOST"),
    "no NIK": Fault(NIK, lambda _row: "", "REQUIRED"),
    "a NIK of no kabupaten": Fault(NIK, lambda row: "99" + row[NIK][2:], "NIK_REGION", refuses=False),
    "a NIK with blanks": Fault(NIK, lambda row: f" {row[NIK][:6]} {row[NIK][6:12]} {row[NIK][12:]}", ""),
    "a NIK behind an apostrophe": Fault(NIK, lambda row: f"'{row[NIK]}", ""),
    "a name of digits": Fault(NAME, lambda _row: "081234", "NAME_INVALID"),
    "no name": Fault(NAME, lambda _row: " ", "REQUIRED"),
    "a name with wide blanks": Fault(NAME, lambda row: f"  {row[NAME].replace(' ', '   ')} ", ""),
    "a day that is none": Fault(BIRTH, lambda _row: "31-02-1985", "DATE_IMPOSSIBLE"),
    "a birth in another century": Fault(BIRTH, lambda _row: "01-01-1890", "DATE_IMPOSSIBLE"),
    "words for a day": Fault(BIRTH, lambda _row: "tidak tahu", "DATE_UNREADABLE"),
    "no birth date": Fault(BIRTH, lambda _row: "", "REQUIRED"),
    "a birth date that the NIK does not tell": Fault(
        BIRTH, lambda row: dashed(born(row) + timedelta(days=1)), "NIK_BIRTH_MISMATCH", refuses=False
    ),
    "a month in words": Fault(BIRTH, lambda row: in_words(born(row)), ""),
    "a sex nobody has": Fault(SEX, lambda _row: "X", "SEX_UNKNOWN", refuses=False),
    "a sex that the NIK does not tell": Fault(SEX, as_another_sex, "NIK_SEX_MISMATCH", refuses=False),
    "a wage of thousands or of rupiah": Fault(WAGE, lambda _row: "1.500", "WAGE_AMBIGUOUS"),
    "a wage in words": Fault(WAGE, lambda _row: "dua juta", "WAGE_AMBIGUOUS"),
    "a wage as a bill shows it": Fault(WAGE, lambda row: f"Rp {int(row[WAGE]):,}".replace(",", ".") + ",-", ""),
}
births = st.dates(date(1962, 1, 1), date(2004, 12, 31))
wages = st.integers(1_000, 4_000).map(lambda thousands: str(thousands * 1_000))


@st.composite
def good_row(draw, number):
    day, sex = draw(births), draw(st.sampled_from("LP"))
    name = f"{draw(st.sampled_from(GIVEN))} {draw(st.sampled_from(FAMILY))}"
    nik = nik_of(district="177101", birth_date=day, sex=sex, serial=9001 + number)
    return [nik, name, dashed(day), sex, "SDN 1", draw(wages)]


good_rosters = st.tuples(*(good_row(number) for number in range(ROWS)))
# Faults on different rows: what is said of one hides nothing of another.
spoilings = st.dictionaries(st.integers(0, ROWS - 1), st.sampled_from(list(FAULTS)), min_size=1, max_size=3)


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    return text.getvalue()


def spoiled(rows, spoiling):
    rows = [list(row) for row in rows]
    for number, name in spoiling.items():
        fault = FAULTS[name]
        rows[number][fault.column] = fault.spoil(rows[number])
    return rows


def read(parse, text_file, rows):
    found, staged = parse(text_file(as_csv(rows)))
    assert (found.get("question"), found.get("file_problem")) == (None, None)
    return found, staged


def values(row):
    return [row[name] for name in KEPT]


EXAMPLES = 1000 if os.environ.get("PAYUNG_LONG") else 40
many = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(rows=good_rosters)
def test_a_good_roster_is_read_without_a_word(parse, text_file, rows):
    found, staged = read(parse, text_file, rows)
    assert (found["rows"], found["refused"], found["warned"], found["skipped"]) == (ROWS, 0, 0, 0)
    assert [row["nik"] for row in staged] == [row[NIK] for row in rows]


@many
@given(rows=good_rosters, spoiling=spoilings)
def test_what_was_spoiled_is_named_and_nothing_else_is_touched(parse, text_file, rows, spoiling):
    _found, untouched = read(parse, text_file, rows)
    _found, staged = read(parse, text_file, spoiled(rows, spoiling))
    said = {number: codes([row]) for number, row in enumerate(staged) if row["problems"]}
    assert said == {number: [FAULTS[name].code] for number, name in spoiling.items() if FAULTS[name].code}
    for number, (before, after) in enumerate(zip(untouched, staged, strict=True)):
        if number not in said:
            assert values(after) == values(before)


@many
@given(rows=good_rosters, spoiling=spoilings)
def test_a_row_that_is_refused_is_counted_and_none_is_lost(parse, text_file, rows, spoiling):
    found, staged = read(parse, text_file, spoiled(rows, spoiling))
    refused = sum(FAULTS[name].refuses and bool(FAULTS[name].code) for name in spoiling.values())
    assert found["rows"] == len(staged) == ROWS
    assert (found["refused"], [row["refused"] for row in staged].count("t")) == (refused, refused)


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_alone_has_its_code(parse, text_file, name):
    people = ((date(1985, 8, 1 + number), f"Siti {last}") for number, last in enumerate(FAMILY * 2))
    rows = [
        [nik_of(district="177101", birth_date=day, sex="P", serial=9001), named, dashed(day), "P", "SDN 1", "1500000"]
        for day, named in people
    ]
    _found, staged = read(parse, text_file, spoiled(rows, {5: name}))
    assert codes(staged) == [FAULTS[name].code] * bool(FAULTS[name].code)
