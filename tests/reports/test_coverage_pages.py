"""The coverage pages: what each role sees, and what it does not."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from municipalities.models import Unit
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure, make_gap, make_target
from tests.safety.attack import administrator


@pytest.fixture
def city(world):
    """Bengkulu with two of five teachers enrolled, and a gap in its school."""
    with administrator():
        for _person in range(2):
            make_enrollment(world.bengkulu)
        make_figure(world.bengkulu, 5, quoted_gap=2)
        make_gap(world.bengkulu, owner="Kepala bidang SD")
    return world.bengkulu


def text(response):
    return " ".join(response.content.decode().split())


def test_the_head_line_says_who_is_covered_of_how_many(operator_client, city):
    said = text(operator_client.get(reverse("coverage")))
    assert "40,0 %" in said
    assert "2 dari 5 terlindungi" in said
    assert "Bengkulu Ekspress, 9 Januari 2023" in said


def test_a_quoted_gap_that_does_not_add_up_stands_with_its_arithmetic(operator_client, city):
    assert "Sumber menyebut kurang 2; 5 dikurangi 2 adalah 3: berbeda 1" in text(
        operator_client.get(reverse("coverage"))
    )


def test_who_has_sent_nothing_is_told_apart_from_nobody_covered(operator_client, city, world):
    with administrator():
        Unit.objects.create(municipality=city, code="200", name="Dinas Sosial", kind="OPD", parent=city.root)
        ended = {"end_date": date(2026, 1, 31), "end_reason": "RESIGNED"}
        left = Unit.objects.create(municipality=city, code="300", name="Dinas Pasar", kind="OPD", parent=city.root)
        make_enrollment(city, unit=left, **ended)
        make_figure(city, 4, unit=left)
    context = operator_client.get(reverse("coverage")).context
    rows = {row["label"]: row for row in context["units"]}
    assert [row["label"] for row in context["silent_units"]] == ["Dinas Sosial"]
    assert (rows["Dinas Pasar"]["active"], rows["Dinas Pasar"]["figure"]) == (0, 4)


def test_a_city_without_figures_says_what_to_do(operator_client, world):
    assert "Belum ada angka populasi" in text(operator_client.get(reverse("coverage")))


def test_a_day_that_is_none_is_answered_in_words(operator_client, city):
    assert "Tanggal itu tidak dikenali" in text(operator_client.get(reverse("coverage"), {"per": "kemarin"}))


def test_the_day_of_the_address_is_the_day_of_the_figures(operator_client, city):
    response = operator_client.get(reverse("coverage"), {"per": "2025-12-31"})
    assert response.context["headline"].active == 0


def test_a_target_whose_day_is_past_says_so(operator_client, city):
    with administrator():
        make_target(city, 5, set_date=date(2023, 1, 9), due_date=date(2023, 3, 9))
    assert "Lewat jatuh tempo" in text(operator_client.get(reverse("coverage")))


def test_a_branch_sees_its_own_municipalities_and_no_other(officer_client, city, world):
    with administrator():
        make_figure(world.kupang, 9_999)
    response = officer_client.get(reverse("coverage"))
    assert [row["label"] for row in response.context["rows"]] == ["Kota Bengkulu"]
    assert "9.999" not in text(response)


def test_a_branch_without_any_figure_has_a_page(officer_client, world):
    assert "jumlah seluruhnya belum diketahui" in text(officer_client.get(reverse("coverage")))


def test_a_branch_drills_down_to_the_city(officer_client, city):
    assert "2 dari 5 terlindungi" in text(officer_client.get(reverse("coverage_city", args=[city.public_id])))


def test_an_officer_of_another_branch_finds_no_such_city(visit, city, world):
    assert visit(world.foreign_officer).get(reverse("coverage_city", args=[city.public_id])).status_code == 404


def test_a_unit_of_another_city_is_not_found(operator_client, city, world):
    response = operator_client.get(reverse("coverage"), {"unit": world.kupang.school.public_id})
    assert response.status_code == 404


def test_a_unit_that_is_no_identifier_is_not_found(operator_client, city):
    assert operator_client.get(reverse("coverage"), {"unit": "SDN-1"}).status_code == 404


def test_a_clerk_sees_the_own_unit_and_not_the_city(clerk_client, city):
    response = clerk_client.get(reverse("coverage"))
    assert response.context["unit"] == city.school
    assert response.context["headline"].figure is None


def test_a_clerk_is_led_to_no_unit_above_the_own(clerk_client, operator_client, city):
    assert clerk_client.get(reverse("coverage")).context["above"] == []
    given = {"unit": city.school.public_id}
    assert [each["label"] for each in operator_client.get(reverse("coverage"), given).context["above"]] != []


def test_a_clerk_cannot_look_at_the_office_above(clerk_client, city):
    assert clerk_client.get(reverse("coverage"), {"unit": city.office.public_id}).status_code == 404


def test_the_file_has_a_row_for_every_figure(operator_client, city):
    answer = operator_client.get(reverse("coverage_table"), {"berkas": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert [(row["figure"], row["active"], row["gap"], row["quoted_gap"]) for row in rows] == [("5", "2", "3", "2")]


def test_what_somebody_typed_is_no_formula_in_the_file(operator_client, city):
    with administrator():
        make_figure(city, 7, category=city.cadre, source="=HYPERLINK(1)")
    assert ";'=HYPERLINK(1);" in operator_client.get(reverse("coverage_table"), {"berkas": "csv"}).content.decode()


def test_the_number_of_statements_does_not_grow_with_the_city(operator_client, city):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            operator_client.get(reverse("coverage"))
        return len(caught)

    statements()  # the first visit also opens the session
    few = statements()
    with administrator():
        for number in range(5):
            unit = Unit.objects.create(
                municipality=city, code=f"4{number}", name=f"SDN 4{number}", kind="SCHOOL", parent=city.office
            )
            make_enrollment(city, unit=unit)
            make_figure(city, 8, unit=unit)
            make_gap(city, unit=unit)
    assert statements() <= few  # fewer where nobody is missing any more: no cost is worked out


def test_the_paper_is_kept_and_led_to(operator_client, city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = operator_client.post(reverse("coverage_paper"))
    paper = operator_client.get(response["Location"])
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")


def test_a_gap_whose_size_nobody_knows_is_printed_too(operator_client, city, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with administrator():
        root = city.units.get(kind="CITY")
        city.unit_gaps.create(unit=root, as_of=date(2026, 1, 1), source="Rapat", missing=None)
    assert operator_client.post(reverse("coverage_paper")).status_code == 302


def test_a_gap_is_assigned_on_its_page(operator_client, city, world):
    with administrator():
        gap = city.unit_gaps.get()
    operator_client.post(
        reverse("gap_assign", args=[gap.public_id]), {"owner": "Kepala SDN 1", "due_date": "2026-12-31"}
    )
    with administrator():
        gap.refresh_from_db()
    assert (gap.status, gap.owner, gap.due_date) == ("RUNNING", "Kepala SDN 1", date(2026, 12, 31))


def test_a_gap_without_an_owner_is_answered_beside_the_field(operator_client, city):
    with administrator():
        gap = city.unit_gaps.get()
    response = operator_client.post(reverse("gap_assign", args=[gap.public_id]), {"owner": ""})
    assert response.status_code == 422


def test_a_gap_that_is_not_closed_in_fact_asks_for_a_reason(operator_client, city):
    with administrator():
        gap = city.unit_gaps.get()
    response = operator_client.post(reverse("gap_close", args=[gap.public_id]), follow=True)
    assert "Tulis alasan penutupan" in text(response)


def test_a_gap_of_another_city_is_not_found(stranger_client, city):
    with administrator():
        gap = city.unit_gaps.get()
    assert stranger_client.get(gap.get_absolute_url()).status_code == 404


def address(city, name):
    return reverse(name, args=[city.public_id])


def test_a_gap_nobody_sees_to_is_offered_as_a_task(operator_client, world):
    with administrator():
        make_figure(world.bengkulu, 5)
    page = operator_client.get(reverse("coverage"))
    assert [(each["title"], each["missing"]) for each in page.context["without_task"]] == [("Guru tidak tetap", 5)]
    assert f"{address(world.bengkulu, 'gap_new')}?jenis=GTT" in text(page)


def test_a_task_of_the_whole_city_stands_on_the_page_with_owner_and_day(operator_client, world):
    with administrator():
        make_figure(world.bengkulu, 5)
    given = {"category": "GTT", "owner": "Kepala BKPSDM", "due_date": "2099-12-31"}
    said = text(operator_client.post(address(world.bengkulu, "gap_new"), given, follow=True))
    assert "Guru tidak tetap: 5 orang" in said
    assert "Kepala BKPSDM, sampai 31 Desember 2099" in said


def test_a_task_without_a_future_is_answered_beside_the_field(operator_client, city):
    given = {"category": "GTT", "owner": "Kepala BKPSDM", "due_date": "2020-01-01"}
    response = operator_client.post(address(city, "gap_new"), given)
    assert response.status_code == 422
    assert response.context["form"].errors["due_date"] == ["Jatuh tempo itu sudah lewat."]


def test_a_missed_target_says_what_to_do_and_fills_in_the_new_one(officer_client, city):
    with administrator():
        make_target(city, 5, set_date=date(2023, 1, 9), due_date=date(2023, 3, 9), owner="Dinas Pendidikan")
    said = text(officer_client.get(address(city, "coverage_city")))
    assert "Langkah berikut" in said
    assert "Dalam 40 hari kerja" in said
    assert "1 orang per hari kerja" in said
    assert "Surati Dinas Pendidikan" in said
    form = officer_client.get(address(city, "target_new")).context["form"]
    assert (form.initial["figure"], form.initial["owner"]) == (5, "Dinas Pendidikan")


def test_a_new_target_takes_the_place_of_the_missed_one(officer_client, city):
    with administrator():
        make_target(city, 5, set_date=date(2023, 1, 9), due_date=date(2023, 3, 9))
    given = {"category": "GTT", "figure": 5, "due_date": "2099-12-31", "owner": "Dinas", "source": "Rapat"}
    page = officer_client.post(address(city, "target_new"), given, follow=True)
    assert (page.context["target"]["status"], page.context["target"]["due_date"]) == ("running", date(2099, 12, 31))


def test_a_figure_is_recorded_on_its_page(operator_client, world):
    given = {"category": "GTT", "figure": 3_242, "quoted_gap": 2_013, "as_of": "2023-01-09", "source": "Berita"}
    said = text(operator_client.post(address(world.bengkulu, "figure_new"), given, follow=True))
    assert "0 dari 3.242 terlindungi" in said


def test_a_branch_records_what_it_counts_beside_the_city(officer_client, city):
    given = {"category": "GTT", "label": "GTT aktif", "figure": 7, "as_of": "2026-01-09", "source": "Cabang"}
    page = officer_client.post(address(city, "statistic_new"), given, follow=True)
    (said,) = page.context["statistics"]
    assert (said["figure"], said["counted"], said["branch"]) == (7, 2, "Cabang Bengkulu")


def test_a_city_records_what_its_leading_branch_counts(operator_client, city):
    given = {"category": "", "label": "Peserta", "figure": 7, "as_of": "2026-01-09", "source": "Cabang"}
    (said,) = operator_client.post(address(city, "statistic_new"), given, follow=True).context["statistics"]
    assert said["branch"] == "Cabang Bengkulu"


def test_where_no_branch_leads_no_count_of_one_is_asked_for(operator_client, city):
    with administrator():
        city.links.all().delete()
    assert address(city, "statistic_new") not in text(operator_client.get(reverse("coverage")))


def test_who_is_named_without_a_number_is_folded_away_with_its_source(operator_client, city):
    with administrator():
        make_figure(city, None, category=city.cadre, source="Tribun Lampung")
    page = operator_client.get(reverse("coverage"))
    assert [group.title for group in page.context["named_only"]] == ["Kader posyandu"]
    assert "1 jenis pekerja lain disebut tanpa jumlah" in text(page)
    assert "Tribun Lampung" in text(page)


def test_the_page_of_a_task_says_how_many_are_missing_today(operator_client, city):
    with administrator():
        task = make_gap(city, 4, unit=city.root)
    context = operator_client.get(task.get_absolute_url()).context
    assert (context["gap"].missing, context["active"], context["missing_today"]) == (4, 2, 3)


def test_the_gap_list_is_a_file_with_owner_and_day(operator_client, city):
    with administrator():
        make_gap(city, None, unit=city.root, owner="=Kepala", due_date=date(2099, 12, 31))
    answer = operator_client.get(reverse("coverage_table"), {"berkas": "kesenjangan"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert [(row["unit"], row["missing"], row["owner"], row["due_date"]) for row in rows] == [
        ("Kota Bengkulu", "", "'=Kepala", "2099-12-31"),
        ("SDN 1", "4", "Kepala bidang SD", ""),
    ]


def test_the_file_of_a_clerk_holds_the_own_unit_alone(clerk_client, city):
    with administrator():
        make_gap(city, 9, unit=city.office)
    answer = clerk_client.get(reverse("coverage_table"), {"berkas": "kesenjangan"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer), delimiter=";"))
    assert [row["unit"] for row in rows] == ["SDN 1"]


def test_a_long_table_comes_in_parts(operator_client, world, monkeypatch):
    monkeypatch.setattr("reports.views.coverage.A_PAGE", 1)
    with administrator():
        make_figure(world.bengkulu, 5)
        make_enrollment(world.bengkulu)
        make_enrollment(world.bengkulu, category=world.bengkulu.cadre)
    first = operator_client.get(reverse("coverage_table"))
    second = operator_client.get(first.context["next_url"])
    assert (len(first.context["rows"]), first.context["previous_url"]) == (1, "")
    assert second.context["rows"] != first.context["rows"]
    assert operator_client.get(second.context["previous_url"]).context["rows"] == first.context["rows"]


@pytest.mark.parametrize("page", ["0", "-3", "x", "9" * 40, "²"])
def test_a_page_that_is_not_there_is_the_first_or_the_last(operator_client, world, page):
    assert operator_client.get(reverse("coverage_table"), {"halaman": page}).status_code == 200


def test_the_workbook_has_every_figure_with_its_source_and_what_was_asked(operator_client, city):
    answer = operator_client.get(reverse("coverage_table"), {"berkas": "xlsx"})
    cells = [str(cell.value) for row in load_workbook(io.BytesIO(answer.content)).active for cell in row]
    assert {"5", "Bengkulu Ekspress", "09-01-2023", "2", "3"} <= set(cells)
    assert any("mencakup JKK dan JKM" in cell for cell in cells)


def test_the_cause_of_the_address_goes_along_down_to_the_people(operator_client, officer_client, city):
    for client, place in ((officer_client, "coverage"), (operator_client, "coverage")):
        rows = client.get(reverse(place), {"sebab": "belum-bayar"}).context
        urls = [row["url"] for row in rows.get("rows") or rows["units"]]
        assert urls
        assert all("sebab=belum-bayar" in url for url in urls if url)
    school = operator_client.get(reverse("coverage"), {"sebab": "belum-bayar", "unit": city.office.public_id})
    assert "/orang/?" in school.context["units"][0]["url"]
