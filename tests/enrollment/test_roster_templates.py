"""The template an office downloads can be read by the reader as it is."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.db import connection

from enrollment import roster_templates
from enrollment.columns import ROSTER
from municipalities.context import as_owner
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def template(world):
    """The template as the operator gets it: the workbook, and how many people it holds."""

    def _template(**how):
        out = io.BytesIO()
        with world.acting(world.operator):
            count = roster_templates.write(municipality=world.bengkulu, out=out, **how)
        return count, openpyxl.load_workbook(out)

    return _template


@pytest.fixture
def siti(world):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        made = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"))
        cursor.execute("SET LOCAL ROLE payung_app")
    return made


@pytest.fixture
def by(world):
    return {"by": world.operator, "at": NOW}


def test_it_has_our_columns_and_marks_those_that_must_be_filled(template):
    _count, book = template()
    heads = [cell.value for cell in book["Roster"][1]]
    assert heads == [column.label + (" *" if column.required else "") for column in ROSTER]


def test_the_nik_column_is_text(template):
    _count, book = template()
    assert book["Roster"].column_dimensions["A"].number_format == "@"


def test_units_and_categories_are_offered(template, world):
    _count, book = template()
    rules = {str(rule.sqref)[0]: rule.formula1 for rule in book["Roster"].data_validations.dataValidation}
    assert rules == {"D": "PilihanPayung!$A$1:$A$2", "E": "PilihanPayung!$B$1:$B$2", "F": "PilihanPayung!$C$1:$C$3"}
    assert {cell.value for cell in book["PilihanPayung"]["B"]} >= {
        world.bengkulu.office.name,
        world.bengkulu.school.name,
    }


def test_a_unit_is_offered_itself_and_what_is_below_it(template, world):
    _count, book = template(unit=world.bengkulu.school)
    assert [cell.value for cell in book["PilihanPayung"]["B"]][:1] == [world.bengkulu.school.name]


def test_the_sheet_how_to_fill_in_tells_of_every_column(template):
    _count, book = template()
    told = {cell.value.removesuffix(" *") for cell in book["Cara mengisi"]["A"] if cell.value}
    assert {column.label for column in ROSTER} <= told


def test_who_is_enrolled_now_is_filled_in_for_a_person(template, siti, by):
    count, book = template(**by)
    assert count == 1
    row = [cell.value for cell in book["Roster"][2]]
    assert row[:4] == [siti.worker.nik, "Siti Aminah", "01-08-1985", "P"]
    assert row[6] == 1_500_000


def test_without_a_person_to_name_no_one_is_filled_in(template, siti):
    count, book = template()
    assert (count, book["Roster"].max_row) == (0, 1)


def test_filling_it_in_is_remembered(template, siti, by, world):
    template(**by)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster_template.filled")
        assert (event.by, event.detail) == (world.operator, {"rows": 1})


def test_only_the_people_of_the_category_are_filled_in(template, siti, by, world):
    assert template(category=world.bengkulu.cadre, **by)[0] == 0
    assert template(category=world.bengkulu.gtt, **by)[0] == 1


def test_the_filled_template_is_read_without_a_word(siti, by, world, tmp_path, parse):
    with world.acting(world.operator):
        roster_templates.write(municipality=world.bengkulu, out=tmp_path / "roster.xlsx", **by)
    found, [row] = parse(tmp_path / "roster.xlsx")
    assert (found["notices"], row["nik"], row["refused"]) == ([], siti.worker.nik, "f")
