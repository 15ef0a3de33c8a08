import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.dated import NotInForce
from regulations.death_benefits import (
    MOST_CHILDREN,
    SCHOLARSHIP_LEVELS,
    SCHOLARSHIP_PAYMENT,
    BenefitSettings,
    DiedBeforeMembership,
    Pupil,
    Remark,
    benefits_for,
    class_of,
    program_for,
    year_in_level,
)
from regulations.eligibility import SCHOLARSHIP_AGE
from regulations.words import BenefitKind, Level


LONG_AGO = date(2015, 7, 1)
NOW = date(2026, 11, 1)


def benefits(**changes):
    return benefits_for(**{"cause": "NATURAL", "died": NOW, "wage": 2_000_000, "member_since": LONG_AGO, **changes})


def amounts(benefits):
    return [line.amount for line in benefits.lines]


@pytest.mark.parametrize(
    ("died", "lines"),
    [
        pytest.param(date(2015, 7, 1), [16_200_000, 4_800_000, 3_000_000], id="first day of PP 44/2015"),
        pytest.param(date(2019, 9, 28), [16_200_000, 4_800_000, 3_000_000], id="West Jakarta 2019"),
        pytest.param(date(2019, 12, 1), [16_200_000, 4_800_000, 3_000_000], id="the day before PP 82/2019"),
        pytest.param(date(2019, 12, 2), [20_000_000, 12_000_000, 10_000_000], id="first day of PP 82/2019"),
        pytest.param(date(2021, 5, 5), [20_000_000, 12_000_000, 10_000_000], id="Kupang 2021"),
    ],
)
def test_a_natural_death_brings_the_amounts_of_its_day(died, lines):
    found = benefits(died=died)
    assert amounts(found) == lines
    assert found.total == sum(lines)
    assert found.program == "JKM"


def test_every_amount_has_its_article():
    assert [line.source for line in benefits().lines] == ["PP 82/2019 Art. 34(1)"] * 3


@pytest.mark.parametrize(
    ("died", "wage", "total"),
    [
        pytest.param(NOW, 1_000_000, 70_000_000, id="base of 1,000,000"),
        pytest.param(NOW, 300_000, 42_000_000, id="under the floor"),
        pytest.param(NOW, 416_667, 20_000_016 + 22_000_000, id="just above the floor"),
        pytest.param(NOW, 416_666, 42_000_000, id="just under the floor"),
        pytest.param(date(2020, 3, 1), 4_276_354, 227_264_992, id="Jakarta PPSU 2020, printed 227,265,000"),
        pytest.param(date(2019, 12, 1), 300_000, 24_000_000, id="old floor, the JKM lump sum of that time"),
        pytest.param(date(2019, 12, 1), 1_000_000, 55_800_000, id="old law"),
    ],
)
def test_a_work_accident_brings_48_wages_and_more(died, wage, total):
    assert benefits(cause="WORK_ACCIDENT", died=died, wage=wage).total == total


def test_the_floor_is_said_when_it_lifts_the_amount():
    assert benefits(cause="WORK_ACCIDENT", wage=300_000).remarks == (Remark.AT_LEAST_THE_FLOOR,)


def test_a_branch_may_set_another_floor():
    found = benefits(cause="WORK_ACCIDENT", wage=300_000, settings=BenefitSettings(death_floor=0))
    assert amounts(found) == [14_400_000, 12_000_000, 10_000_000]


@pytest.mark.parametrize(
    ("band", "income", "total"),
    [("BY_INCOME", 300_000, 70_000_000), ("BY_INCOME", 2_700_000, 163_600_000), ("BAND_1", 2_700_000, 70_000_000)],
)
def test_the_wage_of_bpu_is_the_base_of_the_band(band, income, total):
    found = benefits(cause="WORK_ACCIDENT", segment="BPU", wage=income, band=band)
    assert found.total == total
    assert found.remarks == (Remark.WAGE_IS_BASE_OF_BAND,)


@pytest.mark.parametrize(
    ("cause", "segment", "died", "program"),
    [
        ("NATURAL", "PU", NOW, "JKM"),
        ("OTHER", "PU", NOW, "JKM"),
        ("WORK_ACCIDENT", "BPU", NOW, "JKK"),
        ("OCCUPATIONAL_DISEASE", "PU", NOW, "JKK"),
        ("SUDDEN_AT_WORK", "PU", date(2019, 8, 12), "JKK"),
        ("SUDDEN_AT_WORK", "BPU", date(2021, 3, 31), "JKM"),
        ("SUDDEN_AT_WORK", "BPU", date(2021, 4, 1), "JKK"),
    ],
)
def test_the_cause_decides_which_program_pays(cause, segment, died, program):
    assert program_for(cause=cause, segment=segment, died=died) == program


