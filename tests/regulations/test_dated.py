from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations import dated
from regulations.dated import LAW, REGISTER, Dated, DatedSet, LawFaulty, NotInForce, read_book
from regulations.rates import BANDS, JKM_FLAT, JKM_RATE, contribution_for, rows_in_force
from regulations.values import whole
from regulations.words import Segment


RATE = Dated("jkm.rate", unit="per_100000", read=whole(0, 100_000))
PASSING = Dated("jkm.rate", unit="per_100000", read=whole(), gaps=True)
SIDE_BY_SIDE = DatedSet("jkm.rate", unit="percent", read=whole(), key_of=lambda value: value % 2)


def entry(start, value=300, end=None, **more):
    lines = ["[[rate]]", f"start_date = {start}", f"value = {value}", 'source = "PP 44/2015 Art. 18"', 'sure = "sure"']
    lines += [f"end_date = {end}"] if end else []
    return "\n".join([*lines, *(f"{key} = {text}" for key, text in more.items())]) + "\n"


@pytest.fixture
def faults(tmp_path):
    """What is wrong with a folder that holds one file, as codes."""

    def of(*entries, series=RATE, name="jkm.toml"):
        (tmp_path / name).write_text("\n".join(entries), encoding="utf-8")
        return [problem.code for problem in read_book([tmp_path], [series]).problems]

    return of


@pytest.fixture
def operator(tmp_path, monkeypatch):
    """The operator's own folder: write a file, then ask the law."""
    monkeypatch.setenv("PAYUNG_LAW", str(tmp_path))

    def write(text, name="jkm.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")

    return write


def test_the_shipped_law_has_no_faults(monkeypatch):
    monkeypatch.delenv("PAYUNG_LAW", raising=False)
    assert [str(problem) for problem in dated.problems()] == []


def test_every_shipped_file_is_read_by_somebody():
    assert {path.stem for path in LAW.glob("*.toml")} == {name.partition(".")[0] for name in REGISTER}


def test_an_entry_is_in_force_from_its_first_day():
    assert JKM_RATE.on(date(2015, 7, 1)).value == 300


def test_before_the_first_entry_nothing_is_in_force():
    with pytest.raises(NotInForce, match=r"jkm\.rate yang berlaku pada 30-06-2015"):
        JKM_RATE.on(date(2015, 6, 30))


def test_an_entry_without_an_end_lasts_until_the_next_one_starts(tmp_path):
    (tmp_path / "jkm.toml").write_text(entry("2015-07-01") + entry("2027-01-01", 310), encoding="utf-8")
    found = read_book([tmp_path], [RATE]).series["jkm.rate"]
    assert [(e.start_date, e.end_date, e.value) for e in found] == [
        (date(2015, 7, 1), date(2026, 12, 31), 300),
        (date(2027, 1, 1), None, 310),
    ]


@pytest.mark.parametrize(
    ("entries", "codes"),
    [
        pytest.param([entry("2015-07-01")], [], id="one entry"),
        pytest.param([entry("2015-07-01", end="2019-12-01"), entry("2019-12-02")], [], id="one after the other"),
        pytest.param([entry("2015-07-01", end="2019-12-02"), entry("2019-12-02")], ["OVERLAP"], id="a day of both"),
        pytest.param([entry("2015-07-01", end="2019-11-30"), entry("2019-12-02")], ["GAP"], id="a day of neither"),
        pytest.param([entry("2015-07-01"), entry("2015-07-01", 310)], ["OVERLAP"], id="the same start twice"),
        pytest.param([entry("2019-12-02"), entry("2015-07-01")], ["UNSORTED"], id="out of order"),
        pytest.param([entry("2015-07-01", end="2019-12-01")], ["ENDS"], id="nothing follows"),
        pytest.param(
            [entry("2015-07-01", end="2019-12-01", program_ends="true")], [], id="nothing follows, and that is right"
        ),
        pytest.param(
            [entry("2015-07-01", end="2015-06-30", program_ends="true")], ["ENDS_BEFORE_START"], id="backwards"
        ),
        pytest.param([entry("2015-07-01").replace('"PP 44/2015 Art. 18"', '" "')], ["NOT_TEXT"], id="empty source"),
        pytest.param([entry("2015-07-01", note="5")], ["NOT_TEXT"], id="note that is no text"),
        pytest.param([entry("2015-07-01").replace('"sure"', '"certain"')], ["NOT_SURE"], id="unknown certainty"),
        pytest.param([entry("2015-07-01", program_ends='"yes"')], ["NOT_YES_OR_NO"], id="neither true nor false"),
        pytest.param([entry("2015-07-01", -1)], ["BAD_VALUE"], id="below zero"),
        pytest.param([entry("2015-07-01", 0.3)], ["BAD_VALUE"], id="a fraction"),
        pytest.param([entry("2015-07-01", 100_001)], ["BAD_VALUE"], id="more than the whole"),
        pytest.param([entry('"2015-07-01"')], ["NOT_A_DATE"], id="date as text"),
        pytest.param([entry("2015-07-01T00:00:00")], ["NOT_A_DATE"], id="an instant"),
        pytest.param([entry("2015-07-01", end="2019-12-01T00:00:00")], ["NOT_A_DATE"], id="end is an instant"),
        pytest.param([entry("2015-07-01", expires="2019-12-01")], ["UNKNOWN_KEY"], id="unknown key"),
        pytest.param([entry("2015-07-01").replace("[[rate]]", "[[rates]]")], ["UNKNOWN_SERIES"], id="unknown series"),
        pytest.param([entry("2015-07-01").replace("[[rate]]", "[rate]")], ["NOT_A_LIST"], id="a table, no list"),
        pytest.param(["rate = [1]"], ["NOT_A_LIST"], id="a list of numbers"),
        pytest.param(["[[rate]"], ["NOT_TOML"], id="no TOML"),
        pytest.param([""], [], id="empty file"),
    ],
)
def test_planted_faults_are_found(faults, entries, codes):
    found = faults(*entries)
    assert [code for code in found if code != "NO_ENTRY"] == codes


