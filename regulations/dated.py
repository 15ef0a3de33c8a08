"""
The law over time. A series is one number, table or word of the law; `on(day)` gives what was in force that day.

The shipped entries stand in `regulations/law/*.toml`. An operator adds entries in a folder of their own, named by the
environment variable PAYUNG_LAW, in files of the same names: an entry with the start_date of a shipped one replaces it,
any other joins it. A process reads both once, at first use. A fault in either stops every question about the law,
because an amount from half a law is worse than none.
"""

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from common.refusals import Refused
from regulations.law_files import Entry, Problem, Raw, complaints, read_folder


T = TypeVar("T")

LAW = Path(__file__).parent / "law"
ONE_DAY = timedelta(days=1)

REGISTER: dict[str, "Dated[Any]"] = {}


class NotInForce(Refused):
    """The law has no entry for that day."""

    code = "NOT_IN_FORCE"


class LawFaulty(Refused):
    """The law files have faults; check_law lists them."""

    code = "LAW_FAULTY"


class Dated(Generic[T]):
    """
    One series of the law.

    :param name: file and series, "jkm.rate" for [[rate]] in jkm.toml
    :param unit: what a value counts: per_100000, percent, rupiah, months, days, years, times, table or words
    :param read: turns what the file says into the value; raises ValueError with the reason when it cannot be one
    :param gaps: whether days without an entry are right (discounts and other passing rules)
    """

    def __init__(self, name: str, *, unit: str, read: Callable[[object], T], gaps: bool = False) -> None:
        self.name = name
        self.unit = unit
        self.read = read
        self.gaps = gaps

    def key(self, value: T) -> Hashable:
        """Return what may have only one entry at a time; for a plain series that is the series itself."""
        return None

    def entries(self) -> tuple[Entry[T], ...]:
        """
        Return every entry, oldest first, each with its last day in force worked out.

        :raises LawFaulty: if the law files have faults
        """
        law = book()
        if law.problems:
            raise LawFaulty(f"Berkas ketentuan bermasalah: {law.problems[0]}", problems=law.problems)
        return law.series[self.name]

    def find(self, day: date) -> Entry[T] | None:
        """Return the entry in force on a day, or None where the law is silent."""
        return next((entry for entry in self.entries() if entry.covers(day)), None)

    def on(self, day: date) -> Entry[T]:
        """
        Return the entry in force on a day.

        :raises NotInForce: if there is none
        """
        entry = self.find(day)
        if entry is None:
            raise NotInForce(f"Tidak ada ketentuan {self.name} yang berlaku pada {day:%d-%m-%Y}.", day=day)
        return entry


class DatedSet(Dated[T]):
    """A series of which several entries are in force side by side, one per key (a discount per segment and sector)."""

    def __init__(
        self,
        name: str,
        *,
        unit: str,
        read: Callable[[object], T],
        key_of: Callable[[T], Hashable],
        gaps: bool = False,
    ) -> None:
        super().__init__(name, unit=unit, read=read, gaps=gaps)
        self.key_of = key_of

    def key(self, value: T) -> Hashable:
        """Return what of this value may have only one entry at a time."""
        return self.key_of(value)

    def all_on(self, day: date) -> tuple[Entry[T], ...]:
        """Return every entry in force on a day, in the order of the files."""
        return tuple(entry for entry in self.entries() if entry.covers(day))


S = TypeVar("S", bound="Dated[Any]")


def declare(series: S) -> S:
    """Make a series part of the law that is read and checked."""
    REGISTER[series.name] = series
    return series


@dataclass(frozen=True, eq=False)
class Book:
    """Everything the law files say, and everything that is wrong with them."""

    series: Mapping[str, tuple[Entry[Any], ...]]
    problems: tuple[Problem, ...]


def read_book(folders: Sequence[Path], register: Iterable[Dated[Any]]) -> Book:
    """Read the law of one or more folders; entries of a later folder replace those with the same start (and key)."""
    register = tuple(register)
    problems: list[Problem] = []
    found: dict[str, list[Entry[Any]]] = {series.name: [] for series in register}
    for folder in folders:
        raws, faults = read_folder(folder, found)
        problems += faults
        for series in register:
            entries, faults = _entries(series, raws.get(series.name, []))
            problems += faults
            found[series.name] = _merged(series, found[series.name], entries)
    for series in register:
        problems += _faults(series, found[series.name])
    return Book({series.name: _ended(series, found[series.name]) for series in register}, tuple(problems))


