"""Long work: asked for with the rest of the request, published, taken once, closed, and given up when it kills."""

from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from celery import current_app, shared_task
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from common.refusals import Refused
from municipalities import jobs, slots, tasks
from municipalities.context import tenant_context
from municipalities.models import AuditEvent, Job, Outbox, Slot, User
from municipalities.tasks import AskerIsShut, BadMessage, TenantTask
from municipalities.wall import boot
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
ACTS = {}


@shared_task(base=TenantTask, name="tests.act")
def act(work):
    """Does what the test says, and tells what it saw."""
    work.step("LOOKING")
    with work.open() as job:
        return ACTS["act"](job)


@pytest.fixture
def queue(monkeypatch):
    """What reaches the queue; the queue is somebody else's program."""
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **how: sent.append((name, how["kwargs"])))
    return sent


@pytest.fixture
def job(world):
    with world.acting(world.operator):
        return start(world)


def start(world, **how):
    return jobs.start(
        task="tests.act", target=world.bengkulu.school, by=world.operator, role="OPERATOR", at=NOW, **how
    )


def message(world, job):
    return {
        "job_id": job.pk,
        "user_id": world.operator.pk,
        "role": "OPERATOR",
        "municipality_id": world.bengkulu.pk,
    }


def seen(world, job):
    with world.acting(world.operator):
        return Job.objects.get(pk=job.pk)


def test_a_job_is_published_after_the_transaction(world, queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), world.acting(world.operator):
        job = start(world)
        assert queue == []
    assert queue == [("tests.act", message(world, job))]


def test_what_is_published_is_not_published_again(world, job, queue):
    assert [jobs.publish_waiting(at=NOW), jobs.publish_waiting(at=NOW)] == [1, 0]


def test_the_relay_publishes_what_waits(job, queue):
    call_command("relay", "--once")
    assert len(queue) == 1


def ask(city, by, times, queue):
    """So many jobs of a city, not published yet."""
    with tenant_context(by.pk, "OPERATOR", [city.pk]):
        return [
            jobs.start(task="tests.act", target=city.school, by=by, role="OPERATOR", at=NOW, queue=queue)
            for _time in range(times)
        ]


def cities_of(queue):
    return [words["municipality_id"] for _name, words in queue]


def test_a_city_has_two_heavy_jobs_on_the_way_and_others_do_not_wait_behind_it(world, queue):
    ours, theirs = world.bengkulu.pk, world.kupang.pk
    asked = ask(world.bengkulu, world.operator, 5, "upload")
    ask(world.kupang, world.stranger, 1, "pdf")
    assert [jobs.publish_waiting(at=NOW), jobs.publish_waiting(at=NOW)] == [3, 0]
    assert cities_of(queue) == [ours, ours, theirs]
    Outbox.objects.filter(job_id=asked[0].pk).update(done_at=NOW)
    assert jobs.publish_waiting(at=NOW) == 1
    assert queue[-1][1]["job_id"] == asked[2].pk


def test_of_a_city_that_another_publisher_counts_nothing_heavy_is_published(world, queue):
    ask(world.bengkulu, world.operator, 1, "upload")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('heavy'), %s::int)", [world.bengkulu.pk])
        assert jobs.publish_waiting(at=NOW) == 0
    other.close()
    assert jobs.publish_waiting(at=NOW) == 1


def test_a_small_job_does_not_wait_behind_the_heavy_ones_of_its_city_and_is_rationed_too(world, queue):
    ask(world.bengkulu, world.operator, 3, "upload")
    small = ask(world.bengkulu, world.operator, 3, "small")
    assert jobs.publish_waiting(at=NOW) == 4
    assert [words["job_id"] for _name, words in queue[2:]] == [small[0].pk, small[1].pk]


def test_light_work_is_not_rationed(world, queue):
    ask(world.bengkulu, world.operator, 2, "upload")
    ask(world.bengkulu, world.operator, 4, "light")
    assert jobs.publish_waiting(at=NOW) == 6


