"""The roster files: what is committed is what the generator makes, and what cities/*.toml expects."""

import csv
import re
from collections import Counter
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from enrollment import reading
from examples.make_rosters import HERE, OFFICES, city, make


CITIES = {name: city(name) for name in OFFICES}
ROSTERS = HERE / "rosters"
NIK_LABELS = {"NIK", "N I K", "No. KTP", "NIK/No. KTP", "No. Induk Kependudukan"}
REPEATED_ON_PURPOSE = {"bengkulu": 2, "kupang": 1, "cirebon": 1, "serang": 0, "metro": 1}
ENCODINGS = {
    "kupang-ptt-2018-arsip.csv": ("utf-8-sig", ","),
    "cirebon-non-asn-2022.csv": ("cp1252", ";"),
    "cirebon-satpol-pp-2022.csv": ("cp1252", ";"),
    "metro-arsip-2018.csv": ("utf-8", ","),
    "metro-kader-posyandu-2021.csv": ("utf-16", "\t"),
}
UPLOADS = [
    pytest.param(data, upload, id=" ".join(filter(None, [upload["file"], upload.get("sheet")])))
    for data in CITIES.values()
    for upload in data["rosters"]
]


def sheets_of(path):
    """Sheet name -> rows of cells."""
    if path.suffix != ".csv":
        book = CalamineWorkbook.from_path(str(path))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    encoding, delimiter = ENCODINGS[path.name]
    return {"": list(csv.reader(path.read_text(encoding=encoding).splitlines(), delimiter=delimiter))}


def as_text(cell):
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def rows_of(upload):
    """The filled rows of one upload below its header of one line or two, as text."""
    sheets = sheets_of(ROSTERS / upload["file"])
    rows = sheets[upload["sheet"]] if "sheet" in upload else next(iter(sheets.values()))
    rows = [[as_text(cell) for cell in row] for row in rows if any(cell != "" for cell in row)]
    head = max(
        next(index for index, row in enumerate(rows) if NIK_LABELS & set(row)),
        next(index for index, row in enumerate(rows) if "TMT" in row),
    )
    totals = [index for index, row in enumerate(rows) if any(cell.casefold().startswith("jumlah") for cell in row)]
    return rows[head + 1 : totals[-1] + 1 if totals else None]  # signatures stand below the total


def niks_in(rows):
    return [cell for row in rows for cell in row if re.fullmatch(r"\d{16}", cell)]


def kpjs_in(rows):
    return {cell for row in rows for cell in row if re.fullmatch(r"\d\dX\d{8}", cell)}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The files as the generator makes them now."""
    return make(tmp_path_factory.mktemp("rosters"))


def test_the_committed_files_are_what_the_generator_makes(fresh):
    for path in fresh:
        assert sheets_of(ROSTERS / path.name) == sheets_of(path), path.name


def test_no_other_file_lies_beside_them(fresh):
    assert {path.name for path in ROSTERS.iterdir()} == {path.name for path in fresh}


def test_every_file_is_uploaded(fresh):
    assert {upload["file"] for data in CITIES.values() for upload in data["rosters"]} == {path.name for path in fresh}


def test_the_files_are_small_enough_to_carry():
    assert sum(path.stat().st_size for path in ROSTERS.iterdir()) < 3_000_000


@pytest.mark.parametrize(("data", "upload"), UPLOADS)
def test_every_row_of_a_file_is_expected(data, upload):
    counts = upload["expected"]
    assert len(rows_of(upload)) == counts["rows"] == counts["new"] + counts["refused"] + counts["skipped"]


@pytest.mark.parametrize(("data", "upload"), UPLOADS)
def test_the_reader_finds_every_row(data, upload, tmp_path):
    found = reading.read(
        ROSTERS / upload["file"],
        work_dir=tmp_path,
        known_regions={"1771"},
        today=date(2026, 11, 24),
        sheet=upload.get("sheet"),
    )
    assert (found.question, found.file_problem) == (None, None)
    assert found.rows == upload["expected"]["rows"]


@pytest.mark.parametrize(("data", "upload"), UPLOADS)
def test_every_nik_has_the_serial_of_an_invented_person(data, upload):
    assert all(9001 <= int(nik[-4:]) <= 9999 for nik in niks_in(rows_of(upload)))


@pytest.mark.parametrize(("data", "upload"), UPLOADS)
def test_the_people_who_can_get_a_card_are_counted(data, upload):
    counts = upload["expected"]
    assert len(kpjs_in(rows_of(upload))) == counts["kpj"] + counts["refused"]


@pytest.mark.parametrize(("data", "upload"), UPLOADS)
def test_every_good_row_names_a_unit_of_the_city(data, upload):
    units = {unit["name"].casefold() for unit in data["organization"]["units"]}
    strangers = [row for row in rows_of(upload) if not units & {cell.casefold() for cell in row}]
    assert len(strangers) <= upload["expected"]["refused"] + upload["expected"]["skipped"]


@pytest.mark.parametrize("name", CITIES)
def test_a_nik_is_repeated_in_a_city_only_on_purpose(name):
    niks = Counter(nik for upload in CITIES[name]["rosters"] for nik in niks_in(rows_of(upload)))
    assert sum(times - 1 for times in niks.values()) == REPEATED_ON_PURPOSE[name]


def test_no_kpj_stands_in_two_cities():
    kpjs = Counter(
        kpj
        for data in CITIES.values()
        for kpj in set().union(*(kpjs_in(rows_of(upload)) for upload in data["rosters"]))
    )
    assert max(kpjs.values()) == 1


def test_names_carry_apostrophes_degrees_diacritics_and_sixty_letters():
    rows = [cell for data in CITIES.values() for upload in data["rosters"] for row in rows_of(upload) for cell in row]
    for piece in ("Nur'aini", "Ma\u2019mun", "José", "S.Pd.I", "I Wayan", "Tb. "):
        assert any(piece in cell for cell in rows), piece
    assert "HJ. SITI NUR'AINI RAHMADHANI KUSUMAWARDHANI CHANIAGO, S.PD.I" in {cell.upper() for cell in rows}


def test_the_archives_hold_the_people_of_the_claims():
    for name in ("kupang", "metro"):
        archive = {person["nik"] for person in CITIES[name]["archive"]}
        assert archive == {claim["nik"] for claim in CITIES[name]["claims"]}
        assert archive == set(niks_in(rows_of(CITIES[name]["rosters"][0])))
