"""The rows that need a hand come back as a workbook that can be repaired and uploaded."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment import error_workbooks
from enrollment.models import Roster, RosterRow


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
GOOD = {"nik": "1771014108859001", "name": "Siti Aminah", "birth_date": "01-08-1985"}
SHORT = {"code": "NIK_LENGTH", "column": "nik", "level": "error", "found": "177101…", "length": 15}
OTHER_DAY = {"code": "NIK_BIRTH_MISMATCH", "column": "nik", "level": "warning"}


@pytest.fixture
def roster(world):
    with world.acting(world.operator):
        return Roster.objects.create(
            municipality=world.bengkulu,
            number=1,
            start_date=date(2026, 11, 1),
            file_name="roster.xlsx",
            sha256="0" * 64,
            reading={"mapping": {"nik": "NIK", "name": "NAMA", "birth_date": "TGL LAHIR"}},
            received_by=world.operator,
            received_at=NOW,
        )


@pytest.fixture
def written(world, roster):
    """Stage rows of (raw cells, problems, outcome) and write the workbook."""

    def _written(*rows):
        out = io.BytesIO()
        with world.acting(world.operator):
            for number, (raw, problems, outcome) in enumerate(rows, start=2):
                RosterRow.objects.update_or_create(
                    municipality=world.bengkulu,
                    roster=roster,
                    row_no=number,
                    defaults={"raw": raw, "problems": problems, "outcome": outcome},
                )
            count = error_workbooks.write(roster, out=out)
        return count, openpyxl.load_workbook(out).active

    return _written


def test_what_must_be_repaired_stands_before_what_only_wants_a_look(written):
    _count, sheet = written((GOOD, [OTHER_DAY], "NEW"), (GOOD, [SHORT], "REFUSED"), (GOOD, [OTHER_DAY], "CHANGED"))
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [3, 2, 4]


def test_refused_and_flagged_rows_come_back_and_the_others_do_not(written):
    count, sheet = written((GOOD, [SHORT], "REFUSED"), (GOOD, [], "NEW"), (GOOD, [OTHER_DAY], "NEW"))
    assert count == 2
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [2, 4]


def test_the_columns_are_those_of_the_file_and_the_last_says_what_is_wrong(written):
    _count, sheet = written((GOOD, [SHORT], "REFUSED"))
    assert [cell.value for cell in sheet[1]] == ["Baris asal (roster 1)", "NIK", "Nama", "Tanggal lahir", "Masalah"]
    assert sheet.cell(2, 5).value.startswith("Baris 2")


def test_the_cell_that_is_wrong_is_colored_and_says_why(written):
    _count, sheet = written((GOOD, [SHORT], "REFUSED"))
    nik, name = sheet.cell(2, 2), sheet.cell(2, 3)
    assert nik.fill.fgColor.rgb == "FFF8D7DA"
    assert "16 angka" in nik.comment.text
    assert name.fill.fgColor.rgb == "00000000"


def test_a_flagged_cell_has_the_milder_color(written):
    _count, sheet = written((GOOD, [OTHER_DAY], "NEW"))
    assert sheet.cell(2, 2).fill.fgColor.rgb == "FFFFF3CD"


def test_a_nik_stays_text(written):
    _count, sheet = written((GOOD, [SHORT], "REFUSED"))
    assert (sheet.cell(2, 2).value, sheet.cell(2, 2).data_type) == ("1771014108859001", "s")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from(["=", "+", "-", "@", "\t=", "=cmd|' /C calc'!A0", "＝", "{="]),  # noqa: RUF001
    text=st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=80),
)
def test_nothing_that_was_typed_becomes_a_formula(written, start, text):
    _count, sheet = written(({**GOOD, "name": start + text}, [SHORT], "REFUSED"))
    assert sheet.cell(2, 3).data_type == "s"
    assert sheet.cell(2, 3).value.strip() == (start + text).strip()


def test_a_cell_longer_than_a_spreadsheet_takes_is_cut_and_not_lost(written):
    _count, sheet = written(({**GOOD, "name": "A" * 50_000}, [SHORT], "REFUSED"))
    assert len(sheet.cell(2, 3).value) == error_workbooks.LONGEST + 1