def test_hundreds_of_one_city_do_not_fill_the_publishers_hands(world, queue, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 4)
    ask(world.bengkulu, world.operator, 6, "upload")
    ask(world.kupang, world.stranger, 1, "upload")
    assert [jobs.publish_waiting(at=NOW), jobs.publish_waiting(at=NOW)] == [2, 1]
    assert cities_of(queue)[-1] == world.kupang.pk


def test_a_heavy_job_whose_message_is_lost_is_published_again_although_the_city_is_full(world, queue):
    ask(world.bengkulu, world.operator, 3, "upload")
    jobs.publish_waiting(at=NOW)
    assert jobs.sweep(at=LATER) == 2


def test_a_queue_that_does_not_answer_loses_nothing(world, job, settings, monkeypatch):
    def refuse(*args, **how):
        raise jobs.BrokerError

    monkeypatch.setattr(current_app, "send_task", refuse)
    assert jobs.publish_waiting(at=NOW) == 0
    assert Outbox.objects.filter(published_at=None).count() == 1


def test_a_job_without_a_sign_of_life_is_published_again(job, queue):
    jobs.publish_waiting(at=NOW)
    assert [jobs.sweep(at=NOW + timedelta(seconds=60)), jobs.sweep(at=LATER)] == [0, 1]


def test_a_job_that_lives_is_left_alone(job, queue):
    jobs.publish_waiting(at=NOW)
    Outbox.objects.update(heartbeat_at=LATER - timedelta(seconds=30))
    assert jobs.sweep(at=LATER) == 0


def test_a_task_works_in_the_context_of_its_message(world, job):
    ACTS["act"] = lambda job: {"by": job.by.username, "units": job.municipality.units.count()}
    act(**message(world, job))
    done = seen(world, job)
    assert (done.status, done.step, done.result) == ("DONE", "LOOKING", {"by": "operator", "units": 3})


def test_a_done_job_is_not_done_again(world, job):
    ACTS["act"] = lambda job: {}
    act(**message(world, job))
    ACTS["act"] = pytest.fail
    act(**message(world, job))
    assert Outbox.objects.get(job_id=job.pk).attempts == 1


def test_a_job_that_another_worker_is_at_is_left_to_it(world, job):
    assert jobs.begin(at=NOW, job_id=job.pk) == 1
    assert jobs.begin(at=NOW + timedelta(seconds=60), job_id=job.pk) == 0


def test_a_job_whose_worker_died_is_taken_over(world, job):
    jobs.begin(at=NOW, job_id=job.pk)
    assert jobs.begin(at=LATER, job_id=job.pk) == 2


def test_a_job_that_killed_five_workers_is_given_up(world, job):
    Outbox.objects.filter(job_id=job.pk).update(attempts=5)
    ACTS["act"] = pytest.fail
    act(**message(world, job))
    assert seen(world, job).status == "DEAD"
    assert jobs.sweep(at=LATER) == 0


def fails(error):
    def run(job):
        AuditEvent.objects.create(municipality=job.municipality, action="half", object_type="x", by=job.by, at=NOW)
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "result"),
    [
        (ValueError("x"), "ValueError", {}),
        (DatabaseError("x"), "DatabaseError", {}),
        (Refused("Tidak bisa."), "REFUSED", {"message": "Tidak bisa."}),
    ],
)
def test_a_task_that_fails_is_marked_and_raises(world, job, error, code, result):
    ACTS["act"] = fails(error)
    with pytest.raises(type(error)):
        act(**message(world, job))
    failed = seen(world, job)
    assert (failed.status, failed.error, failed.result) == ("FAILED", code, result)


def test_what_a_failed_task_wrote_is_gone(world, job):
    ACTS["act"] = fails(ValueError("half done"))
    with pytest.raises(ValueError, match="half done"):
        act(**message(world, job))
    with world.acting(world.auditor, "AUDITOR"):
        assert not AuditEvent.objects.filter(action="half").exists()


def broke_off():
    """As Django tells of a server that ends in the middle of a statement."""
    error = DatabaseError("server closed the connection unexpectedly")
    error.__cause__ = psycopg2.DatabaseError()
    return error