def _entries(series: Dated[Any], raws: Sequence[Raw]) -> tuple[list[Entry[Any]], list[Problem]]:
    """Return one file's entries of a series and their faults; starts must be written in order."""
    entries: list[Entry[Any]] = []
    problems: list[Problem] = []
    latest: dict[Hashable, date] = {}
    for raw in raws:
        where = f"{raw.origin}: {series.name}"
        faults = complaints(raw, series.name)
        if faults:
            problems += faults
            continue
        table: dict[str, Any] = dict(raw.table)
        start = table["start_date"]
        try:
            value = series.read(table.pop("value"))
        except ValueError as error:
            problems.append(Problem(where, "BAD_VALUE", {"start_date": start, "reason": error}))
            continue
        before = latest.get(series.key(value))
        if before is not None and start <= before:
            code = "OVERLAP" if start == before else "UNSORTED"
            problems.append(Problem(where, code, {"start_date": start, "before": before}))
        latest[series.key(value)] = start
        entries.append(Entry(value=value, end_date=table.pop("end_date", None), origin=raw.origin, **table))
    return entries, problems


def _merged(series: Dated[Any], shipped: Sequence[Entry[Any]], added: Sequence[Entry[Any]]) -> list[Entry[Any]]:
    """Return shipped and added entries together, oldest first, without the shipped ones that an added one replaces."""
    replaced = {(series.key(entry.value), entry.start_date) for entry in added}
    kept = [entry for entry in shipped if (series.key(entry.value), entry.start_date) not in replaced]
    return sorted([*kept, *added], key=lambda entry: entry.start_date)


def _by_key(series: Dated[Any], entries: Sequence[Entry[Any]]) -> dict[Hashable, list[Entry[Any]]]:
    groups: dict[Hashable, list[Entry[Any]]] = {}
    for entry in entries:
        groups.setdefault(series.key(entry.value), []).append(entry)
    return groups


def _faults(series: Dated[Any], entries: Sequence[Entry[Any]]) -> list[Problem]:
    """Return overlaps, gaps and ends without a successor among all entries of a series."""
    if not entries and not series.gaps:
        return [Problem(series.name, "NO_ENTRY")]
    problems = []
    for group in _by_key(series, entries).values():
        for entry, following in zip(group, [*group[1:], None], strict=True):
            code = _fault(series, entry, following)
            if code:
                detail = {
                    "before": entry.start_date,
                    "end_date": entry.end_date,
                    "start_date": following and following.start_date,
                }
                problems.append(Problem(f"{(following or entry).origin}: {series.name}", code, detail))
    return problems


def _fault(series: Dated[Any], entry: Entry[Any], following: Entry[Any] | None) -> str | None:
    if entry.end_date is None:
        return None
    if following and following.start_date <= entry.end_date:
        return "OVERLAP"
    if series.gaps or entry.program_ends or (following and following.start_date == entry.end_date + ONE_DAY):
        return None
    return "GAP" if following else "ENDS"


def _ended(series: Dated[Any], entries: Sequence[Entry[Any]]) -> tuple[Entry[Any], ...]:
    """Give every entry without an end the day before its successor; entries keep the order of the files."""
    ended = []
    for group in _by_key(series, entries).values():
        for entry, following in zip(group, [*group[1:], None], strict=True):
            last = entry.end_date or (following.start_date - ONE_DAY if following else None)
            ended.append(replace(entry, end_date=last))
    return tuple(ended)


def book() -> Book:
    """Return the law as shipped, with the operator's entries where PAYUNG_LAW names a folder."""
    return _book(os.environ.get("PAYUNG_LAW", ""))


@lru_cache(maxsize=8)
def _book(added: str) -> Book:
    return read_book([LAW, *([Path(added)] if added else [])], REGISTER.values())


def problems() -> list[Problem]:
    """Return every fault of the law files, each a sentence when turned into text; check_law prints them."""
    return list(book().problems)


def in_force_on(day: date) -> list[tuple["Dated[Any]", Entry[Any]]]:
    """
    Return every series with its entry in force on a day (a set: one pair per entry), for printing.

    :raises LawFaulty: if the law files have faults
    """
    return [(series, entry) for series in REGISTER.values() for entry in series.entries() if entry.covers(day)]
