"""What is decided about people who are enrolled and not in the file: on the page, at the saving, by the undo."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import checking, committing, decisions, enrollments, rosters
from enrollment.models import Enrollment, RosterChange, RosterDecision
from municipalities.models import RuleChoice
from municipalities.roles import Role
from regulations.choices import Rule
from tests.enrollment.test_roster_pages import BUDI, SHORT, SITI, files, post, the, upload
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.force import by_force


__all__ = ["files"]  # a fixture
LETTERS = "ABCDEFGHIJ"  # a name has no digits
LAST = {"reason": "RESIGNED", "end_date": "2026-10-31"}


@pytest.fixture
def missing(world, operator_client, work):
    """Two teachers who are enrolled, and a checked file without them."""
    with administrator():
        made = [make_enrollment(world.bengkulu, make_worker(world.bengkulu, name)) for name in ("Dewi", "Rudi")]
    upload(operator_client, SITI)
    work()
    return made


@pytest.fixture
def decide(world, operator_client):
    def _decide(*people, client=None, **given):
        ticked = {"people": [each.public_id for each in people]}
        return post(client or operator_client, "roster_decide", the(world), **ticked | given)

    return _decide


@pytest.fixture
def save(world, operator_client, work):
    def _save():
        post(operator_client, "roster_commit", the(world))
        work()

    return _save


@pytest.fixture
def undo(world, operator_client, work):
    def _undo():
        post(operator_client, "roster_undo", the(world))
        work()

    return _undo


@pytest.fixture
def stands(world):
    """(end, reason, void) of a person's enrollments, in the order of their making."""

    def _stands(enrollment):
        with world.acting(world.system, Role.SYSTEM):
            mine = Enrollment.objects.filter(worker_id=enrollment.worker_id).order_by("pk")
            return list(mine.values_list("end_date", "end_reason", "is_void"))

    return _stands


KEPT = [(None, "", False)]


def test_nobody_is_ended_without_a_decision(missing, save, stands):
    save()
    assert [stands(each) for each in missing] == [KEPT, KEPT]


def test_who_has_left_is_ended_when_the_roster_is_saved(missing, decide, save, stands):
    dewi, rudi = missing
    text = decide(dewi, **LAST).content.decode()
    assert "hari terakhir 31-10-2026" in text
    assert stands(dewi) == KEPT
    save()
    assert [stands(dewi), stands(rudi)] == [[(date(2026, 10, 31), "RESIGNED", False)], KEPT]


def test_all_of_a_unit_are_decided_at_once(world, missing, decide, save, stands):
    decide(unit=world.bengkulu.school.code, **LAST)
    save()
    assert [stands(each)[0][1] for each in missing] == ["RESIGNED", "RESIGNED"]


def test_who_is_to_stay_after_all_stays(missing, decide, save, stands):
    dewi, rudi = missing
    decide(dewi, rudi, **LAST)
    decide(dewi, reason="KEEP")
    save()
    assert (stands(dewi), stands(rudi)[0][1]) == (KEPT, "RESIGNED")


def test_a_second_decision_takes_the_place_of_the_first(missing, decide, save, stands):
    dewi, _rudi = missing
    decide(dewi, **LAST)
    decide(dewi, reason="CONTRACT_ENDED", end_date="2026-09-30")
    save()
    assert stands(dewi) == [(date(2026, 9, 30), "CONTRACT_ENDED", False)]


def test_who_has_moved_goes_on_in_the_other_unit(world, missing, decide, save, stands, other_school):
    dewi, _rudi = missing
    decide(dewi, reason="MOVED", end_date="2026-10-31", to_unit="102")
    save()
    assert stands(dewi) == [(date(2026, 10, 31), "MOVED", False), (None, "", False)]


def test_who_has_died_is_ended_by_it(missing, decide, save, stands):
    dewi, _rudi = missing
    decide(dewi, reason="DIED", end_date="2026-11-02")
    save()
    assert stands(dewi) == [(date(2026, 11, 2), "DIED", False)]


def test_an_undo_brings_back_who_has_left(missing, decide, save, undo, stands):
    decide(missing[0], **LAST)
    save()
    undo()
    assert stands(missing[0]) == KEPT


def test_an_undo_brings_back_who_has_moved(missing, decide, save, undo, stands, other_school):
    decide(missing[0], reason="MOVED", end_date="2026-10-31", to_unit="102")
    save()
    undo()
    assert stands(missing[0]) == [(None, "", False), (None, "", True)]


def test_an_undo_leaves_whom_somebody_has_put_there_again(world, missing, decide, save, undo, stands, operator_client):
    dewi, _rudi = missing
    decide(dewi, **LAST)
    save()
    with administrator():
        make_enrollment(world.bengkulu, dewi.worker, start_date=date(2026, 11, 1))
    undo()
    assert stands(dewi) == [(date(2026, 10, 31), "RESIGNED", False), (None, "", False)]
    left = operator_client.get(the(world).get_absolute_url()).context["left"]
    assert [person["name"] for person in left["people"]] == ["Dewi"]


