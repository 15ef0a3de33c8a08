"""The data inventory is made from the models and says what the database lets through."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import models

from enrollment.models import Worker
from municipalities import inventory
from municipalities.data_classes import Data, DataClass, classes_of


PAGE = Path(settings.BASE_DIR) / "docs" / "data-inventory.md"


def row_of(label):
    return next(row for row in inventory.tables() if row["model"] == label)


def test_the_page_is_as_new_as_the_models():
    made = inventory.as_markdown(inventory.tables())
    assert PAGE.read_text() == made, "bin/manage data_inventory --out docs/data-inventory.md"


def test_a_table_tells_whose_it_is_who_reads_it_and_how_long_it_is_kept():
    row = row_of("enrollment.Worker")
    assert row["PERSONAL"] == ["nik", "name", "name_search", "birth_date", "sex", "phone"]
    assert row["about"] == "workers"
    assert row["readers"].startswith("OPERATOR, CLERK, ")
    assert row["readers"].endswith("clerks: people of their units")
    assert row["kept"] == "until the city's retention rule"


def test_money_health_and_children_are_specific():
    assert set(row_of("claims.Heir")["SPECIFIC"]) >= {"bank", "account_number", "share"}
    assert set(row_of("claims.ScholarshipChild")["SPECIFIC"]) >= {"name", "birth_date"}
    assert row_of("enrollment.Enrollment")["SPECIFIC"] == ["wage"]


def test_the_command_prints_one_json_object(capsys):
    call_command("data_inventory", "--json")
    found = json.loads(capsys.readouterr().out)
    assert {row["table"] for row in found["tables"]} >= {"enrollment_worker", "django_session", "claims_heir"}


def test_the_command_writes_the_page(tmp_path):
    call_command("data_inventory", "--out", str(tmp_path / "page.md"))
    assert (tmp_path / "page.md").read_text() == PAGE.read_text()


def test_a_field_that_nobody_classed_is_seen(monkeypatch):
    monkeypatch.setattr(Worker, "data", Data(personal="nik", whose="workers"))
    kinds = classes_of(Worker)
    assert (kinds["nik"], kinds["id"], kinds["phone"]) == (DataClass.PERSONAL, DataClass.INTERNAL, None)


def test_a_key_to_another_row_needs_no_mention():
    keys = [field for field in Worker._meta.local_fields if isinstance(field, models.ForeignKey)]
    assert keys
    assert {classes_of(Worker)[field.name] for field in keys} == {DataClass.INTERNAL}
