"""
A city's audit trail of 100,000 events: sealed, followed, and what an act costs beside the same act without its event.

A plain INSERT of the same rows by the administrator stands beside the sealing. Same data, same run, seconds.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, connections

from bench import _place
from municipalities import audit
from municipalities.context import as_owner, tenant_context
from municipalities.models import Municipality, Scope, Unit, User
from municipalities.trails import sealing, verifying


EVENTS = int(os.environ.get("BENCH_ROWS", "100000"))
ACTS = 500
WRITE = """
INSERT INTO municipalities_auditevent (municipality_id, id, action, object_type, object_id, label, by_id, role, at,
  recorded_at, request_id, address, detail, changes)
SELECT %(city)s, gen_random_uuid(), 'worker.viewed', 'enrollment.worker', n::text, 'S. R.', %(user)s, 'OPERATOR',
       now(), now() + n * interval '1 millisecond', md5(n::text), '', jsonb_build_object('section', 'ringkasan'), '{}'
FROM generate_series(1, %(events)s) n
"""


def prepare():
    _place.make()
    with as_owner():
        city = Municipality.objects.using("owner").create(code="17.71", name="Kota Bengkulu")
        unit = Unit.objects.using("owner").create(municipality=city, code="000", name=city.name, kind="CITY")
        user = User.objects.using("owner").create(username="system-17.71", is_service=True)
        Scope.objects.using("owner").create(
            user=user, role="SYSTEM", start_date=datetime(2015, 7, 1, tzinfo=UTC).date(), municipality=city
        )
    return city, unit, user


def timed(work):
    start = time.perf_counter()
    found = work()
    return round(time.perf_counter() - start, 2), found


def written(city, user):
    with connections["owner"].cursor() as cursor:
        cursor.execute(WRITE, {"city": city.pk, "user": user.pk, "events": EVENTS})
        cursor.execute("ANALYZE")


def sealed(city, user):
    """As the minute job does it, round after round."""
    count = 0
    while True:
        with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
            done = sealing.seal(municipality=city, at=datetime.now(UTC))
        count += done
        if not done:
            return count


def followed(city, user):
    with tenant_context(user.pk, "SYSTEM", [city.pk], patient=True):
        return verifying.verify(municipality=city)


def acts(city, unit, user):
    for number in range(ACTS):
        with tenant_context(user.pk, "SYSTEM", [city.pk]):
            audit.record("unit.renamed", of=unit, by=user, at=datetime.now(UTC), before={"n": number}, after={"n": 0})


def without(city, user):
    for _number in range(ACTS):
        with tenant_context(user.pk, "SYSTEM", [city.pk]), connection.cursor() as cursor:
            cursor.execute("SELECT 1")


def main():
    settings.AUDIT_HEADS = f"{settings.HOME}/bench-audit"
    city, unit, user = prepare()
    plain, _none = timed(lambda: written(city, user))
    sealing_took, count = timed(lambda: sealed(city, user))
    following_took, found = timed(lambda: followed(city, user))
    assert (count, found.number, found.broken) == (EVENTS, EVENTS, None)
    acting, _none = timed(lambda: acts(city, unit, user))
    bare, _none = timed(lambda: without(city, user))
    idle, none_left = timed(lambda: (sealed(city, user), sealed(city, user))[1])
    assert none_left == 0
    result = {
        "events": EVENTS,
        "plain_insert": plain,
        "sealed": sealing_took,
        "seals_per_second": int(EVENTS / sealing_took),
        "followed": following_took,
        "milliseconds_per_event_written": round((acting - bare) / ACTS * 1000, 2),
        "nothing_to_seal": idle,
    }
    _place.remove()
    print(
        json.dumps(result) if "--json" in sys.argv else "\n".join(f"{key}: {value}" for key, value in result.items())
    )


if __name__ == "__main__":
    main()
