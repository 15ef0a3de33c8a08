"""Whom a roster brings in from another unit: they move with it, or work in both; the undo brings them back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from enrollment import arrivals, enrollments, estimates, rosters, worker_traces
from enrollment.models import Enrollment, RosterChange, RosterDecision
from municipalities.roles import Role
from reports import roster_papers
from tests.enrollment.test_decisions import save, undo
from tests.enrollment.test_roster_pages import BUDI, SITI, files, post, the, upload
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["files", "save", "undo"]  # fixtures
DAY = date(2026, 11, 1)
BEFORE = date(2026, 10, 31)


def known(world, row, **fields):
    """The person of this row, enrolled at the school beside that of the file."""
    birth_date = "-".join(reversed(row[2].split("-")))
    worker = make_worker(world.bengkulu, row[1], nik=row[0], sex=row[3], birth_date=birth_date)
    return make_enrollment(world.bengkulu, worker, **fields)


@pytest.fixture
def elsewhere(world, other_school, operator_client, work):
    """Siti, who works at SDN 2, and a checked file of SDN 1 with her and Budi, whom nobody knows."""
    with administrator():
        siti = known(world, SITI, unit=other_school, kpj="12345678901", wage=1_400_000)
    upload(operator_client, SITI, BUDI, start_date="2026-11-01")
    work()
    return siti


@pytest.fixture
def decide(world, operator_client):
    def _decide(*ticked, client=None, **given):
        people = [f"{row_no}-{enrollment.public_id}" for row_no, enrollment in ticked]
        given = {"what": "MOVE", "day": "2026-11-01", "people": people} | given
        return post(client or operator_client, "roster_arrivals", the(world), **given)

    return _decide


@pytest.fixture
def stands(world):
    """(unit, first day, last day, reason) of a person's enrollments that count, in the order of their making."""

    def _stands(enrollment):
        with world.acting(world.system, Role.SYSTEM):
            mine = Enrollment.objects.filter(worker_id=enrollment.worker_id, is_void=False).order_by("pk")
            return list(mine.values_list("unit__name", "start_date", "end_date", "end_reason"))

    return _stands


def decided(world):
    with world.acting(world.operator):
        return RosterDecision.objects.count()


def page(client, world, **asked):
    return client.get(the(world).get_absolute_url(), {"perubahan": "new"} | asked)


def test_nobody_moves_without_a_decision(elsewhere, save, stands):
    save()
    assert [row[0] for row in stands(elsewhere)] == ["SDN 2", "SDN 1"]
    assert stands(elsewhere)[0][2] is None


def test_who_moves_ends_there_and_goes_on_here_when_the_roster_is_saved(world, elsewhere, decide, save, stands):
    before = stands(elsewhere)
    text = decide((2, elsewhere)).content.decode()
    assert "1 orang dicatat pindah." in text
    assert "dari SDN 2, hari terakhir di sana 31-10-2026" in text
    assert stands(elsewhere) == before
    save()
    assert stands(elsewhere) == [("SDN 2", date(2026, 1, 1), BEFORE, "MOVED"), ("SDN 1", DAY, None, "")]
    with world.acting(world.operator):
        new = Enrollment.objects.get(worker_id=elsewhere.worker_id, end_date=None)
    assert (new.kpj, new.wage) == ("12345678901", 1_500_000)


def test_the_new_enrollment_begins_on_the_day_decided_and_not_on_the_rows_own(elsewhere, decide, save, stands):
    decide((2, elsewhere), day="2026-12-01")
    save()
    assert [row[1:3] for row in stands(elsewhere)] == [
        (date(2026, 1, 1), date(2026, 11, 30)), (date(2026, 12, 1), None)
    ]  # fmt: skip


def test_the_minutes_say_who_has_moved(world, elsewhere, decide, save):
    decide((2, elsewhere))
    save()
    with world.acting(world.operator):
        minutes = roster_papers.minutes_of(the(world))
    told = [(person.name, person.unit, person.what) for person in minutes.people]
    assert told == [
        ("Siti Aminah", "SDN 2", "sampai 31-10-2026, pindah unit"), ("Siti Aminah", "SDN 1", "pindahan"),
        ("Budi", "SDN 1", "baru"),
    ]  # fmt: skip


