from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.dated import NotInForce
from regulations.rates import (
    band_for,
    band_parameters,
    bands_on,
    contribution_for,
    parameters_for,
    programs_in,
    rows_in_force,
)
from regulations.words import BaseRule, FundingSource, PackageOfPrograms, Payer, Program, RiskClass, Sector, Segment


NOVEMBER = date(2026, 11, 1)
THREE = PackageOfPrograms.JKK_JKM_JHT


@pytest.mark.parametrize(
    ("wage", "risk_class", "jkk", "jkm"),
    [
        pytest.param(1_500_000, 1, 3_600, 4_500, id="West Jakarta 2019"),
        pytest.param(3_648_035, 1, 8_755, 10_944, id="South Jakarta 2018"),
        pytest.param(1_950_000, 1, 4_680, 5_850, id="a wage of 1,950,000"),
        pytest.param(1_500_625, 1, 3_602, 4_502, id="half up, line by line"),
        pytest.param(1_000_000, 2, 5_400, 3_000, id="low risk"),
        pytest.param(1_000_000, 3, 8_900, 3_000, id="medium risk"),
        pytest.param(1_000_000, 4, 12_700, 3_000, id="high risk"),
        pytest.param(1_000_000, 5, 17_400, 3_000, id="very high risk"),
        pytest.param(0, 1, 0, 0, id="no wage"),
    ],
)
def test_a_wage_earner_owes_by_the_rate_table(wage, risk_class, jkk, jkm):
    owed = contribution_for(segment="PU", wage=wage, month=NOVEMBER, risk_class=risk_class)
    assert (owed.of("JKK"), owed.of("JKM"), owed.total) == (jkk, jkm, jkk + jkm)


@pytest.mark.parametrize("month", [date(2015, 7, 1), date(2018, 10, 1), date(2020, 9, 1), date(2026, 11, 1)])
def test_the_rates_of_a_city_have_not_changed_since_they_began(month):
    assert contribution_for(segment="PU", wage=1_500_000, month=month).total == 8_100


def test_the_shares_of_old_age_are_lines_of_their_own():
    owed = contribution_for(segment="PU", wage=1_950_000, month=NOVEMBER, programs=THREE)
    assert [(line.program, line.payer, line.amount) for line in owed.lines] == [
        ("JKK", "EMPLOYER", 4_680),
        ("JKM", "EMPLOYER", 5_850),
        ("JHT", "EMPLOYER", 72_150),
        ("JHT", "WORKER", 39_000),
    ]
    assert owed.total == 121_680
    assert owed.of(Program.JHT, Payer.WORKER) == 39_000


def test_every_line_says_how_it_came_about():
    line = contribution_for(segment="PU", wage=1_500_000, month=NOVEMBER).lines[1]
    assert line == ("JKM", "EMPLOYER", 1_500_000, 300, 100, 4_500, "PP 44/2015 Art. 18")


def test_a_flat_amount_stands_as_its_own_base():
    line = contribution_for(segment="BPU", wage=0, month=NOVEMBER).lines[1]
    assert (line.base, line.rate, line.factor, line.amount) == (6_800, 100_000, 100, 6_800)


@pytest.mark.parametrize(
    ("people", "months", "total"),
    [
        pytest.param(1, 4, 67_200, id="Bengkulu circular 2025"),
        pytest.param(940, 12, 189_504_000, id="Metro, 940 cadres"),
        pytest.param(5_606, 7, 659_265_600, id="Lumajang 2025"),
        pytest.param(12_698, 9, 1_919_937_600, id="Lombok Timur 2023"),
    ],
)
def test_what_a_city_pays_for_those_in_the_lowest_band(people, months, total):
    owed = contribution_for(segment="BPU", wage=0, month=date(2025, 3, 1), band="BAND_1").total
    assert owed * people * months == total


def test_three_programs_of_the_lowest_band():
    assert contribution_for(segment="BPU", wage=1_000_000, month=NOVEMBER, programs=THREE).total == 36_800


