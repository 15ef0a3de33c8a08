import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.rupiah import grouped, in_words, rupiah, share, split


BASES = st.integers(0, 10**11)
RATES = st.integers(0, 100_000)
FACTORS = st.integers(0, 100)


@pytest.mark.parametrize(
    ("base", "rate", "factor", "amount"),
    [
        pytest.param(1_500_000, 240, 100, 3_600, id="West Jakarta 2019, JKK"),
        pytest.param(1_500_000, 300, 100, 4_500, id="West Jakarta 2019, JKM"),
        pytest.param(3_648_035, 240, 100, 8_755, id="South Jakarta 2018, JKK"),
        pytest.param(3_648_035, 300, 100, 10_944, id="South Jakarta 2018, JKM"),
        pytest.param(625, 240, 100, 2, id="an exact half goes up"),
        pytest.param(624, 240, 100, 1, id="just below a half goes down"),
        pytest.param(6_800, 100_000, 100, 6_800, id="a flat amount stands as its own base"),
        pytest.param(6_800, 100_000, 50, 3_400, id="a discount is part of the product"),
        pytest.param(0, 240, 100, 0, id="nothing"),
        pytest.param(625, 240, 0, 0, id="nothing remains"),
    ],
)
def test_a_share_is_rounded_half_up_once(base, rate, factor, amount):
    assert share(base, rate, factor) == amount


@pytest.mark.parametrize(("base", "rate", "factor"), [(-700, 240, 100), (700, -240, 100), (700, 240, -100)])
def test_a_share_is_never_computed_from_a_negative_number(base, rate, factor):
    with pytest.raises(ValueError, match="from zero up"):
        share(base, rate, factor)


@given(BASES, RATES, FACTORS)
def test_a_share_is_within_half_a_rupiah_of_the_exact_product(base, rate, factor):
    exact = base * rate * factor
    assert -5_000_000 < share(base, rate, factor) * 10_000_000 - exact <= 5_000_000


@given(BASES, BASES, RATES, FACTORS)
def test_a_larger_base_never_gives_a_smaller_share(base, more, rate, factor):
    assert share(base + more, rate, factor) >= share(base, rate, factor)


@given(st.lists(BASES, max_size=20), RATES, st.randoms())
def test_the_order_of_workers_does_not_change_the_total(bases, rate, random):
    shuffled = random.sample(bases, len(bases))
    assert sum(share(base, rate) for base in shuffled) == sum(share(base, rate) for base in bases)


def test_the_largest_product_fits_a_bigint():
    assert 10**11 * 100_000 * 100 + 5_000_000 < 2**63


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        pytest.param(100, [1, 1, 1], [34, 33, 33], id="the first of equals gets the odd rupiah"),
        pytest.param(42_000_000, [1, 1, 1, 1], [10_500_000] * 4, id="four heirs"),
        pytest.param(10, [1, 0, 3], [3, 0, 7], id="largest remainder: 2.5 and 7.5, the earlier wins"),
        pytest.param(100, [1, 2, 3], [17, 33, 50], id="the larger remainder wins"),
        pytest.param(0, [1, 2], [0, 0], id="nothing to divide"),
    ],
)
def test_a_sum_is_split_by_largest_remainder(total, weights, parts):
    assert split(total, weights) == parts


@given(BASES, st.lists(st.integers(0, 1_000), min_size=1, max_size=12).filter(any))
def test_the_parts_of_a_split_add_up_and_lie_next_to_their_exact_share(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, [2, -1]), (1, [0, 0]), (1, [])])
def test_a_split_without_weight_or_below_zero_is_refused(total, weights):
    with pytest.raises(ValueError, match="cannot split"):
        split(total, weights)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "Rp0"), (999, "Rp999"), (1_234_567, "Rp1.234.567"), (42_000_000, "Rp42.000.000"), (-3_600, "-Rp3.600")],
)
def test_rupiah_are_written_without_a_space_and_with_dots(amount, text):
    assert rupiah(amount) == text


def test_thousands_are_grouped_with_dots():
    assert grouped(2_345) == "2.345"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (11, "sebelas rupiah"),
        (1_001, "seribu satu rupiah"),
        (101_000, "seratus satu ribu rupiah"),
        (42_000_000, "empat puluh dua juta rupiah"),
        (77_600_000, "tujuh puluh tujuh juta enam ratus ribu rupiah"),
        (10**9, "satu miliar rupiah"),
    ],
)
def test_amounts_are_spelled_out_in_indonesian(amount, words):
    assert in_words(amount) == words
