"""What travels through the queue: who and where, nothing else; and what a task believes of it."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from itertools import product

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from kombu import Producer, Queue
from kombu.exceptions import ContentDisallowed
from kombu.serialization import registry

from municipalities import jobs
from municipalities.models import AuditEvent, Job, Outbox, Scope
from municipalities.tasks import BadMessage, TenantTask
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
WORDS = {"job_id", "user_id", "role", "municipality_id"}
QUEUE = "tests-walls"


def tenant_tasks():
    current_app.loader.import_default_modules()
    ours = [task for name, task in current_app.tasks.items() if isinstance(task, TenantTask)]
    return sorted(task.name for task in ours if not task.name.startswith("tests."))


TASKS = tenant_tasks()


@pytest.fixture
def line():
    """The queue's Redis, with a queue of the test's own in it."""
    with redis.Redis.from_url(settings.REDIS_URL) as found:
        found.delete(QUEUE)
        yield found
        found.delete(QUEUE)


def ask_for(world, task, **given):
    with world.acting(world.operator):
        return jobs.start(
            task=task, target=world.bengkulu.school, by=world.operator, role="OPERATOR", at=NOW, queue=QUEUE, **given
        )


def words_of(job):
    row = Outbox.objects.get(job_id=job.pk)
    return {name: getattr(row, name) for name in WORDS}


def test_a_message_carries_who_and_where_and_nothing_else(world, line):
    job = ask_for(world, TASKS[0], name="Siti Aminah", nik="1771024108859001")
    words = words_of(job)
    assert jobs.publish_waiting(at=NOW, job_id=job.pk) == 1
    [sent] = line.lrange(QUEUE, 0, -1)
    envelope = json.loads(sent)
    arguments, named, _embedded = json.loads(b64decode(envelope["body"]))
    assert (envelope["content-type"], arguments, named) == ("application/json", [], words)
    assert b"Siti" not in sent + b64decode(envelope["body"])
    assert b"1771024108859001" not in sent + b64decode(envelope["body"])


def forged(world, words):
    """Messages that somebody who writes into the queue might try, by what is wrong with them."""
    foreign = {
        "job_id": [words["job_id"] + 10**6],
        "user_id": [world.stranger.pk, world.system.pk, world.clerk.pk],
        "role": ["SYSTEM", "APPROVER", "PLATFORM", ""],
        "municipality_id": [world.kupang.pk],
    }
    for name, values in foreign.items():
        for value in values:
            yield words | {name: value}
    for user, role, city in product((world.stranger, world.foreign_officer), ("OPERATOR", "OFFICER"), (world.kupang,)):
        yield words | {"user_id": user.pk, "role": role, "municipality_id": city.pk}


@pytest.mark.parametrize("task", TASKS)
def test_a_forged_message_starts_nothing(world, task):
    job = ask_for(world, task)
    before = events()
    for words in forged(world, words_of(job)):
        current_app.tasks[task](**words)
        assert Outbox.objects.get(job_id=job.pk).attempts == 0, words
    assert (status_of(world, job), events()) == ("WAITING", before)


@pytest.mark.parametrize("task", TASKS)
def test_a_message_with_another_shape_is_refused(world, task):
    words = words_of(ask_for(world, task))
    shapes = [words | {"nik": "1771024108859001"}, words | {"sql": "DROP TABLE x"}]
    shapes += [{name: value for name, value in words.items() if name != left_out} for left_out in WORDS]
    for shape in shapes:
        with pytest.raises(BadMessage):
            current_app.tasks[task](**shape)
    with pytest.raises(BadMessage):
        current_app.tasks[task](*words.values())


@pytest.mark.parametrize("task", TASKS)
def test_a_job_of_another_task_is_not_taken(world, task):
    """The message of one task does not start another, however well its words fit."""
    job = ask_for(world, "tests.some_other_task")
    current_app.tasks[task](**words_of(job))
    assert status_of(world, job) == "WAITING"


@pytest.mark.parametrize("task", TASKS)
def test_whose_scope_ended_between_the_asking_and_the_work_is_done_nothing_for(world, task):
    job = ask_for(world, task)
    words = words_of(job)
    with administrator():
        Scope.objects.filter(user=world.operator).update(end_date="2020-01-01")
    with pytest.raises(ObjectDoesNotExist):
        current_app.tasks[task](**words)
    assert status_of(world, job) == "FAILED"


def status_of(world, job):
    with world.acting(world.system, "SYSTEM"):
        return Job.objects.get(pk=job.pk).status


def events():
    with administrator():
        return AuditEvent.objects.count()


class Poison:
    """Unpickled, it would say so in a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return (exec, (f"open({self.path!r}, 'w').close()",))


@pytest.mark.parametrize("kind", ["pickle", "yaml"])
def test_what_is_not_json_is_not_opened(line, tmp_path, kind):
    """With what the application accepts, through its own consumer: by the kind alone, whatever is in it."""
    bitten = tmp_path / "bitten"
    content_type, encoding, body = {
        "pickle": (
            *("application/x-python-serialize", "binary"),
            registry._encoders["pickle"].encoder(Poison(bitten)),
        ),
        "yaml": (
            *("application/x-yaml", "utf-8"),
            f"!!python/object/apply:builtins.exec [\"open('{bitten}', 'w').close()\"]",
        ),
    }[kind]
    opened, refused = [], []
    with current_app.connection_for_read() as connection, connection.channel() as channel:
        queue = Queue(QUEUE, routing_key=QUEUE, channel=channel)
        queue.declare()
        Producer(channel).publish(body, routing_key=QUEUE, content_type=content_type, content_encoding=encoding)
        consumer = current_app.amqp.TaskConsumer(
            channel, queues=[queue], callbacks=[lambda body, message: opened.append(body)],
            on_decode_error=lambda message, error: refused.append((message, error)),
        )  # fmt: skip
        with consumer:
            connection.drain_events(timeout=10)
    [(message, error)] = refused
    assert isinstance(error, ContentDisallowed)
    assert (opened, bitten.exists(), message.content_type) == ([], False, content_type)
