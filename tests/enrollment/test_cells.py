"""One cell at a time: what it means, or the code that says why it means nothing (safety.md E 31 to 57)."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.cells import dates, names, niks, texts, wages
from enrollment.cells.base import CellRefused, Rules


TODAY = date(2026, 11, 24)
CLEANERS = (niks.nik, names.person_name, dates.birth_date, dates.start_date, wages.rupiah, *(
    texts.label, texts.sex, texts.kpj, texts.phone
))  # fmt: skip


def clean(cleaner, cell, **rules):
    """(value, codes of the warnings), or the code of the refusal."""
    warned = []

    def warn(code, **detail):
        warned.append(code)

    try:
        value = cleaner(cell, warn, Rules(today=TODAY, known_regions=frozenset({"1771", "3171", "9171"}), **rules))
    except CellRefused as refused:
        return refused.code
    return value, warned


@pytest.mark.parametrize(
    "cell",
    [
        "1771014108859001",
        "1771 0141 0885 9001",
        "1771.0141.0885.9001",
        "1771-0141-0885-9001",
        "'1771014108859001",
        " 1771014108859001 ",
        "1771014108859001\xa0",
        '="1771014108859001"',
        "".join(chr(ord(digit) + 0xFEE0) for digit in "1771014108859001"),
    ],
)
def test_a_nik_is_sixteen_digits_however_it_is_spaced(cell):
    assert clean(niks.nik, cell) == ("1771014108859001", [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("177101410885900", "NIK_LENGTH"),
        ("17710141088590011", "NIK_LENGTH"),
        ("177101410885900A", "NIK_CHARACTERS"),
        ("177101410885900O", "NIK_CHARACTERS"),
        ("0000000000000000", "NIK_ZEROS"),
        ("1,77101E+15", "NIK_PRECISION_LOST"),
        ("1.77101410885900E+15", "NIK_PRECISION_LOST"),
        ("1771014108859000.0", "NIK_PRECISION_LOST"),
        (1771014108859000.0, "NIK_PRECISION_LOST"),
        (9171011708859001, "NIK_PRECISION_LOST"),
        (9171011708859001.0, "NIK_PRECISION_LOST"),
        (17710141088590.0, "NIK_LENGTH"),
        (1771014108859000.5, "NIK_CHARACTERS"),
        (float("inf"), "NIK_CHARACTERS"),
        (date(1985, 8, 1), "NIK_CHARACTERS"),
        ("17710141\x008859001", "CONTROL_CHAR"),
    ],
)
def test_a_nik_that_cannot_be_trusted_is_refused(cell, code):
    assert clean(niks.nik, cell) == code


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (1771014108859001.0, ["NIK_NUMERIC"]),
        ("9999014108859001", ["NIK_REGION"]),
        ("1771013208859001", ["NIK_STRUCTURE"]),
        ("1771017208859001", ["NIK_STRUCTURE"]),
        ("1771014113859001", ["NIK_STRUCTURE"]),
        ("1771014108850000", ["NIK_STRUCTURE"]),
        ("1771013002859001", ["NIK_STRUCTURE"]),
    ],
)
def test_a_nik_that_is_odd_is_taken_and_flagged(cell, codes):
    assert clean(niks.nik, cell)[1] == codes


@pytest.mark.parametrize(
    "cell",
    [
        "17/08/1985",
        "17-08-85",
        "17 Agustus 1985",
        "17 Ags 85",
        "1985-08-17",
        "17.08.1985",
        "Bengkulu, 17-08-1985",
        "Bengkulu/ 17 Agustus 1985",
        "17-AGUSTUS-1985",
        "17081985",
        "1985-08-17 00:00:00",
        "1985/08/17",
        " 17 / 8 / 1985 ",
        date(1985, 8, 17),
        datetime.combine(date(1985, 8, 17), time()),
        31276,
        31276.0,
    ],
)
def test_a_day_is_read_day_first_in_every_usual_form(cell):
    assert clean(dates.birth_date, cell) == (date(1985, 8, 17), [])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31-02-1990", "DATE_IMPOSSIBLE"),
        ("29-02-1990", "DATE_IMPOSSIBLE"),
        ("00-08-1985", "DATE_IMPOSSIBLE"),
        (60, "DATE_IMPOSSIBLE"),
        (date(1900, 2, 28), "DATE_IMPOSSIBLE"),
        ("17-08-2030", "DATE_IMPOSSIBLE"),
        ("17-08-1885", "DATE_IMPOSSIBLE"),
        ("08/17/1985", "DATE_ORDER"),
        ("besok", "DATE_UNREADABLE"),
        ("17 Mey 1985", "DATE_UNREADABLE"),
        ("1985", "DATE_UNREADABLE"),
        ("1771014108859001", "DATE_UNREADABLE"),
        ("1985-08-16T17:00Z", "DATE_HAS_TIME"),
        ("1985-08-16 17:30", "DATE_HAS_TIME"),
        (datetime.combine(date(1985, 8, 16), time(17)), "DATE_HAS_TIME"),
        (time(8, 30), "DATE_UNREADABLE"),
        (True, "DATE_UNREADABLE"),
    ],
)
def test_a_day_of_birth_that_cannot_be_is_refused(cell, code):
    assert clean(dates.birth_date, cell) == code


@pytest.mark.parametrize(
    ("cell", "year"), [("17-08-85", 1985), ("17-08-08", 2008), ("17-08-15", 1915 + 100), ("17-08-27", 1927)]
)
def test_the_century_of_two_digits_is_that_of_a_usual_age(cell, year):
    assert clean(dates.birth_date, cell)[0].year == year


@pytest.mark.parametrize("cell", ["17-08-2012", "17-08-1916"])
def test_an_unusual_age_is_flagged_and_never_refused(cell):
    assert clean(dates.birth_date, cell)[1] == ["AGE"]


@pytest.mark.parametrize("cell", ["01-12-2026", "01-01-1950", "31-12-2027"])
def test_a_start_may_lie_ahead_by_a_year(cell):
    assert clean(dates.start_date, cell)[1] == []


@pytest.mark.parametrize("cell", ["01-01-2035", "31-12-1949"])
def test_a_start_in_another_age_is_refused(cell):
    assert clean(dates.start_date, cell) == "START_IMPLAUSIBLE"


@pytest.mark.parametrize(
    "cell",
    [
        "3500000",
        "3.500.000",
        "Rp 3.500.000,00",
        "3500000,00",
        "IDR 3,500,000",
        "Rp3.500.000,-",
        "Rp. 3.500.000,-",
        3500000,
        3500000.0,
        "3,500,000.00",
        "Rp 3.500.000 / bulan",
        "3 500 000",
        "Rp.3.500.000,--",
    ],
)
def test_a_wage_is_whole_rupiah_in_every_usual_form(cell):
    assert clean(wages.rupiah, cell) == (3_500_000, [])


@pytest.mark.parametrize("cell", ["1.500", "3,5", "3.5 jt", "3,5 juta", "banyak", 3.5, date(2026, 1, 1), "1.50.000"])
def test_a_wage_that_can_mean_two_things_is_refused(cell):
    assert clean(wages.rupiah, cell) == "WAGE_AMBIGUOUS"


@pytest.mark.parametrize("cell", ["350", "3500000000", 350, -1_500_000, "1771014108859001", 1e300])
def test_a_wage_no_month_pays_is_refused(cell):
    assert clean(wages.rupiah, cell) == "WAGE_IMPLAUSIBLE"


@pytest.mark.parametrize("cell", ["-", "Rp -", "nihil", 0, "0"])
def test_no_wage_is_no_wage(cell):
    assert clean(wages.rupiah, cell) == (None, [])


def test_a_sheet_in_thousands_counts_so_once_a_person_says_so():
    assert clean(wages.rupiah, "1.500", thousands=True) == (1_500_000, [])


@pytest.mark.parametrize(
    "cell",
    [
        "Dr. H. Ahmad, S.Pd., M.M.",
        "<script>alert(1)</script>",
        "{{7*7}}",
        '=HYPERLINK("http://x")',
        "'; DROP TABLE x",
        "Nur'aini",
        "José",
        "I Wayan",
        "Ma\u2019mun",
    ],
)
def test_a_name_is_kept_as_given(cell):
    assert clean(names.person_name, cell) == (cell, [])


@pytest.mark.parametrize(("cell", "code"), [
    ("12345", "NAME_INVALID"), ("...", "NAME_INVALID"), ("Budi 2", "NAME_INVALID"),
    ("1771014108859001", "NAME_INVALID"),
    ("A" * 121, "TOO_LONG"), ("Siti\x00", "CONTROL_CHAR"), ("Siti\ud800", "CONTROL_CHAR"),
])  # fmt: skip
def test_what_is_no_name_is_refused(cell, code):
    assert clean(names.person_name, cell) == code


def test_a_picture_in_a_name_is_flagged():
    assert clean(names.person_name, "Siti 😀") == ("Siti 😀", ["NAME_SYMBOL"])


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("Dr. H. Ahmad, S.Pd., M.M.", "AHMAD"),
        ("Siti  Aminah", "SITI AMINAH"),
        ("Hj. Nur'aini, S.E", "NUR'AINI"),
        ("M. Yusuf", "M. YUSUF"),
        ("Dr.", "DR."),
    ],
)
def test_people_are_searched_without_their_titles(name, searched):
    assert names.name_search(name) == searched


@pytest.mark.parametrize(("cell", "letter"), [("L", "L"), ("Laki-laki", "L"), ("wanita", "P"), ("Pr.", "P")])
def test_a_sex_is_a_letter(cell, letter):
    assert clean(texts.sex, cell) == (letter, [])


@pytest.mark.parametrize(
    ("cleaner", "cell", "found"),
    [
        (texts.sex, "X", (None, ["SEX_UNKNOWN"])),
        (texts.kpj, "20 123456789", ("20123456789", [])),
        (texts.kpj, "20x12345678", ("20X12345678", [])),
        (texts.kpj, "2012345678", ("2012345678", ["KPJ_LENGTH"])),
        (texts.kpj, "baru", (None, [])),
        (texts.kpj, "1771014108859001", "KPJ_INVALID"),
        (texts.kpj, "tidak jelas", "KPJ_INVALID"),
        (texts.phone, "081234567890", ("081234567890", [])),
        (texts.phone, 81234567890.0, ("081234567890", ["PHONE"])),
        (texts.phone, "+62 812-3456-7890", ("081234567890", [])),
        (texts.phone, "ada", (None, ["PHONE_UNREADABLE"])),
        (texts.label, "SDN 1", ("SDN 1", [])),
        (texts.label, "=cmd|' /C calc'!A0", "FORMULA_EXTERNAL"),
        (texts.label, "x" * 201, "TOO_LONG"),
    ],
)
def test_the_rest_of_a_row_is_read_or_said_to_be_unreadable(cleaner, cell, found):
    assert clean(cleaner, cell) == found


CELLS = st.one_of(
    st.text(max_size=60),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"[0-9./,\- ]{1,24}", fullmatch=True),
)


@pytest.mark.parametrize("cleaner", CLEANERS, ids=lambda cleaner: cleaner.__name__)
@given(cell=CELLS)
def test_whatever_stands_in_a_cell_it_is_read_or_refused(cleaner, cell):
    found = clean(cleaner, cell)
    assert isinstance(found, str) or len(found) == 2