@pytest.mark.parametrize(
    ("income", "number", "jkk", "total"),
    [
        pytest.param(0, 1, 10_000, 16_800, id="nothing"),
        pytest.param(1_099_500, 1, 10_000, 16_800, id="between the printed bounds"),
        pytest.param(1_099_999, 1, 10_000, 16_800, id="last rupiah of band 1"),
        pytest.param(1_100_000, 2, 12_000, 18_800, id="first rupiah of band 2"),
        pytest.param(2_699_999, 9, 26_000, 32_800, id="last rupiah of band 9"),
        pytest.param(2_700_000, 10, 29_500, 36_300, id="wider bands begin"),
        pytest.param(8_200_000, 21, 87_000, 93_800, id="widest bands begin"),
        pytest.param(20_199_999, 32, 197_000, 203_800, id="last rupiah of band 32"),
        pytest.param(20_200_000, 33, 207_000, 213_800, id="first rupiah of the last band"),
        pytest.param(99_000_000, 33, 207_000, 213_800, id="no upper end"),
    ],
)
def test_the_income_chooses_the_band(income, number, jkk, total):
    assert band_for(income=income, month=NOVEMBER).number == number
    owed = contribution_for(segment="BPU", wage=income, month=NOVEMBER)
    assert (owed.of("JKK"), owed.total) == (jkk, total)


def test_a_sponsor_may_choose_the_lowest_band_for_all():
    assert contribution_for(segment="BPU", wage=9_000_000, month=NOVEMBER, band="BAND_1").total == 16_800


def test_there_are_thirty_three_bands_without_a_hole():
    bands = bands_on(NOVEMBER)
    assert len(bands) == 33
    assert [band.below for band in bands] == [band.lower for band in bands[1:]] + [None]
    assert all(band.lower <= band.base for band in bands)


def test_a_negative_income_has_no_band():
    with pytest.raises(ValueError, match="zero or more"):
        band_for(income=-1, month=NOVEMBER)


@pytest.mark.parametrize(
    ("month", "sector", "funding", "total"),
    [
        pytest.param(date(2025, 12, 1), "TRANSPORT", "SELF", 16_800, id="transport, the month before"),
        pytest.param(date(2026, 1, 1), "TRANSPORT", "SELF", 8_400, id="Kemnaker Jan 2026"),
        pytest.param(date(2027, 3, 1), "TRANSPORT", "SELF", 8_400, id="transport, last month"),
        pytest.param(date(2027, 4, 1), "TRANSPORT", "SELF", 16_800, id="transport, the month after"),
        pytest.param(date(2026, 3, 1), "OTHER", "SELF", 16_800, id="others, the month before"),
        pytest.param(date(2026, 4, 1), "OTHER", "SELF", 8_400, id="others, first month"),
        pytest.param(date(2026, 12, 1), "OTHER", "SELF", 8_400, id="others, last month"),
        pytest.param(date(2027, 1, 1), "OTHER", "SELF", 16_800, id="others, the month after"),
        pytest.param(date(2026, 11, 1), "OTHER", "APBD", 16_800, id="APBD pays in full (PP 50/2025)"),
        pytest.param(date(2026, 11, 1), "TRANSPORT", "APBN", 16_800, id="APBN pays in full (PP 50/2025)"),
        pytest.param(date(2026, 11, 1), "OTHER", "DBHCHT", 16_800, id="DBHCHT flows through the APBD"),
        pytest.param(date(2026, 11, 1), "OTHER", "APBDES", 8_400, id="village money is not named"),
        pytest.param(date(2026, 11, 1), "OTHER", "BAZNAS", 8_400, id="alms are not named"),
        pytest.param(date(2020, 7, 1), "OTHER", "SELF", 16_800, id="the month before the relief of 2020"),
        pytest.param(date(2020, 8, 1), "OTHER", "SELF", 168, id="one percent (PP 49/2020)"),
        pytest.param(date(2021, 1, 1), "TRANSPORT", "CSR", 168, id="last month of that relief"),
        pytest.param(date(2021, 2, 1), "TRANSPORT", "CSR", 16_800, id="the month after that relief"),
        pytest.param(date(2020, 8, 1), "OTHER", "APBD", 16_800, id="that relief leaves cities out"),
    ],
)
def test_discounts_have_a_time_a_sector_and_exclusions(month, sector, funding, total):
    owed = contribution_for(segment="BPU", wage=1_000_000, month=month, sector=sector, funding=funding)
    assert owed.total == total


def test_a_discounted_line_names_both_laws():
    line = contribution_for(segment="BPU", wage=0, month=NOVEMBER, funding="SELF").lines[0]
    assert line.factor == 50
    assert line.source.startswith("PP 44/2015 Art. 20(1)-(2) and Annex II; PP 50/2025")


def test_a_discount_leaves_old_age_alone():
    assert contribution_for(segment="BPU", wage=0, month=NOVEMBER, funding="SELF", programs=["JHT"]).total == 20_000


def test_wage_earners_have_no_discount_in_2026():
    assert contribution_for(segment="PU", wage=1_500_000, month=NOVEMBER, funding="CSR").total == 8_100


