import re
from datetime import date

import pytest

from reports import charts
from reports.templatetags.charts import month_columns, ranked_bars, share_bar, tile_map


def widths(svg):
    return [int(width) for width in re.findall(r'<rect x="\d+" y="0" width="(\d+)"', svg)]


def row(label, active, figure, *, enrolled=None, sent=True, province="Bengkulu"):
    return {
        "label": label,
        "url": f"/{label}/",
        "active": active,
        "enrolled": active if enrolled is None else enrolled,
        "figure": figure,
        "sent": sent,
        "province": province,
    }


def test_a_bar_is_as_long_as_its_share():
    assert widths(charts.bar([(1212, charts.ACTIVE)], whole=3242, label="GTT")) == [374]


def test_parts_that_make_up_the_whole_fill_the_bar_to_the_last_unit():
    assert sum(widths(charts.bar([(1, "#111"), (1, "#222"), (1, "#333")], whole=3, label=""))) == charts.BAR


def test_more_active_than_the_figure_says_fills_the_bar_and_no_more():
    assert widths(charts.coverage_bar(active=120, enrolled=150, figure=100, label="")) == [charts.BAR, 0]


@pytest.mark.parametrize("figure", [None, 0])
def test_an_unknown_whole_is_hatched_and_not_empty(figure):
    assert "stroke-dasharray" in charts.bar([(0, charts.ACTIVE)], whole=figure, label="")


def test_zero_percent_is_not_hatched():
    assert "stroke-dasharray" not in charts.bar([(0, charts.ACTIVE)], whole=10, label="")


def test_the_aim_stays_inside_the_bar():
    svg = charts.bar([], whole=10, label="", mark=10)
    assert f'x="{charts.BAR - 6}"' in svg


def test_a_name_from_outside_cannot_write_markup():
    assert "<script>" not in charts.bar([], whole=1, label="<script>")


def test_no_mark_carries_inline_style_or_script():
    svg = charts.tile(name="Kota Metro", part=1, whole=2, share="50 %", url="/x/")
    assert "style=" not in svg
    assert " on" not in svg


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 10, 0), (1, 5, 1), (199, 1000, 0), (5, 5, 4), (9, 5, 4), (0, 0, None), (3, None, None)],
)
def test_a_share_falls_into_one_of_five_classes(part, whole, expected):
    assert charts.shade(part, whole) == expected


def test_the_highest_column_reaches_the_line_that_names_its_value():
    svg = charts.columns([(date(2026, 1, 1), 5), (date(2026, 2, 1), 1_500_000)], label="Iuran")
    assert 'y="24" ' in svg
    assert "1,5 jt" in svg


def test_a_month_without_a_value_has_no_column_and_a_small_value_has_one():
    months = [(date(2026, 1, 1), None), (date(2026, 2, 1), 1), (date(2026, 3, 1), 9_000_000)]
    heights = re.findall(r'width="120" height="(\d+)"', charts.columns(months, label=""))
    assert heights == ["0", "1", "126"]


def test_a_year_without_any_value_still_has_its_months():
    assert "Jan" in charts.columns([(date(2026, 1, 1), None)], label="")


def test_a_level_line_runs_through_the_middle():
    assert "3,14 55,14 107,14" in charts.sparkline([7, 7, 7], label="")


def test_no_values_draw_no_line():
    assert charts.sparkline([], label="") == ""


@pytest.mark.parametrize(
    ("name", "short"),
    [("Kota Bengkulu", "Bengkulu"), ("Kabupaten Lampung Tengah", "Lampung Te."), ("Kab. Kaur", "Kaur")],
)
def test_a_square_names_the_place_without_its_kind(name, short):
    assert charts.short_name(name) == short


@pytest.mark.parametrize(
    ("value", "short"), [(0, "0"), (999_999, "999.999"), (189_504_000, "189,5 jt"), (1_999_999_999, "1,9 M")]
)
def test_large_numbers_are_cut_and_never_rounded_up(value, short):
    assert charts.compact(value) == short


def test_bars_are_ranked_by_share_with_the_unknown_last():
    rows = [row("Serang", 0, 50), row("Metro", 9, None), row("Bengkulu", 3, 4), row("Kupang", 9, 90, sent=False)]
    assert [bar["label"] for bar in ranked_bars(rows, "Cakupan")["bars"]] == ["Bengkulu", "Serang", "Kupang", "Metro"]


def test_nothing_sent_is_not_zero_percent():
    said = {bar["label"]: bar["said"] for bar in ranked_bars([row("A", 0, 9), row("B", 0, 9, sent=False)], "")["bars"]}
    assert said == {"A": "0 dari 9, 0,0 %", "B": "belum kirim data"}


def test_a_bar_in_a_table_says_its_share_to_who_cannot_see_it():
    assert "GTT: 1.212 dari 3.242, 37,4 %" in share_bar(1212, 1212, 3242, "GTT")


def test_the_table_below_the_columns_has_every_month():
    chart = month_columns(
        [{"month": date(2026, 1, 1), "value": None}, {"month": date(2026, 2, 1), "value": 3}], "Iuran"
    )
    assert [point["value"] for point in chart["points"]] == [None, 3]


def test_squares_stand_with_their_province():
    rows = [row("Kota Metro", 1, 2, province="Lampung"), row("Kota Bengkulu", 1, 2)]
    assert [(province, len(squares)) for province, squares in tile_map(rows, "Peta")["groups"]] == [
        ("Bengkulu", 1),
        ("Lampung", 1),
    ]
