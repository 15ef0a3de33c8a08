"""The year's budget on paper: the figures of the page, kept, and the last step of the year's cycle."""

import pytest
import time_machine
from django.urls import reverse

from reports.models import Kind, Paper
from tests.factories.enrollment import make_enrollment
from tests.reports.reading import squeezed, text_of
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-24 10:00+07:00", tick=False):
        yield


@pytest.fixture
def enrolled(world):
    with administrator():
        make_enrollment(world.bengkulu, wage=1_500_000)
        make_enrollment(world.bengkulu, category=world.bengkulu.cadre, wage=None)


def print_next_year(client):
    return client.post(f"{reverse('budget_print')}?tahun=2027")


def test_the_budget_is_printed_with_the_figures_of_the_page(operator_client, enrolled):
    shown = operator_client.get(reverse("budget"), {"tahun": "2027"}).context
    printed = squeezed(text_of(b"".join(operator_client.get(print_next_year(operator_client).url).streaming_content)))
    assert shown["sum"]["year"] == 12 * (8_100 + 16_800)
    assert squeezed("Rp298.800") in printed
    assert "5.1.02.02.02.0006" in printed
    for row in shown["rows"]:
        assert squeezed(row["label"]) in printed
    for assumption in shown["assumptions"]:
        assert squeezed(assumption) in printed


def test_a_printed_budget_is_kept_and_closes_the_years_cycle(operator_client, world, enrolled):
    def step():
        return operator_client.get(reverse("home")).context["steps"][-1]["status"]

    assert step() == "todo"
    print_next_year(operator_client)
    with world.acting(world.operator):
        [paper] = Paper.objects.all()
    assert (paper.kind, f"{paper.month:%Y-%m-%d}", paper.made_by) == (Kind.BUDGET, "2027-01-01", world.operator)
    assert step() == "done"


def test_nobody_to_pay_for_is_no_budget(operator_client, world):
    response = operator_client.get(print_next_year(operator_client).url)
    assert "jadi belum ada yang dianggarkan" in response.content.decode()
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_an_impossible_year_is_refused_in_words(operator_client, enrolled):
    response = operator_client.post(f"{reverse('budget_print')}?tahun=1999", follow=True)
    assert "Anggaran dibuat untuk tahun" in response.content.decode()


def test_a_city_asked_for_that_is_not_ours_prints_our_own(operator_client, world, enrolled):
    operator_client.post(f"{reverse('budget_print')}?tahun=2027&kota={world.kupang.code}")
    with world.acting(world.operator):
        assert [paper.municipality_id for paper in Paper.objects.all()] == [world.bengkulu.pk]


def test_an_auditor_reads_the_budget_and_is_offered_no_printing(world, visit, enrolled):
    assert visit(world.auditor).get(reverse("budget")).context["print_url"] == ""
