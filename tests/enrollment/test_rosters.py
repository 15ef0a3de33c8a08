"""The verbs of a roster where a person has to answer something."""

from datetime import UTC, datetime

import pytest

from enrollment import pasted, rosters
from enrollment.models import Enrollment, Roster
from tests.enrollment.conftest import HEADER, SITI


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def receive(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"

    def _receive(path, **how):
        given = {"municipality": world.bengkulu, "path": path, "file_name": path.name, "by": world.operator, "at": NOW}
        return rosters.receive(**given | how)

    return _receive


@pytest.fixture
def check(world):
    def _check(roster, by=None, **how):
        return rosters.check(roster=roster, by=by or world.operator, at=NOW, **how)

    return _check


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield


BUDI = ["1771010208859002", "Budi", "02-08-1985", "L", "SDN 1", "1600000"]
pytestmark = pytest.mark.usefixtures("acting")


def test_a_file_with_several_sheets_waits_and_goes_on_with_the_one_chosen(receive, check, workbook):
    roster = check(receive(workbook(HEADER, SITI, SMP=[HEADER, SITI])))
    assert (roster.status, roster.reading["question"]["options"]) == ("WAITING", ["Data", "SMP"])
    roster = check(roster, sheet="SMP")
    assert (roster.status, roster.sheet, roster.rows) == ("CHECKED", "SMP", 1)


def test_a_file_that_cannot_be_read_ends_there_and_changes_nothing(receive, check, text_file):
    roster = check(receive(text_file(b"%PDF-1.7", "surat.pdf")))
    assert (roster.status, roster.rows, roster.reading["file_problem"]["code"]) == ("REFUSED", 0, "TYPE_NOT_ALLOWED")


def test_wages_that_all_fall_to_a_tenth_wait_for_a_second_person(world, receive, check, workbook):
    first = check(receive(workbook(HEADER, SITI)))
    rosters.commit(roster=first, by=world.operator, at=NOW)
    second = check(receive(workbook(HEADER, [*SITI[:5], "150000"], name="kedua.xlsx")))
    assert (second.status, second.reading["question"]["code"]) == ("WAITING", "WAGE_FALL")
    with pytest.raises(rosters.SecondPersonNeeded):
        check(second, accept=["WAGE_FALL"])
    assert check(second, accept=["WAGE_FALL"], by=world.approver).status == Roster.Status.CHECKED


def test_a_checked_roster_can_be_checked_again_with_an_answer(receive, check, workbook):
    roster = check(receive(workbook(HEADER, SITI)))
    assert check(roster, accept=["NIK_REPAIR"]).accepted == ["NIK_REPAIR"]


def test_the_same_file_under_another_name_is_the_first_roster(receive, workbook):
    path = workbook(HEADER, SITI)
    again = path.rename(path.with_name("salinan.xlsx"))
    assert receive(again).pk == receive(again, file_name="lain.xlsx").pk


def test_pasted_cells_are_a_roster_like_any_other(receive, check, tmp_path):
    text = "\r\n".join("\t".join(row) for row in (HEADER, [SITI[0], 'Siti "Ami" Aminah'.replace('"', ""), *SITI[2:]]))
    path = pasted.write(text, out=tmp_path / pasted.FILE_NAME)
    roster = check(receive(path))
    assert (roster.status, roster.rows, roster.new) == ("CHECKED", 1, 1)


def test_the_same_cells_pasted_again_are_the_same_file(tmp_path):
    first = pasted.write("a\tb\r\n1\t2\r\n", out=tmp_path / "1.csv").read_bytes()
    assert pasted.write("a\tb\n1\t2", out=tmp_path / "2.csv").read_bytes() == first


def test_a_person_enrolled_by_another_roster_since_the_check_is_checked_again(world, receive, check, workbook):
    first = check(receive(workbook(HEADER, SITI)))
    second = check(receive(workbook(HEADER, SITI, BUDI, name="kedua.xlsx")))
    rosters.commit(roster=first, by=world.operator, at=NOW)
    with pytest.raises(rosters.RosterOutdated):
        rosters.commit(roster=second, by=world.operator, at=NOW)
    second.refresh_from_db()
    assert (second.status, Enrollment.objects.count(), second.changes.count()) == ("CHECKED", 1, 0)


def test_a_change_to_what_was_undone_since_the_check_is_checked_again(world, receive, check, workbook):
    first = check(receive(workbook(HEADER, SITI)))
    rosters.commit(roster=first, by=world.operator, at=NOW)
    second = check(receive(workbook(HEADER, [*SITI[:5], "1700000"], name="kedua.xlsx")))
    rosters.undo(roster=first, by=world.operator, at=NOW)
    with pytest.raises(rosters.RosterOutdated):
        rosters.commit(roster=second, by=world.operator, at=NOW)
    second.refresh_from_db()
    assert second.status == "CHECKED"


def test_one_person_in_one_unit_spelled_two_ways_is_one_enrollment(world, receive, check, workbook):
    roster = check(receive(workbook(HEADER, SITI, [*SITI[:4], "sdn  1", SITI[5]])))
    assert (roster.new, roster.skipped) == (1, 1)
    rosters.commit(roster=roster, by=world.operator, at=NOW)
    assert Enrollment.objects.count() == 1
