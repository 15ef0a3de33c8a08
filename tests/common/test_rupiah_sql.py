"""The rounding door and its SQL twin give the same number: over the whole range and at every exact half."""

import random

import pytest
from django.db import connection

from common.rupiah import share, share_sql


RATES = (240, 300, 540, 890, 1_000, 1_270, 1_740, 2_000, 3_700, 5_700, 100_000)


def _in_sql(cases):
    bases, rates, factors = (list(column) for column in zip(*cases, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {share_sql('t.base', 't.rate', 't.factor')} "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) WITH ORDINALITY AS t(base, rate, factor, place) "
            "ORDER BY t.place",
            [bases, rates, factors],
        )
        return [amount for (amount,) in cursor.fetchall()]


@pytest.mark.usefixtures("db")
def test_both_agree_at_and_around_every_exact_half():
    halves = [
        (base + near, rate, factor)
        for rate in RATES
        for factor in (1, 50, 100)
        for base in range(0, 200_000, 625)
        for near in (0, 1)
    ]
    assert _in_sql(halves) == [share(*case) for case in halves]


@pytest.mark.usefixtures("db")
def test_both_agree_over_the_whole_range():
    chance = random.Random(20261122)
    cases = [
        (chance.randrange(10 ** chance.randint(1, 11)), chance.randint(0, 100_000), chance.randint(0, 100))
        for _ in range(20_000)
    ]
    assert _in_sql(cases) == [share(*case) for case in cases]


@pytest.mark.usefixtures("db")
def test_the_factor_may_be_left_out():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {share_sql('625', '240')}")
        assert cursor.fetchone() == (share(625, 240),)
