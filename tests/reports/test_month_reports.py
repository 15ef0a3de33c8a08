"""The report of a month: what it says, for which months, who prints it, and that it is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common.months import add_months, last_day, last_full_month
from municipalities.models import Unit
from reports import month_reports
from reports.models import Kind
from tests.factories.claims import make_worker_of
from tests.factories.contributions import billed
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure
from tests.reports.reading import pages_of, squeezed
from tests.safety.attack import administrator


@pytest.fixture
def city(world, settings, tmp_path):
    """Bengkulu: two of five teachers enrolled, one of them in the last full month; an office that sent nothing."""
    settings.MEDIA_ROOT = tmp_path
    with administrator():
        make_figure(world.bengkulu, 5)
        month = last_full_month(world.bengkulu.today())
        make_enrollment(world.bengkulu, start_date=add_months(month, -3))
        make_enrollment(world.bengkulu, start_date=month)
        Unit.objects.create(
            municipality=world.bengkulu, code="200", name="Dinas Sosial", kind="OPD", parent=world.bengkulu.root
        )
    return world.bengkulu


def month_of(city, back=0):
    return add_months(last_full_month(city.today()), -back)


def print_month(client, city, back=0):
    given = {"bulan": f"{month_of(city, back):%Y-%m}"}
    return client.post(reverse("month_report_print", args=[city.public_id]), given)


def report_of(world, back=0):
    city = world.bengkulu
    with world.acting(world.operator):
        return month_reports.paper_of(city, month_of(city, back), today=city.today())


def test_the_paper_says_who_is_covered_where_the_number_comes_from_and_who_is_silent(operator_client, city):
    paper = operator_client.get(print_month(operator_client, city)["Location"])
    pages = pages_of(b"".join(paper.streaming_content))
    said = squeezed(" ".join(pages))
    for part in (
        "40,0%terlindungi", "2dari5orang;belum3", "BengkuluEkspress,9Januari2023", "bertambah1orang",
        "Belummengirimdata(1unit)", "DinasSosial", "SekretarisDaerah", "KepalaCabangBengkulu",
    ):  # fmt: skip
        assert part in said, part
    assert len(pages) <= 3


def test_a_past_month_stands_as_on_its_last_day(world, city):
    report = report_of(world, back=1)
    assert (report.end, report.headline.active, report.change) == (last_day(month_of(city, 1)), 1, 0)


def test_what_was_billed_for_the_month_is_told_apart_from_what_is_late(world, city):
    with administrator():
        make_worker_of(world)
    (bill, *_others), money = billed(world), None
    with world.acting(world.operator):
        city_day = bill.due_date + timedelta(days=1)
        money = month_reports.money_of(city, bill.month, day=max(city_day, city.today()))
    assert (money.billed, money.left, money.paid, money.late) == (bill.total, bill.total, 0, bill.total)
    assert money.late_since == bill.month


def test_the_same_month_printed_twice_is_one_paper_and_is_listed(officer_client, city):
    for _click in range(2):
        print_month(officer_client, city)
    with administrator():
        paper = city.papers.get(kind=Kind.MONTH_REPORT)
    first, *others = officer_client.get(reverse("month_report_list", args=[city.public_id])).context["months"]
    assert (first.month, first.paper, len(others)) == (paper.month, paper, 11)


def test_a_month_that_is_not_over_or_long_past_or_none_is_refused_in_words(operator_client, city):
    for back, sent in ((-1, None), (12, None), (0, "Oktober")):
        given = {"bulan": sent or f"{month_of(city, back):%Y-%m}"}
        answer = operator_client.post(reverse("month_report_print", args=[city.public_id]), given, follow=True)
        assert list(answer.context["messages"]), given


def test_it_is_for_the_operator_the_mayor_and_the_branch_of_this_city(
    clerk_client, stranger_client, visit, city, world
):
    address = reverse("month_report_list", args=[city.public_id])
    assert visit(world.mayor).get(address).status_code == 200
    assert clerk_client.get(address).status_code in (403, 404)
    for client in (stranger_client, visit(world.foreign_officer)):
        assert client.get(address).status_code == 404
        assert print_month(client, city).status_code == 404


def test_the_coverage_page_leads_to_it(visit, city, world):
    page = visit(world.mayor).get(reverse("coverage_city", args=[city.public_id])).content.decode()
    assert reverse("month_report_list", args=[city.public_id]) in page
