from datetime import date

import pytest

from regulations.accident_benefits import SICK_PAY, UP_TO, total_disability_for


@pytest.mark.parametrize(
    ("segment", "wage", "happened", "lump_sum", "periodic"),
    [
        pytest.param("PU", 1_000_000, date(2026, 11, 1), 56_000_000, 12_000_000, id="Bengkulu circular, PU"),
        pytest.param("BPU", 500_000, date(2026, 11, 1), 56_000_000, 12_000_000, id="Bengkulu circular, band 1"),
        pytest.param("PU", 1_000_000, date(2019, 12, 1), 56_000_000, 4_800_000, id="old law"),
    ],
)
def test_total_disability_brings_56_wages(segment, wage, happened, lump_sum, periodic):
    found = total_disability_for(segment=segment, wage=wage, happened=happened)
    assert (found.lump_sum, found.periodic, found.total) == (lump_sum, periodic, lump_sum + periodic)


def test_sick_pay_steps_down_until_recovered():
    assert SICK_PAY.on(date(2019, 12, 1)).value == ((100, 6), (75, 6), (50, 0))
    assert SICK_PAY.on(date(2019, 12, 2)).value == ((100, 12), (50, 0))


@pytest.mark.parametrize(
    ("name", "before", "since"),
    [
        ("transport_by_land", 1_000_000, 5_000_000),
        ("transport_by_sea", 1_500_000, 2_000_000),
        ("transport_by_air", 2_500_000, 10_000_000),
        ("denture", 3_000_000, 5_000_000),
    ],
)
def test_other_benefits_rose_in_december_2019(name, before, since):
    assert UP_TO[name].on(date(2019, 12, 1)).value == before
    assert UP_TO[name].on(date(2019, 12, 2)).value == since


@pytest.mark.parametrize("name", ["home_care", "hearing_aid", "glasses"])
def test_some_benefits_did_not_exist_before(name):
    assert UP_TO[name].find(date(2019, 12, 1)) is None
