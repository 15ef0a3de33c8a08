"""What a file asks, and what it offers: each can be answered on its page, and only by whoever may."""

import re
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrollment import rosters
from enrollment.models import Roster, RosterRow
from municipalities.models import AuditEvent
from tests.enrollment.test_roster_pages import BUDI, HEADER, SITI, files, post, the, upload, workbook
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture


def answers_on(client, roster):
    """The codes a person can press on the page of a roster."""
    return re.findall(r'name="accept"\s+value="([A-Z_]+)"', client.get(roster.get_absolute_url()).content.decode())


def person(day, number, wage="1500000"):
    return [f"17710141{number:04}9001", f"Orang {number}", day, "P", "SDN 1", wage]


@pytest.mark.parametrize(("answer", "born"), [("DAY", date(1985, 8, 1)), ("MONTH", date(1985, 1, 8))])
def test_dates_in_two_orders_are_read_as_the_person_answers(world, operator_client, work, answer, born):
    upload(
        operator_client, ["1771014108859001", "Siti", "01-08-1985", "P", "SDN 1", "1500000"], person("02-25-1985", 2)
    )
    work()
    assert answers_on(operator_client, the(world)) == ["DATE_ORDER_DAY_FIRST", "DATE_ORDER_MONTH_FIRST"]
    post(operator_client, "roster_accept", the(world), accept=f"DATE_ORDER_{answer}_FIRST")
    work()
    with world.acting(world.operator):
        assert the(world).status == "CHECKED"
        assert RosterRow.objects.get(name="Siti").birth_date == born


def test_wages_in_thousands_are_taken_as_such_after_the_answer(world, operator_client, work):
    upload(operator_client, [*SITI[:5], "1500"], [*BUDI[:5], "1600"])
    work()
    assert answers_on(operator_client, the(world)) == ["WAGE_UNIT"]
    post(operator_client, "roster_accept", the(world), accept="WAGE_UNIT")
    work()
    with world.acting(world.operator):
        assert set(RosterRow.objects.values_list("wage", flat=True)) == {1_500_000, 1_600_000}


@pytest.fixture
def fallen(world, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti, wage=1_500_000)
    upload(operator_client, [*SITI[:5], "150000"])
    work()
    return the(world)


def test_who_sent_a_file_of_fallen_wages_reads_who_may_answer(operator_client, fallen):
    text = operator_client.get(fallen.get_absolute_url()).content.decode()
    assert answers_on(operator_client, fallen) == []
    assert "Operator kepegawaian atau Penyetuju, selain orang yang mengunggah" in text


@pytest.mark.parametrize("door", ["roster_confirm", "roster_accept"])
def test_who_sent_a_file_of_fallen_wages_cannot_answer_past_the_page(operator_client, fallen, work, door):
    response = post(operator_client, door, fallen, accept="WAGE_FALL")
    assert re.search("harus dibenarkan orang lain|Pilih salah satu jawaban", response.content.decode())
    assert work() == 0


@pytest.mark.parametrize("role", ["OPERATOR", "APPROVER"])
def test_a_second_person_says_that_wages_did_fall(world, visit, fallen, work, role):
    with administrator():
        second = visit(make_user("second", role, world.bengkulu))
    assert answers_on(second, fallen) == ["WAGE_FALL"]
    post(second, "roster_confirm", fallen)
    work()
    assert (the(world).status, the(world).accepted) == ("CHECKED", ["WAGE_FALL"])


def test_an_approver_finds_the_question_among_the_tasks_at_home(approver_client, operator_client, fallen):
    title = "1 roster menunggu pembenaran upah yang turun"
    assert title in [task["title"] for task in approver_client.get("/").context["tasks"]]
    assert title in [task["title"] for task in operator_client.get("/").context["tasks"]]


def test_an_approver_looks_at_a_roster_and_is_offered_nothing_else(approver_client, fallen):
    text = approver_client.get(fallen.get_absolute_url()).content.decode()
    assert "roster/unggah" not in text
    assert "roster/templat" not in approver_client.get(reverse("roster_list")).content.decode()


def test_a_wrong_answer_can_be_taken_back(world, operator_client, work):
    rows = ["1771014108859001", "Siti", "01-08-1985", "P", "SDN 1", "1500000"], person("02-25-1985", 2)
    upload(operator_client, *rows)
    work()
    post(operator_client, "roster_accept", the(world), accept="DATE_ORDER_MONTH_FIRST")
    work()
    assert "Bulan lebih dulu" in operator_client.get(the(world).get_absolute_url()).context["answered"][0]
    post(operator_client, "roster_ask_again", the(world))
    work()
    assert (the(world).status, the(world).accepted, the(world).rows) == ("WAITING", [], 0)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster.answers_taken_back")
    assert (event.by, event.detail["accepted"]) == (world.operator, ["DATE_ORDER_MONTH_FIRST"])


