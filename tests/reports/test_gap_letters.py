"""The letter to an office whose people are not covered: what it says, who prints it, and what is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agreements.models import LegalBasis
from enrollment.models import UnitGap
from municipalities.models import Unit
from reports.models import Kind
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure, make_gap
from tests.reports.reading import squeezed, text_of
from tests.safety.attack import administrator


@pytest.fixture
def city(world, settings, tmp_path):
    """Bengkulu: one school with four teachers missing by a report, one of whose number nobody knows, one silent."""
    settings.MEDIA_ROOT = tmp_path
    with administrator():
        below = {"municipality": world.bengkulu, "kind": "SCHOOL", "parent": world.bengkulu.office}
        make_gap(world.bengkulu, 4)
        make_gap(world.bengkulu, None, unit=Unit.objects.create(code="102", name="SDN 2", **below))
        Unit.objects.create(code="103", name="SDN 3", **below)
        LegalBasis.objects.create(municipality=world.bengkulu, code="UU 24/2011", title="Undang-Undang BPJS")
        make_enrollment(world.bengkulu, unit=world.bengkulu.office)
    return world.bengkulu


def address(city):
    return reverse("gap_letter", args=[city.public_id])


def ask(city, unit=None, **given):
    due_date = (city.today() + timedelta(days=14)).isoformat()
    return {"unit": (unit or city.office).public_id, "due_date": due_date, "bases": ["UU 24/2011"]} | given


def words(answer):
    return squeezed(text_of(b"".join(answer.streaming_content)))


def test_the_letter_names_each_unit_with_its_number_its_source_or_its_silence(operator_client, city):
    said = words(operator_client.post(address(city), ask(city), follow=True))
    for part in (
        f"Yth.Kepala{squeezed(city.office.name)}", "Undang-UndangBPJS", "SDN1", "PenaNusantara,5Mei2021", "SDN2",
        "belumdiketahui", "SDN3", "belummengirimdata", "pada3unit", "Jumlahyangsudahdiketahui",
    ):  # fmt: skip
        assert part in said, part


def test_the_officer_of_its_branch_prints_it_from_the_coverage_page_in_two_clicks(officer_client, city):
    page = officer_client.get(reverse("coverage_city", args=[city.public_id])).content.decode()
    assert f'href="{address(city)}"' in page
    form = officer_client.get(address(city)).context["form"]
    sent = {
        "unit": form.fields["unit"].choices[0][0],
        "due_date": form["due_date"].value(),
        "bases": form["bases"].value(),
    }
    assert words(officer_client.post(address(city), sent, follow=True)).count("SDN") == 3


def test_the_same_letter_twice_is_one_paper_and_another_has_a_number_of_its_own(operator_client, city):
    for given in (ask(city), ask(city), ask(city, bases=[])):
        operator_client.post(address(city), given)
    with administrator():
        numbers = sorted(city.papers.filter(kind=Kind.GAP_LETTER).values_list("number", flat=True))
    assert numbers == [numbers[0], f"{numbers[0]}/2"]


def test_what_is_counted_stands_before_what_was_said_of_the_same_people(operator_client, city):
    with administrator():
        make_figure(city, 9, unit=city.school, source="Dapodik")
    (first, *_more) = operator_client.get(address(city)).context["addressees"][0].lines
    assert (first.unit, first.missing, first.source) == ("SDN 1", 9, "Dapodik")


def test_where_nothing_is_missing_no_letter_is_written(operator_client, city):
    with administrator():
        UnitGap.objects.filter(municipality=city).update(status=UnitGap.Status.DONE)
        make_enrollment(city)
    answer = operator_client.post(f"{address(city)}?unit={city.school.public_id}", ask(city, city.school))
    assert answer.status_code == 422
    assert "tidak ada yang diketahui kurang" in answer.content.decode()


def test_a_day_that_is_not_ahead_is_refused(operator_client, city):
    answer = operator_client.post(address(city), ask(city, due_date=city.today().isoformat()))
    assert "Batas waktu harus sesudah hari ini." in answer.content.decode()


def test_the_due_day_of_the_task_is_proposed(operator_client, city):
    with administrator():
        UnitGap.objects.filter(unit=city.school).update(due_date=date(2099, 12, 31))
    assert operator_client.get(address(city)).context["form"]["due_date"].value() == date(2099, 12, 31)


def test_the_page_of_a_gap_leads_to_the_letter_of_its_office_and_a_clerk_to_that_of_the_own_unit(
    operator_client, clerk_client, city
):
    with administrator():
        gap = UnitGap.objects.get(unit=city.school)
    assert operator_client.get(gap.get_absolute_url()).context["letter_url"].endswith(str(city.office.public_id))
    url = clerk_client.get(gap.get_absolute_url()).context["letter_url"]
    assert [each.unit for each in clerk_client.get(url).context["addressees"]] == [city.school]


def test_nobody_writes_for_a_unit_or_a_city_that_is_not_theirs(clerk_client, stranger_client, visit, city, world):
    assert clerk_client.post(address(city), ask(city)).status_code == 404
    assert stranger_client.post(address(city), ask(city)).status_code == 404
    assert visit(world.foreign_officer).get(address(city)).status_code == 404
    assert stranger_client.post(address(world.kupang), ask(city)).status_code == 404
