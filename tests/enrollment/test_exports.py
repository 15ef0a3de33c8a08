import csv
from datetime import UTC, datetime

import pytest
from django.db import connection
from openpyxl import load_workbook

from enrollment import exports
from municipalities import audit
from municipalities.context import as_owner
from municipalities.models import AuditEvent
from tests.factories.enrollment import make_enrollment, make_worker


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def export(world, tmp_path):
    """Export Bengkulu, where one person with this name is enrolled."""

    def _export(name="Siti Aminah", kind="csv"):
        with connection.cursor() as cursor, as_owner():
            cursor.execute("RESET ROLE")
            make_enrollment(world.bengkulu, make_worker(world.bengkulu, name))
            make_enrollment(world.kupang)
            cursor.execute("SET LOCAL ROLE payung_app")
        path = tmp_path / f"workers.{kind}"
        with world.acting(world.operator):
            exports.export_workers(municipality=world.bengkulu, path=path, by=world.operator, at=NOW)
        return path

    return _export


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_has_everything_stored_about_the_citys_people_alone(export):
    [row] = rows(export())
    assert (row["name"], row["unit"], row["wage"], row["start_date"]) == (
        "Siti Aminah",
        "SDN 1",
        "1500000",
        "2026-01-01",
    )


def test_the_nik_stays_sixteen_digits_of_text_in_a_workbook(export):
    sheet = load_workbook(export(kind="xlsx")).active
    assert len(sheet["A2"].value) == 16
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("name", ["=1+1", "+62", "-A1", "@SUM(A1)", "\tx"])
def test_no_name_becomes_a_formula_in_a_csv(export, name):
    [row] = rows(export(name))
    assert row["name"] == f"'{name}"


def test_no_name_becomes_a_formula_in_a_workbook(export):
    sheet = load_workbook(export("=1+1", kind="xlsx")).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_an_export_is_audited(world, export):
    export()
    with world.acting(world.auditor, "AUDITOR"):
        event, worker = AuditEvent.objects.get(action="workers.exported"), world.bengkulu.workers.get()
    assert event.detail == {"rows": 1, "people": audit.as_ranges([worker.pk])}
