"""Scholarships year by year after a granted claim, until age, marriage, work or the last level."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from claims import decisions, scholarships, steps
from claims.models import ScholarshipYear
from reports import claim_papers, pdf, scholarship_forms
from tests.doors import enter
from tests.factories.claims import AT, PAID_ON, ClaimOnItsWay


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def pupil(world, *, level="SD", born=date(2015, 1, 1), status="GRANTED"):
    way = ClaimOnItsWay(world)
    child = way.add_pupil(level=level, birth_date=born)
    way.brought_to(status)
    return way, child


def pay(way, child, day=PAID_ON, level="SD"):
    at = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    with way.operator():
        child.refresh_from_db()
        return scholarships.record(
            child=child, level=level, payment_date=day, reference="TRF-9", by=way.world.operator, at=at
        )


def standing(way, child, day=date(2026, 11, 24)):
    with way.operator():
        child.refresh_from_db()
        return scholarships.of(child, day=day)


def test_the_first_year_follows_the_decision_and_the_next_comes_a_year_later(world):
    way, child = pupil(world)
    assert standing(way, child).due == PAID_ON
    assert pay(way, child).amount == 1_500_000
    again = standing(way, child)
    assert (again.number, again.due, again.over) == (2, date(2027, 11, 20), "")


def test_a_year_is_written_down_from_its_due_day_on_and_not_a_day_before(world):
    way, child = pupil(world)
    pay(way, child)
    with pytest.raises(scholarships.NoScholarship, match="mulai 20 November 2027"):
        pay(way, child, date(2027, 11, 19))
    assert pay(way, child, date(2027, 11, 20)).number == 2


def test_a_level_is_paid_all_its_years_then_comes_the_next_and_nobody_goes_back(world):
    way, child = pupil(world, level="SMP")
    paid = [pay(way, child, date(2026 + year, 11, 20), "SMP") for year in range(3)]
    assert [year.amount for year in paid] == [2_000_000] * 3
    assert standing(way, child).level == "SMA"
    with pytest.raises(scholarships.NoScholarship, match="tidak ada tahun beasiswa yang tersisa"):
        pay(way, child, date(2029, 11, 20), "SMP")
    assert pay(way, child, date(2029, 11, 20), "SMA").amount == 3_000_000


def test_a_level_ends_after_its_years_and_the_last_level_ends_all(world):
    way, child = pupil(world, level="PT", born=date(2008, 1, 1))
    for year in range(4):
        pay(way, child, date(2026 + year, 11, 20 + year), "PT")
    assert standing(way, child, date(2029, 12, 1)).due == date(2030, 11, 23)
    assert standing(way, child, date(2031, 1, 1)).over == "sudah 23 tahun"
    pay(way, child, date(2030, 11, 23), "PT")
    assert standing(way, child, date(2031, 1, 1)).over == "semua tahun sudah dibayar"
    with pytest.raises(scholarships.NoScholarship, match="semua tahun sudah dibayar"):
        pay(way, child, date(2031, 11, 23), "PT")


@pytest.mark.parametrize(("day", "over"), [(date(2026, 12, 31), ""), (date(2027, 1, 1), "sudah 23 tahun")])
def test_it_ends_on_the_birthday_of_the_law(world, day, over):
    way, child = pupil(world, level="PT", born=date(2004, 1, 1))
    assert standing(way, child, day).over == over


def test_marriage_ends_it_for_good(world):
    way, child = pupil(world)
    with way.operator():
        child.refresh_from_db()
        scholarships.end(child=child, reason="MARRIED", ended_date=PAID_ON, by=world.operator, at=AT)
    assert standing(way, child).over == "sudah menikah"
    with pytest.raises(scholarships.NoScholarship, match="sudah berakhir: sudah menikah"):
        pay(way, child)


def test_nothing_is_written_down_before_the_decision(world):
    way, child = pupil(world, status="VERIFIED")
    with pytest.raises(scholarships.NoScholarship, match="setelah cabang mengabulkan"):
        pay(way, child)


def test_what_was_paid_in_part_does_not_go_back(world):
    way, child = pupil(world)
    pay(way, child)
    with way.head(), pytest.raises(steps.StepNotAllowed, match="Sebagian sudah dibayar"):
        decisions.return_(claim=way.claim, by=world.head, at=AT, note="Salah")


def test_a_year_that_is_due_is_a_task_of_the_city_and_is_recorded_on_the_page(world, operator_client):
    way, child = pupil(world, status="PAID")
    assert "1 beasiswa anak dapat diajukan" in operator_client.get(reverse("home")).content.decode()
    sent = {"level": "SD", "payment_date": "20-11-2026", "reference": "TRF-9"}
    enter(operator_client, world.operator)
    page = operator_client.post(reverse("scholarship_year", args=[child.public_id]), sent, follow=True)
    assert "Beasiswa dicatat." in page.content.decode()
    assert "tahun ke-1, SD: Rp1.500.000, dibayar 20 November 2026" in page.content.decode()
    assert "beasiswa anak dapat diajukan" not in operator_client.get(reverse("home")).content.decode()
    with way.operator():
        assert ScholarshipYear.objects.count() == 1


def test_the_class_says_what_is_left_and_without_it_the_page_says_that_it_is_the_most(world, operator_client):
    way = ClaimOnItsWay(world)
    page = reverse("child_add", args=[way.claim.public_id])
    sent = {"name": "Adi", "birth_date": "2015-01-01", "level": "SD", "grade": "5", "inherits": "on"}
    operator_client.post(page, sent | {"guardian_name": "Rina Wati"})
    answer = operator_client.post(page, sent | {"name": "Ani", "grade": "9"})
    assert list(answer.context["form"].errors) == ["grade"]
    way.add_pupil("Ani")
    with way.operator():
        assert [child.most_possible for child in way.claim.children.all()] == [66_000_000, 76_500_000]
    page = " ".join(operator_client.get(way.claim.get_absolute_url()).content.decode().split())
    assert "SD kelas 5" in page
    assert page.count("batas atas, kelasnya belum dicatat") == 1


def test_each_child_has_its_form_with_lines_for_what_is_not_known(world):
    way = ClaimOnItsWay(world)
    child = way.add_pupil(grade=5)
    with way.operator():
        child.refresh_from_db()
        form = scholarship_forms.form_of(way.claim, child, claim_papers.deceased_of(way.claim), AT, 1)
    text = " ".join(pdf.html_of("papers/scholarship_form.html", {"form": form}).split())
    for said in ("Permohonan Beasiswa Pendidikan Anak", "Adi", "SD kelas 5", "Rp1.500.000", "Akta kelahiran anak"):
        assert said in text
