"""Where each fact of a worker's page is from, and what the history says happened."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment import corrections, enrollments
from enrollment.models import RosterChange
from municipalities.models import Unit
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.safety.attack import administrator


AT = "2026-01-02T00:00Z"


@pytest.fixture
def siti(world):
    with administrator():
        worker = make_worker(world.bengkulu, "Siti Aminah")
        make_enrollment(world.bengkulu, worker, kpj="12345678901")
    return worker


@pytest.fixture
def roster(world):
    """A saved one, by its number."""

    def _roster(number, **fields):
        fields = {"status": "COMMITTED"} | fields
        with administrator():
            return world.bengkulu.rosters.create(
                number=number, start_date=date(2026, 1, 1), file_name="x.csv", sha256=f"{number:064d}",
                received_by=world.operator, received_at=AT, committed_by=world.operator, committed_at=AT, **fields,
            )  # fmt: skip

    return _roster


@pytest.fixture
def renamed(world, siti):
    """A roster that changed the name, in row 37."""

    def _renamed(roster):
        with administrator():
            RosterChange.objects.create(
                municipality=world.bengkulu, roster=roster, row_no=37, kind="WORKER_CHANGED", worker=siti,
                before={"name": "Siti"}, after={"name": "Siti Aminah"}, at=AT,
            )  # fmt: skip

    return _renamed


def sources(client, worker):
    facts = client.get(worker.get_absolute_url()).context["facts"]
    return {fact["label"]: (fact["source"], fact.get("source_url", "")) for fact in facts}


def history(client, worker):
    return client.get(reverse("worker_history", args=[worker.public_id]))


def test_a_fact_names_the_roster_and_the_row_and_leads_there(operator_client, siti, roster, renamed):
    brought, changed = roster(48), roster(49)
    with administrator():
        siti.enrollments.update(roster=brought, roster_row_no=12)
    renamed(changed)
    found = sources(operator_client, siti)
    assert found["Nama"] == ("dari roster 49, baris 37", changed.get_absolute_url())
    assert found["Tanggal lahir"] == found["Unit"] == ("dari roster 48, baris 12", brought.get_absolute_url())
    assert "<del>Siti</del>" in history(operator_client, siti).content.decode()


def test_a_roster_that_was_taken_back_is_the_source_of_nothing(operator_client, siti, roster, renamed):
    renamed(roster(49, status="UNDONE"))
    assert sources(operator_client, siti)["Nama"][0] == "dicatat tanpa roster"
    assert "roster itu kemudian dibatalkan" in history(operator_client, siti).content.decode()


def test_a_correction_is_the_source_of_what_it_put_right(operator_client, world, siti):
    with world.acting(world.operator):
        asked = make_correction(siti, by=world.operator)
    with world.acting(world.approver, "APPROVER"):
        corrections.accept(request=asked, by=world.approver, at=timezone.now())
    found = sources(operator_client, siti)["Nomor HP"]
    assert found == (f"diperbaiki menurut permintaan {asked.number}", asked.get_absolute_url())


def test_a_branch_reads_no_roster_and_is_told_that_it_was_one(officer_client, siti, roster, renamed):
    brought = roster(48)
    with administrator():
        siti.enrollments.update(roster=brought, roster_row_no=12)
    renamed(roster(49))
    assert sources(officer_client, siti)["Nama"] == sources(officer_client, siti)["Unit"] == ("dari roster kota", "")
    assert history(officer_client, siti).status_code == 200


def test_the_history_says_which_row_enrolled_a_person(operator_client, siti, roster):
    brought = roster(8)
    with administrator():
        siti.enrollments.update(roster=brought, roster_row_no=41)
    assert "Didaftarkan oleh roster 8, baris 41" in history(operator_client, siti).content.decode()


def act(world, verb, worker, **given):
    with world.acting(world.operator):
        ids = [each.pk for each in worker.enrollments.all()]
        return verb(municipality=world.bengkulu, ids=ids, by=world.operator, at=timezone.now(), **given)


def told(client, worker):
    return [(event["text"], str(event["by"])) for event in history(client, worker).context["events"]]


def test_what_a_person_did_is_told_with_who(operator_client, world, siti):
    act(world, enrollments.end, siti, end_date=date(2026, 11, 10), reason="RESIGNED")
    ended = "Kepesertaan di SDN 1 diakhiri per 10-11-2026: mengundurkan diri"
    assert told(operator_client, siti) == [(ended, str(world.operator))]


def test_a_move_is_told_once_and_the_new_enrollment_is_from_it(operator_client, world, siti):
    with administrator():
        other = Unit.objects.create(
            municipality=world.bengkulu, code="102", name="SDN 2", kind="SCHOOL", parent=world.bengkulu.office
        )
    act(world, enrollments.move, siti, unit=other, day=date(2026, 6, 1))
    assert [text for text, _by in told(operator_client, siti)] == ["Pindah ke SDN 2 mulai 01-06-2026"]
    assert sources(operator_client, siti)["Unit"][0].startswith(f"dicatat oleh {world.operator}, ")


def test_a_clerk_of_the_old_unit_is_told_of_the_end_alone(clerk_client, world, siti):
    with administrator():
        other = Unit.objects.create(
            municipality=world.bengkulu, code="102", name="SDN 2", kind="SCHOOL", parent=world.bengkulu.office
        )
    act(world, enrollments.move, siti, unit=other, day=date(2026, 6, 1))
    assert [text for text, _by in told(clerk_client, siti)] == [
        "Kepesertaan di SDN 1 diakhiri per 31-05-2026: pindah unit"
    ]


@pytest.mark.parametrize("stood", [None, date(2026, 12, 31)])
def test_an_end_that_was_taken_back_is_told_to_nobody(officer_client, world, siti, stood):
    act(world, enrollments.end, siti, end_date=date(2026, 11, 10), reason="RESIGNED")
    with administrator():  # as the undo of the roster does that had ended it
        siti.enrollments.update(end_date=stood, end_reason="CONTRACT_ENDED" if stood else "")
    assert told(officer_client, siti) == []


def test_an_end_that_came_nearer_is_told_with_the_one_before(officer_client, world, siti):
    for day in (date(2026, 12, 31), date(2026, 11, 10)):
        act(world, enrollments.end, siti, end_date=day, reason="RESIGNED")
    assert [text.split(" per ")[1][:10] for text, _by in told(officer_client, siti)] == ["10-11-2026", "31-12-2026"]


def test_a_long_history_has_pages_that_follow_each_other(operator_client, siti, monkeypatch, roster, renamed):
    monkeypatch.setattr("reports.worker_history.PAGE", 2)
    for number in (48, 49, 50):
        renamed(roster(number))
    first = history(operator_client, siti)
    second = operator_client.get(first.context["next_url"])
    texts = [event["text"] for page in (first, second) for event in page.context["events"]]
    assert sorted(texts) == [f"Data orang diubah oleh roster {number}, baris 37" for number in (48, 49, 50)]
    assert (len(second.context["events"]), second.context["next_url"]) == (1, "")


@pytest.mark.parametrize("mark", ["x", "1_2", "nan_1_1", "9e99_0_0"])
def test_a_mark_that_is_none_is_the_first_page(operator_client, siti, mark):
    page = operator_client.get(reverse("worker_history", args=[siti.public_id]), {"sebelum": mark})
    assert page.status_code == 200


def test_a_stranger_finds_no_tab_of_our_worker(stranger_client, siti):
    for name in ("worker_history", "worker_enrollments", "worker_papers"):
        assert stranger_client.get(reverse(name, args=[siti.public_id])).status_code == 404