def test_of_the_same_kind_the_money_and_the_programs_go_along(
    world, other_school, operator_client, work, decide, save
):
    with administrator():
        siti = known(world, SITI, unit=other_school, funding_source="DBHCHT", programs="JKK_JKM_JHT")
    upload(operator_client, SITI)
    work()
    decide((2, siti))
    save()
    with world.acting(world.operator):
        new = Enrollment.objects.get(worker=siti.worker_id, end_date=None)
    assert (new.funding_source, new.programs) == ("DBHCHT", "JKK_JKM_JHT")


def test_an_end_that_lies_ahead_goes_along(world, elsewhere, decide, save, stands):
    with administrator():
        Enrollment.objects.filter(pk=elsewhere.pk).update(end_date=date(2099, 12, 31), end_reason="CONTRACT_ENDED")
    decide((2, elsewhere))
    save()
    assert stands(elsewhere)[1] == ("SDN 1", DAY, date(2099, 12, 31), "CONTRACT_ENDED")


def test_everybody_of_whom_there_is_no_doubt_moves_by_one_click(
    world, other_school, operator_client, work, decide, save, stands
):
    rows = [
        [f"17710141088590{number}", f"Orang {letter}", *SITI[2:]]
        for number, letter in ((11, "A"), (12, "B"), (13, "C"))
    ]
    with administrator():
        first, second = (known(world, row, unit=other_school) for row in rows[:2])
        cadre = known(world, rows[2], unit=other_school, category=world.bengkulu.cadre)
    upload(operator_client, *rows)
    work()
    assert page(operator_client, world).context["arrivals"]["all"] == "Pindahkan 2 orang sekaligus"
    decide(semua="1")
    save()
    assert [stands(each)[0][3] for each in (first, second, cadre)] == ["MOVED", "MOVED", ""]


def test_whoever_cannot_move_is_left_out_of_all_and_told(world, elsewhere, operator_client, work, decide):
    with administrator():
        budi = known(world, BUDI, unit=elsewhere.unit, approved_through=date(2026, 11, 1))
    post(operator_client, "roster_accept", the(world))
    work()
    text = decide(semua="1").content.decode()
    assert "1 orang dicatat pindah." in text
    assert "1 orang dilewati: iurannya sudah disetujui untuk bulan sesudah hari itu." in text
    assert decide((3, budi)).status_code == 422
    assert decided(world) == 1


@pytest.mark.parametrize(
    ("fields", "given", "said"),
    [
        ({}, {"day": ""}, "Isi hari pertamanya di tempat baru"),
        ({}, {"day": "2026-11-02"}, "hanya per tanggal 1"),
        ({"start_date": date(2026, 11, 5)}, {}, "baru mulai sesudah hari itu"),
        ({"claimed": True}, {}, "dipakai sebuah klaim"),
        ({"approved_through": date(2026, 11, 1)}, {}, "sudah disetujui untuk bulan sesudah hari itu"),
    ],
)
def test_what_cannot_be_is_said_at_once(world, elsewhere, decide, fields, given, said):
    with administrator():
        Enrollment.objects.filter(pk=elsewhere.pk).update(**fields)
    response = decide((2, elsewhere), **given)
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert decided(world) == 0


