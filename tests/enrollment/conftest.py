"""Roster files as tests make them, and the two ways to read them."""

import json
from datetime import date

import pytest
import xlsxwriter

from enrollment import reading
from enrollment.columns import COPIED
from enrollment.reader import parsing
from enrollment.reader.limits import Limits


TODAY = date(2026, 11, 24)
REGIONS = ["1771", "3171", "9171"]
HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Unit Kerja", "Honor"]
SITI = ["1771014108859001", "Siti Aminah", "01-08-1985", "P", "SDN 1", "1500000"]


@pytest.fixture
def workbook(tmp_path):
    """Write these rows to a sheet of a workbook; other sheets by name."""

    def _workbook(*rows, name="roster.xlsx", prepare=None, **sheets):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            for sheet, content in ({"Data": rows} | sheets).items():
                page = book.add_worksheet(sheet)
                for number, row in enumerate(content):
                    page.write_row(number, 0, row)
            if prepare:
                prepare(book)
        return path

    return _workbook


@pytest.fixture
def text_file(tmp_path):
    def _text_file(content, name="roster.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _text_file


@pytest.fixture
def read(tmp_path):
    """Through the only door: a child process with limits."""

    def _read(path, **how):
        work_dir = tmp_path / "work"
        work_dir.mkdir(exist_ok=True)
        return reading.read(path, work_dir=work_dir, **({"known_regions": frozenset(REGIONS), "today": TODAY} | how))

    return _read


@pytest.fixture
def parse(tmp_path):
    """What the child does, without the process: the result, and the rows it copied."""

    def _parse(path, **how):
        work_dir = tmp_path / "parsed"
        work_dir.mkdir(exist_ok=True)
        request = {"path": str(path), "known_regions": REGIONS, "today": TODAY.isoformat(), "wage_required": False}
        request |= {"sheet": None, "accepted": [], "columns": None, "known": {}, "fixes": {}} | how
        found = parsing.parse(request, work_dir, Limits())
        return found, rows_of(work_dir / "rows.copy")

    return _parse


def rows_of(copy_path):
    """The lines of rows.copy by the names of their fields; problems as the database will see them."""
    if not copy_path or not copy_path.exists():
        return []
    lines = copy_path.read_text(encoding="utf-8").splitlines()
    rows = [dict(zip(COPIED, line.split("\t"), strict=True)) for line in lines]
    for row in rows:
        row["problems"] = json.loads(row["problems"].replace("\\\\", "\\"))
    return rows


def codes(rows):
    return [problem["code"] for row in rows for problem in row["problems"]]
