from enum import StrEnum
from typing import NamedTuple

import pytest

from regulations.values import listing, table, text, whole, word, yes_or_no


class Color(StrEnum):
    RED = "RED"


class Point(NamedTuple):
    x: int
    y: int = 0


point = table(Point, x=whole(), optional={"y": whole()})


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (whole(), 0, 0),
        (whole(1, 3), 3, 3),
        (yes_or_no, False, False),
        (word(Color), "RED", Color.RED),
        (listing(whole()), [1, 2], (1, 2)),
        (point, {"x": 1}, (1, 0)),
        (point, {"x": 1, "y": 2}, (1, 2)),
        (text(), "a", "a"),
        (text("a", "b"), "b", "b"),
    ],
)
def test_a_value_of_the_right_kind_is_read(read, raw, value):
    assert read(raw) == value


@pytest.mark.parametrize(
    ("read", "raw", "reason"),
    [
        (whole(), True, "bukan bilangan bulat"),
        (whole(), 0.24, "bukan bilangan bulat"),
        (whole(), "240", "bukan bilangan bulat"),
        (whole(), -1, "di luar batas 0 sampai tak terhingga"),
        (whole(1, 3), 4, "di luar batas 1 sampai 3"),
        (yes_or_no, 1, "bukan true atau false"),
        (word(Color), "BLUE", "salah satu dari RED"),
        (word(Color), 1, "salah satu dari RED"),
        (listing(whole()), 1, "bukan daftar"),
        (listing(whole()), [1, "2"], "bukan bilangan bulat"),
        (point, 1, "bukan tabel"),
        (point, {}, "kunci kurang"),
        (point, {"x": 1, "z": 2}, "kunci tidak dikenal"),
        (text(), " ", "bukan teks"),
        (text(), 5, "bukan teks"),
        (text("a"), "b", "salah satu dari a"),
    ],
)
def test_anything_else_is_refused_with_the_reason(read, raw, reason):
    with pytest.raises(ValueError, match=reason):
        read(raw)
