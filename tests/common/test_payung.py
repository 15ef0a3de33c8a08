from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template


def render(expression, **context):
    return Template("{% load payung %}{{ " + expression + " }}").render(Context(context))


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("x|rupiah", 1_234_567, "Rp1.234.567"),
        ("x|rupiah", -500, "-Rp500"),
        ("x|in_words", 42_000_000, "empat puluh dua juta rupiah"),
        ("x|count", 2_345, "2.345"),
        ("x|count", 0, "0"),
        ("x|month", date(2026, 10, 1), "Oktober 2026"),
        ("x|masked_nik", "1771010101909001", "1771 •••• •••• 9001"),
        ("x|initials", "Siti Nur Aisyah, S.Pd.", "S. N. A."),
        ("x|initials", "Ma'ruf  'Ali", "M. A."),
        ("x|initials", "élan 123", "É."),
    ],
)
def test_filters_write_values_as_papers_do(expression, value, text):
    assert render(expression, x=value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        pytest.param(1_212, 3_242, "37,4 %", id="Bengkulu 2023"),
        pytest.param(1_100, 3_500, "31,4 %", id="Cirebon 2022, one account"),
        pytest.param(1_100, 3_600, "30,6 %", id="Cirebon 2022, the other"),
        pytest.param(2_300, 33_979, "6,8 %", id="Kupang 2021"),
        pytest.param(1, 2_000, "0,1 %", id="half up"),
        pytest.param(-1, 2, "-50,0 %", id="below zero"),
        pytest.param(25, 1, "2.500,0 %", id="far above"),
        pytest.param(1, 0, "-", id="of nothing"),
        pytest.param(None, 3_242, "-", id="unknown part"),
        pytest.param(1_212, None, "-", id="unknown whole"),
    ],
)
def test_a_part_is_written_as_percent_of_its_whole(part, whole, text):
    assert render("part|percent:whole", part=part, whole=whole) == text


@pytest.mark.parametrize("value", [37.4, Decimal("37.35")])
def test_a_lone_number_is_percent_already(value):
    assert render("x|percent", x=value) == "37,4 %"


@pytest.mark.parametrize("name", ["rupiah", "in_words", "count", "month", "masked_nik"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_is_not_there_is_a_dash(name, value):
    assert render(f"x|{name}", x=value) == "-"


def test_a_nameless_person_has_no_initials():
    assert render("x|initials", x=None) == ""


def test_a_text_that_is_no_nik_is_hidden_whole():
    assert render("x|masked_nik", x="177101") == "•••• •••• •••• ••••"
