"""What the database makes of a cleaned file: units found, doubles seen, the difference to what is stored."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection

from enrollment import committing
from enrollment.columns import COPIED
from enrollment.models import Enrollment, Roster, RosterChange, RosterRow, Worker
from enrollment.staging import loading
from enrollment.staging.table import COLUMNS, NAMES
from municipalities.context import as_owner
from municipalities.models import MinimumWage
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
EMPTY = "\\N"


def row(number, **cells):
    """One line of rows.copy; a cell that is not given was empty."""
    cells = {
        "row_no": number,
        "nik": f"17710141088590{number:02d}",
        "name": "Siti Aminah",
        "name_search": "SITI AMINAH",
        "birth_date": "1985-08-01",
        "sex": "P",
        "unit_name": "SDN 1",
        "category_name": "GTT",
        "wage": 1_500_000,
        "raw": "{}",
        "problems": "[]",
        "refused": "f",
        "skipped": "f",
    } | cells
    return "\t".join(str(cells.get(name, EMPTY)) for name in NAMES.split(", "))


@pytest.fixture
def roster(world):
    """A roster of Bengkulu as received."""

    def _roster(**fields):
        with world.acting(world.operator):
            number = Roster.objects.count() + 1
            return Roster.objects.create(
                municipality=world.bengkulu,
                number=number,
                file_name="roster.xlsx",
                sha256=f"{number:064d}",
                received_by=world.operator,
                received_at=NOW,
                **{"start_date": date(2026, 11, 1)} | fields,
            )

    return _roster


@pytest.fixture
def stage(world, roster, tmp_path):
    """Stage these rows; returns the counters and the roster."""

    def _stage(*rows, wage_required=True, **fields):
        made = roster(**fields)
        copy_file = tmp_path / f"rows{made.number}.copy"
        copy_file.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8")
        with world.acting(world.operator):
            return made, loading.stage(made, copy_file, wage_required=wage_required)

    return _stage


@pytest.fixture
def commit(world, stage):
    """Stage and carry out."""

    def _commit(*rows, **fields):
        made, _counts = stage(*rows, **fields)
        with world.acting(world.operator):
            committing.run((*committing.HISTORY, *committing.PEOPLE, *committing.ENROLL), given(made))
        return made

    return _commit


def given(roster):
    return committing.keys(roster) | {"at": NOW}


def codes(world, roster):
    with world.acting(world.operator):
        rows = RosterRow.objects.filter(roster=roster).order_by("row_no")
        return [(row.outcome, [problem["code"] for problem in row.problems]) for row in rows]


def test_a_person_nobody_knows_is_new(stage):
    _roster, counts = stage(row(1))
    assert (counts["rows"], counts["new"], counts["refused"]) == (1, 1, 0)


def test_no_row_is_lost_whatever_is_wrong_with_it(stage):
    rows = [row(1), row(2, unit_name="SDN 99"), row(3, skipped="t"), row(4, refused="t", nik=EMPTY)]
    _roster, counts = stage(*rows)
    assert counts["rows"] == 4
    assert counts["new"] + counts["changed"] + counts["unchanged"] + counts["refused"] + counts["skipped"] == 4


def test_a_unit_that_is_not_the_citys_refuses_its_row(world, stage):
    roster, _counts = stage(row(1, unit_name="SDN 99"))
    assert codes(world, roster) == [("REFUSED", ["UNIT_UNKNOWN"])]


def test_a_unit_is_found_whatever_its_capitals_and_blanks(stage):
    _roster, counts = stage(row(1, unit_name=" sdn   1 "))
    assert counts["new"] == 1


def test_a_category_that_is_not_the_citys_refuses_its_row(world, stage):
    roster, _counts = stage(row(1, category_name="Astronot"))
    assert codes(world, roster) == [("REFUSED", ["CATEGORY_UNKNOWN"])]


def test_without_a_unit_column_people_land_in_the_city(world, commit):
    commit(row(1, unit_name=EMPTY))
    with world.acting(world.operator):
        assert Enrollment.objects.get().unit == world.bengkulu.root


def test_without_a_category_column_people_are_general_non_asn(world, commit):
    commit(row(1, category_name=EMPTY))
    with world.acting(world.operator):
        assert Enrollment.objects.get().category == world.bengkulu.non_asn


def test_one_nik_of_two_people_refuses_both_rows(world, stage):
    twins = [row(1, nik="1771014108859001"), row(2, nik="1771014108859001", name="Budi", name_search="BUDI")]
    roster, _counts = stage(*twins)
    assert codes(world, roster) == [("REFUSED", ["NIK_CONFLICT"]), ("REFUSED", ["NIK_CONFLICT"])]


def test_the_same_row_again_is_skipped(world, stage):
    roster, _counts = stage(row(1, nik="1771014108859001"), row(2, nik="1771014108859001"))
    assert [outcome for outcome, _codes in codes(world, roster)] == ["NEW", "SKIPPED"]


def test_a_person_in_two_units_is_enrolled_twice_with_a_warning(world, stage):
    roster, counts = stage(
        row(1, nik="1771014108859001"), row(2, nik="1771014108859001", unit_name="Dinas Pendidikan")
    )
    assert counts["new"] == counts["warned"] == 2
    assert codes(world, roster)[0] == ("NEW", ["SECOND_ENROLLMENT"])


def test_a_wage_earner_without_a_wage_is_refused(world, stage):
    roster, _counts = stage(row(1, wage=EMPTY))
    assert codes(world, roster) == [("REFUSED", ["WAGE_REQUIRED"])]


def test_a_cadre_needs_no_wage(stage):
    _roster, counts = stage(row(1, wage=EMPTY, category_name="KADER"))
    assert counts["new"] == 1


def test_a_roster_for_one_unit_enrolls_nobody_elsewhere(world, stage):
    roster, _counts = stage(row(1, unit_name="Dinas Pendidikan"), unit=world.bengkulu.school)
    assert codes(world, roster) == [("REFUSED", ["OTHER_UNIT"])]


def test_a_unit_of_another_city_is_unknown_here(world, stage):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        world.kupang.school.name = "SDN Kupang"
        world.kupang.school.save()
        cursor.execute("SET LOCAL ROLE payung_app")
    roster, _counts = stage(row(1, unit_name="SDN Kupang"))
    assert codes(world, roster) == [("REFUSED", ["UNIT_UNKNOWN"])]


def test_committing_enrolls_with_what_the_category_says(world, commit):
    commit(row(1, category_name="KADER", wage=EMPTY))
    with world.acting(world.operator):
        enrollment = Enrollment.objects.get()
    assert (enrollment.segment, enrollment.programs, enrollment.funding_source) == ("BPU", "JKK_JKM", "APBD")


def test_the_rows_own_start_counts_before_the_rosters(world, commit):
    commit(row(1, start_date="2023-01-09"), row(2))
    with world.acting(world.operator):
        starts = sorted(Enrollment.objects.values_list("start_date", flat=True))
    assert starts == [date(2023, 1, 9), date(2026, 11, 1)]


def test_an_enrollment_names_the_roster_and_row_it_came_by(world, commit):
    roster = commit(row(1), row(2))
    with world.acting(world.operator):
        came = set(Enrollment.objects.values_list("roster", "roster_row_no"))
        assert not RosterChange.objects.exists()
    assert came == {(roster.pk, 1), (roster.pk, 2)}


def test_an_enrollment_cannot_name_a_row_without_its_roster(world):
    with world.acting(world.operator), pytest.raises(IntegrityError, match="an_enrollment_names_roster_and_row"):
        make_enrollment(world.bengkulu, roster_row_no=3)


def test_the_same_people_again_change_nothing(stage, commit):
    commit(row(1), row(2))
    _roster, counts = stage(row(1), row(2))
    assert (counts["unchanged"], counts["new"], counts["changed"]) == (2, 0, 0)


@pytest.mark.parametrize(
    ("start", "wage"),
    [("2026-02-01", 1_000_000), ("2026-03-31", 1_000_000), ("2026-04-01", 2_000_000), ("2026-06-01", 2_000_000)],
)
def test_a_row_is_held_against_the_first_cover_that_is_not_over_when_it_begins(world, stage, start, wage):
    """Of who left and came back, by the wage that each cover has."""
    covers = (date(2025, 1, 1), date(2025, 6, 30), 1), (date(2026, 1, 1), date(2026, 3, 31), 1_000_000)
    with administrator():
        person = make_worker(world.bengkulu, nik="1771014108859001")
        for first, last, earned in covers:
            made = {"start_date": first, "end_date": last, "end_reason": "RESIGNED", "wage": earned}
            make_enrollment(world.bengkulu, person, **made)
        make_enrollment(world.bengkulu, person, start_date=date(2026, 5, 1), wage=2_000_000)
    same = row(1, nik=person.nik, start_date=start, wage=wage)
    _roster, counts = stage(same)
    assert (counts["rows"], counts["unchanged"]) == (1, 1)


def test_a_new_wage_is_a_change_with_old_and_new(world, commit):
    commit(row(1))
    commit(row(1, wage=1_750_000))
    with world.acting(world.operator):
        change = RosterChange.objects.get(kind="CHANGED")
        assert Enrollment.objects.get().wage == 1_750_000
    assert (change.before["wage"], change.after["wage"]) == (1_500_000, 1_750_000)


def test_an_empty_cell_blanks_nothing(world, commit):
    commit(row(1, kpj="12345678901", phone="0811"))
    commit(row(1, wage=1_750_000))
    with world.acting(world.operator):
        assert Enrollment.objects.get().kpj == "12345678901"
        assert Worker.objects.get().phone == "0811"


def test_whoever_is_not_in_the_file_is_counted_and_left_alone(world, stage, commit):
    commit(row(1), row(2))
    _roster, counts = stage(row(1))
    assert counts["missing"] == 1
    with world.acting(world.operator):
        assert Enrollment.objects.filter(end_date=None).count() == 2


def test_refused_and_skipped_rows_enroll_nobody(world, commit):
    commit(row(1, unit_name="SDN 99"), row(2, skipped="t"))
    with world.acting(world.operator):
        assert not Worker.objects.exists()


def test_an_undo_leaves_no_enrollment_in_force(world, commit):
    roster = commit(row(1))
    with world.acting(world.operator):
        committing.run(committing.UNDO, given(roster))
        assert not Enrollment.objects.in_force_on(date(2026, 11, 24)).exists()


def test_after_an_undo_the_same_people_are_new_again(stage, commit, world):
    roster = commit(row(1))
    with world.acting(world.operator):
        committing.run(committing.UNDO, given(roster))
    _roster, counts = stage(row(1))
    assert counts["new"] == 1


def test_an_undo_brings_the_old_wage_and_name_back(world, commit):
    commit(row(1))
    roster = commit(row(1, wage=1_750_000, name="Siti A.", name_search="SITI A."))
    with world.acting(world.operator):
        committing.run(committing.UNDO, given(roster))
        assert Enrollment.objects.get().wage == 1_500_000
        assert Worker.objects.get().name == "Siti Aminah"


def test_an_undo_leaves_alone_what_someone_changed_since(world, commit):
    roster = commit(row(1))
    with world.acting(world.operator):
        Enrollment.objects.update(wage=1_900_000)
        assert [row_no for row_no, *_ in committing.found(committing.CHANGED_SINCE, given(roster))] == [1]
        committing.run(committing.UNDO, given(roster))
        assert not Enrollment.objects.get().is_void


def test_an_approved_month_stands_in_the_way_of_an_undo(world, commit):
    roster = commit(row(1))
    with world.acting(world.operator):
        Enrollment.objects.update(approved_through=date(2026, 11, 1))
        assert [row_no for row_no, *_ in committing.in_the_way(roster)] == [1]


def test_an_enrollment_that_a_death_has_voided_stands_in_the_way_of_an_undo(world, commit):
    roster = commit(row(1))
    with world.acting(world.operator):
        Enrollment.objects.update(is_void=True)
        assert [row_no for row_no, *_ in committing.in_the_way(roster)] == [1]


def test_what_the_file_said_stays_beside_what_was_understood(world, stage):
    raw = json.dumps({"name": "SITI  AMINAH"})
    roster, _counts = stage(row(1, raw=raw))
    with world.acting(world.operator):
        assert RosterRow.objects.get(roster=roster).raw == {"name": "SITI  AMINAH"}


def problems_of(world, roster):
    with world.acting(world.operator):
        rows = RosterRow.objects.filter(roster=roster).order_by("row_no")
        return [problem for row in rows for problem in row.problems]


def damaged(code, digits, **cells):
    """A row whose NIK came out of a number cell."""
    problem = {"code": code, "column": "nik", "level": "error", "found": "177101…"}
    return row(1, raw=json.dumps({"nik": digits}), problems=json.dumps([problem]), refused="t", **cells)


def test_a_numeric_nik_of_a_person_the_city_knows_counts(world, commit, stage):
    commit(row(1))
    known, _counts = stage(damaged("NIK_NUMERIC", "1771014108859001"))
    assert codes(world, known) == [("UNCHANGED", ["NIK_NUMERIC"])]
    stranger, _counts = stage(damaged("NIK_NUMERIC", "1771014108859002", nik="1771014108859002"))
    assert codes(world, stranger) == [("REFUSED", ["NIK_NUMERIC"])]


def test_a_damaged_nik_is_proposed_from_the_one_person_it_can_be_and_never_taken(world, commit, stage):
    commit(row(1))
    roster, counts = stage(damaged("NIK_PRECISION_LOST", "1771014108859000", nik=EMPTY))
    assert counts["refused"] == 1
    assert problems_of(world, roster)[0]["reason"] == "PROPOSAL"


def test_a_damaged_nik_is_repaired_once_a_person_accepts_it(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(damaged("NIK_PRECISION_LOST", "1771014108859000", nik=EMPTY), accepted=["NIK_REPAIR"])
    assert codes(world, roster) == [("UNCHANGED", ["NIK_REPAIRED"])]


def test_a_damaged_nik_that_two_people_could_have_is_not_proposed(world, commit, stage):
    commit(row(1), row(2))
    roster, _counts = stage(damaged("NIK_PRECISION_LOST", "1771014108859000", nik=EMPTY))
    assert "reason" not in problems_of(world, roster)[0]


def test_a_wage_of_a_hundred_usual_ones_is_refused(world, stage):
    roster, _counts = stage(*(row(number) for number in range(1, 6)), row(6, wage=900_000_000))
    assert codes(world, roster)[-1] == ("REFUSED", ["WAGE_IMPLAUSIBLE"])


def test_a_wage_below_the_minimum_is_a_remark(world, stage):
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        MinimumWage.objects.create(
            municipality=world.bengkulu, amount=2_500_000, source="SK", start_date=date(2026, 1, 1)
        )
        cursor.execute("SET LOCAL ROLE payung_app")
    roster, _counts = stage(row(1), row(2, category_name="KADER"))
    assert codes(world, roster) == [("NEW", ["WAGE_LOW"]), ("NEW", [])]


def test_an_old_cadre_is_a_remark_and_an_old_wage_earner_none(world, stage):
    roster, _counts = stage(row(1, birth_date="1955-08-01", category_name="KADER"), row(2, birth_date="1955-08-01"))
    assert codes(world, roster) == [("NEW", ["AGE"]), ("NEW", [])]
    assert problems_of(world, roster)[0]["age"] == 71


def test_a_person_active_in_another_unit_is_a_remark_that_names_it(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, unit_name="Dinas Pendidikan"))
    assert codes(world, roster) == [("NEW", ["ENROLLED_ELSEWHERE"])]
    assert problems_of(world, roster)[0]["found"] == "SDN 1"


def test_the_nearest_unit_is_offered_and_never_taken(world, stage):
    roster, _counts = stage(row(1, unit_name="Dinas Pendidikn"))
    assert codes(world, roster) == [("REFUSED", ["UNIT_UNKNOWN"])]
    assert problems_of(world, roster)[0]["near"] == "Dinas Pendidikan"


def test_the_columns_of_the_file_are_declared_once():
    assert NAMES.split(", ") == list(COPIED)
    assert [column.split()[0] for column in COLUMNS.split(", ")] == list(COPIED)
