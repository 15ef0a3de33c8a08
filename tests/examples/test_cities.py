"""The figures of the five reports stand in the readable files as they were said."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from examples.make_rosters import OFFICES, city


CITIES = {name: city(name) for name in OFFICES}
TODAY = date(2026, 11, 24)
ROLES = {"OPERATOR", "APPROVER", "TREASURER", "MAYOR_OFFICE", "AUDITOR", "ADMIN", "CLERK", "OFFICER", "BRANCH_HEAD"}


def figure_of(name, **keys):
    """The one population figure of a city with these keys, and with no unit unless one is asked for."""
    keys = {"unit": None} | keys
    (found,) = [f for f in CITIES[name]["population_figures"] if all(f.get(k) == v for k, v in keys.items())]
    return found


def enrolled(name, **keys):
    """How many people the uploads of a city enrol, the dead of the archive aside."""
    uploads = [u for u in CITIES[name]["rosters"] if "arsip" not in u["file"]]
    return sum(u["expected"]["new"] for u in uploads if all(u.get(key) == value for key, value in keys.items()))


def signed_with(name, **keys):
    (found,) = [a for a in CITIES[name]["agreements"] if all(a.get(k) == v for k, v in keys.items())]
    return found


# Kota Bengkulu


def test_bengkulu_has_1212_of_3242_and_lacks_2030_where_2013_were_said():
    gtt = figure_of("bengkulu", category="GTT")
    assert (gtt["figure"], enrolled("bengkulu"), gtt["quoted_gap"]) == (3_242, 1_212, 2_013)
    assert gtt["figure"] - enrolled("bengkulu") == 2_030 == gtt["quoted_gap"] + 17
    assert round(100 * enrolled("bengkulu") / gtt["figure"], 1) == 37.4


def test_bengkulu_hands_over_1212_cards_in_three_sessions():
    batch = CITIES["bengkulu"]["card_batch"]
    assert (batch["date"], batch["count"], len(batch["sessions"])) == (date(2023, 1, 9), 1_212, 3)
    assert sum(session["quota"] for session in batch["sessions"]) == 1_212
    assert CITIES["bengkulu"]["rosters"][0]["expected"]["kpj"] == 1_212


def test_bengkulu_is_to_close_the_gap_in_two_months():
    (target,) = CITIES["bengkulu"]["targets"]
    assert (target["wanted"], target["due_date"]) == (2_030, date(2023, 3, 9))


def test_what_the_report_does_not_count_is_unknown():
    for name, category in [("bengkulu", "MARBOT"), ("kupang", "GURU_KOMITE"), ("metro", "GURU_HONORER")]:
        assert "figure" not in figure_of(name, category=category)


# Kota Kupang


def test_kupang_signed_25_days_after_the_start_for_1096_days():
    agreement = signed_with("kupang", is_invented=False)
    assert agreement["signing_date"] - agreement["start_date"] == timedelta(days=25)
    assert (agreement["end_date"] - agreement["start_date"]).days + 1 == agreement["days"] == 1_096
    assert (len(agreement["parties"]), len(agreement["witnesses"])) == (2, 2)


def test_kupang_has_2300_of_the_branchs_33979():
    branch, own = [entry["figure"] for entry in CITIES["kupang"]["statistics"]]
    assert (branch, own, enrolled("kupang")) == (33_979, 2_300, 2_300)
    assert round(100 * own / branch, 1) == 6.8


def test_kupang_pays_four_heirs_168_million():
    claims = CITIES["kupang"]["claims"]
    assert [sum(line["amount"] for line in claim["benefits"]) for claim in claims] == [42_000_000] * 4
    assert sum(claim["total"] for claim in claims) == CITIES["kupang"]["claim_ceremony"]["total"] == 168_000_000
    assert all(date(2019, 12, 2) <= claim["death_date"] < date(2021, 5, 5) for claim in claims)


def test_kupang_lists_26_schools_with_a_count_or_unknown():
    schools = CITIES["kupang"]["gap_list"]["units"]
    kinds = {unit["code"]: unit["kind"] for unit in CITIES["kupang"]["organization"]["units"]}
    assert len({school["unit"] for school in schools}) == 26
    assert all(
        kinds[school["unit"]] == "SCHOOL" and ("missing" in school) != ("unknown" in school) for school in schools
    )


# Kota Cirebon


def test_cirebon_keeps_two_accounts_of_one_population():
    said, told = figure_of("cirebon", is_reference=True), figure_of("cirebon", is_reference=False)
    covered = enrolled("cirebon")
    assert (covered, said["figure"] - covered, told["figure"] - covered) == (1_100, 2_500, 2_400)
    assert said["quoted_gap"] == 2_500
    assert [round(100 * covered / figure["figure"], 1) for figure in (said, told)] == [30.6, 31.4]


def test_cirebon_was_signed_on_a_monday_that_was_called_a_tuesday():
    agreement = signed_with("cirebon", is_invented=False)
    assert (agreement["signing_date"].weekday(), agreement["signing_date_quoted"]) == (0, "Selasa 25/4/2022")


def test_the_invented_figures_of_cirebons_offices_add_up_to_the_one_said():
    parts = [f["figure"] for f in CITIES["cirebon"]["population_figures"] if "unit" in f and f["is_invented"]]
    assert sum(parts) == 3_600


# Kota Serang


def test_in_serang_two_offices_followed_the_circular():
    first, second = [each for each in CITIES["serang"]["circulars"] if each["number"]]  # the others are not issued yet
    assert first["followed_by"] == ["DLH", "DINDIKBUD"]
    assert second["supersedes"] == first["number"]
    assert "Inpres 2/2021" in second["legal_basis"]
    assert "Inpres 2/2021" not in first["legal_basis"]


def test_the_universe_of_serang_is_marked_as_invented():
    assert all(figure["is_invented"] for figure in CITIES["serang"]["population_figures"])


# Kota Metro


def test_metro_has_3699_and_counts_940_cadres_apart():
    assert (enrolled("metro", category=None), enrolled("metro", category="KADER")) == (3_699, 940)


def test_a_year_of_cadres_costs_189504000():
    (budget,) = CITIES["metro"]["budgets"]
    assert budget["people"] * budget["monthly"] * budget["months"] == budget["amount"] == 189_504_000


def test_metros_widow_receives_77600000():
    (claim,) = CITIES["metro"]["claims"]
    parts = {"JKM": 0, "JHT": 0}
    for line in claim["benefits"]:
        parts[line["program"]] += line["amount"]
    assert parts == {"JKM": 42_000_000, "JHT": 35_600_000}
    assert sum(parts.values()) == claim["total"] == 77_600_000


def test_metros_dead_had_two_enrolments_since_october_2018():
    first, second = CITIES["metro"]["archive"]
    assert first["nik"] == second["nik"]
    assert {first["category"], second["category"]} == {"RT_RW", "KONTRAK_RSUD"}
    assert first["start_date"] == second["start_date"] == date(2018, 10, 1)


def test_metro_is_served_by_two_offices_with_one_lead():
    assert [branch["is_lead"] for branch in CITIES["metro"]["branches"]] == [True, False]


# Every city


@pytest.mark.parametrize("data", CITIES.values(), ids=CITIES)
def test_codes_point_at_something(data):
    units = {unit["code"] for unit in data["organization"]["units"]}
    categories = {category["code"] for category in data["categories"]} | {None}
    branches = {branch["code"] for branch in data["branches"]} | {None}
    tables = [data.get(key, []) for key in ("population_figures", "rosters", "targets", "archive", "budgets", "users")]
    for row in [row for table in tables for row in table] + [s for a in data["agreements"] for s in a["scope"]]:
        assert row.get("unit") in units | {None}
        assert row.get("category") in categories
        assert row.get("branch") in branches
    assert all(unit.get("parent") in units | {None} for unit in data["organization"]["units"])


@pytest.mark.parametrize("data", CITIES.values(), ids=CITIES)
def test_a_category_is_under_one_agreement_at_a_time_and_today(data):
    periods = {}
    for agreement in (a for a in data["agreements"] if a["status"] == "SIGNED"):
        for scope in agreement["scope"]:
            periods.setdefault(scope["category"], []).append((agreement["start_date"], agreement["end_date"]))
    for spans in periods.values():
        spans.sort()
        assert all(start == end + timedelta(days=1) for (_, end), (start, _) in pairwise(spans))
        assert spans[-1][0] <= TODAY <= spans[-1][1]


@pytest.mark.parametrize("data", CITIES.values(), ids=CITIES)
def test_a_renewal_names_the_agreement_before_it(data):
    numbers = [agreement["pks_number"] for agreement in data["agreements"]]
    assert len(set(numbers)) == len(numbers)
    assert all(agreement.get("renews", numbers[0]) in numbers for agreement in data["agreements"])


@pytest.mark.parametrize("data", CITIES.values(), ids=CITIES)
def test_there_is_a_user_for_every_role(data):
    assert {user["role"] for user in data["users"]} == ROLES
    assert all(("unit" in user) == (user["role"] == "CLERK") for user in data["users"])


@pytest.mark.parametrize("data", CITIES.values(), ids=CITIES)
def test_every_figure_has_a_source_and_a_day(data):
    for figure in (
        data["population_figures"] + data["statistics"] if "statistics" in data else data["population_figures"]
    ):
        assert figure["source"]
        assert figure["as_of"]
