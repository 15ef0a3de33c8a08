"""The template an office downloads can be read by the reader as it is."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection

from enrollment import resources, roster_templates
from enrollment.columns import ROSTER
from enrollment.models import Enrollment
from municipalities.context import as_owner
from tests.factories.enrollment import make_enrollment, make_worker


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


def test_people_are_filled_in_as_a_roster_writes_them(world, template, siti):
    with world.acting(world.operator):
        people = list(resources.rows(Enrollment.objects.all(), month=date(2026, 11, 1)))
    count, book = template(people=people)
    row = [cell.value for cell in book["Roster"][2]]
    assert (count, row[:4], row[6]) == (1, [siti.worker.nik, "Siti Aminah", "01-08-1985", "P"], 1_500_000)


def test_without_people_no_one_is_filled_in(template, siti):
    count, book = template()
    assert (count, book["Roster"].max_row) == (0, 1)


def test_the_filled_template_is_read_without_a_word(siti, world, tmp_path, parse):
    with world.acting(world.operator):
        people = resources.rows(Enrollment.objects.all(), month=date(2026, 11, 1))
        roster_templates.write(municipality=world.bengkulu, people=people, out=tmp_path / "roster.xlsx")
    found, [row] = parse(tmp_path / "roster.xlsx")
    assert (found["notices"], row["nik"], row["refused"]) == ([], siti.worker.nik, "f")
