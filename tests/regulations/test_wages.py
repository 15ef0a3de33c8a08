from datetime import date

import pytest

from regulations.wages import JKP_COMPOSITION, JP_WAGE_CAP, monthly_wage


def test_a_daily_wage_counts_25_times():
    assert monthly_wage(daily_wage=80_000, month=date(2026, 11, 1)) == 2_000_000


def test_a_negative_daily_wage_is_refused():
    with pytest.raises(ValueError, match="from zero up"):
        monthly_wage(daily_wage=-1, month=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("day", "from_jkm"), [(date(2021, 2, 2), 100), (date(2025, 2, 6), 100), (date(2025, 2, 7), 0)]
)
def test_the_parts_of_jkp_changed_in_february_2025(day, from_jkm):
    assert JKP_COMPOSITION.on(day).value == (220, 140, from_jkm, 5_000_000)


def test_the_pension_cap_is_known_from_march_2025():
    assert JP_WAGE_CAP.find(date(2025, 2, 28)) is None
    assert JP_WAGE_CAP.on(date(2025, 3, 1)).value == 10_547_400
