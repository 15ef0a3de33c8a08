from datetime import date

import pytest

from enrollment import cells


def refusal(clean, text, **how):
    with pytest.raises(cells.CellRefused) as refused:
        clean(text, **how)
    return refused.value.code


@pytest.mark.parametrize(
    "text", ["1771014108859001", "1771 0141 0885 9001", "1771.0141.0885.9001", "'1771014108859001"]
)
def test_a_nik_is_sixteen_digits_however_it_is_spaced(text):
    assert cells.nik(text) == "1771014108859001"


@pytest.mark.parametrize("text", ["177101410885900", "17710141088590011", "177101410885900A", "0000000000000000"])
def test_anything_but_sixteen_digits_is_refused(text):
    assert refusal(cells.nik, text) == "NIK_LENGTH"


def test_a_nik_in_a_number_cell_is_refused():
    assert refusal(cells.nik, "1771014108859001", numeric=True) == "NIK_NUMERIC"


def test_a_number_cell_that_ends_in_zero_has_lost_its_last_digit():
    assert refusal(cells.nik, "1771014108859000", numeric=True) == "NIK_PRECISION_LOST"


@pytest.mark.parametrize(
    "text",
    ["17/08/1985", "17-08-85", "17 Agustus 1985", "17 Ags 85", "1985-08-17", "17.08.1985", "Bengkulu, 17-08-1985"],
)
def test_a_day_is_read_day_first_in_every_usual_form(text):
    assert cells.day_first_date(text) == date(1985, 8, 17)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-02-1990", "DATE_IMPOSSIBLE"),
        ("08/17/1985", "DATE_ORDER"),
        ("besok", "DATE_UNREADABLE"),
        ("1985-08-16T17:00Z", "DATE_HAS_TIME"),
    ],
)
def test_a_day_that_cannot_be_is_refused(text, code):
    assert refusal(cells.day_first_date, text) == code


@pytest.mark.parametrize(
    "text",
    ["3500000", "3.500.000", "Rp 3.500.000,00", "3500000,00", "IDR 3,500,000", "Rp3.500.000,-", "Rp. 3.500.000,-"],
)
def test_a_wage_is_whole_rupiah_in_every_usual_form(text):
    assert cells.wage(text) == 3_500_000


@pytest.mark.parametrize("text", ["1.500", "3,5", "3.5 jt", "3,5 juta", "banyak"])
def test_a_wage_that_can_mean_two_things_is_refused(text):
    assert refusal(cells.wage, text) == "WAGE_AMBIGUOUS"


@pytest.mark.parametrize("text", ["350", "3500000000"])
def test_a_wage_no_month_pays_is_refused(text):
    assert refusal(cells.wage, text) == "WAGE_IMPLAUSIBLE"


def test_names_are_kept_as_given():
    assert cells.person_name("Dr. H. Ahmad  Nur'aini, S.Pd., M.M.") == "Dr. H. Ahmad Nur'aini, S.Pd., M.M."


@pytest.mark.parametrize("text", ["12345", "...", "Budi 2"])
def test_figures_are_no_name(text):
    assert refusal(cells.person_name, text) == "NAME_INVALID"


def test_people_are_searched_without_their_titles():
    assert cells.name_search("Dr. H. Ahmad, S.Pd., M.M.") == "AHMAD"
