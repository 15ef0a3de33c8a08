"""The command line is an interface: fixed keys, whole rupiah, a sentence for every no."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def answer(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_estimate_contribution_gives_the_two_lines_of_a_wage_earner():
    found = answer("estimate_contribution", "--segment", "PU", "--wage", "1500000", "--month", "2026-11")
    assert found["total"] == 8_100
    assert [(line["program"], line["amount"]) for line in found["lines"]] == [("JKK", 3_600), ("JKM", 4_500)]


def test_estimate_contribution_names_the_law_of_each_line():
    found = answer("estimate_contribution", "--segment", "PU", "--wage", "1500000", "--month", "2026-11")
    assert all(line["source"].startswith("PP 44/2015") for line in found["lines"])


def test_estimate_contribution_halves_what_a_person_pays_alone_in_2026():
    found = answer(
        *("estimate_contribution", "--segment", "BPU", "--wage", "1000000", "--month", "2026-11"),
        *("--funding", "SELF"),
    )
    assert found["total"] == 8_400


def test_estimate_contribution_before_the_law_is_a_refusal_in_words():
    with pytest.raises(CommandError, match="2014"):
        call_command("estimate_contribution", "--segment", "PU", "--wage", "1500000", "--month", "2014-01")


def test_estimate_benefits_of_a_natural_death_is_forty_two_million():
    found = answer(
        *("estimate_benefits", "--cause", "NATURAL", "--died", "2021-05-01", "--wage", "2000000"),
        *("--member-since", "2018-01-01"),
    )
    assert found["total"] == 42_000_000


def test_estimate_benefits_keeps_the_scholarship_out_of_the_total():
    found = answer(
        *("estimate_benefits", "--cause", "WORK_ACCIDENT", "--died", "2026-11-01", "--wage", "1000000"),
        *("--member-since", "2022-01-01", "--children", "SD"),
    )
    assert found["total"] == 70_000_000
    assert found["scholarships"][0]["yearly_amount"] == 1_500_000


def test_check_law_finds_nothing_wrong_with_the_law_we_ship():
    assert answer("check_law", "--on", "2026-11-01")["problems"] == 0