def test_a_sheet_chosen_by_mistake_can_be_chosen_again(world, operator_client, work):
    upload(operator_client, file=workbook(SITI, sheets=("Guru", "Honorer")))
    work()
    post(operator_client, "roster_accept", the(world), sheet="Honorer")
    work()
    assert operator_client.get(the(world).get_absolute_url()).context["answered"] == ["Lembar Honorer"]
    post(operator_client, "roster_ask_again", the(world))
    work()
    assert (the(world).status, the(world).sheet) == ("WAITING", "")


def test_a_sheet_that_is_a_roster_already_is_not_read_again_and_no_check_is_said_to_have_broken_off(
    world, operator_client, work
):
    file = workbook(SITI, sheets=("Guru", "Honorer"))
    upload(operator_client, file=file)
    work()
    post(operator_client, "roster_accept", the(world), sheet="Honorer")
    work()
    file.seek(0)
    upload(operator_client, file=file)
    work()
    with world.acting(world.operator):
        second = Roster.objects.select_related("municipality").first()
    post(operator_client, "roster_accept", second, sheet="Honorer")
    with pytest.raises(rosters.SameSheet):
        work()
    text = operator_client.get(second.get_absolute_url()).content.decode()
    assert "Pemeriksaan tidak dijalankan" in text
    assert "Lembar ini sudah ada di roster 1." in text
    assert "berhenti di tengah jalan" not in text


def test_the_sheets_to_choose_from_are_shown_with_their_rows_and_who_saw_them_is_written_down(
    world, operator_client, work
):
    upload(operator_client, file=workbook(SITI, sheets=("Guru", "Honorer")))
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert text.count("1 baris berisi · 177101… · ") == 2
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.get(action="roster.samples_seen").by == world.operator


def test_a_sheet_that_holds_no_roster_is_asked_again_and_counts_as_no_answer(world, operator_client, work):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for title, rows in {"Guru": [HEADER, SITI], "Honorer": [HEADER, BUDI], "Catatan": [["dari UPTD"]]}.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    upload(operator_client, file=SimpleUploadedFile("roster.xlsx", out.getvalue()))
    work()
    post(operator_client, "roster_accept", the(world), sheet="Catatan")
    work()
    page = operator_client.get(the(world).get_absolute_url())
    assert (the(world).status, page.context["answered"]) == ("WAITING", [])
    assert "tidak ada daftar pekerja" in page.context["question"]["text"]


def test_a_roster_that_asks_can_be_put_away_on_its_page(world, operator_client, work):
    upload(operator_client, file=workbook(SITI, sheets=("Guru", "Honorer")))
    work()
    address = reverse("roster_cancel", args=[the(world).public_id])
    assert f'action="{address}"' in operator_client.get(the(world).get_absolute_url()).content.decode()
    post(operator_client, "roster_cancel", the(world))
    assert the(world).status == "CANCELLED"


def test_a_nik_that_excel_damaged_is_taken_from_the_one_it_fits_after_the_answer(world, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti, wage=1_500_000)
    upload(operator_client, [1771014108859000, *SITI[1:]], BUDI)
    work()
    assert "NIK_REPAIR" in answers_on(operator_client, the(world))
    post(operator_client, "roster_accept", the(world), accept="NIK_REPAIR")
    work()
    assert (the(world).refused, the(world).unchanged) == (0, 1)


def test_hidden_rows_are_said_and_can_be_left_out(world, operator_client, work):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Daftar")
        for number, row in enumerate([HEADER, SITI, BUDI]):
            page.write_row(number, 0, row)
        page.set_row(2, options={"hidden": True})
    upload(operator_client, file=SimpleUploadedFile("roster.xlsx", out.getvalue()))
    work()
    assert "1 baris tersembunyi ikut dibaca" in operator_client.get(the(world).get_absolute_url()).content.decode()
    assert answers_on(operator_client, the(world)) == ["LEAVE_HIDDEN_ROWS"]
    post(operator_client, "roster_accept", the(world), accept="LEAVE_HIDDEN_ROWS")
    work()
    assert (the(world).new, the(world).skipped) == (1, 1)