def test_an_undo_leaves_whom_somebody_has_changed_where_they_went(
    world, missing, decide, save, undo, stands, other_school
):
    dewi, _rudi = missing
    decide(dewi, reason="MOVED", end_date="2026-10-31", to_unit="102")
    save()
    with administrator():
        Enrollment.objects.filter(worker=dewi.worker, unit=other_school).update(wage=1_900_000)
    undo()
    assert stands(dewi) == [(date(2026, 10, 31), "MOVED", False), (None, "", False)]


def test_an_end_under_a_claim_is_not_undone(world, missing, decide, save, undo, stands, operator_client):
    dewi, _rudi = missing
    decide(dewi, reason="DIED", end_date="2026-11-02")
    save()
    with administrator():
        Enrollment.objects.filter(pk=dewi.pk).update(claimed=True)
    (blocked,) = operator_client.get(the(world).get_absolute_url()).context["undo_blocked"]
    assert (blocked["text"], [each["name"] for each in blocked["people"]]) == ("Dipakai sebuah klaim:", ["Dewi"])
    with pytest.raises(rosters.UndoBlocked):
        undo()
    assert (the(world).status, stands(dewi)[0][1]) == ("COMMITTED", "DIED")


def in_the_way(world, *asking):
    """Why, and until which month, as each of these people is told it."""
    found = []
    for user, role in asking:
        with world.acting(user, role):
            found.append([(why, through) for _row, _worker, why, through in committing.in_the_way(the(world))])
    return found


def test_a_month_approved_in_another_unit_stands_in_the_way_whoever_asks(world, missing, decide, save, other_school):
    decide(missing[0], **LAST)
    save()
    with administrator(), by_force():
        make_enrollment(world.bengkulu, unit=other_school, approved_through=date(2026, 11, 1))
        RosterChange.objects.update(unit=world.bengkulu.school)  # as of a roster that the clerk has sent
    told = in_the_way(world, (world.clerk, Role.CLERK), (world.operator, Role.OPERATOR))
    assert told == [[("MONTH", date(2026, 11, 1))]] * 2


def test_the_month_of_an_end_stands_in_the_way_where_the_city_does_not_owe_it_for_that(
    world, missing, decide, save, other_school
):
    october, operator = date(2026, 10, 1), (world.operator, Role.OPERATOR)
    decide(missing[0], reason="RESIGNED", end_date="2026-10-09")
    save()
    with administrator():
        make_enrollment(world.bengkulu, unit=other_school, approved_through=october)
    assert in_the_way(world, operator) == [[]]
    with administrator():
        RuleChoice.objects.create(
            municipality=world.bengkulu, rule=Rule.MONTH_OF_LEAVING, value="10", source="Surat", decided_by="Kepala",
            start_date=date(2026, 1, 1),
        )  # fmt: skip
    assert in_the_way(world, operator) == [[("MONTH", october)]]
    with administrator():  # billed for it all the same, before that answer
        Enrollment.objects.filter(pk=missing[0].pk).update(approved_through=october)
    assert in_the_way(world, operator) == [[]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "RESIGNED"}, "Isi hari terakhir orang itu bekerja"),
        ({"reason": "MOVED", "end_date": "2026-10-31"}, "Pilih unit tempat orang itu bekerja sekarang"),
        ({"reason": "MOVED", "end_date": "2026-10-30", "to_unit": "102"}, "hanya per tanggal 1"),
        ({"reason": "RESIGNED", "end_date": "2025-12-31"}, "baru mulai sesudah hari itu"),
        ({"reason": "DIED", "end_date": "2099-01-01"}, "tidak boleh sesudah hari ini"),
    ],
)
def test_what_cannot_be_is_said_at_once(missing, decide, other_school, given, said):
    response = decide(missing[0], **given)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_somebody_has_to_be_chosen(missing, decide):
    response = decide(**LAST)
    assert (response.status_code, "Belum ada orang yang dipilih" in response.content.decode()) == (422, True)