@pytest.mark.parametrize("key", ["start_date", "value", "source", "sure"])
def test_an_entry_needs_its_keys(faults, key):
    text = "\n".join(line for line in entry("2015-07-01").splitlines() if not line.startswith(key))
    assert "MISSING" in faults(text)


def test_a_series_needs_an_entry(faults):
    assert faults("") == ["NO_ENTRY"]


def test_a_file_that_is_no_text_is_said(tmp_path):
    (tmp_path / "jkm.toml").write_bytes(b"\xff\xfe\x00")
    assert [problem.code for problem in read_book([tmp_path], [PASSING]).problems] == ["NOT_TOML"]


def test_a_file_of_another_name_is_said(faults):
    assert faults("", series=PASSING, name="jkn.toml") == ["UNKNOWN_FILE"]


def test_other_files_do_not_matter(faults):
    assert faults("anything", series=PASSING, name="README.md") == []


def test_passing_rules_may_have_gaps_and_ends(faults):
    entries = [entry("2020-08-01", end="2021-01-31"), entry("2026-01-01", end="2026-12-31")]
    assert faults(*entries, series=PASSING) == []


def test_passing_rules_may_not_overlap(faults):
    entries = [entry("2020-08-01", end="2021-01-31"), entry("2021-01-31", end="2026-12-31")]
    assert faults(*entries, series=PASSING) == ["OVERLAP"]


def test_entries_side_by_side_are_checked_key_by_key(faults):
    assert faults(entry("2015-07-01", 1), entry("2015-07-01", 2), series=SIDE_BY_SIDE) == []
    assert faults(entry("2015-07-01", 1), entry("2015-07-01", 3), series=SIDE_BY_SIDE) == ["OVERLAP"]


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (
            [entry("2015-07-01", end="2019-11-30"), entry("2019-12-02")],
            "jkm.rate: tidak ada ketentuan sejak 2019-11-30 sampai 2019-12-02.",
        ),
        (
            [entry("2015-07-01", end="2019-12-02"), entry("2019-12-02")],
            "jkm.rate: ketentuan mulai 2019-12-02 tumpang tindih dengan yang mulai 2015-07-01.",
        ),
        ([entry("2015-07-01", end="2019-12-01")], "jkm.rate: tidak ada ketentuan setelah 2019-12-01."),
        (
            [entry("2015-07-01", 0.3)],
            "jkm.rate: ketentuan mulai 2015-07-01: nilai tidak sah (0.3 bukan bilangan bulat).",
        ),
    ],
)
def test_a_fault_is_a_sentence_that_names_the_file(tmp_path, entries, sentence):
    (tmp_path / "jkm.toml").write_text("\n".join(entries), encoding="utf-8")
    problem = read_book([tmp_path], [RATE]).problems[0]
    assert str(problem) == f"{tmp_path / 'jkm.toml'}: {sentence}"


def test_an_operator_adds_an_entry(operator):
    operator(entry("2027-01-01", 350))
    assert JKM_RATE.on(date(2026, 12, 31)).value == 300
    assert JKM_RATE.on(date(2027, 1, 1)).value == 350
    assert contribution_for(segment="PU", wage=1_000_000, month=date(2027, 1, 1)).of("JKM") == 3_500


