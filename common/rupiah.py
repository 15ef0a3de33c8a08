"""Whole rupiah: the one rounding door and its SQL twin, splitting without remainder, and how money is written."""

from collections.abc import Sequence

from num2words import num2words  # type: ignore[import-untyped]


PER = 100_000  # rates are integer parts per 100,000: 0.24 % is 240
PER_PERCENT = PER // 100
PER_FACTOR = 100  # factors are whole percent: 50 halves the amount
ROUNDING_RULE = "HALF_UP_PER_LINE"  # the name a run keeps, so that a later rule leaves old months alone

_WHOLE = PER * PER_FACTOR
_HALF = _WHOLE // 2


def share(base: int, rate_per_100000: int, factor_percent: int = PER_FACTOR) -> int:
    """
    Return base x rate x factor in whole rupiah, rounded half up, once.

    A correction negates a stored amount: below zero this and its SQL twin would round apart.

    :param base: rupiah, zero or more
    :raises ValueError: if any of the three is negative
    """
    if base < 0 or rate_per_100000 < 0 or factor_percent < 0:
        raise ValueError(f"share() needs numbers from zero up, got {base} x {rate_per_100000} x {factor_percent}")
    return (base * rate_per_100000 * factor_percent + _HALF) // _WHOLE


def percent(rate_per_100000: int) -> str:
    """240 as 0,24 %."""
    whole, rest = divmod(rate_per_100000, PER_PERCENT)
    return f"{whole},{f'{rest:03d}'.rstrip('0').ljust(2, '0')}\N{NO-BREAK SPACE}%"


def share_sql(base: str, rate_per_100000: str, factor_percent: str = str(PER_FACTOR)) -> str:
    """
    Return the SQL expression that equals share() for values from zero up, for use in set-based statements.

    The arguments are SQL expressions of our own (columns, literals), never text a person typed.
    """
    return f"((({base})::bigint * ({rate_per_100000})::bigint * ({factor_percent})::bigint + {_HALF}) / {_WHOLE})"


def split(total: int, weights: Sequence[int]) -> list[int]:
    """
    Divide an amount by weights so that the parts add up exactly (largest remainder; among equals the earlier part).

    :param total: rupiah, zero or more
    :raises ValueError: if total or a weight is negative, or nothing has weight
    """
    whole = sum(weights)
    if total < 0 or any(weight < 0 for weight in weights) or whole == 0:
        raise ValueError(f"cannot split {total} by {list(weights)}")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def grouped(number: int) -> str:
    """Return a whole number with Indonesian thousands: 1.234.567."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """Return an amount in official spelling: Rp1.234.567, without space or dot after Rp."""
    return f"{'-' if amount < 0 else ''}Rp{grouped(abs(amount))}"


def in_words(amount: int) -> str:
    """Return an amount as papers spell it out: empat puluh dua juta rupiah."""
    return f"{num2words(amount, lang='id')} rupiah"
