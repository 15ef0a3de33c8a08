"""The page on which a person says which column holds what: asked only when needed, answered once, taken back."""

import json
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from municipalities.models import AuditEvent
from tests.enrollment.test_roster_pages import BUDI, SITI, files, post, the, upload


__all__ = ["files"]  # a fixture

TITLES = ["Kolom1", "Kolom2", "Kolom3", "Kolom4", "Kolom5", "Kolom6"]
ANSWER = {"row": "1", "kolom-A": "nik", "kolom-B": "name", "kolom-C": "birth_date", "kolom-F": "wage"}


def sheet(*rows):
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Daftar")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return SimpleUploadedFile("roster.xlsx", out.getvalue())


@pytest.fixture
def unknown(world, operator_client, work):
    """A roster whose headers say nothing, checked for the first time."""
    upload(operator_client, file=sheet(TITLES, SITI, BUDI))
    work()
    return the(world)


def address(roster, name="roster_map"):
    return reverse(name, args=[roster.public_id])


def test_a_roster_whose_columns_are_not_known_leads_to_the_page(operator_client, unknown):
    assert unknown.status == "WAITING"
    assert address(unknown) in operator_client.get(unknown.get_absolute_url()).content.decode()


def test_the_page_shows_samples_and_what_is_required_and_no_whole_number(operator_client, unknown):
    response = operator_client.get(address(unknown))
    text = response.content.decode()
    assert [column["there"] for column in response.context["needed"]] == [True] * 4
    assert "Siti Aminah" in text
    assert SITI[0] not in text


def test_who_has_seen_the_samples_is_written_down(world, operator_client, unknown):
    operator_client.get(address(unknown))
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.get(action="roster.samples_seen").by == world.operator


def test_the_columns_chosen_are_read_and_the_samples_are_gone(world, operator_client, unknown, work):
    assert post(operator_client, "roster_map", unknown, **ANSWER).redirect_chain[-1][1] == 302
    work()
    roster = the(world)
    assert (roster.status, roster.new, roster.samples) == ("CHECKED", 2, {})
    assert roster.columns == {"row": 1, "lines": 1, "places": {"nik": 0, "name": 1, "birth_date": 2, "wage": 5}}


def test_the_page_of_the_roster_shows_what_is_read_from_where_and_what_is_not(operator_client, unknown, work, world):
    post(operator_client, "roster_map", unknown, **ANSWER)
    work()
    context = operator_client.get(unknown.get_absolute_url()).context
    assert context["answered"] == ["Kolom dipilih sendiri"]
    assert context["columns"]["header_row"] == 1
    assert {"label": "Upah", "header": "Kolom6"} in context["columns"]["read"]
    assert context["columns"]["ignored"] == ["Kolom4", "Kolom5"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kolom-A": ""}, "Belum ada kolom untuk NIK."),
        ({"kolom-D": "name"}, "Nama sudah dipilih untuk Kolom B: Kolom2. Pilih satu saja"),
        ({"kolom-D": "agama"}, "tidak ada dalam daftar"),
        ({"row": "77"}, "tidak ada dalam daftar"),
    ],
)
def test_an_answer_that_cannot_be_is_said_on_the_page_and_changes_nothing(
    world, operator_client, unknown, work, given, sentence
):
    response = operator_client.post(address(unknown), ANSWER | given)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (work(), the(world).columns) == (0, None)


def test_a_choice_is_taken_back_and_asked_anew(world, operator_client, unknown, work):
    post(operator_client, "roster_map", unknown, **ANSWER)
    work()
    post(operator_client, "roster_ask_again", unknown)
    work()
    assert (the(world).status, the(world).columns, the(world).rows) == ("WAITING", {}, 0)
    assert operator_client.get(address(unknown)).status_code == 200


def test_columns_that_were_found_can_be_chosen_all_the_same(world, operator_client, work):
    upload(operator_client, SITI, BUDI)
    work()
    post(operator_client, "roster_map_again", the(world))
    work()
    assert operator_client.get(address(the(world))).context["text"].startswith("Anda ingin memilih sendiri kolom")


def test_a_roster_that_asks_nothing_has_no_such_page(world, operator_client, work):
    upload(operator_client, SITI)
    work()
    assert operator_client.get(address(the(world))).status_code == 302


def test_a_roster_put_away_keeps_no_samples(world, operator_client, unknown):
    post(operator_client, "roster_cancel", unknown)
    assert (the(world).status, the(world).samples) == ("CANCELLED", {})


def test_what_is_kept_with_the_reading_holds_nothing_of_the_people(world, unknown):
    assert "Siti" not in json.dumps(unknown.reading)
    assert "Siti" in json.dumps(unknown.samples)


def test_a_stranger_is_shown_no_samples(stranger_client, unknown):
    assert stranger_client.get(address(unknown)).status_code == 404


CICI = ["1771014308859003", "Cici Rahmawati", "03-08-1985", "P", "SDN 1", "1700000"]


@pytest.fixture
def answered(operator_client, unknown, work):
    post(operator_client, "roster_map", unknown, **ANSWER)
    work()


def second(world):
    with world.acting(world.operator):
        return world.bengkulu.rosters.get(number=2)


@pytest.fixture
def another(world, operator_client, answered, work):
    """A second file under the same header."""
    upload(operator_client, file=sheet(["DAFTAR BULAN INI"], TITLES, CICI))
    work()
    return second(world)


def test_the_next_file_under_the_same_header_is_not_asked_about(operator_client, another):
    assert (another.status, another.new, another.columns) == ("CHECKED", 1, None)
    text = operator_client.get(another.get_absolute_url()).content.decode()
    assert "Judul kolomnya sama dengan roster 1" in text


def test_what_was_remembered_can_be_let_go_of_and_the_file_asks_again(world, operator_client, another, work):
    post(operator_client, "roster_forget_columns", another)
    work()
    assert second(world).status == "WAITING"
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.get(action="roster.columns_forgotten").detail["rosters"] == [1]


def test_what_is_let_go_of_already_is_said(world, operator_client, answered, work):
    response = post(operator_client, "roster_forget_columns", the(world))
    assert (work(), "Susunan kolom ini sudah dilupakan." in response.content.decode()) == (0, True)


def test_another_header_is_asked_about(world, operator_client, answered, work):
    upload(operator_client, file=sheet([*TITLES[:5], "Lain"], CICI))
    work()
    assert second(world).status == "WAITING"


def test_of_two_columns_that_mean_the_same_each_says_that_one_is_to_be_chosen(operator_client, world, work):
    header = ["NIK", "Nama", "Tgl Lahir", "Honor 2025", "Honor 2026"]
    upload(operator_client, file=sheet(header, [*SITI[:3], "1500000", "1600000"]))
    work()
    columns = operator_client.get(address(the(world))).context["columns"]
    assert [str(column["sure"]) for column in columns] == [*["Pasti"] * 3, *["Pilih salah satu"] * 2]
