"""What the page says of work under way: the step, how much of it, how long still, and the button that stops it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from enrollment import checking, orders, roster_progress, tasks, work_progress
from municipalities.jobs import Stopped
from municipalities.models import AuditEvent, Job, Outbox
from tests.enrollment.test_roster_pages import BUDI, SITI, checked, enrolled, files, post, the, upload
from tests.enrollment.test_roster_work import ordered, stands


__all__ = ["checked", "files"]  # fixtures


def running(world, **told):
    """Somebody is at the newest job, and has told this of it."""
    now = datetime.now(UTC)
    with world.acting(world.operator):
        job = Job.objects.latest("pk")
        given = {"status": "RUNNING", "started_at": now - timedelta(seconds=10), "told_at": now, **told}
        Job.objects.filter(pk=job.pk).update(**given)
    Outbox.objects.filter(job_id=job.pk).update(heartbeat_at=now)


def text_of(client, roster):
    return client.get(reverse("roster_progress", args=[roster.public_id])).content.decode()


def test_the_page_says_the_step_the_rows_and_the_time_left(world, operator_client):
    upload(operator_client, SITI)
    running(world, step="READ", done=500, total=1000)
    page = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert "Langkah 1 dari 5: <strong>Membaca</strong>" in page
    assert "500 dari 1.000 baris" in page
    assert 'max="100" value="22"' in page
    assert "kira-kira 40 detik lagi" in page


@pytest.mark.parametrize(
    ("took", "silent", "done", "said"),
    [
        (1, 0, 900, ""),
        (10, 0, 50, ""),
        (10, 31, 500, ""),
        (10, 0, 1000, "kira-kira 20 detik lagi"),
        (2, 0, 1000, "kira-kira beberapa detik lagi"),
        (60, 0, 500, "kira-kira 4 menit lagi"),
        (10, 12, 1000, "kira-kira beberapa detik lagi"),
        (10, 14, 1000, ""),
    ],
)
def test_the_time_left_is_said_where_it_can_be_said(took, silent, done, said):
    now = datetime(2026, 11, 24, tzinfo=UTC)
    told = now - timedelta(seconds=silent)
    job = Job(
        task=orders.CHECK, status="RUNNING", step="READ", done=done, total=1000, told_at=told,
        started_at=told - timedelta(seconds=took),
    )  # fmt: skip
    assert work_progress.left(job, roster_progress.STEPS[orders.CHECK], at=now) == said


def test_the_steps_of_the_saving_follow_each_other(world, operator_client, checked):
    post(operator_client, "roster_commit", checked)
    seen = []
    for step, done in (("HISTORY", 1), ("PEOPLE", 2), ("ENROLL", 0), ("VERIFY", 0), ("DECISIONS", 0)):
        running(world, step=step, done=done, total=5 if done else 0)
        seen.append(operator_client.get(reverse("roster_progress", args=[checked.public_id])).context["job"])
    assert [each["percent"] for each in seen] == [0, 14, 31, 95, 98]
    assert [each["said"] for each in seen] == ["bagian 1 dari 5", "bagian 2 dari 5", "", "", ""]


def test_work_that_nobody_has_begun_is_stopped_at_once_and_can_be_tried_again(world, operator_client, work):
    upload(operator_client, SITI)
    page = post(operator_client, "roster_stop", the(world)).content.decode()
    assert "Pemeriksaan dihentikan" in page
    assert "Dihentikan oleh operator. Tidak ada yang berubah" in page
    assert "Batalkan roster" in page
    assert (work(), the(world).status) == (0, "RECEIVED")
    post(operator_client, "roster_accept", the(world))
    assert (work(), the(world).status) == (1, "CHECKED")


def test_a_roster_whose_check_was_stopped_can_be_put_away(world, operator_client):
    upload(operator_client, SITI)
    post(operator_client, "roster_stop", the(world))
    post(operator_client, "roster_cancel", the(world))
    assert the(world).status == "CANCELLED"


def test_a_saving_that_was_stopped_leaves_the_roster_checked(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    assert "Penyimpanan dihentikan" in post(operator_client, "roster_stop", checked).content.decode()
    assert (work(), the(world).status, enrolled(world)) == (0, "CHECKED", 0)
    post(operator_client, "roster_commit", checked)
    assert (work(), the(world).status, enrolled(world)) == (1, "COMMITTED", 2)


def test_an_undo_that_was_stopped_leaves_the_roster_saved(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    post(operator_client, "roster_undo", checked)
    assert "Pembatalan dihentikan" in post(operator_client, "roster_stop", checked).content.decode()
    assert (work(), the(world).status, enrolled(world)) == (0, "COMMITTED", 2)


def test_work_under_way_is_stopped_by_whoever_is_at_it(world, operator_client):
    upload(operator_client, SITI)
    running(world, step="READ")
    assert "Hentikan" in text_of(operator_client, the(world))
    post(operator_client, "roster_stop", the(world))
    text = text_of(operator_client, the(world))
    assert "Sedang dihentikan" in text
    assert "Hentikan" not in text
    assert "sudah diminta berhenti" in post(operator_client, "roster_stop", the(world)).content.decode()


def test_the_job_of_a_dead_worker_is_stopped_at_once(world, operator_client):
    upload(operator_client, SITI)
    running(world, step="READ")
    Outbox.objects.update(heartbeat_at=datetime.now(UTC) - timedelta(hours=1))
    assert "Pemeriksaan dihentikan" in post(operator_client, "roster_stop", the(world)).content.decode()


def test_what_has_ended_is_not_stopped(world, operator_client, checked):
    assert "sudah berakhir" in post(operator_client, "roster_stop", checked).content.decode()


def test_nothing_stays_of_work_that_was_stopped_before_its_end(world):
    work = ordered(world)
    asked = tasks.look(work)
    with world.acting(world.operator):
        Job.objects.update(stop_asked_at=datetime.now(UTC), stop_asked_by=world.operator)
    with checking.read(asked) as read, pytest.raises(Stopped):
        tasks.take_in(work, asked, read)
    work.close(Job.Status.STOPPED)
    assert stands(world) == ("RECEIVED", 0, 0, "STOPPED")


def test_who_has_stopped_what_is_written_down(world, operator_client, checked):
    post(operator_client, "roster_commit", checked)
    post(operator_client, "roster_stop", checked)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster.work_stopped")
    assert (event.by, event.detail) == (world.operator, {"task": "commit_roster"})


def test_an_approver_stops_only_what_the_approver_has_asked_for(world, operator_client, approver_client):
    upload(operator_client, SITI, BUDI)
    assert "Hentikan" not in text_of(approver_client, the(world))
    page = post(approver_client, "roster_stop", the(world)).content.decode()
    assert "dihentikan oleh yang memintanya" in page
    with world.acting(world.operator):
        Job.objects.update(by=world.approver)
    assert "Hentikan" in text_of(approver_client, the(world))
    assert "Pemeriksaan dihentikan" in post(approver_client, "roster_stop", the(world)).content.decode()


def test_a_clerk_stops_the_own_units_work_and_no_other(world, operator_client, clerk_client):
    upload(operator_client, BUDI)
    assert post(clerk_client, "roster_stop", the(world)).status_code == 404
    upload(clerk_client, SITI, unit="101")
    with world.acting(world.clerk, "CLERK"):
        own = world.bengkulu.rosters.get(unit=world.bengkulu.school)
    assert "Pemeriksaan dihentikan" in post(clerk_client, "roster_stop", own).content.decode()
