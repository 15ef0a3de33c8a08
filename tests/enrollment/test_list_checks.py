"""A pasted list beside who is enrolled: each line answered, nothing kept, no other city or unit given away."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.urls import reverse

from enrollment import list_checks
from municipalities import audit
from municipalities.accounts import kept_forms
from municipalities.models import AuditEvent
from tests.doors import refresh
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.effects import difference, everything


CHECK, EXPORT = reverse("list_check"), reverse("list_check_export")
TODAY = date(2026, 11, 24)
SITI, BUDI, DEWI, YOHANES, NOBODY = (f"177101410885900{number}" for number in range(1, 6))


@pytest.fixture
def people(world):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI)
        make_enrollment(world.bengkulu, siti)
        budi = make_worker(world.bengkulu, "Budi Santoso", nik=BUDI)
        make_enrollment(world.bengkulu, budi, unit=world.bengkulu.office, category=world.bengkulu.cadre)
        dewi = make_worker(world.bengkulu, "Dewi Lestari", nik=DEWI)
        make_enrollment(world.bengkulu, dewi, end_date=date(2026, 2, 1), end_reason="RESIGNED")
        make_enrollment(world.kupang, make_worker(world.kupang, "Yohanes", nik=YOHANES))
    return {"siti": siti, "budi": budi, "dewi": dewi}


def ask(client, text, **more):
    return client.post(CHECK, {"people_pasted": text} | more)


def told(response):
    return [(row["number"], row["status"]) for row in response.context["rows"]]


def read(text):
    return [(line.number, line.nik, line.name) for line in list_checks.read(text, today=TODAY)]


@pytest.mark.parametrize(
    ("row", "nik", "name"),
    [
        (SITI, SITI, ""),
        ("1771 0141 0885 9001", SITI, ""),
        ("1771.0141.0885.9001", SITI, ""),
        (f"'{SITI}", SITI, ""),
        (f'"{SITI}"', SITI, ""),
        (f"{SITI}\tSiti Aminah", SITI, "Siti Aminah"),
        (f"1\tSiti Aminah\t{SITI}\t01-08-1985\tP", SITI, "Siti Aminah"),
        (f"{SITI};Siti Aminah", SITI, "Siti Aminah"),
        (f"{SITI}, Siti Aminah, S.Pd", SITI, "Siti Aminah, S.Pd"),
        (f"{SITI} Siti Aminah", SITI, "Siti Aminah"),
        (f"Siti Aminah {SITI}", SITI, "Siti Aminah"),
        ("Siti  Aminah", "", "Siti Aminah"),
        ("\u200b" + SITI, SITI, ""),
    ],
)
def test_a_line_is_read_as_people_write_it(row, nik, name):
    assert read(row) == [(1, nik, name)]


def test_empty_lines_and_heads_are_left_out_and_the_numbers_are_those_of_the_paste():
    assert read(f"NIK\tNama\n\n{SITI}\n \n{BUDI}") == [(3, SITI, ""), (5, BUDI, "")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("177101410885900", "NIK: harus 16 angka; tertulis 15 (177101…). Periksa KTP/KK lalu ketik lengkap."),
        (
            "1771O14108859001",
            "NIK: hanya boleh angka; tertulis 1771O1…. Periksa KTP/KK lalu ketik 16 angkanya.",
        ),
        ("1,77101E+15", "Excel mengubah angka terakhir menjadi 0"),
        ("0000000000000000", "berisi nol semua"),
        (f"{SITI}\t{BUDI}", "da dua nomor 16 angka di baris ini"),
        ("12", "harus 16 angka; tertulis 2"),
    ],
)
def test_a_damaged_number_is_named_with_its_line_once_and_what_to_do(row, said):
    (line,) = list_checks.read(row, today=TODAY)
    assert said in line.problem
    assert line.number == 1
    assert "Baris" not in line.problem  # the page has it in a column of its own


@pytest.mark.parametrize("text", ["\x00\x01", "=1+1", "😀", "\ud800", "E+", "9" * 400, "'" * 50 + "1", "a;;;|\t"])
def test_no_line_is_too_strange_to_be_answered(text):
    list_checks.read(SITI + "\n" + text, today=TODAY)


def test_every_line_is_answered(operator_client, people):
    response = ask(operator_client, f"{SITI}\n{DEWI}\n{NOBODY}\n177101410885900\nBudi Santoso\nTidak Dikenal")
    assert told(response) == [
        (1, "ACTIVE"), (2, "ENDED"), (3, "MISSING"), (4, "INVALID"), (5, "ACTIVE"), (6, "MISSING"),
    ]  # fmt: skip
    counts = {each["status"]: each["count"] for each in response.context["counts"]}
    assert counts == {"ACTIVE": 2, "ENDED": 1, "MISSING": 2, "INVALID": 1}
    siti, dewi = response.context["rows"][:2]
    assert (siti["unit_label"], siti["category_label"], siti["start_date"]) == (
        "SDN 1", "Guru tidak tetap", date(2026, 1, 1),
    )  # fmt: skip
    assert dewi["end_date"] == date(2026, 2, 1)


def test_a_nik_that_nobody_can_have_is_not_called_missing(operator_client, people):
    (row,) = ask(operator_client, "1771019908859001").context["rows"]
    assert (row["status"], "tidak lazim" in row["remark"]) == ("INVALID", True)


@pytest.mark.parametrize("name", ["SITI AMINAH", "siti  aminah, S.Pd.", "Dra. Siti Aminah"])
def test_capitals_and_degrees_do_not_hide_a_name(operator_client, people, name):
    assert told(ask(operator_client, name)) == [(1, "ACTIVE")]


def test_a_name_of_several_people_is_left_open(operator_client, people, world):
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Siti Aminah"))
    (row,) = ask(operator_client, "siti aminah").context["rows"]
    assert (row["status"], row["public_id"]) == ("SEVERAL", "")


def test_another_name_beside_a_known_nik_is_remarked_on(operator_client, people):
    (row,) = ask(operator_client, f"{SITI}\tSiti Rahma").context["rows"]
    assert "Siti Rahma" in row["remark"]


def test_of_several_enrollments_the_one_in_force_answers(operator_client, people, world):
    with administrator():
        make_enrollment(world.bengkulu, people["dewi"], unit=world.bengkulu.office, start_date=date(2026, 3, 1))
    assert told(ask(operator_client, DEWI)) == [(1, "ACTIVE")]


def test_somebody_of_another_city_is_not_told_from_nobody(operator_client, people):
    """In text and count: but for the numbers that were asked about, the pages are the same."""
    theirs, nobody = (ask(operator_client, nik) for nik in (YOHANES, NOBODY))
    assert told(theirs) == told(nobody) == [(1, "MISSING")]
    assert page_of(theirs).replace(YOHANES, NOBODY).replace(YOHANES[-4:], NOBODY[-4:]) == page_of(nobody)


def page_of(response):
    return response.content.decode().split("<main")[1].split("csrfmiddlewaretoken")[0]


def test_a_clerk_is_told_of_the_own_unit_alone(clerk_client, people):
    response = ask(clerk_client, f"{SITI}\n{BUDI}\n{NOBODY}\nBudi Santoso")
    assert told(response) == [(1, "ACTIVE"), (2, "MISSING"), (3, "MISSING"), (4, "MISSING")]
    assert [row["status_label"] for row in response.context["rows"]][1:] == ["tidak ada di unit ini"] * 3
    assert "belum terdaftar" not in response.content.decode().lower()


def test_an_officer_is_told_in_which_city_somebody_is(officer_client, people, world):
    (row,) = ask(officer_client, SITI).context["rows"]
    assert row["status"] == "ACTIVE"
    assert told(ask(officer_client, YOHANES)) == [(1, "MISSING")]


def test_answers_of_one_kind_are_shown_alone(operator_client, people):
    response = ask(operator_client, f"{SITI}\n{NOBODY}", hasil="MISSING")
    assert told(response) == [(2, "MISSING")]
    assert response.context["total"] == 2


def test_a_long_list_has_pages(operator_client, people, monkeypatch):
    monkeypatch.setattr("enrollment.list_check_pages.PAGE", 2)
    assert told(ask(operator_client, f"{SITI}\n{BUDI}\n{NOBODY}", halaman="2")) == [(3, "MISSING")]


@pytest.mark.parametrize(("text", "said"), [("", "Masih kosong"), (" \n\t", "Belum ada yang ditempel")])
def test_an_empty_list_is_refused_in_words(operator_client, text, said):
    response = ask(operator_client, text)
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_too_many_lines_are_refused_with_the_limit(operator_client, monkeypatch):
    monkeypatch.setattr("enrollment.list_checks.MOST", 2)
    response = ask(operator_client, f"{SITI}\n{BUDI}\n{DEWI}")
    assert (response.status_code, "paling banyak 2" in response.content.decode()) == (422, True)


def test_five_thousand_lines_cost_as_much_as_one(operator_client, people, django_assert_max_num_queries):
    lines = "\n".join(f"17710141{number:08d}" for number in range(5000))
    with django_assert_max_num_queries(20):
        assert ask(operator_client, lines).context["total"] == 5000


def test_who_was_found_is_written_down_and_nothing_that_was_pasted(operator_client, people, world):
    ask(operator_client, f"{SITI}\n{NOBODY}\nRahasia Sekali")
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="workers.checked")
    assert event.detail == {
        "lines": 3, "count": 1, "invalid": 0, "people": audit.as_ranges([people["siti"].pk]),
    }  # fmt: skip


def test_nothing_of_a_list_is_kept(operator_client, people):
    """Not in a table, the session or the cache: only that somebody looked."""
    ask(operator_client, NOBODY)  # the session as it is after a first question
    before = everything()
    ask(operator_client, f"{NOBODY}\nRahasia Sekali")
    touched = {table for table, _how, row in difference(before, everything())}
    assert touched <= {"municipalities_auditevent", "django_session"}
    assert not [row for row in everything().values() if NOBODY in str(row) or "Rahasia" in str(row)]
    with administrator():
        session = Session.objects.get(session_key=operator_client.session.session_key).get_decoded()
    assert not [word for word in (NOBODY, "Rahasia") if word in str(session)]


def test_a_list_that_comes_after_the_session_has_ended_does_not_wait(db):
    given = QueryDict(mutable=True)
    given.update({"people_pasted": SITI, "csrfmiddlewaretoken": "x"})
    assert kept_forms.keep(user=None, scope=None, path=CHECK, given=given, at=None) is None


def sheet_of(response):
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


def test_the_answers_can_be_downloaded_with_the_whole_nik(operator_client, people):
    response = operator_client.post(EXPORT, {"people_pasted": f"{SITI}\n{NOBODY}\t=HYPERLINK(1)"})
    siti, nobody = sheet_of(response)
    assert siti[:7] == [1, SITI, "Siti Aminah", "terdaftar aktif", "SDN 1", "Guru tidak tetap", "01-01-2026"]
    assert nobody[:4] == [2, NOBODY, "", "belum terdaftar"]


def test_a_download_is_written_down_as_one(operator_client, people, world):
    operator_client.post(EXPORT, {"people_pasted": SITI})
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action__startswith="workers.check")
    assert (event.action, event.detail["people"]) == ("workers.check_exported", audit.as_ranges([people["siti"].pk]))


def test_no_cell_of_the_download_is_a_formula(operator_client, people):
    response = operator_client.post(EXPORT, {"people_pasted": "=Rina Wati\n+Budi\n@SUM"})
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} == {"s", "n"}


def test_whoever_may_not_export_gets_the_nik_masked(clerk_client, people):
    (siti,) = sheet_of(clerk_client.post(EXPORT, {"people_pasted": SITI}))
    assert siti[0] == 1
    assert SITI not in str(siti)


def test_without_a_fresh_sign_in_nothing_is_downloaded(operator_client, people, world):
    client = refresh(operator_client, world.operator, ago=3600)
    response = client.post(EXPORT, {"people_pasted": SITI})
    assert "Pastikan ini Anda" in response.content.decode()
    with administrator():
        assert not AuditEvent.objects.filter(action__startswith="workers.check").exists()
