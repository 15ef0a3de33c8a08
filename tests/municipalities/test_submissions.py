"""Keys of forms that were sent are kept for a week, whether or not the same person sends another form."""

import uuid
from datetime import timedelta

from django.utils import timezone

from municipalities import submissions, tasks
from municipalities.models import Submission


def test_the_schedule_drops_what_is_older_than_a_week(world):
    now, old, new = timezone.now(), uuid.uuid4(), uuid.uuid4()
    with world.acting(world.operator):
        for key, at in ((old, now - timedelta(days=8)), (new, now - timedelta(days=6))):
            submissions.claim(municipality=world.bengkulu, by=world.operator, key=key, content_hash="x", at=at)
    tasks.drop_submissions()
    with world.acting(world.operator):
        assert [*Submission.objects.values_list("key", flat=True)] == [new]
