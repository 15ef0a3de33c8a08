"""A city whose roster is checked, saved and undone, each from a database prepared for it; and what came of it."""

from contextlib import contextmanager
from datetime import date
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connections
from django.utils import timezone

from enrollment import decisions, orders, rosters
from enrollment.models import Enrollment, Roster
from municipalities.context import as_owner, tenant_context
from municipalities.models import Outbox
from municipalities.wall import roles
from tests.conftest import World


HEAD = "NIK;Nama Lengkap;Tgl Lahir;L/P;Unit Kerja;Honor\n"
KNOWN, NEW = range(1, 13), range(13, 25)
# What a killed worker must not change, table by table, without what the clock and the sequences say.
PEOPLE = "JOIN enrollment_worker w ON w.id = t.worker_id"
TABLES = {
    "workers": "SELECT to_jsonb(t) - '{id,public_id}'::text[] FROM enrollment_worker t",
    "units": f"SELECT jsonb_build_array(w.nik, t.unit_id) FROM enrollment_workerunit t {PEOPLE}",
    "enrollments": "SELECT to_jsonb(t) - '{id,public_id,worker_id}'::text[] || jsonb_build_object('nik', w.nik)"
    f" FROM enrollment_enrollment t {PEOPLE}",
    "rows": "SELECT to_jsonb(t) - '{id}'::text[] FROM enrollment_rosterrow t",
    "changes": "SELECT to_jsonb(t) - '{id,worker_id,enrollment_id,at}'::text[] || jsonb_build_object('nik', w.nik)"
    f" FROM enrollment_rosterchange t {PEOPLE}",
    "decisions": "SELECT to_jsonb(t) - '{id}'::text[] FROM enrollment_rosterdecision t",
    "rosters": "SELECT to_jsonb(t) - '{committed_at}'::text[] FROM enrollment_roster t",
    "trail": "SELECT to_jsonb(t) - '{id,at,recorded_at}'::text[] FROM municipalities_auditevent t",
    "jobs": "SELECT jsonb_build_array(t.task, t.status, t.error, t.result) FROM municipalities_job t",
    "messages": "SELECT jsonb_build_array(t.task, t.done_at IS NOT NULL) FROM municipalities_outbox t",
}


def picture(database, admin=None):
    """Every row of what the work is about, as texts in a fixed order."""
    found = {}
    with roles.connect(admin or settings.DATABASES["admin"], database) as connection, connection.cursor() as cursor:
        for name, statement in TABLES.items():
            cursor.execute(f"SELECT row::text FROM ({statement}) found (row) ORDER BY 1")
            found[name] = [row for (row,) in cursor]
    return found


@contextmanager
def inside(database):
    """The test's own connection goes to this database for a while."""
    here, before = connections["default"], connections["default"].settings_dict["NAME"]
    here.close()
    here.settings_dict["NAME"] = database
    try:
        yield
    finally:
        here.close()
        here.settings_dict["NAME"] = before


class Story:
    """One roster's way, told in the test's own database; `order` gives the message of the job it places."""

    def __init__(self):
        with as_owner():
            self.world = World()
        self.take(self.receive("".join(line(number, 1_500_000) for number in KNOWN)), rosters.check, rosters.commit)
        changed = "".join(line(number, 1_700_000, name="Siti Baru") for number in list(KNOWN)[:4])
        same = "".join(line(number, 1_500_000) for number in list(KNOWN)[4:10])
        new = "".join(line(number, 1_600_000) for number in NEW)
        self.roster = self.receive(changed + same + new + "17710;Salah;01-08-1985;P;SDN 1;1500000\n")

    def acting(self):
        return tenant_context(self.world.operator.pk, "OPERATOR", [self.world.bengkulu.pk])

    def receive(self, content):
        with self.acting(), NamedTemporaryFile(suffix=".csv") as file:
            file.write((HEAD + content).encode())
            file.flush()
            return rosters.receive(
                municipality=self.world.bengkulu, path=file.name, file_name="roster.csv",
                category=self.world.bengkulu.gtt, by=self.world.operator, at=timezone.now(),
                start_date=date(2026, 1, 1),
            )  # fmt: skip

    def take(self, roster, *verbs):
        with self.acting():
            for verb in verbs:
                verb(roster=roster, by=self.world.operator, at=timezone.now())

    def decide(self):
        """Of the two people who are missing one has left, one has moved."""
        city, by = self.world.bengkulu, self.world.operator
        with self.acting():
            roster = city.rosters.get(pk=self.roster.pk)
            gone, moved = Enrollment.objects.filter(worker__nik__in=[nik(11), nik(12)]).order_by("worker__nik")
            given = {"roster": roster, "end_date": date(2026, 10, 31), "by": by, "at": timezone.now()}
            decisions.decide(ids=[gone.pk], reason="RESIGNED", **given)
            decisions.decide(ids=[moved.pk], reason="MOVED", to_unit=city.office, **given)

    def order(self, task):
        with self.acting():
            roster = Roster.objects.get(pk=self.roster.pk)
            by = self.world.operator
            job = orders.place(task, roster=roster, by=by, role="OPERATOR", at=timezone.now())
        names = ("task", "job_id", "user_id", "role", "municipality_id")
        return Outbox.objects.filter(job_id=job.pk).values(*names).get()


def nik(number):
    return f"177101410885{number:02d}01"


def line(number, wage, name="Siti Aminah"):
    return f"{nik(number)};{name} {chr(64 + number)};01-08-1985;P;SDN 1;{wage}\n"
