"""
Reading law files: TOML in, entries and complaints out. Nothing here knows what a number means.

A file holds series (arrays of tables), a series holds entries:

    [[rate]]
    start_date = 2015-07-01             first day in force
    end_date = 2019-12-01               last day in force; without it, until the next entry starts
    value = 300
    source = "PP 44/2015 Art. 18"
    sure = "sure"                       sure, likely or unsure
    note = "..."                        optional
    program_ends = true                 optional: nothing follows the end_date, and that is right
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar


T = TypeVar("T")

REQUIRED = ("start_date", "value", "source", "sure")
OPTIONAL = ("end_date", "note", "program_ends")
SURE = ("sure", "likely", "unsure")


def _(text: str) -> str:
    """Mark a sentence for the message catalogue; whoever shows it translates it."""
    return text


SENTENCES = {
    "NO_FOLDER": _("folder tidak ada."),
    "UNKNOWN_FILE": _("berkas ini tidak dikenal; gunakan nama berkas bawaan."),
    "NOT_TOML": _("berkas tidak dapat dibaca sebagai TOML: {reason}."),
    "UNKNOWN_SERIES": _("deret ini tidak dikenal."),
    "NOT_A_LIST": _("deret harus ditulis sebagai [[{series}]]."),
    "NO_ENTRY": _("belum ada satu pun ketentuan."),
    "MISSING": _("ketentuan mulai {start_date} tidak memiliki {key}."),
    "UNKNOWN_KEY": _("ketentuan mulai {start_date} memiliki kunci yang tidak dikenal: {key}."),
    "NOT_A_DATE": _("{key} bukan tanggal: {found}."),
    "NOT_TEXT": _("ketentuan mulai {start_date}: {key} harus berupa teks yang terisi."),
    "NOT_SURE": _("ketentuan mulai {start_date}: sure harus sure, likely, atau unsure, bukan {found}."),
    "NOT_YES_OR_NO": _("ketentuan mulai {start_date}: program_ends harus true atau false."),
    "ENDS_BEFORE_START": _("ketentuan mulai {start_date} berakhir lebih dulu, pada {end_date}."),
    "BAD_VALUE": _("ketentuan mulai {start_date}: nilai tidak sah ({reason})."),
    "UNSORTED": _("ketentuan mulai {start_date} harus ditulis sebelum yang mulai {before}."),
    "OVERLAP": _("ketentuan mulai {start_date} tumpang tindih dengan yang mulai {before}."),
    "GAP": _("tidak ada ketentuan sejak {end_date} sampai {start_date}."),
    "ENDS": _("tidak ada ketentuan setelah {end_date}."),
}


@dataclass(frozen=True)
class Problem:
    """One fault of the law files: where, a stable code, and what the sentence speaks of."""

    where: str
    code: str
    detail: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {SENTENCES[self.code].format(**self.detail)}"


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One value of the law, the days it is in force (both inclusive, open end: None), and where it is written."""

    start_date: date
    end_date: date | None
    value: T
    source: str
    sure: str
    note: str = ""
    program_ends: bool = False
    origin: str = ""

    def covers(self, day: date) -> bool:
        """Return whether the entry is in force on a day."""
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)


@dataclass(frozen=True)
class Raw:
    """One entry as written, with the file it stands in."""

    table: Mapping[str, object]
    origin: str


def read_folder(folder: Path, known: Iterable[str]) -> tuple[dict[str, list[Raw]], list[Problem]]:
    """Return what every series (named file.series) of a folder holds, as written, and what cannot be read."""
    known = set(known)
    raws: dict[str, list[Raw]] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        return raws, [Problem(str(folder), "NO_FOLDER")]
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in {name.partition(".")[0] for name in known}:
            problems.append(Problem(str(path), "UNKNOWN_FILE"))
            continue
        try:
            series = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(str(path), "NOT_TOML", {"reason": error}))
            continue
        for name, tables in series.items():
            where = f"{path}: {path.stem}.{name}"
            if f"{path.stem}.{name}" not in known:
                problems.append(Problem(where, "UNKNOWN_SERIES"))
            elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                problems.append(Problem(where, "NOT_A_LIST", {"series": name}))
            else:
                raws[f"{path.stem}.{name}"] = [Raw(table, str(path)) for table in tables]
    return raws, problems


def complaints(raw: Raw, name: str) -> list[Problem]:
    """Return what is wrong with the form of one entry, apart from its value."""
    table, where = raw.table, f"{raw.origin}: {name}"
    start = table.get("start_date", "?")
    found = [Problem(where, "MISSING", {"start_date": start, "key": key}) for key in REQUIRED if key not in table]
    for key in table.keys() - {*REQUIRED, *OPTIONAL}:
        found.append(Problem(where, "UNKNOWN_KEY", {"start_date": start, "key": key}))
    for key in ("start_date", "end_date"):
        # A datetime is a date to isinstance; only whole days are dates of the law.
        if key in table and type(table[key]) is not date:
            found.append(Problem(where, "NOT_A_DATE", {"key": key, "found": table[key]}))
    for key in ("source", "note"):
        text = table.get(key, "-")
        if not isinstance(text, str) or not text.strip():
            found.append(Problem(where, "NOT_TEXT", {"start_date": start, "key": key}))
    if table.get("sure", "sure") not in SURE:
        found.append(Problem(where, "NOT_SURE", {"start_date": start, "found": table["sure"]}))
    if not isinstance(table.get("program_ends", False), bool):
        found.append(Problem(where, "NOT_YES_OR_NO", {"start_date": start}))
    end = table.get("end_date")
    if type(start) is date and type(end) is date and end < start:
        found.append(Problem(where, "ENDS_BEFORE_START", {"start_date": start, "end_date": end}))
    return found