@pytest.mark.parametrize("error", [OperationalError(), InterfaceError(), broke_off()])
def test_a_task_whose_database_went_away_is_tried_again(world, job, queue, error):
    ACTS["act"] = fails(error)
    jobs.publish_waiting(at=NOW)
    with pytest.raises(type(error)):
        act(**message(world, job))
    assert seen(world, job).status == "RUNNING"
    assert jobs.sweep(at=datetime.now(UTC) + timedelta(minutes=3)) == 1


@pytest.mark.parametrize("change", [{"job_id": None}, {"password": "x"}, {"role": None}])
def test_a_message_with_more_or_less_in_it_is_refused(world, job, change):
    words = {name: value for name, value in (message(world, job) | change).items() if value}
    with pytest.raises(BadMessage):
        act(**words)


def test_a_message_in_another_role_or_city_does_nothing(world, job):
    ACTS["act"] = pytest.fail
    for change in ({"role": "APPROVER"}, {"municipality_id": world.kupang.pk}, {"user_id": world.stranger.pk}):
        act(**message(world, job) | change)
    assert seen(world, job).status == "WAITING"


def test_who_lost_the_role_meanwhile_gets_a_failed_job(world, job):
    ACTS["act"] = pytest.fail
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(
            "UPDATE municipalities_scope SET end_date = '2020-01-01' WHERE user_id = %s", [world.operator.pk]
        )
        cursor.execute("SET LOCAL ROLE payung_app")
    with pytest.raises(Job.DoesNotExist):
        act(**message(world, job))
    with world.acting(world.system, "SYSTEM"):
        assert Job.objects.get(pk=job.pk).status == "FAILED"


def test_whose_account_was_shut_meanwhile_gets_a_failed_job(world, job):
    ACTS["act"] = pytest.fail
    with administrator():
        User.objects.filter(pk=world.operator.pk).update(is_active=False)
    with pytest.raises(AskerIsShut):
        act(**message(world, job))
    with world.acting(world.system, "SYSTEM"):
        found = Job.objects.get(pk=job.pk)
    assert (found.status, found.error) == ("FAILED", AskerIsShut.code)
    assert found.result == {"message": "Akun yang memintanya sudah dinonaktifkan. Minta lagi dengan akun yang aktif."}


def test_the_service_user_can_act_for_whoever_asked(world, queue):
    with world.acting(world.clerk, "CLERK"):
        job = jobs.start(
            task="tests.act", target=world.bengkulu.school, by=world.clerk, role="CLERK", at=NOW, as_system=True
        )
    row = Outbox.objects.get(job_id=job.pk)
    assert (row.user_id, row.role, job.by) == (world.system.pk, "SYSTEM", world.clerk)


def test_a_role_that_sees_through_the_wall_does_not_relay(db):
    with pytest.raises(Exception, match="see through the tenant wall"):
        call_command("relay", "--once")
    with pytest.raises(Exception, match="see through the tenant wall"):
        boot.refuse_unsafe_role(connection)


def test_a_slot_is_taken_once(world):
    asked = [slots.take(task=tasks.sweep.name, at=NOW + timedelta(seconds=second)) for second in (0, 0, 59, 60)]
    assert asked == [True, False, False, True]


@shared_task(base=tasks.PeriodicTask, name="tests.beaten")
def beaten():
    ACTS["beaten"]()


@pytest.fixture
def schedule(settings):
    settings.CELERY_BEAT_SCHEDULE = {"beaten": {"task": "tests.beaten", "schedule": 3600 * 24 * 365}}


def test_two_beats_do_a_task_of_the_schedule_once(world, schedule):
    done = []
    ACTS["beaten"] = lambda: done.append(1)
    beaten()
    beaten()
    assert done == [1]


def test_a_slot_whose_work_failed_is_free_again(world, schedule):
    ACTS["beaten"] = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        beaten()
    assert Slot.objects.count() == 0


def test_slots_of_the_week_before_are_cleared_away(world):
    for moment in (NOW, NOW + timedelta(days=8)):
        slots.take(task=tasks.sweep.name, at=moment)
    assert Slot.objects.count() == 1
