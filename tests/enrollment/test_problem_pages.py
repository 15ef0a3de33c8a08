"""What is said of a roster's rows: a remark on nearly all of them once, and after saving only what was left out."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from enrollment import checking
from municipalities.models import MinimumWage
from tests.enrollment.test_roster_pages import BUDI, SHORT, SITI, files, post, the, upload
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


__all__ = ["files"]  # a fixture


def low(number, wage="500000"):
    return [f"177101410885{9001 + number}", f"Orang {chr(65 + number % 26)}", *SITI[2:5], wage]


def set_minimum_wage(city, amount=2_500_000):
    with administrator():
        MinimumWage.objects.create(municipality=city, amount=amount, start_date=date(2026, 1, 1), source="SK")


@pytest.fixture
def underpaid(world, operator_client, work):
    """Twenty people below the minimum wage, one above it, one whose NIK is too short."""
    set_minimum_wage(world.bengkulu)
    upload(operator_client, *(low(number) for number in range(20)), low(20, "3000000"), SHORT)
    work()
    return the(world)


def page(client, roster, **asked):
    return client.get(roster.get_absolute_url(), asked).context


def test_a_remark_on_nearly_every_row_is_said_once(operator_client, underpaid):
    context = page(operator_client, underpaid)
    assert [each["text"] for each in context["common"]] == [
        "Upah 21 dari 22 orang di bawah upah minimum Rp2.500.000. Bila memang honornya sekian, biarkan."
    ]
    assert [row["name"] for row in context["problem_rows"]] == ["Cici"]


def test_the_rows_of_such_a_remark_can_still_be_counted_and_seen(operator_client, underpaid):
    context = page(operator_client, underpaid, masalah="WAGE_LOW")
    assert {group["code"]: group["count"] for group in context["problem_groups"]}["WAGE_LOW"] == 21
    assert len(context["problem_rows"]) == 21
    assert underpaid.warned == 20


def test_such_a_remark_is_nothing_to_check_row_by_row(operator_client, underpaid):
    assert page(operator_client, underpaid)["to_check"] == 0


def test_such_a_remark_alone_brings_no_row_into_the_workbook(operator_client, underpaid):
    response = operator_client.get(reverse("roster_errors", args=[underpaid.public_id]))
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == ["Cici"]


def test_birth_dates_that_nearly_never_fit_are_a_warning_of_the_whole_column(world, operator_client, work):
    upload(operator_client, *([*low(number)[:2], "02-08-1985", *low(number)[3:]] for number in range(12)))
    work()
    [notice] = page(operator_client, the(world))["common"]
    assert notice["text"].startswith("Tanggal lahir 12 dari 12 orang tidak cocok dengan NIK-nya. Mungkin kolomnya")


def test_a_file_with_nothing_but_such_a_remark_has_nothing_to_mend(world, operator_client, work):
    set_minimum_wage(world.bengkulu)
    upload(operator_client, *(low(number) for number in range(12)))
    work()
    text = operator_client.get(the(world).get_absolute_url()).content.decode()
    assert "Yang perlu" not in text
    assert "Upah 12 dari 12 orang" in text


def test_what_is_said_once_of_the_file_is_not_said_of_a_row_again(operator_client, underpaid):
    [row] = page(operator_client, underpaid)["problem_rows"]
    assert [cell["message"][:16] for cell in row["cells"]] == ["NIK: harus 16 an"]


def test_a_school_of_five_is_told_once_and_one_of_four_row_by_row(world, operator_client, work):
    set_minimum_wage(world.bengkulu)
    for count, said, rows in ((5, 1, 0), (4, 0, 4)):
        upload(operator_client, *(low(number) for number in range(count)))
        work()
        context = page(operator_client, newest(world))
        assert (len(context["common"]), len(context["problem_rows"])) == (said, rows)


def test_a_remark_on_some_rows_stays_with_them(world, operator_client, work):
    set_minimum_wage(world.bengkulu)
    upload(operator_client, *(low(number) for number in range(12)), *(low(n, "3000000") for n in range(12, 24)))
    work()
    context = page(operator_client, the(world))
    assert (context["common"], context["to_check"], len(context["problem_rows"])) == ([], 12, 10)


def test_people_known_in_the_unit_as_another_kind_are_a_grave_warning(world, operator_client, work, underpaid):
    post(operator_client, "roster_commit", underpaid)
    work()
    upload(operator_client, *(low(number) for number in range(20)), category="KADER")
    work()
    second = newest(world)
    [notice] = [each for each in page(operator_client, second)["common"] if each["tone"] == "warning"]
    assert notice["text"].startswith("20 dari 20 orang sudah terdaftar aktif di unit yang sama sebagai Guru")
    assert "dihitung dua kali" in notice["text"]
    assert second.new == 20


@pytest.fixture
def saved(world, operator_client, work, underpaid):
    post(operator_client, "roster_commit", underpaid)
    work()
    return the(world)


def test_after_saving_only_what_was_left_out_is_to_be_mended(operator_client, saved):
    text = operator_client.get(saved.get_absolute_url()).content.decode()
    context = page(operator_client, saved)
    assert [group["code"] for group in context["problem_groups"]] == ["NIK_LENGTH"]
    assert [row["name"] for row in context["problem_rows"]] == ["Cici"]
    assert "Yang perlu diperbaiki" not in text
    assert "Baris yang tidak ikut tersimpan" in text


def test_a_saved_roster_leads_to_its_people(operator_client, saved):
    listed = operator_client.get(page(operator_client, saved)["people_url"])
    assert listed.context["total_label"] == "21 pekerja"
    assert "Roster: 1" in listed.content.decode()


def test_the_people_of_a_roster_are_those_alone(world, operator_client, work, saved):
    upload(operator_client, SITI)
    work()
    second = newest(world)
    post(operator_client, "roster_accept", second, accept=checking.MISSING_MANY)
    work()
    post(operator_client, "roster_commit", second)
    work()
    assert operator_client.get(page(operator_client, second)["people_url"]).context["total_label"] == "1 pekerja"


def test_a_clerk_who_is_sent_to_the_city_finds_nothing_to_fill_in(world, clerk_client, work):
    with administrator():
        hidden = make_worker(world.bengkulu, "Siti Aminah", nik=SITI[0], birth_date=date(1985, 8, 1))
        make_enrollment(world.bengkulu, hidden, unit=world.bengkulu.office)
    upload(clerk_client, SITI, [*BUDI[:5], "abc"], unit="101")
    work()
    rows = page(clerk_client, the(world, world.clerk, "CLERK"))["problem_rows"]
    assert [[cell["field"] for cell in row["cells"]] for row in rows] == [["", ""], ["sel-3-wage"]]
    assert "Minta operator kota memeriksanya" in rows[0]["cells"][0]["message"]
    sent = {"sel-2-nik": "1771014108859009"}
    text = post(clerk_client, "roster_mend", the(world, world.clerk, "CLERK"), **sent).content.decode()
    assert "Baris ini sudah berubah" in text


def newest(world):
    with world.acting(world.operator):
        return world.bengkulu.rosters.select_related("municipality").first()


def test_nothing_is_to_be_mended_once_it_is_undone(operator_client, work, saved, world):
    post(operator_client, "roster_undo", saved)
    work()
    context = page(operator_client, the(world))
    assert (context["problem_groups"], context["problem_rows"]) == ([], [])
