"""People of long ago are forgotten: in every table, in the files and in the search; whoever is still of use is not."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from claims import deaths, heirs
from enrollment import corrections
from enrollment.models import Enrollment, Roster, RosterChange, RosterRow, Worker
from municipalities.models import AuditEvent, RetentionPeriod
from reports import keeping, person_files, retention, tasks
from reports.models import Kind
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.reports.nights import AT, card_sheet, keeps_papers, run, slip, switched_on
from tests.safety.attack import administrator
from tests.safety.rows import row_in


NIK = "1771014108859001"
LONG_AGO = {"start_date": date(2010, 1, 1), "end_date": date(2012, 1, 1), "end_reason": "RESIGNED"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def siti(world):
    """Somebody who left fourteen years ago, with a roster of hers; the city keeps five years."""
    with administrator():
        RetentionPeriod.objects.create(
            municipality=world.bengkulu, subject="WORKER", years=5, start_date=date(2020, 1, 1)
        )
        worker = make_worker(world.bengkulu, "Siti Aminah", nik=NIK, phone="081234567890")
        enrollment = make_enrollment(world.bengkulu, worker, kpj="12345678901", **LONG_AGO)
        roster = Roster.objects.create(
            municipality=world.bengkulu, number=1, start_date=date(2010, 1, 1), file_name="Siti Aminah.csv",
            sha256="0" * 64, file="rosters/x.csv", received_by=world.operator,
            received_at=datetime(2010, 1, 2, tzinfo=UTC),
            status="COMMITTED", committed_by=world.operator, committed_at=datetime(2010, 1, 3, tzinfo=UTC),
        )  # fmt: skip
        RosterRow.objects.create(
            municipality=world.bengkulu, roster=roster, row_no=2, nik=NIK, name="Siti Aminah",
            name_search="SITI AMINAH", raw={"nik": NIK, "name": "Siti Aminah"}, outcome="SKIPPED",
            enrollment=enrollment,
        )  # fmt: skip
        RosterChange.objects.create(
            municipality=world.bengkulu, roster=roster, unit=world.bengkulu.school, row_no=2, kind="WORKER_CHANGED",
            worker=worker, before={"name": "Siti Aminah", "phone": "081234567890"}, after={"name": "SITI AMINAH"},
            at=datetime(2010, 1, 3, tzinfo=UTC),
        )  # fmt: skip
        write("rosters/x.csv", f"{NIK};Siti Aminah")
        keeping.keep(
            municipality=world.bengkulu, kind=Kind.ENROLLMENT_SLIP, title="Bukti terdaftar", content=slip(NIK),
            of=enrollment, unit=world.bengkulu.school, by=world.operator, at=AT,
        )  # fmt: skip
    return worker


def write(name, text):
    path = Path(retention.settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def tables_with(text):
    """From the catalogue: every table of the database in which this text stands, in any column."""
    with administrator(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_after_the_run_the_nik_stands_in_no_table_no_file_and_no_search_column(world, siti):
    assert set(tables_with(NIK)) >= {"enrollment_worker", "enrollment_rosterrow"}
    assert "enrollment_rosterchange" in tables_with("081234567890")
    switched_on(world)
    assert run(world) == 1
    assert [tables_with(text) for text in (NIK, "Siti Aminah", "SITI AMINAH", "12345678901", "081234567890")] == [
        []
    ] * 5
    kept = [path for path in Path(retention.settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path for path in kept if NIK.encode() in path.read_bytes()] == []


def test_the_history_of_somebody_forgotten_still_opens(world, siti, operator_client):
    switched_on(world)
    run(world)
    page = operator_client.get(reverse("worker_history", args=[siti.public_id]))
    assert (page.status_code, "Data dihapus" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("who", "role", "city"),
    [("operator", "OPERATOR", "bengkulu"), ("admin", "ADMIN", "bengkulu"), ("system", "SYSTEM", "kupang")],
)
def test_nobody_but_the_citys_service_user_empties_what_a_roster_changed(world, siti, who, role, city):
    with world.acting(getattr(world, who), role, getattr(world, city)), connection.cursor() as cursor:
        cursor.execute("SELECT sec.forget_changes(%s, %s)", [world.bengkulu.pk, [siti.pk]])
        assert cursor.fetchall() == []
    assert "enrollment_rosterchange" in tables_with("081234567890")


def test_the_service_user_itself_rewrites_no_change(world, siti):
    with world.acting(world.system, "SYSTEM"), pytest.raises(ProgrammingError, match="permission denied"):
        RosterChange.objects.update(before={})


@pytest.mark.parametrize(
    ("kind", "years", "is_there"),
    [(Kind.CARDS, 10, False), (Kind.BILL, 10, False), (Kind.CARDS, 20, True), (Kind.CIRCULAR, 10, True)],
)
def test_papers_that_name_people_go_after_the_years_of_papers(world, siti, kind, years, is_there):
    paper = card_sheet(world, kind)
    keeps_papers(world, years)
    switched_on(world)
    run(world)
    assert keeping.path_of(paper).exists() is is_there
    with world.acting(world.operator):
        assert world.bengkulu.papers.filter(pk=paper.pk).count() == 1


def broken_night(world):
    with world.acting(world.system, "SYSTEM"), transaction.atomic():
        retention.forget_due(municipality=world.bengkulu, by=world.system, at=AT)
        raise ZeroDivisionError


def test_a_night_that_is_taken_back_takes_no_file(world, siti):
    paper = card_sheet(world)
    keeps_papers(world, 10)
    switched_on(world)
    with TestCase.captureOnCommitCallbacks(execute=True), pytest.raises(ZeroDivisionError):
        broken_night(world)
    assert keeping.path_of(paper).exists()
    assert (Path(retention.settings.MEDIA_ROOT) / "rosters/x.csv").exists()


def test_without_years_of_papers_they_stay(world, siti):
    paper = card_sheet(world)
    switched_on(world)
    run(world)
    assert keeping.path_of(paper).exists()


def test_the_page_counts_the_papers(world, siti, visit):
    card_sheet(world)
    keeps_papers(world, 10)
    assert visit(world.admin).get(reverse("retention")).context["preview"].papers == 1


def test_amounts_and_dates_of_the_cover_stay(world, siti):
    switched_on(world)
    run(world)
    with world.acting(world.operator):
        enrollment = Enrollment.objects.get(worker=siti)
        assert (enrollment.wage, enrollment.start_date, enrollment.kpj) == (1_500_000, date(2010, 1, 1), "")
        assert Worker.objects.get(pk=siti.pk).name == "Data dihapus"


def test_nothing_is_forgotten_before_the_city_says_so(world, siti):
    assert run(world) == 0
    assert "enrollment_worker" in tables_with(NIK)


def test_it_can_be_stopped_again(world, siti):
    switched_on(world)
    with world.acting(world.admin, "ADMIN"):
        retention.switch(municipality=world.bengkulu, on=False, by=world.admin, at=AT)
    assert run(world) == 0


def test_without_a_period_it_cannot_be_switched_on(world):
    with world.acting(world.admin, "ADMIN"), pytest.raises(retention.NoPeriod):
        retention.switch(municipality=world.bengkulu, on=True, by=world.admin, at=AT)


def still_there(world, worker):
    with world.acting(world.operator):
        return Worker.objects.get(pk=worker.pk).name != "Data dihapus"


def test_whoever_is_still_of_use_is_left_alone(world, siti):
    with administrator():
        enrolled = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Masih Aktif")).worker
        both = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Kembali Lagi"), **LONG_AGO).worker
        make_enrollment(world.bengkulu, both, category=world.bengkulu.cadre)
        dead = make_enrollment(
            world.bengkulu, make_worker(world.bengkulu, "Sudah Wafat"), start_date=LONG_AGO["start_date"]
        )
        deaths.register(
            worker=dead.worker,
            death_date=date(2021, 6, 1),
            cause="NATURAL",
            told_by="Keluarga",
            by=world.operator,
            at=AT,
        )
        asking = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Minta Perbaikan"), **LONG_AGO).worker
        make_correction(asking, by=world.operator, at=AT)
    switched_on(world)
    assert run(world) == 1
    assert [still_there(world, worker) for worker in (enrolled, both, dead.worker, asking)] == [True] * 4


def test_whoever_inherits_in_a_claim_of_another_stays_with_the_claim_as_it_is(world, siti):
    with administrator():
        dead = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Sudah Wafat")).worker
        claim = deaths.register(
            worker=dead, death_date=date(2026, 6, 1), cause="NATURAL", told_by="x", by=world.operator, at=AT
        )
        heirs.add(claim=claim, name="Siti Aminah", relation="WIDOW", nik=NIK, by=world.operator, at=AT)
    switched_on(world)
    assert run(world) == 0
    with world.acting(world.operator):
        assert [(heir.name, heir.nik) for heir in claim.heirs.all()] == [("Siti Aminah", NIK)]


@pytest.mark.parametrize(("status", "forgotten"), [("CHECKED", 0), ("WAITING", 0), ("CANCELLED", 1)])
def test_whoever_stands_in_a_roster_that_waits_to_be_saved_stays(world, siti, status, forgotten):
    with administrator():
        roster = Roster.objects.create(
            municipality=world.bengkulu, number=2, start_date=date(2026, 11, 1), file_name="y.csv", sha256="1" * 64,
            file="rosters/y.csv", received_by=world.operator, received_at=AT, status=status,
        )  # fmt: skip
        RosterRow.objects.create(
            municipality=world.bengkulu, roster=roster, row_no=2, nik=NIK, name="Siti Aminah", raw={}, outcome="NEW"
        )
    switched_on(world)
    assert run(world) == forgotten


def test_the_letter_of_a_copy_is_forgotten_too(world, siti):
    with world.acting(world.operator):
        paper = person_files.export(
            municipality=world.bengkulu, by=world.operator, at=AT, nik=NIK, asked_by="Siti Aminah"
        ).paper
    switched_on(world)
    run(world)
    assert not keeping.path_of(paper).exists()


def test_why_a_correction_was_refused_is_forgotten_too(world, siti):
    with administrator():
        request = make_correction(siti, right="081234567891", by=world.operator, at=AT)
        corrections.refuse(request=request, by=world.approver, at=AT, reason="Nomor itu milik Pak Rahmat")
    switched_on(world)
    run(world)
    assert tables_with("Rahmat") == []


def test_whoever_left_one_day_too_late_stays(world, siti):
    with administrator():
        recent = LONG_AGO | {"end_date": date(2021, 11, 25)}
        worker = make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Baru Saja"), **recent).worker
    switched_on(world)
    assert run(world) == 1
    assert still_there(world, worker)


def test_another_citys_people_are_not_touched(world, siti):
    with administrator():
        make_enrollment(world.kupang, make_worker(world.kupang, "Yohanes", nik=NIK), **LONG_AGO)
    switched_on(world)
    run(world)
    assert tables_with(NIK) == ["enrollment_worker"]


def test_a_second_run_finds_nobody(world, siti):
    switched_on(world)
    assert (run(world), run(world)) == (1, 0)


def test_the_run_is_in_the_trail(world, siti):
    switched_on(world)
    run(world)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="retention.forgotten")
        assert (event.detail["count"], event.by) == (1, world.system)


def test_the_schedule_runs_it_in_every_city_that_wants_it(world, siti, time_machine):
    switched_on(world)
    time_machine.move_to(AT, tick=False)
    tasks.forget_people()
    assert tables_with(NIK) == []


def test_the_page_tells_an_admin_how_many_before_it_is_switched_on(visit, world, siti):
    admin = visit(world.admin)
    page = admin.get(reverse("retention"))
    assert (page.context["preview"].workers, page.context["preview"].rosters) == (1, 1)
    assert "Siti" not in page.content.decode()
    admin.post(reverse("retention_switch"), {"on": "1"})
    assert "Penghapusan menyala" in admin.get(reverse("retention")).content.decode()


def test_only_an_admin_switches_it(visit, world, operator_client, clerk_client):
    for client in (operator_client, clerk_client, visit(world.auditor)):
        assert client.post(reverse("retention_switch"), {"on": "1"}).status_code == 403


def test_today_is_the_day_of_the_city():
    assert timezone.is_aware(AT)


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2026, 8, 31), date(2021, 8, 31)), (date(2026, 7, 29), date(2021, 7, 29)),
     (date(2024, 2, 29), date(2019, 3, 1)), (date(2029, 2, 28), date(2024, 2, 28))],
)  # fmt: skip
def test_the_years_are_over_on_the_same_day_of_the_month(day, before):
    assert retention.cutoff(day, 5) == before


@pytest.mark.parametrize(
    ("last_day", "due"),
    [(date(2021, 11, 23), 1), (date(2021, 11, 24), 0), (date(2021, 11, 25), 0)],
    ids=["the day before", "that very day", "the day after"],
)
def test_whoever_left_before_the_day_is_due_and_nobody_of_the_day_itself(world, last_day, due):
    with administrator():
        make_enrollment(world.bengkulu, start_date=date(2020, 1, 1), end_date=last_day, end_reason="RESIGNED")
    with world.acting(world.system, "SYSTEM"):
        before = retention.cutoff(date(2026, 11, 24), 5)
        assert retention.due_workers(world.bengkulu, before=before).count() == due


@pytest.mark.parametrize(
    ("came", "due"),
    [(datetime(2021, 11, 23, 16, 59, 59, tzinfo=UTC), 1), (datetime(2021, 11, 23, 17, tzinfo=UTC), 0)],
    ids=["a second before midnight", "at midnight"],
)
def test_a_file_is_due_by_the_day_of_the_citys_clock(world, came, due):
    with administrator():
        row_in(world.bengkulu, Roster, received_at=came, file="rosters/x.csv")
    with world.acting(world.system, "SYSTEM"), timezone.override(world.bengkulu.timezone):
        assert retention.due_rosters(world.bengkulu, before=date(2021, 11, 24)).count() == due
