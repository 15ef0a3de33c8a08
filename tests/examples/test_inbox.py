"""The files of an ordinary week: committed is what the generator makes, and each gives what inbox.toml says."""

import tomllib
from collections import Counter

import pytest

from enrollment import rosters
from examples.make_inbox import make
from examples.make_rosters import HERE
from tests.enrollment.conftest import codes, read, rows_of  # noqa: F401 the fixture of the only door
from tests.enrollment.test_rosters import NOW
from tests.examples.test_examples import sheets_of as cells_of


INBOX = HERE / "inbox"
FILES = tomllib.loads((HERE / "inbox.toml").read_text("utf-8"))["files"]
# Every kabupaten and kota that the invented people come from.
REGIONS = frozenset(["1771", "1701", "1702", "1703", "1705", "1707", "1708", "1709", "1371", "1671"])
WITH_A_QUESTION = [each for each in FILES if "asks" in each]


def named(entry):
    return entry["name"]


@pytest.fixture
def look(read):  # noqa: F811
    def _look(entry, **answer):
        required = entry.get("wage_required", False)
        return read(INBOX / entry["name"], known_regions=REGIONS, wage_required=required, **answer)

    return _look


def test_the_committed_files_are_what_the_generator_makes(tmp_path):
    made = make(tmp_path)
    assert {path.name for path in made} == {path.name for path in INBOX.iterdir()} == {each["name"] for each in FILES}
    for path in made:
        if path.suffix == ".csv":
            assert path.read_bytes() == (INBOX / path.name).read_bytes()
        else:
            assert cells_of(path) == cells_of(INBOX / path.name)


@pytest.mark.parametrize("entry", WITH_A_QUESTION, ids=named)
def test_what_no_machine_can_know_is_asked(look, entry):
    question = look(entry).question
    assert (question["code"], question["options"]) == (entry["asks"], entry["options"])


@pytest.mark.parametrize("entry", FILES, ids=named)
def test_every_row_of_a_file_is_accounted_for(look, entry):
    found = look(entry, **entry.get("answer", {}))
    assert (found.question, found.file_problem) == (None, None)
    counted = (found.rows, found.refused, found.skipped)
    assert counted == (entry["rows"], entry.get("refused", 0), entry.get("skipped", 0))
    assert Counter(codes(rows_of(found.copy_path))) == entry.get("codes", {})


def test_where_rows_meet_one_teacher_twice_is_one_and_one_nik_for_two_is_nobody(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    path = INBOX / "smp-swasta-guru.xlsx"
    given = {"by": world.operator, "at": NOW}
    with world.acting(world.operator):
        roster = rosters.receive(
            municipality=world.bengkulu, path=path, file_name=path.name, category=world.bengkulu.cadre, **given
        )
        roster = rosters.check(roster=roster, **given)
    assert (roster.rows, roster.new, roster.skipped, roster.refused) == (28, 25, 1, 2)
