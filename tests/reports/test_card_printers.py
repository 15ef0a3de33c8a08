"""Printers of a city: what each misses moves its sheets, front and back, and a page of rulers shows it."""

import io

import pytest
from django.urls import reverse

from reports.card_layouts import MM, PRESETS
from reports.models import CardOrder, CardPrinter
from tests.factories.enrollment import make_enrollment
from tests.reports.letters import says
from tests.safety.attack import administrator


GIVEN = {"name": "Epson lobi", "x": "1.5", "y": "0", "back_x": "-2", "back_y": "0.5"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def printer(operator_client, world):
    operator_client.post(reverse("card_printer_list"), GIVEN)
    with world.acting(world.operator):
        return CardPrinter.objects.get()


def test_a_sheet_is_moved_against_what_the_printer_misses(printer):
    straight, moved = PRESETS["A4_10"], PRESETS["A4_10"].shifted(**printer.shifts)
    (x, _y), (new_x, _new_y) = straight.places()[0], moved.places()[0]
    (back_x, back_y), (new_back_x, new_back_y) = straight.places_behind()[0], moved.places_behind()[0]
    assert new_x - x == pytest.approx(-1.5 * MM)
    assert (new_back_x - back_x, new_back_y - back_y) == pytest.approx((2 * MM, 0.5 * MM))


def test_both_sides_are_printed_for_the_chosen_printer(operator_client, printer, world, work):
    with administrator():
        make_enrollment(world.bengkulu, kpj="23000000001")
    given = {"layout": "A4_8", "both_sides": "on", "printer": str(printer.public_id)}
    url = operator_client.post(reverse("cards_print"), given)["Location"]
    work()
    order = operator_client.get(url).context["order"]
    assert (order.pages, order.both_sides, order.printer_id) == (4, True, printer.pk)
    again = operator_client.post(
        reverse("card_order_pages_again", args=[order.public_id]), {"pages": "4", "reason": "miring"}
    )
    work()
    with world.acting(world.operator):
        assert (again.status_code, CardOrder.objects.latest("pk").count) == (302, 1)


def test_numbers_that_no_printer_misses_and_a_name_that_is_there_are_sent_back(operator_client, printer):
    url = reverse("card_printer_list")
    for wrong in (GIVEN, GIVEN | {"name": "B", "x": "11"}, GIVEN | {"name": "B", "x": "a"}, {"name": ""}):
        assert operator_client.post(url, wrong).status_code == 422


def test_the_page_of_rulers_has_a_side_for_each_side_of_the_paper(operator_client, printer):
    page = operator_client.get(reverse("card_printer_rulers", args=[printer.public_id]))
    assert says(page.content, "Depan", "Belakang", "Epson lobi")
    assert io.BytesIO(page.content).read(5) == b"%PDF-"


def test_a_printer_of_another_city_is_no_choice_and_not_found(stranger_client, printer, world):
    assert stranger_client.get(reverse("card_printer", args=[printer.public_id])).status_code == 404
    given = {"layout": "A4_8", "printer": str(printer.public_id)}
    assert stranger_client.post(reverse("cards_print"), given).status_code == 422
