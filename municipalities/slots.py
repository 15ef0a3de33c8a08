"""Periodic work is done once per moment of the schedule, however many beats there are and how often they say so."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from municipalities.models import Slot


KEPT = timedelta(days=7)
TAKE = "INSERT INTO municipalities_slot (task, start) VALUES (%s, %s) ON CONFLICT DO NOTHING"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def length_of(task):
    """How long a slot of this task is: the time from one beat of the schedule to the next."""
    [entry] = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == task]
    return timedelta(seconds=entry["schedule"])


@transaction.atomic
def take(*, task, at):
    """
    Take the slot of this moment; false where it is taken already.

    Within the caller's transaction, so that it is free again if the work fails. Slots are counted from one epoch:
    every process counts the same.
    """
    start = at - (at - EPOCH) % length_of(task)
    Slot.objects.filter(task=task, start__lt=start - KEPT).delete()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [task, start])
        return cursor.rowcount == 1