@pytest.mark.parametrize(("funding", "total"), [("DBHCHT", 8_400), ("APBDES", 16_800), ("APBD", 16_800)])
def test_a_municipality_may_answer_otherwise_which_money_is_excluded(funding, total):
    owed = contribution_for(
        segment="BPU",
        wage=0,
        month=NOVEMBER,
        funding=funding,
        excluded_funding_sources=["APBN", "APBD", FundingSource.APBDES],
    )
    assert owed.total == total


@pytest.mark.parametrize(
    ("funding", "payers"),
    [("APBD", ["EMPLOYER", "EMPLOYER", "WORKER"]), ("SELF", ["WORKER", "WORKER", "WORKER"])],
)
def test_whoever_goes_on_alone_pays_alone(funding, payers):
    owed = contribution_for(segment="BPU", wage=0, month=NOVEMBER, funding=funding, programs=THREE)
    assert [line.payer for line in owed.lines] == payers


def test_nothing_is_owed_before_the_law():
    with pytest.raises(NotInForce, match="06-2015"):
        contribution_for(segment="PU", wage=1_000_000, month=date(2015, 6, 30))


def test_there_are_no_bands_before_the_law():
    with pytest.raises(NotInForce):
        bands_on(date(2015, 6, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"segment": "PNS"},
        {"wage": -1},
        {"risk_class": 6},
        {"sector": "FISHING"},
        {"funding": "POCKET"},
        {"programs": "JKK"},
        {"programs": ["JP"]},
        {"programs": []},
        {"segment": "BPU", "band": "BAND_2"},
        {"segment": "BPU", "wage": -1},
        {"excluded_funding_sources": ["POCKET"]},
    ],
    ids=str,
)
def test_words_and_numbers_that_are_none_of_ours_are_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        contribution_for(**{"segment": "PU", "wage": 1_000_000, "month": NOVEMBER, **wrong})


@pytest.mark.parametrize("text", ["JKK_JKM", "JKK,JKM", "jkm, jkk", " JKM JKK "])
def test_a_package_is_written_in_several_ways(text):
    assert PackageOfPrograms.parse(text) == PackageOfPrograms.JKK_JKM


def test_a_package_lists_its_programs_in_order():
    assert THREE.programs == ("JKK", "JKM", "JHT")


def test_programs_may_be_named_by_the_command_line():
    assert programs_in("JKK,JKM,JHT") == set(Program)


def test_each_kind_of_enrollment_meets_one_row_per_program_and_payer():
    rows = rows_in_force(NOVEMBER)
    for segment in Segment:
        for risk_class in RiskClass:
            for sector in Sector:
                for funding in FundingSource:
                    met = [
                        (row.program, row.payer)
                        for row in rows
                        if (row.segment, row.sector, row.funding_source) == (segment, sector, funding)
                        and row.risk_class in (None, risk_class)
                    ]
                    assert len(met) == len(set(met)) == (4 if segment == "PU" else 3)


def test_parameters_are_plain_values_for_the_database():
    row = parameters_for(NOVEMBER)[0]
    assert row == {
        "segment": "PU",
        "program": "JKK",
        "payer": "EMPLOYER",
        "risk_class": 1,
        "sector": "TRANSPORT",
        "funding_source": "APBN",
        "base_rule": "WAGE",
        "flat_base": None,
        "rate": 240,
        "factor": 100,
        "source": "PP 44/2015 Art. 16(1)a, Art. 63",
    }


def test_band_parameters_are_plain_values_for_the_database():
    assert band_parameters(NOVEMBER)[-1] == {"number": 33, "lower": 20_200_000, "below": None, "base": 20_700_000}


def test_only_flat_rows_carry_a_base():
    assert {row.base_rule for row in rows_in_force(NOVEMBER) if row.flat_base is not None} == {BaseRule.FLAT}


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(["PU", "BPU"]), st.sampled_from(FundingSource))
def test_whoever_earns_more_never_owes_less(wage, more, segment, funding):
    kind = {"segment": segment, "month": NOVEMBER, "funding": funding, "programs": THREE}
    assert contribution_for(wage=wage + more, **kind).total >= contribution_for(wage=wage, **kind).total


@given(st.lists(st.integers(0, 10**8), max_size=8), st.integers(0, 10**8))
def test_another_worker_never_lowers_the_total(wages, another):
    def total(wages):
        return sum(contribution_for(segment="PU", wage=wage, month=NOVEMBER).total for wage in wages)

    assert total([*wages, another]) >= total(wages)
