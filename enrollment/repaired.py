"""The workbook of a roster's problems comes back repaired: what was changed in it is laid over the roster's file."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import fixes, reading
from enrollment.columns import BY_NAME, OF_ROSTER, ORIGIN
from enrollment.messages import label
from enrollment.reader.limits import Limits
from municipalities.opening import outside
from municipalities.opening.limits import MB


LIMITS = Limits(file=10 * MB, rows=20_000, columns=30, seconds=20)
KINDS = (".xlsx", ".xls", ".ods", ".csv")
FEW = 10  # numbers that a sentence can hold


class NotTheWorkbook(Refused):
    """The file is not the workbook of this roster's problems, or some of its rows cannot be told any more."""

    code = "NOT_THE_WORKBOOK"


def mend(*, roster, path, by, role, at):
    """
    Lay what was repaired over the roster's file and have it checked anew; returns how many cells.

    What is still wrong is told again by the check, so that one slip does not cost the other ninety repairs.

    :raises NotTheWorkbook: with what is wrong with the file
    :raises NothingToMend, AlreadyAtWork, RosterMoved: as fixes.mend
    """
    return fixes.lay(roster=roster, cells=cells_of(roster, path), by=by, role=role, at=at)


def cells_of(roster, path):
    """
    {(row number, column): text} of every cell that stands in the workbook.

    :raises NotTheWorkbook: as mend
    """
    with outside.work_dir() as work_dir:
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found["file_problem"]:
        raise NotTheWorkbook(found["file_problem"]["message"])
    header, *rows = [row for row in found["cells"] if any(row)] or [[]]
    check_header(roster, header)
    labels = {label(name): name for name in BY_NAME}
    places = {place: labels[text] for place, text in enumerate(header) if text in labels}
    numbered = [(row[0], row) for row in rows]
    check_numbers([number for number, _row in numbered])
    return {
        (int(number), name): row[place]
        for number, row in numbered
        for place, name in places.items()
        if place < len(row)
    }


def check_header(roster, header):
    """:raises NotTheWorkbook: unless the first cell names this roster"""
    named = OF_ROSTER(header[0]) if header else None
    if named is None:
        raise NotTheWorkbook(
            _(
                "Berkas ini bukan unduhan baris bermasalah: kolom pertamanya harus berjudul '%(title)s'. Unduh lagi, "
                "perbaiki tanpa mengubah judul dan kolom pertamanya, lalu unggah."
            )
            % {"title": ORIGIN.format(roster.number)}
        )
    if int(named[1]) != roster.number:
        text = _("Berkas ini dari roster %(other)s, bukan roster %(own)s. Unggah di halaman roster %(other)s.")
        raise NotTheWorkbook(text % {"other": named[1], "own": roster.number})


def check_numbers(numbers):
    """:raises NotTheWorkbook: where a row has no number, or two have the same"""
    blank = sum(not re.fullmatch("[0-9]{1,7}", number) for number in numbers)
    if blank:
        text = _(
            "%(count)s baris tidak punya nomor baris asal, jadi tidak jelas baris mana yang diperbaiki. Orang baru "
            "diunggah lewat roster baru; hapus barisnya dari berkas ini."
        )
        raise NotTheWorkbook(text % {"count": blank})
    twice = [number for number, count in Counter(numbers).items() if count > 1]
    if twice:
        text = _("Nomor baris asal %(rows)s tertulis dua kali. Hapus salah satunya, lalu unggah lagi.")
        raise NotTheWorkbook(text % {"rows": ", ".join(twice[:FEW])})
