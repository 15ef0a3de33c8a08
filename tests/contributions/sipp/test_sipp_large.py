import os
import resource
import time

import pytest
from django.db import connection

from contributions.models import SippReplyRow
from contributions.sipp import answered, replies
from municipalities import jobs
from tests.contributions.months import NOW


MANY = 40_000 if "PAYUNG_LONG" in os.environ else 2_000
SECONDS = 20
MEGABYTES = 400  # more than before, at the most
WORKERS = """
INSERT INTO enrollment_worker (municipality_id, public_id, nik, name, name_search, birth_date, sex, phone)
SELECT %(city)s, gen_random_uuid(), to_char(1771024108000000 + n, 'FM0000000000000000'), 'Siti Nomor ' || n,
       'SITI NOMOR ' || n, '1985-08-01', 'P', '' FROM generate_series(1, %(many)s) n
"""
ENROLLMENTS = """
INSERT INTO enrollment_enrollment (municipality_id, public_id, worker_id, unit_id, category_id, segment, programs,
       funding_source, sector, wage, kpj, start_date, end_reason, claimed, is_void)
SELECT municipality_id, gen_random_uuid(), id, %(unit)s, %(category)s, 'PU', 'JKK_JKM', 'APBD', 'OTHER', 1500000, '',
       '2026-01-01', '', false, false FROM enrollment_worker WHERE municipality_id = %(city)s
"""


@pytest.fixture
def many(world, beyond):
    city = world.bengkulu
    with beyond(), connection.cursor() as cursor:
        given = {"city": city.pk, "unit": city.school.pk, "category": city.gtt.pk, "many": MANY}
        cursor.execute(WORKERS, given)
        cursor.execute(ENROLLMENTS, given)
        cursor.execute("ANALYZE enrollment_worker, enrollment_enrollment")


def took(act):
    """(seconds, megabytes by which the process grew at its largest)."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    found = act()
    return found, time.monotonic() - started, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def test_the_file_of_a_large_city_is_made_and_its_reply_written_down(world, many, make, tmp_path):
    """
    Prints its figures (-s); under PAYUNG_LONG with 40,000 people.

    On two cores shared by several test runs (28-11-2026): made in 6.8 s with 62 MB more, the reply opened in 0.9 s and
    judged in 8.6 s with 23 MB more, written down in 14.1 s.
    """
    made, seconds, megabytes = took(make)
    print(f"made {MANY}: {seconds:.1f} s, {megabytes:.0f} MB")
    assert (made.people, seconds < SECONDS, megabytes < MEGABYTES) == (MANY, True, True)
    path = tmp_path / "jawaban.csv"
    with world.acting(world.operator):
        niks = made.lines.values_list("enrollment__worker__nik", flat=True)
        path.write_text("NIK;KPJ\n" + "".join(f"{nik};{number:011d}\n" for number, nik in enumerate(niks, start=1)))
        given = {"file": made, "path": path, "file_name": path.name, "by": world.operator, "at": NOW}
        reply = replies.receive(**given, role="OPERATOR")
        said, seconds, megabytes = took(lambda: replies.read(reply, at=NOW))
        print(f"opened: {seconds:.1f} s, {megabytes:.0f} MB")
        who = {"by": world.operator, "at": NOW}
        _none, seconds, megabytes = took(lambda: replies.check(reply=reply, found=said, **who))
        jobs.close(job=replies.latest(reply), status="DONE", at=NOW)
        print(f"judged: {seconds:.1f} s, {megabytes:.0f} MB")
        told, seconds, megabytes = took(lambda: answered.confirm(reply=reply, by=world.operator, at=NOW))
        print(f"written down: {seconds:.1f} s, {megabytes:.0f} MB")
        assert told["ACCEPTED"] == MANY
        assert SippReplyRow.objects.filter(outcome="ACCEPTED").count() == MANY
