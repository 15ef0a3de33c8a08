"""
What a roster's file holds, as a child process finds it (municipalities/opening).

The child (enrollment/reader/parsing.py) writes rows.copy for PostgreSQL and its result.
"""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from enrollment.messages import message
from enrollment.reader import ROWS
from enrollment.reader.limits import Limits
from municipalities.opening.outside import ask_child


LIMITS = Limits(**settings.ROSTER_LIMITS)


@dataclass(frozen=True)
class Reading:
    """
    What was found in a file.

    :param mapping: our column -> the header it has in the file
    :param fingerprint: of the header below which a person has chosen the columns
    :param part_of: number of the roster whose refused rows this file holds, as its header says
    :param remembered_from: number of the roster for which these columns were chosen before
    :param ignored: headers of columns that are not read and not stored
    :param rows: rows written: accepted + refused + skipped
    :param warned: accepted rows with something to look at
    :param notices: what concerns the whole file and stops nothing; each with its sentence
    :param file_problem: why the file is refused: {"code", "message", ...} or None
    :param question: what holds the file: {"code", "message", "options": [what to accept], ...} or None
    :param samples: what of the file a person has to see to answer the question; not kept with the reading
    :param copy_path: rows for COPY in the order of columns.COPIED; None if there are none to use
    """

    sheet: str | None = None
    sheets: list = field(default_factory=list)
    header_row: int | None = None
    mapping: dict = field(default_factory=dict)
    ignored: list = field(default_factory=list)
    fingerprint: str | None = None
    part_of: int | None = None
    remembered_from: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    rows: int = 0
    refused: int = 0
    warned: int = 0
    skipped: int = 0
    notices: list = field(default_factory=list)
    file_problem: dict | None = None
    question: dict | None = None
    samples: dict = field(default_factory=dict)
    copy_path: Path | None = None

    def summary(self):
        """The reading as plain JSON values, to be kept with the roster; `message` is what to read first."""
        kept = asdict(self)
        del kept["copy_path"], kept["samples"]
        first = self.file_problem or self.question
        return kept | ({"message": first["message"]} if first else {})


def read(
    path,
    *,
    work_dir,
    known_regions,
    today,
    wage_required=False,
    sheet=None,
    accepted=frozenset(),
    columns=None,
    known=None,
    fixes=None,
    typed=False,
    limits=LIMITS,
):
    """
    Read a roster file into `work_dir`. Whatever the file is, the answer is a Reading; only our own faults raise.

    :param work_dir: an empty folder of the caller's, who also removes it
    :param known_regions: the first four digits of a NIK that are a kabupaten or kota, as "1771"
    :param today: in the municipality's time zone; ages are as on it
    :param wage_required: the file must have a column for the wage
    :param sheet: the sheet a person has chosen
    :param accepted: codes of the questions a person has answered
    :param columns: which column holds what, as enrollment/reader/choosing.py takes it; None: by the headers
    :param known: headers for which it was said before, as enrollment/mappings.py remembers them
    :param fixes: what people put right, as Roster.fixes holds it
    :param typed: the people were typed into a page and are counted from 1; else rows are, as the file has them
    """
    found = ask(
        path,
        module="parsing",
        work_dir=work_dir,
        limits=limits,
        known_regions=sorted(known_regions),
        today=today.isoformat(),
        wage_required=wage_required,
        sheet=sheet or None,
        accepted=sorted(accepted),
        columns=columns,
        known=known or {},
        fixes=fixes or {},
        typed=typed,
    )
    found["question"] = found.get("question") and spoken(found["question"])
    found["notices"] = [spoken(notice) for notice in found.get("notices", [])]
    usable = not (found["file_problem"] or found["question"])
    return Reading(**found, copy_path=Path(work_dir) / ROWS if usable else None)


def cells(path, *, work_dir, limits):
    """
    The cells of a short list that is no roster, as texts: {"cells": [[...], ...], "file_problem": None or {...}}.

    :param work_dir: an empty folder of the caller's, who also removes it
    """
    return ask(path, module="plain", work_dir=work_dir, limits=limits)


def ask(path, *, module, **wanted):
    """What the child found in the file, its `file_problem` with the sentence."""
    found = ask_child(path, module=f"enrollment.reader.{module}", **wanted)
    return found | {"file_problem": found["file_problem"] and spoken(found["file_problem"])}


def spoken(problem):
    """The problem with its sentence."""
    return problem | {"message": message(problem)}
