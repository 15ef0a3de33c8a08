"""From a file to enrolled workers and back, as an operator or a cron job does it."""

import json
from io import StringIO

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command
from django.db import connection

from enrollment.models import Enrollment, Roster
from municipalities.context import as_owner
from municipalities.service_user import service_username


HEADER = ["NIK", "Nama Lengkap", "Tgl Lahir", "L/P", "Unit Kerja", "Honor"]
SITI = ["1771014108859001", "Siti Aminah", "01-08-1985", "P", "SDN 1", "1500000"]
BUDI = ["1771010208859002", "Budi", "02-08-1985", "L", "SDN 1", "1600000"]


@pytest.fixture
def city(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        world.system.username = service_username(world.bengkulu)
        world.system.save()
        cursor.execute("SET LOCAL ROLE payung_app")
    return world


@pytest.fixture
def file(tmp_path):
    def _file(*rows, name="roster.xlsx"):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            page = book.add_worksheet()
            for number, row in enumerate([HEADER, *rows]):
                page.write_row(number, 0, row)
        return str(tmp_path / name)

    return _file


def answer(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, "--municipality", "17.71", "--json", stdout=out)
    return json.loads(out.getvalue())


def enrolled(world):
    with world.acting(world.operator):
        return Enrollment.objects.filter(is_void=False).count()


def test_a_roster_is_checked_and_nothing_is_enrolled_before_someone_commits(city, file):
    found = answer("import_roster", file(SITI, BUDI), "--category", "GTT")
    assert (found["status"], found["rows"], found["new"]) == ("CHECKED", 2, 2)
    assert enrolled(city) == 0


def test_committing_enrolls_the_people_of_the_file(city, file):
    assert answer("import_roster", file(SITI, BUDI), "--category", "GTT", "--commit")["status"] == "COMMITTED"
    assert enrolled(city) == 2


def test_the_same_file_again_shows_the_first_result(city, file):
    path = file(SITI)  # a workbook made twice differs by the second it was made in
    first = answer("import_roster", path, "--commit")
    assert answer("import_roster", path, "--commit") == first
    assert enrolled(city) == 1


def test_a_bad_row_is_told_in_words_and_stops_nobody_else(city, file):
    found = answer("import_roster", file(SITI, ["177101", *BUDI[1:]]), "--commit")
    assert (found["new"], found["refused"]) == (1, 1)
    [problem] = found["problems"]
    assert (problem["row"], problem["column"], problem["code"]) == (3, "NIK", "NIK_LENGTH")
    assert problem["message"].startswith("Baris 3, NIK: harus 16 angka; tertulis 6")


def test_a_file_that_is_no_roster_is_refused_with_a_sentence(city, tmp_path):
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match=r"\.xlsx, \.xls, \.ods, atau \.csv"):
        answer("import_roster", str(tmp_path / "surat.pdf"))
    with city.acting(city.operator):
        assert Roster.objects.get().status == "REFUSED"


def test_an_undone_roster_leaves_nobody_enrolled(city, file):
    number = answer("import_roster", file(SITI, BUDI), "--commit")["id"]
    assert answer("undo_roster", str(number))["status"] == "UNDONE"
    assert enrolled(city) == 0


def test_a_roster_is_not_undone_twice(city, file):
    number = answer("import_roster", file(SITI), "--commit")["id"]
    answer("undo_roster", str(number))
    with pytest.raises(CommandError, match="tidak dapat"):
        answer("undo_roster", str(number))


def test_a_roster_under_an_approved_month_is_not_undone(city, file):
    number = answer("import_roster", file(SITI), "--commit", "--start", "2026-10-01")["id"]
    answer("run_contributions", "--month", "2026-10")
    answer("run_contributions", "--month", "2026-10", "--approve", "--as", "approver")
    with pytest.raises(CommandError, match="1 barisnya"):
        answer("undo_roster", str(number))
    assert enrolled(city) == 1


def test_another_citys_roster_is_not_there_to_undo(city, file):
    number = answer("import_roster", file(SITI), "--commit")["id"]
    with pytest.raises(CommandError, match="may not"):
        call_command("undo_roster", str(number), "--municipality", "17.71", "--as", "stranger")


def test_a_clerk_is_sent_to_the_pages_and_nothing_is_received(city, file):
    with pytest.raises(CommandError, match="through the pages"):
        answer("import_roster", file(SITI), "--as", "clerk")
    with city.acting(city.operator):
        assert not Roster.objects.exists()


def test_a_roster_is_sent_in_the_name_of_whoever_is_named(city, file):
    answer("import_roster", file(SITI), "--category", "GTT", "--as", "operator")
    with city.acting(city.operator):
        assert Roster.objects.get().received_by == city.operator


@pytest.mark.parametrize("username", ["auditor", "approver", "stranger"])
def test_who_may_send_no_roster_sends_none(city, file, username):
    with pytest.raises(CommandError):
        answer("import_roster", file(SITI), "--as", username)