def test_a_sudden_death_at_work_is_paid_like_a_work_death():
    found = benefits(cause="SUDDEN_AT_WORK", wage=1_000_000)
    assert (found.total, found.remarks) == (70_000_000, (Remark.SUDDEN_DEATH_AS_WORK_DEATH,))


@pytest.mark.parametrize(
    ("died", "segment", "member_since", "total"),
    [
        pytest.param(date(2025, 3, 31), "BPU", date(2025, 2, 1), 10_000_000, id="BPU, under three months"),
        pytest.param(date(2025, 3, 31), "BPU", date(2025, 1, 2), 10_000_000, id="BPU, a day short"),
        pytest.param(date(2025, 3, 31), "BPU", date(2025, 1, 1), 42_000_000, id="BPU, three months reached that day"),
        pytest.param(date(2025, 3, 31), "PU", date(2025, 2, 1), 42_000_000, id="PU, switch off, under three months"),
        pytest.param(date(2025, 3, 31), "PU", date(2024, 2, 1), 42_000_000, id="PU, switch off, long since"),
        pytest.param(date(2025, 2, 23), "BPU", date(2025, 2, 1), 42_000_000, id="the day before the rule"),
        pytest.param(date(2025, 2, 24), "BPU", date(2025, 2, 1), 10_000_000, id="first day of the rule"),
    ],
)
def test_three_months_of_membership_come_before_the_full_benefit(died, segment, member_since, total):
    assert benefits(died=died, segment=segment, member_since=member_since).total == total


def test_the_waiting_time_leaves_the_funeral_and_says_why():
    found = benefits(died=date(2025, 3, 31), segment="BPU", member_since=date(2025, 3, 1))
    assert [(line.benefit, line.source) for line in found.lines] == [
        (BenefitKind.FUNERAL, "PP 82/2019 Art. 34(1); Permenaker 1/2025")
    ]
    assert found.remarks == (Remark.WAITING_TIME,)


def test_the_waiting_time_does_not_touch_work_accidents():
    found = benefits(cause="WORK_ACCIDENT", segment="BPU", wage=0, member_since=NOW)
    assert found.total == 70_000_000


def test_the_waiting_time_can_be_switched_on_for_wage_earners():
    settings = BenefitSettings(waiting_segments=("BPU", "PU"))
    assert benefits(died=date(2025, 3, 31), member_since=date(2025, 2, 1), settings=settings).total == 10_000_000


@pytest.mark.parametrize(
    ("settings", "paid_months", "total"),
    [
        pytest.param(BenefitSettings(), None, 42_000_000, id="months of both periods count"),
        pytest.param(BenefitSettings(break_restarts=True), None, 10_000_000, id="a break starts anew"),
        pytest.param(BenefitSettings(counting="PAID_MONTHS"), 2, 10_000_000, id="two months paid"),
        pytest.param(BenefitSettings(counting="PAID_MONTHS"), 3, 42_000_000, id="three months paid"),
    ],
)
def test_how_months_are_counted_is_a_setting(settings, paid_months, total):
    periods = [(date(2025, 2, 1), date(2025, 3, 31)), (date(2025, 7, 1), None)]
    found = benefits(
        died=date(2025, 8, 15),
        segment="BPU",
        member_since=date(2025, 2, 1),
        periods=periods,
        paid_months=paid_months,
        settings=settings,
    )
    assert found.total == total


@pytest.mark.parametrize(
    ("level", "yearly", "most"),
    [
        ("TK", 1_500_000, 87_000_000),
        ("SD", 1_500_000, 84_000_000),
        ("SMP", 2_000_000, 75_000_000),
        ("SMA", 3_000_000, 69_000_000),
        ("PT", 12_000_000, 60_000_000),
    ],
)
def test_a_child_may_receive_from_its_level_on(level, yearly, most):
    (child,) = benefits(children=[level]).scholarships
    assert (child.level, child.yearly_amount, child.most_possible) == (level, yearly, most)


def test_the_class_and_the_age_say_what_is_left_and_an_unknown_class_the_most_of_any():
    grown, young = NOW.replace(year=NOW.year - 20), NOW.replace(year=NOW.year - 11)
    table = {
        ("SD", 5, None): 2 * 1_500_000 + 6_000_000 + 9_000_000 + 60_000_000,
        ("SMA", 3, None): 3_000_000 + 60_000_000,
        ("PT", 1, grown): 3 * 12_000_000,  # at 20, 21 and 22
        ("SD", 1, young): 6 * 1_500_000 + 6_000_000 + 9_000_000,  # at 23 it is too old for more
        ("SD", None, young): 1_500_000 + 6_000_000 + 9_000_000 + 5 * 12_000_000,  # the last class leaves most
    }
    for (level, year, born), most in table.items():
        (child,) = benefits(children=[Pupil(Level(level), year, born)]).scholarships
        assert child.most_possible == most, (level, year, born)


