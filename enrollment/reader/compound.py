"""Old Office files (OLE compound documents): what they hold, and the records of an .xls that calamine leaves out."""

import struct

from enrollment.reader.scanning import SheetFacts
from municipalities.opening.refusing import FileRefused


FREE = 0xFFFFFFFA  # sector numbers from here on are marks
ENTRY = 128
# Record numbers of BIFF8.
FORMULA, EOF, BOUNDSHEET, FILEPASS, ROW, SUPBOOK, COLINFO, BOF = 0x06, 0x0A, 0x85, 0x2F, 0x208, 0x1AE, 0x7D, 0x809
SELF = 0x0401
# Tokens of a formula that reach into another sheet or book, or call what another program offers (DDE).
REACHING = frozenset({0x39, 0x59, 0x79, 0x3A, 0x5A, 0x7A, 0x3B, 0x5B, 0x7B})
BROKEN = (struct.error, IndexError, ValueError, RecursionError)


class Compound:
    """The directory of a compound document and its streams."""

    def __init__(self, content):
        self.content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self.sector = 1 << shift
        directory, self.cutoff, mini_table = struct.unpack_from("<I4xI I", content, 48)
        self.table = self.fat(*struct.unpack_from("<II", content, 68))
        self.entries = {}
        raw = self.chain(directory)
        for start in range(0, len(raw) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", raw, start + 64)
            if kind in (1, 2, 5) and 2 <= length <= 64:
                name = raw[start : start + length - 2].decode("utf-16-le", "replace")
                self.entries.setdefault(name, (kind, *struct.unpack_from("<II", raw, start + 116)))
        self.mini_table = self.numbers(self.chain(mini_table)) if mini_table < FREE else ()

    def fat(self, next_difat, count):
        """The table that chains sectors: named in the header, and for big files in sectors of their own."""
        sectors = list(struct.unpack_from("<109I", self.content, 76))
        for _turn in range(min(count, 1000)):
            if next_difat >= FREE:
                break
            more = self.numbers(self.at(next_difat))
            sectors += more[:-1]
            next_difat = more[-1]
        return [number for sector in sectors if sector < FREE for number in self.numbers(self.at(sector))]

    def at(self, sector):
        return self.content[(sector + 1) * self.sector : (sector + 2) * self.sector]

    @staticmethod
    def numbers(raw):
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def chain(self, sector):
        parts, seen = [], 0
        while sector < FREE:
            parts.append(self.at(sector))
            sector = self.table[sector]
            seen += 1
            if seen > len(self.table):
                raise ValueError("a chain that bites its tail")
        return b"".join(parts)

    def stream(self, name):
        kind, start, size = self.entries[name]
        if size >= self.cutoff or kind == 5:
            return self.chain(start)[:size]
        room = self.stream("Root Entry")
        parts = []
        while start < FREE and len(parts) <= len(self.mini_table):
            parts.append(room[start * 64 : start * 64 + 64])
            start = self.mini_table[start]
        return b"".join(parts)[:size]


def kind(path):
    """
    "xls", if that is what the compound document holds.

    :raises FileRefused: PASSWORD_PROTECTED, MACRO_FILE, TYPE_NOT_ALLOWED, CORRUPT
    """
    try:
        document = Compound(path.read_bytes())
        names = set(document.entries)
        if "EncryptedPackage" in names:
            raise FileRefused("PASSWORD_PROTECTED")
        book = next((name for name in ("Workbook", "Book") if name in names), None)
        if book is None:
            raise FileRefused("TYPE_NOT_ALLOWED", found="doc (Word)" if "WordDocument" in names else "OLE")
        if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
            raise FileRefused("MACRO_FILE", found=".xls")
        if any(number == FILEPASS for number, _data in records(document.stream(book), 0, most=200)):
            raise FileRefused("PASSWORD_PROTECTED")
    except BROKEN as error:
        raise FileRefused("CORRUPT") from error
    return "xls"


def records(stream, start, most=10_000_000):
    """(number, data) of each record from a place on, to the end of its substream."""
    depth = 0
    for _turn in range(most):
        if start + 4 > len(stream):
            return
        number, length = struct.unpack_from("<HH", stream, start)
        yield number, stream[start + 4 : start + 4 + length]
        start += 4 + length
        depth += (number == BOF) - (number == EOF)
        if depth <= 0 and number == EOF:
            return


def facts(path, limits):
    """For each sheet of an .xls what calamine does not say: formulas, hidden rows and columns."""
    try:
        document = Compound(path.read_bytes())
        stream = document.stream("Workbook" if "Workbook" in document.entries else "Book")
        places, reaches_out = {}, False
        for number, data in records(stream, 0):
            if number == BOUNDSHEET:
                wide = data[7] & 1
                raw = data[8 : 8 + data[6] * (2 if wide else 1)]
                places[raw.decode("utf-16-le" if wide else "latin-1")] = struct.unpack_from("<I", data)[0]
            elif number == SUPBOOK and len(data) >= 4:
                reaches_out = reaches_out or struct.unpack_from("<H", data, 2)[0] != SELF
        return {name: sheet_facts(stream, place, reaches_out) for name, place in places.items()}
    except BROKEN as error:
        raise FileRefused("CORRUPT") from error


def sheet_facts(stream, place, reaches_out):
    found = SheetFacts()
    for number, data in records(stream, place):
        if number == FORMULA and len(data) >= 22:
            row, column = struct.unpack_from("<HH", data)
            found.add_formula(row + 1, column, reaches_out and not REACHING.isdisjoint(data[22:]))
        elif number == ROW and len(data) >= 16 and data[12] & 0x20:
            found.hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif number == COLINFO and len(data) >= 10 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            found.hidden_columns.update(range(first, min(last, 300) + 1))
    return found