def test_who_is_in_the_file_is_not_decided_about(world, missing, decide, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        there = make_enrollment(world.bengkulu, siti)
    post(operator_client, "roster_accept", the(world))
    work()
    assert decide(there, **LAST).status_code == 422


def test_another_check_forgets_who_is_no_longer_missing(world, missing, decide, operator_client, work):
    decide(missing[0], **LAST)
    with administrator():
        Enrollment.objects.filter(pk=missing[0].pk).update(end_date=date(2026, 3, 31), end_reason="OTHER")
    post(operator_client, "roster_accept", the(world))
    work()
    with world.acting(world.operator):
        assert not RosterDecision.objects.exists()


def test_what_has_come_in_between_keeps_the_whole_roster_from_being_saved(world, missing, decide, save, stands):
    decide(missing[0], **LAST)
    with administrator():
        Enrollment.objects.filter(pk=missing[0].pk).update(claimed=True)
    with pytest.raises(enrollments.UnderClaim):
        save()
    assert (the(world).status, stands(missing[0])) == ("CHECKED", KEPT)


def test_a_saved_roster_takes_no_decision(missing, decide, save, world):
    save()
    decide(missing[0], **LAST)
    with world.acting(world.operator):
        assert not RosterDecision.objects.exists()


def test_a_clerk_decides_about_the_own_people_and_moves_nobody_out(world, clerk_client, work, other_school, decide):
    with administrator():
        dewi = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Dewi"))
    upload(clerk_client, SITI, unit="101")
    work()
    roster = the(world, world.clerk, "CLERK")
    moved = {"ids": [dewi.pk], "reason": "MOVED", "end_date": date(2026, 10, 31), "to_unit": other_school}
    with world.acting(world.clerk, Role.CLERK), pytest.raises(decisions.UnitOfOthers):
        decisions.decide(roster=roster, by=world.clerk, at=roster.received_at, **moved)
    post(clerk_client, "roster_decide", roster, people=[dewi.public_id], **LAST)
    post(clerk_client, "roster_commit", roster)
    work()
    with world.acting(world.clerk, Role.CLERK):
        assert Enrollment.objects.get(pk=dewi.pk).end_reason == "RESIGNED"


def test_the_button_counts_the_decisions(missing, decide, world, operator_client):
    decide(*missing, **LAST)
    assert operator_client.get(the(world).get_absolute_url()).context["save_label"] == "Simpan 1 baru dan 2 keputusan"


def crowd(world, count):
    with administrator():
        for number in range(count):
            worker = make_worker(world.bengkulu, f"Orang {LETTERS[number]}", nik=f"17710141088570{number + 1:02d}")
            make_enrollment(world.bengkulu, worker)


def rows_of(numbers):
    told = ("01-08-1985", "P", "SDN 1", "1500000")
    return [[f"17710141088570{number + 1:02d}", f"Orang {LETTERS[number]}", *told] for number in numbers]


@pytest.mark.parametrize(("there", "status"), [(8, "CHECKED"), (7, "WAITING")])
def test_a_file_without_more_than_a_fifth_of_the_people_waits(world, operator_client, work, there, status):
    crowd(world, 10)
    upload(operator_client, *rows_of(range(there)))
    work()
    assert the(world).status == status


def test_among_few_people_a_fifth_says_nothing(world, operator_client, work):
    crowd(world, 9)
    upload(operator_client, *rows_of(range(1)))
    work()
    assert the(world).status == "CHECKED"


def test_a_file_of_which_nothing_can_be_saved_is_not_asked_whether_it_is_whole(world, operator_client, work):
    crowd(world, 10)
    upload(operator_client, SHORT)
    work()
    assert (the(world).status, the(world).missing) == ("CHECKED", 10)


def test_a_file_that_is_a_part_goes_on_and_ends_nobody(world, operator_client, work):
    crowd(world, 10)
    upload(operator_client, *rows_of(range(2)), BUDI)
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert "8 dari 10 orang" in text
    post(operator_client, "roster_accept", the(world), accept=checking.MISSING_MANY)
    work()
    assert (the(world).status, the(world).missing) == ("CHECKED", 8)


def test_a_file_of_additions_alone_misses_nobody(world, operator_client, work):
    crowd(world, 10)
    upload(operator_client, BUDI)
    work()
    offered = operator_client.get(the(world).get_absolute_url()).context["question"]["options"]
    assert [option["label"] for option in offered] == ["Berkas ini hanya berisi tambahan", "Memang hanya sebagian"]
    post(operator_client, "roster_accept", the(world), accept=checking.ADDITIONS)
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert (the(world).status, the(world).new, the(world).missing) == ("CHECKED", 1, 0)
    assert "Sudah dijawab:" in text
    assert "Berkas ini hanya berisi tambahan" in text


def test_that_it_is_one_of_additions_can_be_taken_back(world, operator_client, work):
    crowd(world, 10)
    upload(operator_client, BUDI)
    work()
    post(operator_client, "roster_accept", the(world), accept=checking.ADDITIONS)
    work()
    post(operator_client, "roster_ask_again", the(world))
    work()
    assert (the(world).status, the(world).missing) == ("WAITING", 10)


def test_a_stranger_decides_nothing(missing, stranger_client, world):
    url = reverse("roster_decide", args=[the(world).public_id])
    assert stranger_client.post(url, {"people": [missing[0].public_id], **LAST}).status_code == 404
