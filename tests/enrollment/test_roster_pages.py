"""The pages of a roster: sent once however often it is clicked, checked, saved and undone by the queue."""

import uuid
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.months import first_day
from contributions import runs
from enrollment import estimates, rosters
from enrollment.models import Enrollment, Roster
from municipalities.models import AuditEvent, Job, Outbox
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Unit Kerja", "Honor"]
SITI = ["1771014108859001", "Siti Aminah", "01-08-1985", "P", "SDN 1", "1500000"]
BUDI = ["1771010208859002", "Budi", "02-08-1985", "L", "SDN 1", "1600000"]
SHORT = ["177101", "Cici", "02-08-1985", "P", "SDN 1", "1600000"]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def workbook(*rows, sheets=("Daftar",), name="roster.xlsx", header=HEADER):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for title in sheets:
            page = book.add_worksheet(title)
            for number, row in enumerate([header, *rows]):
                page.write_row(number, 0, row)
    return SimpleUploadedFile(name, out.getvalue())


def upload(client, *rows, file=None, key=None, **fields):
    file = workbook(*rows) if file is None else file
    given = {"idempotency_key": key or uuid.uuid4(), "category": "GTT", "file": file} | fields
    return client.post(reverse("roster_upload"), given)


def the(world, user=None, role="OPERATOR"):
    with world.acting(user or world.operator, role):
        return Roster.objects.select_related("municipality").get()


def enrolled(world):
    with world.acting(world.operator):
        return Enrollment.objects.filter(is_void=False).count()


def post(client, name, roster, **given):
    return client.post(reverse(name, args=[roster.public_id]), given, follow=True)


@pytest.fixture
def checked(world, operator_client, work):
    upload(operator_client, SITI, BUDI, SHORT)
    work()
    return the(world)


def test_an_upload_is_checked_by_the_queue_and_shown(world, operator_client, work):
    page = operator_client.get(upload(operator_client, SITI, BUDI, SHORT).url)
    assert "Menunggu giliran" in page.content.decode()
    work()
    text = operator_client.get(page.request["PATH_INFO"]).content.decode()
    assert "<strong>2 siap</strong>" in text
    assert "NIK bukan 16 angka" in text
    assert "NIK: harus 16 angka; tertulis 6" in text


def test_pasted_cells_are_a_roster_too(world, operator_client, work):
    cells = "\n".join("\t".join(row) for row in (HEADER, SITI, BUDI))
    upload(operator_client, file="", pasted=cells)
    work()
    assert (the(world).status, the(world).new) == ("CHECKED", 2)


def test_without_a_file_the_page_asks_for_one(operator_client):
    response = upload(operator_client, file="")
    assert response.status_code == 422
    assert "Pilih berkas roster." in response.content.decode()


def test_the_same_form_sent_twice_makes_one_roster(world, operator_client):
    key, file = uuid.uuid4(), workbook(SITI)
    first = upload(operator_client, file=file, key=key)
    file.seek(0)
    assert upload(operator_client, file=file, key=key).url == first.url
    assert Outbox.objects.count() == 1


def test_the_same_key_with_another_file_is_refused(operator_client, world):
    key = uuid.uuid4()
    upload(operator_client, SITI, key=key)
    response = upload(operator_client, BUDI, key=key)
    assert response.status_code == 422
    assert "isi lain" in response.content.decode()


def test_the_same_file_again_under_any_name_shows_the_first_result(world, operator_client):
    file = workbook(SITI)
    first = upload(operator_client, file=file)
    file.seek(0)
    file.name = "lain.xlsx"
    again = upload(operator_client, file=file)
    assert first.url == again.url
    assert "Berkas ini sudah diunggah" in operator_client.get(again.url).content.decode()


def test_the_script_of_the_upload_is_led_to_the_first_result_and_the_page_still_says_so(world, operator_client):
    file = workbook(SITI)
    first = upload(operator_client, file=file)
    file.seek(0)
    given = {"idempotency_key": uuid.uuid4(), "category": "GTT", "file": file}
    again = operator_client.post(reverse("roster_upload"), given, headers={"x-requested-with": "XMLHttpRequest"})
    assert (again.status_code, again["Location"]) == (201, first.url)
    assert "Berkas ini sudah diunggah" in operator_client.get(first.url).content.decode()


def test_what_is_refused_is_shown_before_what_only_wants_a_look(world, operator_client, work):
    upload(operator_client, [*SITI[:2], "02-08-1985", *SITI[3:]], SHORT)
    work()
    rows = operator_client.get(the(world).get_absolute_url()).context["problem_rows"]
    assert [(row["row_no"], row["level"]) for row in rows] == [(3, "error"), (2, "warning")]


