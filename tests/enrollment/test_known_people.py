"""What a roster says of people the city knows: nobody is renamed, moved or raised from the dead by a slip."""

import json
from datetime import date

import pytest

from enrollment import committing
from enrollment.models import Enrollment, RosterRow, Worker
from enrollment.staging import names
from municipalities.models import WageBasis
from tests.enrollment.test_roster_pages import BUDI, SITI, files, the, upload
from tests.enrollment.test_staging import EMPTY, codes, commit, given, problems_of, roster, row, stage
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["commit", "files", "roster", "stage"]  # fixtures

NIK = "1771014108859001"
BUDI_IS = {"nik": NIK, "name": "Budi Hartono", "name_search": "BUDI HARTONO"}


def test_the_nik_of_somebody_else_refuses_its_row_and_names_them(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, **BUDI_IS, birth_date="1990-02-03"))
    assert codes(world, roster) == [("REFUSED", ["NIK_OTHER_PERSON"])]
    assert problems_of(world, roster)[0]["found"] == "Siti Aminah"
    assert problems_of(world, roster)[0]["birth_date"] == "01-08-1985"


def test_another_name_with_the_same_birth_date_is_a_change_with_a_remark(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, **BUDI_IS))
    assert codes(world, roster) == [("CHANGED", ["NAME_DIFFERS"])]


def test_another_birth_date_with_the_same_name_is_a_change_with_a_remark(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, birth_date="1985-08-02"))
    assert codes(world, roster) == [("CHANGED", ["BIRTH_DATE_DIFFERS"])]


def test_capitals_and_degrees_alone_change_nobody(world, commit, stage):
    commit(row(1))
    _roster, counts = stage(row(1, name="SITI AMINAH, S.Pd"))
    assert (counts["unchanged"], counts["changed"], counts["warned"]) == (1, 0, 0)


def test_a_name_spelled_otherwise_stays_as_it_stands_when_the_wage_changes(world, commit):
    commit(row(1))
    commit(row(1, name="SITI AMINAH", wage=1_750_000))
    with world.acting(world.operator):
        assert Worker.objects.get().name == "Siti Aminah"


def test_whoever_is_known_to_be_dead_is_refused_with_the_day(world, commit, stage):
    commit(row(1))
    with world.acting(world.operator):
        Enrollment.objects.update(end_date=date(2026, 11, 5), end_reason="DIED")
    roster, _counts = stage(row(1))
    assert codes(world, roster) == [("REFUSED", ["KNOWN_DEAD"])]
    assert problems_of(world, roster)[0]["found"] == "05-11-2026"


def test_whoever_only_left_may_come_again(world, commit, stage):
    commit(row(1, start_date="2026-01-01"))
    with world.acting(world.operator):
        Enrollment.objects.update(end_date=date(2026, 6, 30), end_reason="RESIGNED")
    roster, _counts = stage(row(1))
    assert codes(world, roster) == [("NEW", [])]


def test_a_start_that_differs_is_said_and_not_taken(world, commit, stage):
    commit(row(1, start_date="2023-01-09"))
    roster, _counts = stage(row(1, start_date="2024-01-09"))
    assert codes(world, roster) == [("UNCHANGED", ["START_DIFFERS"])]
    assert problems_of(world, roster)[0]["found"] == "09-01-2023"


def test_a_row_without_a_start_says_nothing_of_the_one_that_stands(world, commit, stage):
    commit(row(1, start_date="2023-01-09"))
    roster, _counts = stage(row(1))
    assert codes(world, roster) == [("UNCHANGED", [])]


@pytest.mark.parametrize("wage", [15_000_001, 149_999])
def test_a_wage_far_from_the_usual_one_of_the_file_is_a_remark(world, stage, wage):
    roster, _counts = stage(*(row(number) for number in range(1, 6)), row(6, wage=wage))
    assert codes(world, roster)[-1] == ("NEW", ["WAGE_FAR"])


@pytest.mark.parametrize("wage", [15_000_000, 150_000])
def test_a_wage_of_ten_times_or_a_tenth_of_the_usual_one_is_not_far(world, stage, wage):
    roster, _counts = stage(*(row(number) for number in range(1, 6)), row(6, wage=wage))
    assert codes(world, roster)[-1] == ("NEW", [])


def test_a_wage_far_from_the_one_before_is_a_remark(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, wage=15_000_001))
    assert codes(world, roster) == [("CHANGED", ["WAGE_FAR"])]
    assert problems_of(world, roster)[0]["median"] == 1_500_000


def test_one_kpj_of_two_people_in_a_file_is_a_remark_on_both(world, stage):
    roster, _counts = stage(row(1, kpj="12345678901"), row(2, kpj="12345678901"), row(3, kpj="12345678902"))
    assert codes(world, roster) == [("NEW", ["KPJ_SHARED"]), ("NEW", ["KPJ_SHARED"]), ("NEW", [])]


