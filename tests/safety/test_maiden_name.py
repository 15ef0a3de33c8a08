"""The mother's maiden name is what banks ask for: it may stand in the official export to BPJS and nowhere else."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings

from enrollment.columns import ROSTER


ROOT = Path(settings.BASE_DIR)
NAMED = re.compile(r"ibu[ _-]?kandung|nama[ _-]?ibu|maiden|mothers?_name", re.IGNORECASE)
# The columns of the official file, empty there, and what knows it as a column of a file that is left alone.
LAYOUT = Path("contributions/sipp/layouts/new_pu.toml")
ALLOWED = {LAYOUT: "the official SIPP file", Path("enrollment/columns.py"): "OTHERS"}


def code():
    for floor in ("common", "municipalities", "agreements", "enrollment", "contributions", "claims", "reports"):
        yield from (ROOT / floor).rglob("*.py")
        yield from (ROOT / floor).rglob("*.toml")
    yield from (ROOT / "templates").rglob("*.html")


def test_no_page_no_paper_and_no_module_but_the_official_export_names_it():
    found = {path.relative_to(ROOT) for path in code() if NAMED.search(path.read_text())}
    assert found - set(ALLOWED) == set()


def test_it_is_neither_stored_nor_read_from_a_roster():
    fields = [field.name for model in apps.get_models() for field in model._meta.local_fields]
    assert [name for name in fields if NAMED.search(name)] == []
    words = [word for column in ROSTER for word in (column.name, column.label, *column.synonyms)]
    assert [word for word in words if NAMED.search(word)] == []


def test_its_column_of_the_official_file_holds_nothing():
    columns = tomllib.loads((ROOT / LAYOUT).read_text())["columns"]
    assert [column for column in columns if NAMED.search(column["header"])] == [{"header": "NAMA_IBU_KANDUNG"}]


def test_the_guard_knows_it_under_its_names():
    for name in ("NAMA_IBU_KANDUNG", "nama ibu", "Ibu kandung", "mother_name", "mothers_name", "maiden_name"):
        assert NAMED.search(name), name
