"""Thousands at once: what was confirmed is ordered, done by the queue in one transaction, and read afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from enrollment import bulk, bulk_acts, enrollments, parts
from enrollment.models import BulkAct, Enrollment, EnrollmentEvent
from municipalities.jobs import Stopped
from municipalities.models import AuditEvent, Job, Outbox
from municipalities.tasks import Work
from tests.doors import enter
from tests.enrollment.test_bulk import END, LIST, ask, do, ended, people
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator
from tests.selections import select


__all__ = ["people"]  # fixture
DAY = date(2026, 12, 31)


@pytest.fixture(autouse=True)
def two_in_one_request(monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_REQUEST", 2)


@pytest.fixture
def ordered(operator_client, people, world):
    """The end of the three who are running, confirmed by the operator."""
    return order(operator_client, world)


def order(client, world, act="akhiri", **given):
    answer = do(client, select(client, act, semua="1"), **(given or END))
    assert answer.status_code == 302, answer.content.decode()
    return the(world, answer["Location"])


def the(world, url=None):
    with administrator():
        act = BulkAct.objects.select_related("municipality", "by", "to_unit").latest("pk")
    assert url in (None, act.get_absolute_url())
    return act


def page(client, act):
    return client.get(act.get_absolute_url()).content.decode()


def change(**values):
    with administrator():
        Enrollment.objects.filter(worker__name="Budi").update(**values)


def states():
    with administrator():
        return sorted(Job.objects.values_list("status", flat=True))


def work_of(world, act, user="operator"):
    with administrator():
        job = Job.objects.filter(task=bulk_acts.CARRY_OUT, target_id=act.pk).latest("pk")
    return Work(
        job_id=job.pk, user_id=getattr(world, user).pk, role=user.upper(), municipality_id=world.bengkulu.pk
    )  # fmt: skip


def carry_out(work):
    with work.open() as job:
        bulk_acts.carry_out(act=bulk_acts.held(job), by=job.by, at=timezone.now())
        work.finish(job)


def test_what_is_confirmed_waits_for_the_queue_and_is_done_by_it(operator_client, ordered, world, work):
    assert (ended(world), states()) == ([], ["WAITING"])
    assert "Menunggu giliran" in page(operator_client, ordered)
    assert work() == 1
    assert ended(world) == ["Ani", "Budi", "Dodi"]
    assert "3 kepesertaan dari 3 orang diakhiri per 31-12-2026." in page(operator_client, ordered)


def test_the_page_before_it_says_that_the_queue_does_it(operator_client, people):
    shown = ask(operator_client, select(operator_client, "akhiri", semua="1"), **END)
    assert "dikerjakan di belakang layar" in shown.content.decode()


def test_what_one_request_can_do_is_done_in_it(operator_client, people, world, monkeypatch):
    monkeypatch.setattr(bulk, "IN_ONE_REQUEST", 3)
    answer = do(operator_client, select(operator_client, "akhiri", semua="1"), **END)
    assert (answer["Location"], len(ended(world)), states()) == (LIST, 3, [])


def test_people_are_moved_by_the_queue(operator_client, people, world, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    act = order(operator_client, world, "pindah", unit=world.bengkulu.office.code, day="2026-12-01")
    work()
    with administrator():
        there = Enrollment.objects.filter(unit=world.bengkulu.office, start_date=date(2026, 12, 1))
        assert sorted(there.values_list("worker__name", flat=True)) == ["Ani", "Budi", "Eka"]
    office = world.bengkulu.office.name
    assert f"3 kepesertaan dari 3 orang dipindahkan ke {office} per 01-12-2026." in page(operator_client, act)


def test_the_people_who_were_confirmed_are_meant_and_nobody_who_came_later(ordered, world, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    work()
    assert ended(world) == ["Ani", "Budi", "Dodi"]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"claimed": True}, "dipakai sebuah klaim; selesaikan klaimnya dulu"),
        ({"is_void": True}, "sudah ditarik kembali, atau tidak lagi di unit Anda"),
        ({"start_date": date(2027, 1, 1)}, "baru mulai sesudah hari itu"),
    ],
)
def test_whoever_changed_meanwhile_is_left_and_told(operator_client, ordered, world, work, values, why):
    change(**values)
    work()
    assert ended(world) == ["Ani", "Dodi"]
    told = page(operator_client, ordered)
    assert f"<strong>1 dilewati</strong>: {why}." in told
    assert ("Budi</a>" in told) is (not values.get("is_void"))


def test_where_all_have_changed_nobody_is_ended_and_that_is_said(operator_client, ordered, world, work):
    with administrator():
        Enrollment.objects.update(claimed=True)
    work()
    assert (ended(world), states()) == ([], ["DONE"])
    assert "Tidak ada yang diubah: semua dilewati." in page(operator_client, ordered)


def test_names_of_those_left_out_are_written_down_as_seen(operator_client, ordered, world, work):
    change(claimed=True)
    work()
    page(operator_client, ordered)
    with administrator():
        assert AuditEvent.objects.filter(action="workers.listed", detail__count=1).count() == 1


def test_a_message_that_comes_twice_does_it_once(ordered, world, work):
    work()
    with administrator():
        Outbox.objects.update(done_at=None, heartbeat_at=None)
        Job.objects.update(status="RUNNING")
    work()
    with administrator():
        assert EnrollmentEvent.objects.filter(kind="ENDED").count() == 3
        assert AuditEvent.objects.filter(action="enrollment.ended").count() == 1
    assert states() == ["DONE"]


def test_whoever_clicks_twice_orders_once(operator_client, people, world, work):
    url = select(operator_client, "akhiri", semua="1")
    mark = ask(operator_client, url, **END).context["plan"].mark
    answers = [ask(operator_client, url, mark=mark, **END)["Location"] for _click in range(2)]
    assert answers == [the(world).get_absolute_url()] * 2
    assert (work(), states()) == (1, ["DONE"])


def test_what_changed_before_it_was_confirmed_is_shown_again(operator_client, people, world):
    url = select(operator_client, "akhiri", semua="1")
    mark = ask(operator_client, url, **END).context["plan"].mark
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    answer = ask(operator_client, url, mark=mark, **END)
    assert (answer.status_code, states()) == (422, [])
    assert "Keadaannya berubah" in answer.content.decode()


def test_work_that_nobody_has_begun_is_stopped_at_once_and_can_be_begun_anew(operator_client, ordered, world, work):
    told = operator_client.post(reverse("bulk_act_stop", args=[ordered.public_id]), follow=True).content.decode()
    assert "Dihentikan oleh operator. Tidak ada yang berubah." in told
    assert (work(), ended(world)) == (0, [])
    operator_client.post(reverse("bulk_act_again", args=[ordered.public_id]))
    assert (work(), ended(world), states()) == (1, ["Ani", "Budi", "Dodi"], ["DONE", "STOPPED"])


def test_what_was_stopped_and_is_confirmed_again_is_the_same_act(operator_client, ordered, world, work):
    operator_client.post(reverse("bulk_act_stop", args=[ordered.public_id]))
    assert order(operator_client, world).pk == ordered.pk
    assert (work(), len(ended(world))) == (1, 3)


def test_nothing_stays_of_work_that_was_stopped_before_its_end(ordered, world):
    with world.acting(world.operator):
        Job.objects.update(stop_asked_at=datetime.now(UTC), stop_asked_by=world.operator)
    with pytest.raises(Stopped):
        carry_out(work_of(world, ordered))
    assert (ended(world), the(world).done_at) == ([], None)


def test_somebody_who_wants_it_stopped_is_heard_between_two_parts(ordered, world, monkeypatch):
    seen = []

    def look():
        seen.append(1)
        if len(seen) == 3:
            raise Stopped

    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts.progress, "look", look)
    with pytest.raises(Stopped):
        carry_out(work_of(world, ordered))
    assert ended(world) == []


def test_what_is_done_or_under_way_is_neither_stopped_nor_begun_anew(operator_client, ordered, world, work):
    again, stop = (reverse(f"bulk_act_{verb}", args=[ordered.public_id]) for verb in ("again", "stop"))
    assert "sedang dikerjakan atau sudah selesai" in operator_client.post(again, follow=True).content.decode()
    work()
    assert "sedang dikerjakan atau sudah selesai" in operator_client.post(again, follow=True).content.decode()
    assert "sudah berakhir" in operator_client.post(stop, follow=True).content.decode()
    assert len(ended(world)) == 3


def test_a_unit_closed_meanwhile_takes_nobody_in_and_that_is_told(operator_client, people, world, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    act = order(operator_client, world, "pindah", unit=world.bengkulu.office.code, day="2026-12-01")
    with administrator():
        type(world.bengkulu.office).objects.filter(pk=world.bengkulu.office.pk).update(end_date=date(2026, 11, 30))
    with pytest.raises(Exception, match="sudah ditutup"):
        work()
    assert states() == ["FAILED"]
    told = page(operator_client, act)
    assert "sudah ditutup pada hari itu" in told
    assert "Jalankan lagi" in told


def test_the_page_says_how_many_are_done_and_the_rest_comes_by_htmx(operator_client, ordered, world):
    now = datetime.now(UTC)
    with administrator():
        Job.objects.update(
            status="RUNNING", step="WRITE", done=5000, total=40000, started_at=now - timedelta(seconds=10), told_at=now
        )
    part = operator_client.get(reverse("bulk_act_progress", args=[ordered.public_id])).content.decode()
    assert "5.000 dari 40.000 kepesertaan" in part
    assert "Hentikan" in part


def test_when_it_is_over_the_whole_page_comes_anew(operator_client, ordered, work):
    work()
    answer = operator_client.get(reverse("bulk_act_progress", args=[ordered.public_id]))
    assert answer["HX-Refresh"] == "true"


def test_the_list_of_workers_shows_what_runs_and_the_list_of_acts_what_came_of_it(operator_client, ordered, work):
    wanted = "Akhiri 3 kepesertaan per 31-12-2026, alasan mengundurkan diri"
    assert wanted in operator_client.get(LIST).content.decode()
    work()
    assert wanted not in operator_client.get(LIST).content.decode()
    acts = operator_client.get(reverse("bulk_act_list")).content.decode()
    assert wanted in acts
    assert "3 kepesertaan dari 3 orang diakhiri" in acts


def test_a_clerk_orders_for_the_own_units_alone(clerk_client, people, world, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    act = order(clerk_client, world)
    assert act.asked == 3
    work()
    assert ended(world) == ["Ani", "Budi", "Eka"]


def test_whoever_leaves_the_units_of_the_clerk_is_left_as_they_are(clerk_client, people, world, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    order(clerk_client, world)
    change(unit=world.bengkulu.office, category=world.bengkulu.cadre)
    work()
    assert ended(world) == ["Ani", "Eka"]


def test_a_clerk_does_not_see_what_the_operator_ordered(clerk_client, ordered):
    assert clerk_client.get(ordered.get_absolute_url()).status_code == 404
    assert clerk_client.get(reverse("bulk_act_list")).context["acts"] == []


def test_clerks_of_a_unit_see_what_one_of_them_ordered(clerk_client, people, world):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
        colleague = make_user("colleague", "CLERK", world.bengkulu, unit=world.bengkulu.school)
    act = order(clerk_client, world)
    there = Client()
    enter(there, colleague)
    assert "Menunggu giliran" in page(there, act)


def test_another_citys_act_is_not_there(stranger_client, ordered):
    for name in ("detail", "progress"):
        assert stranger_client.get(reverse(f"bulk_act_{name}", args=[ordered.public_id])).status_code == 404
    assert stranger_client.post(reverse("bulk_act_stop", args=[ordered.public_id])).status_code == 404


def test_what_was_confirmed_cannot_be_changed_afterwards(ordered, world):
    with world.acting(world.operator), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        BulkAct.objects.update(ids=[])


@pytest.mark.parametrize(
    ("kind", "reason", "office"),
    [("END", "", False), ("END", "DIED", True), ("MOVE", "", False), ("MOVE", "DIED", True)],
)
def test_an_end_has_a_reason_and_a_move_a_unit(world, kind, reason, office):
    given = {"kind": kind, "reason": reason, "to_unit": world.bengkulu.office if office else None}
    refused = pytest.raises(IntegrityError, match="an_end_has_a_reason_and_a_move_a_unit")
    with administrator(), refused, transaction.atomic():
        BulkAct.objects.create(
            municipality=world.bengkulu, day=DAY, mark="x", asked=1, people=1, by=world.operator,
            asked_at=timezone.now(), **given,
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["END", "MOVE"])
def test_as_many_statements_for_thirty_people_as_for_three(world, kind):
    assert statements(world, kind, 3) == statements(world, kind, 30)


def statements(world, kind, count):
    city = world.bengkulu
    given = (
        {"unit": city.office, "day": date(2026, 12, 1)} if kind == "MOVE" else {"end_date": DAY, "reason": "RESIGNED"}
    )
    with administrator():
        ids = [make_enrollment(city).pk for _each in range(count)]
    with world.acting(world.operator):
        act = BulkAct.objects.create(
            municipality=city, kind=kind, ids=ids, mark=str(count), asked=count, people=count, by=world.operator,
            asked_at=timezone.now(), **bulk_acts.columns(kind, given),
        )  # fmt: skip
        with CaptureQueriesContext(connection) as found:
            bulk_acts.carry_out(act=act, by=world.operator, at=timezone.now())
        assert (act.done, enrollments.those(city, ids).exclude(end_date=None).count()) == (count, count)
    return len(found)