def test_an_operator_corrects_an_entry_by_its_start(operator, tmp_path):
    operator(entry("2015-07-01", 310))
    assert [entry.value for entry in JKM_RATE.entries()] == [310]
    assert JKM_RATE.on(date(2026, 11, 1)).origin == str(tmp_path / "jkm.toml")


def test_a_change_in_mid_month_counts_from_the_next_month(operator):
    operator(entry("2027-01-15", 350))
    assert contribution_for(segment="PU", wage=100_000, month=date(2027, 1, 31)).of("JKM") == 300
    assert contribution_for(segment="PU", wage=100_000, month=date(2027, 2, 1)).of("JKM") == 350


def test_what_an_operator_leaves_alone_stays(operator):
    operator(entry("2027-01-01", 350))
    assert JKM_FLAT.on(date(2027, 1, 1)).value == 6_800


def test_an_operator_adds_a_discount(operator):
    operator(
        "[[discount]]\nstart_date = 2027-04-01\nend_date = 2027-12-31\n"
        'value = { segment = "BPU", sector = "TRANSPORT", factor_percent = 75, excluded_funding_sources = [] }\n'
        'source = "PP baru"\nsure = "sure"\n',
        "discounts.toml",
    )
    owed = contribution_for(segment="BPU", wage=0, month=date(2027, 4, 1), sector="TRANSPORT")
    assert owed.total == 12_600


def test_an_operator_ends_a_program(operator):
    operator(entry("2015-07-01", end="2026-12-31", program_ends="true"))
    assert contribution_for(segment="PU", wage=0, month=date(2027, 1, 1), programs=["JKK"]).total == 0
    with pytest.raises(NotInForce, match="JKM"):
        contribution_for(segment="PU", wage=0, month=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ("[]", "batas bawah, dasar"),
        ("[[0, 1, 2]]", "batas bawah, dasar"),
        ("[[5, 10]]", "mulai dari 0"),
        ("[[0, 10], [0, 20]]", "harus naik"),
        ("[[0, 10], [5, 10]]", "harus naik"),
    ],
)
def test_bands_rise_from_zero(operator, pairs, reason):
    operator(entry("2027-01-01", pairs).replace("[[rate]]", "[[bands]]"), "income_bands.toml")
    assert reason in str(dated.problems()[0])


def test_levels_of_school_are_complete_and_in_order(operator):
    level = '[{ level = "SD", yearly = 1, years = 6 }]'
    operator(entry("2027-01-01", level).replace("[[rate]]", "[[levels]]"), "scholarships.toml")
    assert "TK, SD, SMP, SMA, PT" in str(dated.problems()[0])


def test_a_fault_of_the_operator_stops_every_question_about_the_law(operator):
    operator(entry("2027-01-01", -1))
    assert [problem.code for problem in dated.problems()] == ["BAD_VALUE"]
    with pytest.raises(LawFaulty, match="nilai tidak sah"):
        BANDS.on(date(2026, 11, 1))
    with pytest.raises(LawFaulty):
        rows_in_force(date(2026, 11, 1))


def test_a_folder_that_is_not_there_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setenv("PAYUNG_LAW", str(tmp_path / "nowhere"))
    assert [str(problem) for problem in dated.problems()] == [f"{tmp_path / 'nowhere'}: folder tidak ada."]


def test_what_is_in_force_can_be_listed():
    listed = {series.name: entry.value for series, entry in dated.in_force_on(date(2026, 11, 1))}
    assert listed["jkm.rate"] == 300
    assert "scholarships.once" not in listed


def test_a_set_lists_every_entry_in_force():
    discounts = [e for series, e in dated.in_force_on(date(2026, 11, 1)) if series.name == "discounts.discount"]
    assert [e.value.segment for e in discounts] == [Segment.BPU, Segment.BPU]


def test_every_entry_of_the_law_is_sourced():
    assert all(entry.source and entry.sure for series in REGISTER.values() for entry in series.entries())


@given(st.dates(date(2015, 7, 1), date(2040, 12, 31)))
def test_one_entry_at_most_covers_a_day(day):
    for series in REGISTER.values():
        if not isinstance(series, DatedSet):
            assert sum(entry.covers(day) for entry in series.entries()) <= 1


def test_entries_of_a_plain_series_follow_each_other():
    for series in REGISTER.values():
        if not series.gaps and not isinstance(series, DatedSet):
            for before, after in pairwise(series.entries()):
                assert before.end_date + timedelta(days=1) == after.start_date