def test_the_kpj_of_somebody_the_city_knows_is_a_remark_that_names_nobody(world, commit, stage):
    commit(row(1, kpj="12345678901"))
    roster, _counts = stage(row(1, kpj="12345678901"), row(2, kpj="12345678901", nik="1771014108859099"))
    assert codes(world, roster)[0] == ("UNCHANGED", ["KPJ_SHARED"])
    stranger, _counts = stage(row(2, kpj="12345678901", nik="1771014108859098"))
    assert codes(world, stranger) == [("NEW", ["KPJ_SHARED"])]
    assert "found" not in problems_of(world, stranger)[0]


def test_a_clerk_learns_nothing_of_a_person_of_other_units(world, commit, stage):
    commit(row(1, unit_name="Dinas Pendidikan"))
    roster, _counts = stage(row(1, **BUDI_IS, birth_date="1990-02-03"), unit=world.bengkulu.school, by_clerk=True)
    assert codes(world, roster) == [("REFUSED", ["OTHER_UNIT", "ENROLLED_ELSEWHERE"])]
    assert not any(problem["found"] for problem in problems_of(world, roster) if "found" in problem)


def test_a_group_of_many_rows_names_the_first_ten(world, stage):
    twins = [row(number, nik=NIK, name=f"Orang {number}", name_search=f"ORANG {number}") for number in range(1, 13)]
    roster, _counts = stage(*twins)
    assert problems_of(world, roster)[11]["found"] == list(range(1, 11))


def test_near_names_are_looked_for_the_commonest_unknown_units_only(world, stage, monkeypatch):
    monkeypatch.setattr("enrollment.staging.loading.LOOKUPS", names.LOOKUPS.replace(f"<= {names.SEARCHED}", "<= 1"))
    roster, _counts = stage(
        row(1, unit_name="Dinas Pendidikn"), row(2, unit_name="Dinas Pendidikn"), row(3, unit_name="Dinas Pendidkan")
    )
    assert [problem["near"] for problem in problems_of(world, roster)] == ["Dinas Pendidikan"] * 2 + [None]


def test_an_undo_knows_its_own_work_where_two_rows_of_a_person_differ(world, commit):
    commit(row(1, phone="0811"))
    two = row(1, phone="0812", wage=1_750_000), row(2, nik=NIK, phone="0813", unit_name="Dinas Pendidikan")
    roster = commit(*two)
    with world.acting(world.operator):
        assert Worker.objects.get().phone == "0812"
        assert committing.found(committing.CHANGED_SINCE, given(roster)) == []
        committing.run(committing.UNDO, given(roster))
        assert Worker.objects.get().phone == "0811"


def test_the_page_says_whose_nik_it_is(world, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti)
    upload(operator_client, [SITI[0], *BUDI[1:]])
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert "NIK ini milik orang lain yang sudah tercatat: Siti Aminah, lahir 01-08-1985." in text
    with world.acting(world.operator):
        assert RosterRow.objects.get().outcome == "REFUSED"


def test_a_city_that_counts_from_a_fixed_amount_reads_once_that_wages_are_only_kept(world, operator_client, work):
    with administrator():
        WageBasis.objects.filter(municipality=world.bengkulu).update(basis="FIXED", amount=1_000_000)
    upload(operator_client, SITI)
    work()
    notices = [each["text"] for each in operator_client.get(the(world).get_absolute_url()).context["notices"]]
    assert "Iuran kota ini dihitung dari jumlah tetap, bukan dari kolom Upah." in " ".join(notices)
    assert json.dumps(the(world).reading["notices"]).count("WAGE_UNUSED") == 1


def test_a_row_without_a_name_is_held_against_nobody(world, commit, stage):
    commit(row(1))
    roster, _counts = stage(row(1, name=EMPTY, name_search=EMPTY, refused="t", birth_date="1990-02-03"))
    assert codes(world, roster) == [("REFUSED", ["BIRTH_DATE_DIFFERS"])]


def undone(world, roster):
    with world.acting(world.operator):
        committing.run(committing.UNDO, given(roster))


def units_of_everybody(world):
    with world.acting(world.operator):
        return [unit.name for unit in world.bengkulu.units.filter(worker_units__isnull=False).order_by("name")]


def test_after_an_undo_nobody_stands_where_the_roster_had_put_them(world, commit):
    undone(world, commit(row(1), row(2, unit_name="Dinas Pendidikan")))
    assert units_of_everybody(world) == []


def test_after_an_undo_whoever_stood_there_before_still_does(world, commit):
    commit(row(1))
    undone(world, commit(row(1, wage=1_750_000), row(1, row_no=2, unit_name="Dinas Pendidikan")))
    assert units_of_everybody(world) == ["SDN 1"]


def test_whom_an_undo_left_without_a_unit_is_new_to_a_clerk_who_is_told_nothing_of_them(world, commit, stage):
    undone(world, commit(row(1, unit_name="Dinas Pendidikan")))
    mine = {"unit": world.bengkulu.school, "by_clerk": True}
    roster, _counts = stage(row(1, **BUDI_IS, birth_date="1990-02-03"), **mine)
    assert codes(world, roster) == [("NEW", [])]
