"""Cells put right on the page of a roster: laid over the file and judged by the one reader."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from enrollment import rosters
from enrollment.models import Enrollment, RosterRow
from municipalities.models import AuditEvent
from tests.enrollment.test_roster_pages import BUDI, HEADER, SHORT, SITI, files, post, the, upload
from tests.enrollment.test_roster_pages import workbook as book_of
from tests.factories.enrollment import make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture

RIGHT = "1771014208859003"


def person(number, unit="SDN 1"):
    return [
        f"17710102088590{number:02d}",
        f"Orang {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}",
        *BUDI[2:4],
        unit,
        "1600000",
    ]


@pytest.fixture
def checked(world, operator_client, work):
    upload(operator_client, SITI, BUDI, SHORT)
    work()
    return the(world)


def row(world, row_no):
    with world.acting(world.operator):
        return RosterRow.objects.get(row_no=row_no)


def test_a_cell_put_right_on_the_page_is_read_as_if_it_stood_in_the_file(world, operator_client, work, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    work()
    assert (the(world).refused, the(world).new) == (0, 3)
    assert (row(world, 4).nik, row(world, 4).raw["nik"]) == (RIGHT, RIGHT)


def test_what_cannot_stand_is_shown_again_with_why_and_nothing_is_kept(world, operator_client, work, checked):
    answer = post(operator_client, "roster_mend", checked, **{"sel-4-nik": "17710142"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="17710142"' in text
    assert "NIK: harus 16 angka; tertulis 8 (177101…). Periksa KTP/KK lalu ketik lengkap." in text
    assert text.count('aria-invalid="true"') == text.count("autofocus") == 1
    assert (the(world).fixes, work()) == ({}, 0)


def test_whoever_loads_the_refused_page_again_is_on_the_rosters_own(world, operator_client, stranger_client, checked):
    for name in ("roster_mend", "roster_decide"):
        address = reverse(name, args=[checked.public_id])
        assert operator_client.get(address).headers["Location"] == checked.get_absolute_url()
        assert stranger_client.get(address).status_code == 404


@pytest.fixture
def half_right(world, operator_client, work):
    """The page after two cells were typed, one of them wrong."""
    upload(operator_client, SITI, SHORT, [*SHORT[:5], "abc"])
    work()
    return post(operator_client, "roster_mend", the(world), **{"sel-3-nik": RIGHT, "sel-4-wage": "banyak"})


def shown_of(page, row_no):
    return [
        cell["message"] for row in page.context["problem_rows"] if row["row_no"] == row_no for cell in row["cells"]
    ]


def test_one_wrong_cell_comes_back_as_it_was_typed_and_the_right_ones_are_kept(world, half_right, work):
    text = half_right.content.decode()
    fields = {
        cell["field"]: (cell["value"], bool(cell["wrong"]))
        for each in half_right.context["problem_rows"]
        for cell in each["cells"]
    }
    assert text.count("diperbaiki, dibaca saat berkas diperiksa ulang") == 1
    assert not any(shown_of(half_right, 3))
    assert half_right.status_code == 422
    assert (fields["sel-3-nik"], fields["sel-4-wage"]) == ((RIGHT, False), ("banyak", True))
    assert "1 isian disimpan. Yang ditandai belum benar: perbaiki, lalu simpan." in text
    assert (the(world).fixes, work()) == ({"rows": {"3": {"nik": RIGHT}}}, 0)


def test_once_the_wrong_cell_is_right_all_of_them_are_read(world, operator_client, half_right, work):
    sent = {"sel-3-nik": RIGHT, "sel-4-wage": "1700000", "sel-4-nik": "1771014208859004"}
    page = post(operator_client, "roster_mend", the(world), **sent)
    assert "2 isian diperbaiki. Berkas diperiksa ulang." in page.content.decode()
    work()
    assert (the(world).refused, the(world).new) == (0, 3)


def test_a_wrong_cell_that_is_left_as_it_was_does_not_hold_the_right_ones(world, operator_client, half_right, work):
    post(operator_client, "roster_mend", the(world), **{"sel-3-nik": "", "sel-4-wage": "abc"})
    assert work() == 1
    assert (row(world, 3).nik, row(world, 4).raw["wage"]) == (RIGHT, "abc")


def test_what_is_kept_and_not_read_yet_stands_in_its_field(world, operator_client, work):
    upload(operator_client, SITI, [*BUDI[:5], "abc"], [*SHORT[:5], "abc"])
    work()
    post(operator_client, "roster_mend", the(world), **{"sel-3-wage": "1700000", "sel-4-wage": "banyak"})
    rows = operator_client.get(the(world).get_absolute_url()).context["problem_rows"]
    assert {cell["field"]: cell["value"] for each in rows for cell in each["cells"]}["sel-3-wage"] == "1700000"


def test_a_second_look_keeps_what_was_put_right_before(world, operator_client, work):
    upload(operator_client, SITI, SHORT, [*SHORT[:5], "abc"])
    work()
    post(operator_client, "roster_mend", the(world), **{"sel-3-nik": RIGHT})
    work()
    post(operator_client, "roster_mend", the(world), **{"sel-4-nik": "1771014208859004", "sel-4-wage": "Rp1.700.000"})
    work()
    assert (the(world).refused, the(world).new) == (0, 3)
    assert row(world, 4).wage == 1_700_000


def test_a_birth_date_that_does_not_fit_the_nik_is_put_right_in_either_of_both(world, operator_client, work):
    upload(operator_client, SITI, [*BUDI[:2], "03-08-1985", "P", *BUDI[4:]])
    work()
    [shown] = operator_client.get(the(world).get_absolute_url()).context["problem_rows"]
    assert [(cell["field"], bool(cell["message"])) for cell in shown["cells"]] == [
        ("", True), ("sel-3-nik", True), ("sel-3-birth_date", False), ("sel-3-sex", False),
    ]  # fmt: skip
    post(operator_client, "roster_mend", the(world), **{"sel-3-birth_date": "02-08-1985", "sel-3-sex": "L"})
    work()
    assert row(world, 3).problems == []


def test_the_file_stays_as_it_came(world, operator_client, work, checked):
    before = checked.sha256
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    work()
    assert the(world).sha256 == before


def test_what_was_put_right_is_saved_and_kept_as_long_as_the_file(world, operator_client, work, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    work()
    post(operator_client, "roster_commit", checked)
    work()
    with world.acting(world.operator):
        assert Enrollment.objects.filter(worker__nik=RIGHT).count() == 1
    assert the(world).fixes == {"rows": {"4": {"nik": RIGHT}}}


def test_what_was_put_right_and_not_read_again_is_not_saved(world, operator_client, work, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    page = post(operator_client, "roster_stop", checked).content.decode()
    assert "Isian yang diperbaiki belum terbaca. Periksa ulang dulu, lalu simpan." in page
    assert "Isian yang diperbaiki tetap tercatat" in page
    assert "rosternya tetap seperti sebelumnya" not in page
    assert reverse("roster_commit", args=[checked.public_id]) not in page
    with world.acting(world.operator), pytest.raises(rosters.FixesUnread):
        rosters.commit(roster=checked, by=world.operator, at=timezone.now())
    assert the(world).status == "CHECKED"


def test_read_again_after_a_stop_what_was_put_right_is_saved(world, operator_client, work, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    post(operator_client, "roster_stop", checked)
    post(operator_client, "roster_accept", checked)
    work()
    post(operator_client, "roster_commit", checked)
    work()
    assert (the(world).status, the(world).new) == ("COMMITTED", 3)


def test_nothing_typed_is_said_and_orders_nothing(world, operator_client, work, checked):
    answer = post(operator_client, "roster_mend", checked, **{"sel-4-nik": ""})
    assert "Belum ada isian yang diubah." in answer.content.decode()
    assert work() == 0


@pytest.mark.parametrize("cell", ["sel-2-nik", "sel-99-nik", "sel-4-wage", "sel-4-kpj"])
def test_only_cells_that_the_page_offers_are_taken(world, operator_client, work, checked, cell):
    answer = post(operator_client, "roster_mend", checked, **{cell: RIGHT})
    assert "Baris ini sudah berubah." in answer.content.decode()
    assert (the(world).fixes, work()) == ({}, 0)


def test_a_saved_roster_is_mended_no_more(world, operator_client, work, checked):
    post(operator_client, "roster_commit", checked)
    work()
    answer = post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    assert "Roster ini tidak dapat diperbaiki lagi." in answer.content.decode()


def test_two_people_at_once_order_one_check(world, operator_client, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    answer = post(operator_client, "roster_mend", checked, **{"sel-4-nik": "1771014208859004"})
    assert "Roster ini sedang dikerjakan." in answer.content.decode()
    assert the(world).fixes == {"rows": {"4": {"nik": RIGHT}}}


def test_the_trail_says_which_columns_and_rows_and_no_value(world, operator_client, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="roster.mended")
    assert event.detail == {"columns": ["nik"], "rows": "{[4,4]}"}


def test_the_page_has_a_field_for_each_cell_and_never_spells_a_nik_out(world, operator_client, work):
    upload(operator_client, SITI, [SITI[0], "Budi", *BUDI[2:]], [*person(5)[:5], "abc"])
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    fields = dict(re.findall(r'name="(sel-\d+-\w+)"\s+value="([^"]*)"', text))
    others = {"sel-3-birth_date": "02-08-1985", "sel-3-sex": "L"}
    assert fields == {"sel-2-nik": "", "sel-3-nik": "", "sel-4-wage": "abc"} | others


def test_an_approver_sees_no_field(approver_client, checked):
    assert "data-mend" not in approver_client.get(checked.get_absolute_url()).content.decode()


def test_a_unit_name_is_said_once_for_all_its_rows(world, operator_client, work):
    upload(operator_client, *(person(number, "Dinas Pendidikn") for number in range(1, 4)), SITI)
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert 'value="Dinas Pendidikan"' in text
    assert "Pakai untuk 3 baris" in text
    said = {"column": "unit", "found": "Dinas Pendidikn", "text": "Dinas Pendidikan"}
    post(operator_client, "roster_mend_many", the(world), **said)
    work()
    assert (the(world).refused, the(world).new) == (0, 4)
    assert row(world, 2).unit_name == "Dinas Pendidikan"


def test_what_a_rule_can_put_right_is_not_asked_again_in_each_row(operator_client, world, work):
    """Unless somebody looks at just these rows."""
    upload(operator_client, *(person(number, "Dinas Pendidikn") for number in range(1, 4)))
    work()
    address = the(world).get_absolute_url()
    whole, asked = (operator_client.get(address + query).content.decode() for query in ("", "?masalah=UNIT_UNKNOWN"))
    assert whole.count("pilih artinya di atas") == asked.count('name="sel-') == 3
    assert 'name="sel-' not in whole


def test_a_kind_of_worker_that_nobody_knows_is_said_once_for_all_its_rows(world, operator_client, work):
    """Without one that is near, a person chooses; capitals do not count."""
    people = ([*person(number), "Guru honor"] for number in range(1, 4))
    upload(operator_client, file=book_of(*people, header=[*HEADER, "Jenis pekerja"]), category="")
    work()
    page = operator_client.get(the(world).get_absolute_url())
    assert "Jenis pekerja &#x27;Guru honor&#x27; berarti" in page.content.decode()
    assert page.context["problem_names"] == {"category": ["Guru tidak tetap", "Kader posyandu", "Non-ASN"]}
    said = {"column": "category", "found": "Guru honor", "text": "guru tidak tetap "}
    post(operator_client, "roster_mend_many", the(world), **said)
    work()
    assert (the(world).refused, the(world).new) == (0, 3)
    assert row(world, 2).category_name == "Guru tidak tetap"


def test_a_name_written_with_other_capitals_and_blanks_is_asked_about_once(world, operator_client, work):
    spellings = ("Dinas Kebersihan", "DINAS KEBERSIHAN ", "Dinas  kebersihan", "Dinas Kebersihan")
    upload(operator_client, *(person(number, unit) for number, unit in enumerate(spellings, 1)))
    work()
    page = operator_client.get(the(world).get_absolute_url())
    assert [(rule["found"], rule["button"]) for rule in page.context["problem_rules"]] == [
        ("Dinas Kebersihan", "Pakai untuk 4 baris")
    ]
    assert page.content.decode().count("pilih artinya di atas") == 4
    said = {"column": "unit", "found": "Dinas Kebersihan", "text": " sdn  1"}
    post(operator_client, "roster_mend_many", the(world), **said)
    work()
    assert (the(world).refused, the(world).new) == (0, 4)


def test_what_a_name_means_may_be_said_by_a_code(world, operator_client, work):
    with administrator():
        world.bengkulu.units.create(code="DLH", name="Dinas Lingkungan Hidup", kind="OPD", parent=world.bengkulu.root)
    upload(operator_client, person(1, "Kebersihan kota"), person(2, "Kebersihan kota"), person(3, "dlh"))
    work()
    assert (the(world).refused, row(world, 4).unit_name) == (2, "dlh")
    said = {"column": "unit", "found": "Kebersihan kota", "text": "DLH"}
    post(operator_client, "roster_mend_many", the(world), **said)
    work()
    assert (the(world).refused, row(world, 2).unit_name) == (0, "Dinas Lingkungan Hidup")


def test_a_unit_that_is_not_the_citys_is_not_taken_for_many(world, operator_client, work):
    upload(operator_client, person(1, "Dinas Pendidikn"))
    work()
    said = {"column": "unit", "found": "Dinas Pendidikn", "text": "SDN 99"}
    answer = post(operator_client, "roster_mend_many", the(world), **said)
    assert "SDN 99" in answer.content.decode()
    assert (the(world).fixes, work()) == ({}, 0)


def test_answering_anew_takes_back_what_was_put_right(world, operator_client, work, checked):
    post(operator_client, "roster_mend", checked, **{"sel-4-nik": RIGHT})
    work()
    post(operator_client, "roster_ask_again", checked)
    work()
    assert (the(world).fixes, the(world).refused) == ({}, 1)


def test_a_wage_put_right_asks_the_second_person_again(world, visit, operator_client, work):
    with administrator():
        siti = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date="1985-08-01")
        make_enrollment(world.bengkulu, siti, wage=1_500_000)
        second = visit(make_user("second", "APPROVER", world.bengkulu))
    upload(operator_client, [*SITI[:5], "140000"])
    work()
    post(second, "roster_confirm", the(world))
    work()
    assert the(world).accepted == ["WAGE_FALL"]
    post(operator_client, "roster_mend", the(world), **{"sel-2-wage": "130000"})
    work()
    assert (the(world).status, the(world).accepted) == ("WAITING", [])


def test_the_rows_with_problems_have_a_next_page(world, operator_client, work):
    upload(operator_client, *([f"17{number}", *person(number)[1:]] for number in range(1, 13)))
    work()
    first = operator_client.get(the(world).get_absolute_url()).context
    second = operator_client.get(the(world).get_absolute_url() + first["problem_next_url"]).context
    assert [each["row_no"] for each in first["problem_rows"]] == list(range(2, 12))
    assert [each["row_no"] for each in second["problem_rows"]] == [12, 13]
    assert (second["problem_next_url"], second["problem_previous_url"]) == ("", "?#masalah")


def test_a_formula_that_reaches_out_is_put_right_by_a_typed_value(parse, workbook):
    path = workbook(HEADER, [*SITI[:5], "='[other.xlsx]A'!A1"])
    _found, [read] = parse(path, fixes={"rows": {"2": {"wage": "1500000"}}})
    assert (read["wage"], read["problems"]) == ("1500000", [])


def test_a_row_shorter_than_the_header_is_filled_up(parse, text_file):
    path = text_file("NIK,Nama,Tgl Lahir,Honor\n1771014108859001,Siti,01-08-1985\n")
    _found, [read] = parse(path, fixes={"rows": {"2": {"wage": "1500000"}}})
    assert read["wage"] == "1500000"


def test_a_unit_nobody_knows_is_chosen_from_the_units_of_the_city(operator_client, world, work):
    upload(operator_client, person(1, unit="Satpol P.P."), person(2))
    work()
    page = operator_client.get(the(world).get_absolute_url())
    with world.acting(world.operator):
        names = [unit.name for unit in world.bengkulu.units.in_reading_order()]
    assert page.context["problem_names"]["unit"] == names
    assert 'list="daftar-unit"' in page.content.decode()


@pytest.fixture
def content():
    return book_of(SITI, BUDI, SHORT).read()


@pytest.fixture
def undone(world, operator_client, work, content):
    """Mended, saved, and taken back."""
    upload(operator_client, file=SimpleUploadedFile("roster.xlsx", content))
    work()
    post(operator_client, "roster_mend", the(world), **{"sel-4-nik": RIGHT})
    work()
    for verb in ("roster_commit", "roster_undo"):
        post(operator_client, verb, the(world))
        work()


def sent_again(world, operator_client, work, file):
    upload(operator_client, file=file)
    work()
    with world.acting(world.operator):
        return world.bengkulu.rosters.get(number=2)


def test_after_an_undo_the_same_file_begins_with_what_was_put_right(world, operator_client, work, undone, content):
    again = sent_again(world, operator_client, work, SimpleUploadedFile("roster.xlsx", content))
    assert (again.status, again.refused, again.new) == ("CHECKED", 0, 3)
    page = operator_client.get(again.get_absolute_url()).content.decode()
    assert "yang dibatalkan di roster 1. Isian yang diperbaiki di sana ikut dipakai" in page


def test_another_file_begins_with_nothing_put_right(world, operator_client, work, undone):
    again = sent_again(world, operator_client, work, book_of(SITI, SHORT))
    assert (again.fixes, again.refused) == ({}, 1)
