"""Recaps as page, workbook and paper: the same numbers, for whoever sees money; for a clerk those of the own unit."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from common.rupiah import grouped
from municipalities import service_user
from municipalities.models import AuditEvent, Job
from municipalities.roles import Role
from reports import recap_papers
from reports.models import Kind, Paper
from tests.factories import contributions as month_on_its_way
from tests.factories.enrollment import make_enrollment
from tests.factories.municipalities import make_user
from tests.reports.reading import squeezed, text_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def approved(world):
    with administrator():
        make_enrollment(world.bengkulu, unit=world.bengkulu.school, wage=1_500_000)
        make_enrollment(world.bengkulu, category=world.bengkulu.cadre, wage=None)
    return month_on_its_way.approved(world)


def page(client, **asked):
    return client.get(reverse("recap"), asked).context


def test_the_newest_month_is_shown_and_the_year_is_one_click_away(operator_client, approved):
    context = page(operator_client)
    assert context["recap"].first == approved.month
    whole, *months = context["months"]
    year = operator_client.get(whole["url"]).context
    assert (year["recap"].sum.total, year["recap"].is_year) == (context["recap"].sum.total, True)
    assert [month["current"] for month in months] == [True]


def test_without_an_approved_month_the_page_says_what_is_missing(operator_client):
    response = operator_client.get(reverse("recap"))
    assert response.context["recap"] is None
    assert "Setujui dulu satu bulan" in response.content.decode()
    assert operator_client.get(reverse("recap_workbook")).url == reverse("recap")


@pytest.mark.parametrize("asked", [{"tahun": "1999"}, {"tahun": "x", "bulan": "x"}, {"kota": "99.99"}])
def test_what_is_not_there_shows_the_newest_month(operator_client, approved, asked):
    assert page(operator_client, **asked)["recap"].first == approved.month


def test_the_workbook_has_the_numbers_of_the_page_and_is_written_down(operator_client, world, approved):
    context = page(operator_client)
    response = operator_client.get(context["workbook_url"])
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    for table in context["tables"]:
        rows = [*book[table["title"]].iter_rows(values_only=True)]
        start = next(number for number, row in enumerate(rows) if row[0] == table["heading"]) + 1
        shown = [[str(row.name), row.people, row.jkk, row.jkm, row.jht, row.corrected, row.total]
                 for row in table["rows"]]  # fmt: skip
        whole = context["recap"].sum
        shown.append(["Jumlah", whole.people, whole.jkk, whole.jkm, whole.jht, whole.corrected, whole.total])
        assert [[*row] for row in rows[start:]] == shown
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.filter(action="recap.exported").count() == 1


def test_the_paper_is_made_by_the_queue_with_the_numbers_of_the_page(operator_client, world, approved):
    context = page(operator_client)
    for _click in range(2):
        operator_client.post(context["print_url"])
    assert page(operator_client)["busy"]
    with world.acting(world.operator):
        [job] = Job.objects.filter(task=recap_papers.PRINT)
    with service_user.at_work(world.bengkulu, patient=True):
        job = Job.objects.select_related("municipality", "by").get(pk=job.pk)
        recap_papers.print_ordered(job, at=timezone.now())
    paper = page(operator_client)["paper"]
    assert (paper.kind, paper.month, paper.made_by) == (Kind.RECAP, approved.month, world.operator)
    content = b"".join(operator_client.get(reverse("paper_download", args=[paper.public_id])).streaming_content)
    printed = squeezed(text_of(content))
    for table in context["tables"]:
        for row in table["rows"]:
            assert squeezed(str(row.name)) + (squeezed(grouped(row.people))) in printed
            assert squeezed(grouped(row.total)) in printed
    assert squeezed(f"Rp{grouped(approved.total)}") in printed


def test_whoever_only_reads_is_offered_no_printing(world, visit, approved):
    assert page(visit(world.auditor))["print_url"] == ""


def test_a_branch_sees_the_recap_of_its_cities_and_a_stranger_none_of_ours(
    world, officer_client, stranger_client, approved
):
    assert page(officer_client, kota=world.bengkulu.code)["recap"].sum.total == approved.total
    assert page(stranger_client, kota=world.bengkulu.code)["recap"] is None


@pytest.fixture
def approved_of_offices(world):
    """What the school pays, 24,900, and what its office pays, 10,800."""
    with administrator():
        make_enrollment(world.bengkulu, unit=world.bengkulu.school, wage=1_500_000)
        make_enrollment(world.bengkulu, unit=world.bengkulu.school, category=world.bengkulu.cadre, wage=None)
        make_enrollment(world.bengkulu, unit=world.bengkulu.office, wage=2_000_000)
    return month_on_its_way.approved(world)


def test_a_clerk_sees_the_recap_of_the_own_unit_alone(world, clerk_client, approved_of_offices):
    assert approved_of_offices.total == 24_900 + 10_800
    context = page(clerk_client)
    found = context["recap"]
    assert (context["place"], found.sum.total, found.sum.people) == ("SDN 1, Kota Bengkulu", 24_900, 2)
    assert [(row.name, row.total) for row in found.units] == [("SDN 1", 24_900)]
    assert context["bars"] == []  # one unit alone is larger than none
    assert sum(share.total for share in found.programs) == sum(row.total for row in found.categories) == 24_900
    assert page(clerk_client, kota=world.kupang.code, tahun="2026")["recap"].sum.total == 24_900


def test_a_clerk_of_an_office_sees_what_is_below_it_too(world, visit, approved_of_offices):
    with administrator():
        above = make_user("above", Role.CLERK, world.bengkulu, unit=world.bengkulu.office)
    assert page(visit(above))["recap"].sum.total == 24_900 + 10_800


def test_a_clerk_of_another_school_sees_nothing_of_ours(world, visit, other_school, approved_of_offices):
    with administrator():
        beside = make_user("beside", Role.CLERK, world.bengkulu, unit=other_school)
    found = page(visit(beside))["recap"]
    assert (found.sum.total, found.units, found.programs) == (0, [], [])


def test_a_clerk_takes_the_workbook_along_and_is_offered_no_paper_and_no_month(
    world, clerk_client, approved_of_offices
):
    context = page(clerk_client)
    book = openpyxl.load_workbook(io.BytesIO(clerk_client.get(context["workbook_url"]).content))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "SDN 1, Kota Bengkulu" in cells[0]
    assert (24_900 in cells, 10_800 in cells) == (True, False)
    assert (context["print_url"], context["runs_url"]) == ("", "")
    assert clerk_client.post(reverse("recap_print")).status_code == 403
    assert clerk_client.get(approved_of_offices.get_absolute_url()).status_code == 403


def test_another_paper_of_the_month_is_none_of_the_recap(operator_client, world, approved):
    operator_client.post(f"{reverse('budget_print')}?tahun=2027")
    with world.acting(world.operator):
        assert Paper.objects.count() == 1
    assert page(operator_client)["paper"] is None
