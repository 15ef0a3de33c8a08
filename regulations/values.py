"""
What a value of the law may look like. Each reader takes what TOML gave and returns the value, or raises ValueError.

The reasons are for operators, in Indonesian; check_law shows them.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar


T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[object], T]


def whole(least: int = 0, most: int | None = None) -> Reader[int]:
    """Read a whole number: rupiah, parts per 100,000, percent, months, days."""

    def read(raw: object) -> int:
        # true is 1 to Python, never to the law
        if not isinstance(raw, int) or isinstance(raw, bool):
            raise ValueError(f"{raw!r} bukan bilangan bulat")
        if raw < least or (most is not None and raw > most):
            raise ValueError(f"{raw} di luar batas {least} sampai {'tak terhingga' if most is None else most}")
        return raw

    return read


def yes_or_no(raw: object) -> bool:
    """Read true or false."""
    if not isinstance(raw, bool):
        raise ValueError(f"{raw!r} bukan true atau false")
    return raw


def word(kind: type[E]) -> Reader[E]:
    """Read one of our codes."""

    def read(raw: object) -> E:
        if not isinstance(raw, str) or raw not in kind.__members__:
            raise ValueError(f"{raw!r} bukan salah satu dari {', '.join(kind.__members__)}")
        return kind[raw]

    return read


def listing(of: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read a list, each item by the same reader."""

    def read(raw: object) -> tuple[T, ...]:
        if not isinstance(raw, list):
            raise ValueError(f"{raw!r} bukan daftar")
        return tuple(of(item) for item in raw)

    return read


def table(
    build: Callable[..., T], optional: dict[str, Reader[Any]] | None = None, **required: Reader[Any]
) -> Reader[T]:
    """Read a table with known keys into the object that build makes of them."""
    readers = {**required, **(optional or {})}

    def read(raw: object) -> T:
        if not isinstance(raw, dict):
            raise ValueError(f"{raw!r} bukan tabel")
        missing, unknown = required.keys() - raw.keys(), raw.keys() - readers.keys()
        if missing or unknown:
            raise ValueError(f"kunci kurang: {sorted(missing)}, kunci tidak dikenal: {sorted(unknown)}")
        return build(**{key: readers[key](item) for key, item in raw.items()})

    return read


RATE = whole(0, 100_000)  # parts per 100,000
RUPIAH = whole(0, 10_000_000_000)


def text(*allowed: str) -> Reader[str]:
    """Read a text that is not empty, or one of those named."""

    def read(raw: object) -> str:
        if not isinstance(raw, str) or not raw.strip():
            raise ValueError(f"{raw!r} bukan teks yang terisi")
        if allowed and raw not in allowed:
            raise ValueError(f"{raw!r} bukan salah satu dari {', '.join(allowed)}")
        return raw

    return read