def test_a_person_who_stood_here_until_later_that_month_does_not_come_back_into_it(world, elsewhere, decide):
    with administrator():
        make_enrollment(
            world.bengkulu, elsewhere.worker, start_date=date(2026, 2, 1), end_date=date(2026, 10, 20),
            end_reason="RESIGNED",
        )  # fmt: skip
    response = decide((2, elsewhere), day="2026-10-01")
    assert (response.status_code, "sudah terdaftar di unit" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("ticked", [[], [(3, None)], [(99, None)]])
def test_only_who_is_brought_in_is_decided_about(world, elsewhere, decide, ticked):
    response = decide(*((row_no, elsewhere) for row_no, _enrollment in ticked))
    assert (response.status_code, "Belum ada orang yang dipilih" in response.content.decode()) == (422, True)


def test_a_person_of_two_other_units_moves_from_one_of_them(
    world, elsewhere, operator_client, work, decide, save, stands
):
    with administrator():
        office = make_enrollment(world.bengkulu, elsewhere.worker, unit=world.bengkulu.office)
    post(operator_client, "roster_accept", the(world))
    work()
    shown = page(operator_client, world)
    assert (len(shown.context["changes"][0]["ways"]), shown.context["arrivals"]["all"]) == (2, "")
    assert decide((2, elsewhere), (2, office)).status_code == 422
    decide((2, office))
    save()
    assert [(unit, reason) for unit, _first, _last, reason in stands(elsewhere)] == [
        ("SDN 2", ""), ("Dinas Pendidikan", "MOVED"), ("SDN 1", "")
    ]  # fmt: skip


def test_who_was_to_move_from_one_unit_and_then_from_another_moves_from_the_last_said(
    world, elsewhere, operator_client, work, decide, save, stands
):
    with administrator():
        office = make_enrollment(world.bengkulu, elsewhere.worker, unit=world.bengkulu.office)
    post(operator_client, "roster_accept", the(world))
    work()
    decide((2, elsewhere))
    decide((2, office))
    assert decided(world) == 1
    save()
    assert [(unit, reason) for unit, _first, _last, reason in stands(elsewhere)] == [
        ("SDN 2", ""), ("Dinas Pendidikan", "MOVED"), ("SDN 1", "")
    ]  # fmt: skip


def test_a_row_goes_on_from_one_enrollment(world, elsewhere, decide):
    decide((2, elsewhere))
    with administrator():
        twice = RosterDecision.objects.get()
        twice.pk = None
        twice.enrollment = make_enrollment(world.bengkulu, elsewhere.worker, unit=world.bengkulu.office)
        with pytest.raises(IntegrityError, match="one_roster_decision_per_row"), transaction.atomic():
            twice.save()


def test_whom_the_file_names_in_both_units_works_in_both(world, other_school, operator_client, work):
    with administrator():
        known(world, SITI, unit=other_school)
    upload(operator_client, SITI, [*SITI[:4], "SDN 2", SITI[5]])
    work()
    assert page(operator_client, world).context["arrivals"] is None


def test_who_is_to_work_in_both_after_all_does(world, elsewhere, decide, save, stands):
    decide((2, elsewhere))
    decide((2, elsewhere), what="BOTH")
    assert decided(world) == 0
    save()
    assert stands(elsewhere)[0][2] is None


def test_the_undo_brings_back_who_has_moved(elsewhere, decide, save, undo, stands):
    before = stands(elsewhere)
    decide((2, elsewhere))
    save()
    undo()
    assert stands(elsewhere) == before


def test_the_undo_leaves_whom_somebody_has_changed_since(
    world, elsewhere, decide, save, undo, stands, operator_client
):
    decide((2, elsewhere))
    save()
    with administrator():
        Enrollment.objects.filter(worker=elsewhere.worker, end_date=None).update(wage=1_900_000)
    undo()
    assert [(unit, last) for unit, _first, last, _reason in stands(elsewhere)] == [("SDN 2", BEFORE), ("SDN 1", None)]
    left = operator_client.get(the(world).get_absolute_url()).context["left"]
    assert [(person["name"], person["row_no"]) for person in left["people"]] == [("Siti Aminah", 2)]


def test_an_approved_month_in_the_new_unit_stands_in_the_way_of_the_undo(world, elsewhere, decide, save, undo):
    decide((2, elsewhere))
    save()
    with administrator():
        Enrollment.objects.filter(worker=elsewhere.worker, end_date=None).update(approved_through=DAY)
    with pytest.raises(rosters.UndoBlocked) as blocked:
        undo()
    assert blocked.value.detail["rows"] == [2]


def test_what_comes_between_keeps_the_whole_roster_from_being_saved(world, elsewhere, decide, save, stands):
    decide((2, elsewhere))
    before = stands(elsewhere)
    with administrator():
        Enrollment.objects.filter(pk=elsewhere.pk).update(claimed=True)
    with pytest.raises(enrollments.UnderClaim):
        save()
    assert (the(world).status, stands(elsewhere)) == ("CHECKED", before)


def test_another_check_keeps_what_is_still_so_and_forgets_the_rest(world, elsewhere, operator_client, work, decide):
    decide((2, elsewhere))
    post(operator_client, "roster_accept", the(world))
    work()
    assert decided(world) == 1
    with administrator():
        Enrollment.objects.filter(pk=elsewhere.pk).update(end_date=date(2026, 3, 31), end_reason="OTHER")
    post(operator_client, "roster_accept", the(world))
    work()
    assert decided(world) == 0


def test_a_saved_roster_takes_no_decision(world, elsewhere, decide, operator_client):
    post(operator_client, "roster_commit", the(world))
    assert decide((2, elsewhere)).status_code == 200
    assert decided(world) == 0


def test_who_moves_is_no_longer_counted_twice(world, elsewhere, decide):
    with world.acting(world.operator):
        twice = estimates.monthly(the(world), day=DAY)["after"]
    decide((2, elsewhere))
    with world.acting(world.operator):
        assert twice - estimates.monthly(the(world), day=DAY)["after"] == 1_400_000 * 54 // 10_000


def test_the_page_of_the_person_tells_it_in_one_line(world, elsewhere, decide, save):
    decide((2, elsewhere))
    save()
    with world.acting(world.operator):
        told = [(event["text"], event["changes"]) for event in worker_traces.events(elsewhere.worker, Role.OPERATOR)]
    assert told == [("Pindah ke SDN 1 lewat roster 1, baris 2", [])]
    with world.acting(world.officer, Role.OFFICER):
        told = [event["text"] for event in worker_traces.events(elsewhere.worker, Role.OFFICER)]
    assert told == ["Pindah ke SDN 1 mulai 01-11-2026"]


def test_each_change_names_its_row(world, elsewhere, decide, save):
    decide((2, elsewhere))
    save()
    with world.acting(world.operator):
        changes = set(RosterChange.objects.exclude(kind="WORKER_CHANGED").values_list("kind", "row_no"))
    assert changes == {("ENDED", 2), ("MOVED", 2)}


def test_the_tab_shows_them_alone_and_what_it_costs(world, elsewhere, operator_client):
    everybody = page(operator_client, world)
    assert len(everybody.context["changes"]) == 2
    assert "iurannya dibayar dua kali: kira-kira Rp7.560 sebulan" in everybody.context["arrivals"]["cost"]
    alone = page(operator_client, world, lain="1")
    assert [(each["name"], len(each["ways"])) for each in alone.context["changes"]] == [("Siti Aminah", 1)]


def test_a_page_without_any_of_them_asks_for_no_tick(world, other_school, operator_client, work):
    """Ten are shown; whoever comes from elsewhere is the eleventh, and one click away."""
    with administrator():
        known(world, SITI, unit=other_school)
    new = ([f"17710102088590{number}", f"Orang {chr(55 + number)}", *BUDI[2:]] for number in range(10, 20))
    upload(operator_client, *new, SITI, start_date="2026-11-01")
    work()
    first = operator_client.get(the(world).get_absolute_url())
    alone = operator_client.get(the(world).get_absolute_url() + first.context["arrivals"]["url"])
    offered = reverse("roster_arrivals", args=[the(world).public_id])
    assert [offered in page.content.decode() for page in (first, alone)] == [False, True]
    assert "Pilih orangnya" in first.content.decode()


def test_a_clerks_file_takes_nobody_from_other_units_and_tells_of_none(
    world, other_school, clerk_client, operator_client, work
):
    with administrator():
        siti = known(world, SITI, unit=other_school)
        make_enrollment(world.bengkulu, siti.worker, category=world.bengkulu.cadre)  # and so known at the own school
    upload(clerk_client, SITI, unit="101")
    work()
    roster = the(world, world.clerk, "CLERK")
    for client in (clerk_client, operator_client):
        shown = client.get(roster.get_absolute_url(), {"perubahan": "new"})
        assert "unit lain" not in shown.context["arrivals"]["said"]
        assert [len(each["ways"]) for each in shown.context["changes"]] == [1]  # the kind at the own school
        assert "SDN 2" not in shown.content.decode()
    given = {"people": [f"2-{siti.public_id}"], "what": "MOVE", "day": "2026-11-01"}
    assert post(clerk_client, "roster_arrivals", roster, **given).status_code == 422
    with world.acting(world.operator), pytest.raises(arrivals.NotArriving):
        arrivals.move(roster=roster, pairs=[(2, siti.pk)], day=DAY, by=world.operator, at=timezone.now())
    assert decided(world) == 0


def test_a_stranger_moves_nobody(elsewhere, stranger_client, world):
    url = reverse("roster_arrivals", args=[the(world).public_id])
    assert stranger_client.post(url, {"semua": "1", "what": "MOVE", "day": "2026-11-01"}).status_code == 404
