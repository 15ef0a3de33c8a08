"""The workbook of a roster's problems is repaired in Excel and sent back on the roster's own page."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrollment.models import Enrollment, RosterRow
from municipalities.models import AuditEvent
from tests.enrollment.test_roster_pages import BUDI, SHORT, SITI, files, post, the, upload
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture

RIGHT = "1771014208859003"
NIK, NAME = 2, 3  # columns of the workbook


@pytest.fixture
def checked(world, operator_client, work):
    """Siti and Budi are ready, Cici's NIK is too short."""
    upload(operator_client, SITI, BUDI, SHORT)
    work()
    return the(world)


@pytest.fixture
def send_back(operator_client, work):
    """Download the workbook of a roster's problems, change it and send it back; gives the page that follows."""

    def _send_back(roster, change, *, to=None):
        answer = operator_client.get(reverse("roster_errors", args=[roster.public_id]))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        change(book.active)
        out = io.BytesIO()
        book.save(out)
        page = post(operator_client, "roster_mend_file", to or roster, file=file_of(out))
        work()
        return page.content.decode()

    return _send_back


def file_of(out, name="perbaikan.xlsx"):
    return SimpleUploadedFile(name, out.getvalue())


def put(row, column, text):
    def _put(sheet):
        sheet.cell(row, column).value = text

    return _put


def test_what_was_repaired_in_excel_is_laid_over_the_file(world, checked, send_back):
    text = send_back(checked, put(2, NIK, RIGHT))
    assert "1 isian dari berkas itu dipakai" in text
    roster = the(world)
    assert (roster.rows, roster.refused, roster.new, roster.missing) == (3, 0, 3, 0)
    with world.acting(world.operator):
        assert RosterRow.objects.get(row_no=4).nik == RIGHT
    with administrator():
        assert AuditEvent.objects.filter(action="roster.mended").count() == 1


def test_a_cell_of_which_nothing_was_said_may_be_repaired_too(world, checked, send_back):
    def both(sheet):
        put(2, NIK, RIGHT)(sheet)
        put(2, NAME, "Cici Paramida")(sheet)

    send_back(checked, both)
    with world.acting(world.operator):
        assert RosterRow.objects.get(row_no=4).name == "Cici Paramida"


def test_what_is_still_wrong_is_told_again_and_the_rest_is_kept(world, operator_client, work, send_back):
    upload(operator_client, SITI, SHORT, ["177102", *SHORT[1:]])
    work()

    def one_right(sheet):
        for row in (2, 3):
            sheet.cell(row, NIK).value = RIGHT if sheet.cell(row, 1).value == 3 else "17710"

    send_back(the(world), one_right)
    roster = the(world)
    assert (roster.refused, roster.new) == (1, 2)
    page = operator_client.get(roster.get_absolute_url()).content.decode()
    assert "harus 16 angka; tertulis 5" in page


@pytest.mark.parametrize(
    ("number", "refused"),
    [
        pytest.param(1771014208850010, 1, id="its last digit is lost"),
        pytest.param(1771014108859003, 1, id="the birth date is not in it"),
        pytest.param(1771014208859003, 0, id="the birth date is in it"),
    ],
)
def test_a_nik_repaired_as_a_number_is_trusted_no_more_than_in_the_file_itself(
    world, checked, send_back, number, refused
):
    send_back(checked, put(2, NIK, number))
    assert the(world).refused == refused


def test_nothing_repaired_is_said_and_checks_nothing(world, operator_client, checked, send_back):
    assert "tidak ada yang diperbaiki" in send_back(checked, lambda sheet: None)
    assert the(world).fixes == {}


@pytest.mark.parametrize("letters", [400, 3000])
def test_a_long_cell_that_comes_back_as_it_was_is_not_taken_for_repaired(
    world, operator_client, work, send_back, letters
):
    upload(operator_client, SITI, [*SHORT[:4], f"SDN {'1' * letters}", SHORT[5]])
    work()
    assert "tidak ada yang diperbaiki" in send_back(the(world), lambda sheet: None)
    assert the(world).fixes == {}


def no_number(sheet):
    sheet.append([None, RIGHT, "Dodi", "02-08-1985"])


def twice(sheet):
    sheet.append([cell.value for cell in sheet[2]])


def another_row(sheet):
    put(2, 1, 2)(sheet)


def renamed(sheet):
    put(1, 1, "No")(sheet)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (no_number, "1 baris tidak punya nomor baris asal"),
        (twice, "Nomor baris asal 4 tertulis dua kali"),
        (another_row, "Baris 2 sudah tidak perlu diperbaiki"),
        (renamed, "kolom pertamanya harus berjudul"),
        (put(1, 1, "Baris asal (roster 7)"), "Berkas ini dari roster 7, bukan roster 1"),
    ],
)
def test_a_workbook_that_is_not_as_it_was_given_out_changes_nothing_and_says_why(
    world, checked, send_back, change, sentence
):
    assert sentence in send_back(checked, change)
    assert (the(world).fixes, the(world).refused) == ({}, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"nama;nik", "Nama berkas berakhir"),
        (b"<html>", "Isi berkas ternyata"),
        (b"PK\x03\x04 broken", "rusak"),
        (b"", "kosong"),
    ],
)
def test_what_is_no_workbook_at_all_gets_a_sentence(world, operator_client, checked, content, sentence):
    file = SimpleUploadedFile("perbaikan.xlsx", content)
    text = post(operator_client, "roster_mend_file", checked, file=file).content.decode()
    assert sentence in text
    assert the(world).fixes == {}


def test_a_saved_roster_takes_no_repairs(world, operator_client, work, checked, send_back):
    post(operator_client, "roster_commit", checked)
    work()
    assert "tidak dapat diperbaiki lagi" in send_back(checked, put(2, NIK, RIGHT))


def test_the_workbook_sent_as_a_roster_of_its_own_misses_nobody(world, operator_client, work, checked):
    """After saving what was ready: the two who are enrolled are not in it and not asked about."""
    errors = operator_client.get(reverse("roster_errors", args=[checked.public_id])).content
    post(operator_client, "roster_commit", checked)
    work()
    book = openpyxl.load_workbook(io.BytesIO(errors))
    put(2, NIK, RIGHT)(book.active)
    out = io.BytesIO()
    book.save(out)
    upload(operator_client, file=file_of(out))
    work()
    with world.acting(world.operator):
        later = world.bengkulu.rosters.get(number=2)
        assert (later.status, later.new, later.missing, later.refused) == ("CHECKED", 1, 0, 0)
        assert Enrollment.objects.count() == 2
    page = operator_client.get(later.get_absolute_url()).content.decode()
    assert "Berkas ini berisi perbaikan baris dari roster 1" in page


def test_a_clerk_of_another_unit_and_an_approver_send_nothing_back(checked, approver_client, clerk_client):
    given = {"file": file_of(io.BytesIO(b"x"))}
    address = reverse("roster_mend_file", args=[checked.public_id])
    assert approver_client.post(address, given).status_code == 403
    assert clerk_client.post(address, given).status_code == 404


def test_the_page_offers_it_to_who_may_repair(operator_client, approver_client, checked):
    assert "Perbaiki di Excel" in operator_client.get(checked.get_absolute_url()).content.decode()
    assert "Perbaiki di Excel" not in approver_client.get(checked.get_absolute_url()).content.decode()