def test_a_file_that_is_no_roster_gets_a_clear_sentence(world, operator_client, work):
    page = upload(operator_client, file=SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat")).url
    work()
    text = operator_client.get(page).content.decode()
    assert "Berkas ini tidak dapat dibaca" in text
    assert ".xlsx" in text


def test_more_than_the_limit_is_refused_before_it_is_read(operator_client, settings):
    settings.ROSTER_MAX_BYTES = 1000
    unread = BytesIO(b"x")
    response = operator_client.generic(
        "POST", reverse("roster_upload"), unread.getvalue(), CONTENT_LENGTH=str(3 * 1024 * 1024)
    )
    assert response.status_code == 413
    assert "Pisahkan berkasnya per dinas" in response.content.decode()


def test_a_file_with_two_sheets_waits_for_the_choice(world, operator_client, work):
    page = upload(operator_client, file=workbook(SITI, sheets=("Guru", "Honorer"))).url
    work()
    assert "Lembar yang dibaca" in operator_client.get(page).content.decode()
    post(operator_client, "roster_accept", the(world), sheet="Honorer")
    work()
    assert (the(world).status, the(world).reading["sheet"]) == ("CHECKED", "Honorer")


def test_an_answer_nobody_offered_is_refused(world, operator_client, work):
    upload(operator_client, file=workbook(SITI, sheets=("Guru", "Honorer")))
    work()
    response = post(operator_client, "roster_accept", the(world), sheet="Rahasia")
    assert "Pilih salah satu jawaban" in response.content.decode()


def test_the_progress_backs_off_and_ends_with_the_whole_page(world, operator_client, work):
    upload(operator_client, SITI)
    address = reverse("roster_progress", args=[the(world).public_id])
    assert 'hx-trigger="every 2s"' in operator_client.get(address).content.decode()
    assert 'hx-trigger="every 10s"' in operator_client.get(address + "?ke=20").content.decode()
    work()
    assert operator_client.get(address).headers["HX-Refresh"] == "true"


def test_who_has_looked_at_the_rows_of_a_roster_is_written_down(world, operator_client, checked):
    operator_client.get(checked.get_absolute_url())
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster.rows_seen")
    assert event.by == world.operator
    assert event.detail == {"problems": 1, "changes": 2, "rows": "{[2,4]}"}


def test_saving_enrolls_and_says_how_many(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    text = operator_client.get(checked.get_absolute_url()).content.decode()
    assert enrolled(world) == 2
    assert "2 pekerja baru terdaftar" in text


def test_two_clicks_on_save_are_one_job(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    second = post(operator_client, "roster_commit", checked)
    assert "sedang dikerjakan" in second.content.decode()
    assert work() == 1
    assert enrolled(world) == 2


def test_who_comes_second_is_told_that_it_is_saved_already(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    assert "sudah tidak dapat diproses" in post(operator_client, "roster_commit", checked).content.decode()


def test_undoing_takes_everybody_back(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    post(operator_client, "roster_undo", checked)
    work()
    assert (the(world).status, enrolled(world)) == ("UNDONE", 0)
    assert "dikembalikan seperti sebelumnya" in operator_client.get(checked.get_absolute_url()).content.decode()


def test_an_undo_comes_too_late_after_a_week(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    late = datetime.now(UTC) + timedelta(days=9)
    with world.acting(world.operator), pytest.raises(rosters.UndoTooLate):
        rosters.undo(roster=the(world), by=world.operator, at=late)


def test_a_check_that_failed_can_be_tried_again(world, operator_client, work):
    upload(operator_client, SITI)
    roster = the(world)
    with world.acting(world.operator):
        Job.objects.update(status="FAILED", error="X")
        Outbox.objects.update(done_at=datetime.now(UTC))
    assert "Coba lagi" in operator_client.get(roster.get_absolute_url()).content.decode()
    post(operator_client, "roster_accept", roster)
    work()
    assert the(world).status == "CHECKED"


def test_a_changed_wage_shows_old_and_new(world, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti, wage=1_200_000)
    upload(operator_client, SITI)
    work()
    text = operator_client.get(the(world).get_absolute_url() + "?perubahan=changed").content.decode()
    assert "<del>Rp1.200.000</del>" in text
    assert "<ins>Rp1.500.000</ins>" in text


def test_who_is_not_in_the_file_is_listed_and_stays(world, operator_client, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Dewi Lestari"))
    upload(operator_client, SITI)
    work()
    text = operator_client.get(the(world).get_absolute_url() + "?perubahan=missing").content.decode()
    assert "Dewi Lestari" in text
    assert "roster tidak pernah mengeluarkan siapa pun, hanya keputusan Anda" in text


def test_no_page_of_a_roster_spells_out_a_nik(operator_client, checked):
    text = operator_client.get(checked.get_absolute_url()).content.decode()
    assert SITI[0] not in text
    assert "1771 •••• •••• 9001" in text


def test_the_rows_to_repair_are_downloaded(operator_client, checked):
    response = operator_client.get(reverse("roster_errors", args=[checked.public_id]))
    assert response.content.startswith(b"PK")


def test_who_downloads_the_rows_to_repair_is_written_down(operator_client, checked, world):
    operator_client.get(reverse("roster_errors", args=[checked.public_id]))
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster.errors_downloaded")
    assert (event.object_type, event.object_id) == ("enrollment.roster", str(checked.pk))


def test_the_template_is_downloaded(operator_client):
    assert operator_client.get(reverse("roster_template")).content.startswith(b"PK")


def test_a_clerk_sends_for_the_own_school_by_the_service_user(world, clerk_client, work):
    with administrator():
        known = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, known)
        make_enrollment(world.bengkulu, known, unit=world.bengkulu.office)
    elsewhere = ["1771010208859003", *BUDI[1:4], "Dinas Pendidikan", "1600000"]
    page = upload(clerk_client, [*SITI[:5], "1700000"], BUDI, elsewhere, unit="101").url
    work()
    roster = the(world, world.clerk, "CLERK")
    assert (roster.new, roster.changed, roster.refused) == (1, 1, 1)
    post(clerk_client, "roster_commit", roster)
    work()
    roster = the(world, world.clerk, "CLERK")
    assert (roster.status, roster.committed_by) == ("COMMITTED", world.clerk)
    assert "1 pekerja baru terdaftar" in clerk_client.get(page).content.decode()


def test_a_clerk_sends_after_the_city_has_sent(clerk_client, checked):
    sent = upload(clerk_client, SITI, unit="101")
    assert sent.status_code == 302
    assert clerk_client.get(sent.url).context["roster"]["number"] == checked.number + 1


def test_a_clerk_hears_that_a_person_is_another_units_and_not_which(world, clerk_client, work):
    with administrator():
        known = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, known, unit=world.bengkulu.office)
    page = upload(clerk_client, SITI, unit="101").url
    work()
    roster = the(world, world.clerk, "CLERK")
    assert (roster.new, roster.refused) == (0, 1)
    text = clerk_client.get(page).content.decode()
    assert "Orang ini tercatat di unit lain" in text
    assert world.bengkulu.office.name not in text


def test_a_clerks_person_who_came_to_another_unit_since_the_check_is_checked_again(world, clerk_client, work):
    upload(clerk_client, SITI, BUDI, unit="101")
    work()
    with administrator():
        known = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, known, unit=world.bengkulu.office)
    roster = the(world, world.clerk, "CLERK")
    with world.acting(world.system, "SYSTEM"), pytest.raises(rosters.RosterOutdated):
        rosters.commit(roster=roster, by=world.clerk, at=datetime.now(UTC))
    assert (the(world).status, enrolled(world)) == ("CHECKED", 1)


@pytest.mark.parametrize("unit", ["100", "000", ""])
def test_a_clerk_cannot_send_for_another_unit(world, clerk_client, unit):
    assert upload(clerk_client, SITI, unit=unit).status_code == 422


def test_a_clerk_does_not_see_the_citys_rosters(clerk_client, checked):
    assert clerk_client.get(checked.get_absolute_url()).status_code == 404
    assert "roster.xlsx" not in clerk_client.get(reverse("roster_list")).content.decode()


def test_a_stranger_cannot_open_our_roster(stranger_client, checked):
    assert stranger_client.get(checked.get_absolute_url()).status_code == 404


def questions_of_the_list(client):
    client.get(reverse("roster_list"))  # the first page of a session also notes that it began
    with CaptureQueriesContext(connection) as asked:
        text = client.get(reverse("roster_list")).content.decode()
    return len(asked), text.count("roster.xlsx")


def test_the_list_of_rosters_costs_the_same_however_long(world, operator_client, work, checked):
    few, shown = questions_of_the_list(operator_client)
    for number in range(3):
        upload(operator_client, SITI, start_date=f"2026-0{number + 1}-01")
    assert questions_of_the_list(operator_client) == (few, shown + 3)


def test_the_effect_on_money_is_what_the_month_will_cost(world, operator_client, work):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Dewi Lestari"), wage=1_234_567)
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Kader"), category=world.bengkulu.cadre, wage=None)
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti, wage=1_200_000)
    upload(operator_client, SITI, BUDI)
    work()
    with world.acting(world.operator):
        month = first_day(world.bengkulu.today())
        money = estimates.monthly(the(world), day=month)
        before = runs.calculate(run=opened(world, month), by=world.operator, at=datetime.now(UTC)).total
    post(operator_client, "roster_commit", the(world))
    work()
    with world.acting(world.operator):
        after = runs.calculate(run=opened(world, month), by=world.operator, at=datetime.now(UTC)).total
    assert money == {"before": before, "after": after}
    assert 0 < before < after


def opened(world, month):
    return runs.open_month(municipality=world.bengkulu, month=month, by=world.operator, at=datetime.now(UTC))
