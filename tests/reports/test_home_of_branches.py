"""The home page of a branch: a row for each of its cities, the neediest in front, at the price of one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from municipalities.models import BranchMunicipality
from reports import counted
from tests.factories.enrollment import make_enrollment
from tests.factories.figures import make_figure, make_gap
from tests.factories.municipalities import LONG_AGO, make_city
from tests.reports.test_home import HOME, enrolled, today
from tests.safety.attack import administrator


__all__ = ["enrolled", "today"]  # fixtures


def test_a_branch_sees_a_row_for_each_of_its_cities(officer_client, enrolled):
    (row,) = officer_client.get(HOME).context["municipalities"]
    assert (row["name"], row["active"], row["figure"], row["gap"]) == ("Kota Bengkulu", 1, 2, 1)


def test_a_branch_sees_no_city_of_another_branch(visit, enrolled):
    (row,) = visit(enrolled.foreign_officer).get(HOME).context["municipalities"]
    assert (row["name"], row["active"]) == ("Kota Kupang", 0)


def test_many_cities_cost_no_more_questions_than_one(officer_client, enrolled):
    def statements():
        with CaptureQueriesContext(connection) as caught:
            page = officer_client.get(HOME)
        return len(page.context["municipalities"]), len(caught)

    statements()  # the first visit also opens the session
    one, few = statements()
    with administrator():
        for number in range(counted.TOGETHER - 1):  # nobody has counted them beforehand; more are counted in turns
            city = make_city(code=f"17.0{number + 1}", name=f"Kabupaten {number}", branch=f"Cabang {number}")
            BranchMunicipality.objects.create(branch=enrolled.bengkulu.branch, municipality=city, start_date=LONG_AGO)
            make_enrollment(city)
            make_figure(city, 5)
            make_gap(city)
    assert (one, statements()) == (1, (counted.TOGETHER, few))


def test_two_cities_of_a_branch_have_one_task_that_names_them(officer_client, enrolled):
    with administrator():
        other = make_city(code="17.01", name="Kabupaten Seluma", branch="Cabang Seluma")
        BranchMunicipality.objects.create(branch=enrolled.bengkulu.branch, municipality=other, start_date=LONG_AGO)
        make_enrollment(other)
        make_figure(other, 4)
    (task,) = [task for task in officer_client.get(HOME).context["tasks"] if "Kesenjangan" in task["title"]]
    assert task["title"] == "Kesenjangan 4 orang belum ada penanggung jawabnya"
    assert task["detail"] == "Kabupaten Seluma, Kota Bengkulu"
    assert task["url"] == reverse("coverage")


def test_the_municipality_that_needs_somebody_most_stands_first(officer_client, enrolled):
    with administrator():
        other = make_city(code="17.01", name="Kabupaten Seluma", branch="Cabang Seluma")
        BranchMunicipality.objects.create(branch=enrolled.bengkulu.branch, municipality=other, start_date=LONG_AGO)
    rows = officer_client.get(HOME).context["municipalities"]
    assert [(row["name"], row["status"]) for row in rows] == [
        ("Kabupaten Seluma", "none"),
        ("Kota Bengkulu", "waiting"),
    ]