def test_a_class_is_counted_as_schools_do_or_within_its_level():
    table = {("SD", 5): 5, ("SMP", 8): 2, ("SMP", 2): 2, ("SMA", 12): 3, ("TK", 2): 2, ("PT", 5): 5, ("SD", 7): None,
             ("SMP", 10): None, ("SMA", 4): None}  # fmt: skip
    assert {key: year_in_level(*key, on=NOW) for key in table} == table
    assert (class_of("SMA", 3), class_of("SD", 5)) == (12, 5)


def test_two_children_may_receive_174_million_and_it_is_not_in_the_total():
    found = benefits(children=["TK", "TK"])
    assert sum(child.most_possible for child in found.scholarships) == 174_000_000
    assert found.total == 42_000_000


def test_a_third_child_receives_nothing_and_that_is_said():
    found = benefits(children=["SD", "SMP", "SMA"])
    assert [child.level for child in found.scholarships] == ["SD", "SMP"]
    assert found.remarks == (Remark.MORE_CHILDREN_THAN_SCHOLARSHIPS,)


@pytest.mark.parametrize(
    ("cause", "died", "member_since", "granted"),
    [
        pytest.param("NATURAL", NOW, date(2023, 11, 2), 1, id="three years to the day"),
        pytest.param("NATURAL", NOW, date(2023, 11, 3), 0, id="a day short of three years"),
        pytest.param("WORK_ACCIDENT", NOW, NOW, 1, id="a work accident asks for no years"),
        pytest.param("NATURAL", date(2019, 12, 1), date(2016, 1, 1), 0, id="old law: under five years"),
        pytest.param("WORK_ACCIDENT", date(2019, 12, 1), date(2019, 1, 1), 1, id="old law, work accident"),
    ],
)
def test_a_natural_death_asks_for_years_of_contributions(cause, died, member_since, granted):
    found = benefits(cause=cause, died=died, member_since=member_since, children=["SD"])
    assert len(found.scholarships) == granted
    assert (Remark.TOO_FEW_MONTHS_FOR_SCHOLARSHIP in found.remarks) == (granted == 0)


def test_contributions_paid_count_where_they_are_known():
    assert benefits(member_since=date(2025, 1, 1), children=["SD"], paid_months=36).scholarships


def test_the_old_law_paid_one_scholarship_per_participant():
    found = benefits(cause="WORK_ACCIDENT", died=date(2019, 12, 1), children=["SMP", "SD"])
    (child,) = found.scholarships
    assert (child.yearly_amount, child.most_possible) == (12_000_000, 12_000_000)


def test_balances_told_by_the_branch_are_added():
    found = benefits(died=date(2021, 6, 1), reported={"JHT_BALANCE": 35_600_000})
    assert found.total == 77_600_000


def test_the_printed_example_of_three_programs_adds_up():
    found = benefits(died=date(2022, 1, 1), reported={"JP_BALANCE": 1_952_780, "JHT_BALANCE": 3_403_790})
    assert found.total == 47_356_570


@pytest.mark.parametrize("reported", [{"LUMP_SUM": 1}, {"JHT_BALANCE": -1}], ids=str)
def test_other_reports_are_refused(reported):
    with pytest.raises(ValueError, match="balances"):
        benefits(reported=reported)


def test_nobody_dies_before_the_membership_begins():
    with pytest.raises(DiedBeforeMembership, match="31-10-2026") as refusal:
        benefits(died=date(2026, 10, 31), member_since=NOW)
    assert refusal.value.code == "DIED_BEFORE_MEMBERSHIP"


def test_there_is_no_benefit_before_the_law():
    with pytest.raises(NotInForce):
        benefits(died=date(2015, 6, 30), member_since=date(2015, 6, 1))


@pytest.mark.parametrize("wrong", [{"cause": "OLD_AGE"}, {"segment": "PNS"}, {"children": ["S2"]}], ids=str)
def test_words_that_are_none_of_ours_are_refused(wrong):
    with pytest.raises(ValueError, match="not a valid"):
        benefits(**wrong)


def test_a_negative_wage_is_refused():
    with pytest.raises(ValueError, match="from zero up"):
        benefits(cause="WORK_ACCIDENT", wage=-1)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["PU", "BPU"]))
def test_whoever_earned_more_never_leaves_less(wage, more, segment):
    kind = {"cause": "WORK_ACCIDENT", "segment": segment}
    assert benefits(wage=wage + more, **kind).total >= benefits(wage=wage, **kind).total


def test_what_families_read_of_scholarships_names_a_regulation_and_no_newspaper():
    told = (SCHOLARSHIP_LEVELS, MOST_CHILDREN, SCHOLARSHIP_PAYMENT, SCHOLARSHIP_AGE)
    sources = [entry.source for series in told for entry in series.entries()]
    assert [source for source in sources if not re.fullmatch(r"(PP|Permenaker) \d+/\d{4}[^;]*", source)] == []
