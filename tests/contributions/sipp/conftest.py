import pytest
from openpyxl import load_workbook

from contributions.sipp import files
from tests.contributions.months import NOW


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def make(world):
    """Make a file of Bengkulu as its operator: of wage earners, under the city's own registration."""

    def _make(form="NEW_PU", segment="PU", *, month=None, registration="JJ000001", at=NOW):
        with world.acting(world.operator):
            number = world.bengkulu.registrations.filter(npp=registration).first()
            return files.make(
                municipality=world.bengkulu, form=form, segment=segment, registration=number, month=month,
                by=world.operator, at=at,
            )  # fmt: skip

    return _make


@pytest.fixture
def sheet_of(world):
    """{sheet: rows of values} of a kept file."""

    def _sheet_of(file):
        with world.acting(world.operator), files.download(file=file, by=world.operator, at=NOW) as kept:
            book = load_workbook(kept)
        return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}

    return _sheet_of
