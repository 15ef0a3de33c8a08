"""A month whose messages are lost in Redis, and then come three times at one moment: made once, by nobody's hand."""

from datetime import timedelta
from functools import partial
from queue import Empty

import pytest
import time_machine
from celery import current_app
from django.utils import timezone

from contributions import bills, calculations, orders
from municipalities import jobs
from municipalities.context import as_owner
from municipalities.models import AuditEvent, Job
from reports.models import Paper
from tests.at_once import at_once
from tests.contributions.acts import BILLED, CALCULATED, OPEN, Month


QUEUES = ("run", "pdf")
TIMES = 3


@pytest.fixture
def month(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-02 10:00+07:00") as clock:
        yield Month(clock)


def messages():
    """(task, words) of everything that waits in Redis for a worker."""
    found = []
    with current_app.connection_for_read() as line:
        for name in QUEUES:
            with line.SimpleQueue(name) as queue:
                while message := taken(queue):
                    found.append((message.headers["task"], message.payload[1]))
    return found


def taken(queue):
    try:
        message = queue.get(block=False)
    except Empty:
        return None
    message.ack()
    return message


def lose_everything():
    with current_app.connection_for_write() as line:
        line.default_channel.client.flushdb()


def sweep_and_deliver(tasks):
    """What beat and three workers do once nobody has given a sign of life for long enough."""
    jobs.sweep(at=timezone.now() + jobs.silence() + timedelta(seconds=1))
    for task, words in messages():
        at_once([partial(tasks[task], **words)] * TIMES)


def test_a_month_is_calculated_billed_and_printed_once(month, tasks):
    run = month.open()
    with month.acting("OPERATOR"):
        calculations.order(run=run, by=month.world.operator, role="OPERATOR", at=month.at)
    lose_everything()
    assert (messages(), month.stands()) == ([], OPEN)
    sweep_and_deliver(tasks)
    assert month.stands() == CALCULATED
    month.approve()
    with month.acting("TREASURER"):
        [bill] = bills.issue(run=month.run(), by=month.world.treasurer, at=month.at)
        orders.paper(bill=bill, by=month.world.treasurer, role="TREASURER", at=month.at)
    lose_everything()
    sweep_and_deliver(tasks)
    assert month.stands() == BILLED
    with as_owner():
        assert [job.status for job in Job.objects.all()] == ["DONE", "DONE"]
        assert Paper.objects.count() == 1
        told = AuditEvent.objects.values_list("action", flat=True)
        assert [[*told].count(action) for action in ("run.calculated", "run.approved", "bill.issued")] == [1, 1, 1]
