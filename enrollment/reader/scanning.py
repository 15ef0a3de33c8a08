"""
What the sheets of .xlsx and .ods hold beside values: formulas, hidden rows and columns, and how far out cells lie.

The archive is streamed; a look of this kind costs little and spares the reader a rectangle of a billion cells.
"""

import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from municipalities.opening.refusing import FileRefused


CHUNK = 4 * 1024 * 1024
OVERLAP = 64 * 1024  # a cell that is cut in two by the end of a chunk is seen whole in the next
# A cell with something in it; empty styled cells close themselves.
FILLED = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/>]>')
WIDE = re.compile(rb'<c r="((?:[A-Z]{3}|[H-Z][A-Z]|G[S-Z])[0-9]{1,7})"[^>]*[^/>]>')
FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<f\b([^>]*?)(?:/>|>([^<]*)</f>)')
ROW = re.compile(rb"<row\b[^>]*>")
COLUMN = re.compile(rb"<col\b[^>]*>")
NUMBER = {name: re.compile(rb"\b" + name + rb'="([0-9]+)"') for name in (b"r", b"min", b"max", b"si")}
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
# [1]Sheet1!A1 reads another book, cmd|'/C calc'!A0 starts a program (DDE), the rest asks the network.
EXTERNAL = re.compile(
    r"\[\d+\]|\[[^\]]*\.(?:xls|ods|csv)|\||\b(?:WEBSERVICE|RTD|IMPORT\w+|DDE)\s*\(|file:|https?:", re.I
)
QUOTED = re.compile(r'"[^"]*"')


def number_of(letters):
    """Index of a column: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def reaches_out(formula):
    """Whether a formula asks for something beyond its own workbook; HYPERLINK only offers a click and is text."""
    return bool(EXTERNAL.search(QUOTED.sub('""', formula)))


@dataclass
class SheetFacts:
    """
    :param formulas: (row from 1, column from 0) -> whether it reaches out of the workbook
    """

    formulas: dict = field(default_factory=dict)
    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)

    def add_formula(self, row, column, external):
        self.formulas[row, column] = external


def of_xlsx(path, part, limits):
    """
    The facts of one sheet.

    :raises FileRefused: SHEET_TOO_WIDE, before anything is unpacked into memory
    """
    scan = XlsxScan(limits)
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(CHUNK):
            scan.look(rest + chunk)
            # Everything up to the last begun cell has been seen.
            cut = max(chunk.rfind(b"<c "), chunk.rfind(b"<row"), len(chunk) - OVERLAP)
            rest = chunk[cut:]
    return scan.facts


class XlsxScan:
    def __init__(self, limits):
        self.limits = limits
        self.facts = SheetFacts()
        self.shared = {}

    def look(self, chunk):
        if b"<!" in chunk and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
            raise FileRefused("CORRUPT")  # nothing good declares entities
        wide = WIDE.search(chunk)
        if wide:
            raise FileRefused("SHEET_TOO_WIDE", found=wide[1].decode())
        self.look_at_last_cell(chunk)
        if b"<f" in chunk:
            self.look_at_formulas(chunk)
        if b"hidden=" in chunk:
            self.look_at_hidden(chunk)

    def look_at_last_cell(self, chunk):
        """Rows are written in order, so the last filled cell of a chunk lies as far down as any of it."""
        place = len(chunk)
        for _turn in range(100_000):
            place = chunk.rfind(b"<c r=", 0, place)
            if place < 0:
                return
            found = FILLED.match(chunk, place)
            if found:
                row, column = int(found[2]), number_of(found[1]) + 1
                if row * column > self.limits.grid:
                    raise FileRefused("SHEET_TOO_WIDE", found=(found[1] + found[2]).decode())
                return

    def look_at_formulas(self, chunk):
        for letters, row, attributes, text in FORMULA.findall(chunk):
            formula = text.decode("utf-8", "replace")
            external = reaches_out(formula.replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&"))
            shared = NUMBER[b"si"].search(attributes)
            if shared:
                # The first cell of a shared formula has its text, the others only its number.
                external = self.shared.setdefault(shared[1], external) if not text else external
                self.shared[shared[1]] = external
            self.facts.add_formula(int(row), number_of(letters), external)

    def look_at_hidden(self, chunk):
        for tag in ROW.findall(chunk):
            number = HIDDEN.search(tag) and NUMBER[b"r"].search(tag)
            if number:
                self.facts.hidden_rows.add(int(number[1]))
        for tag in COLUMN.findall(chunk):
            first, last = NUMBER[b"min"].search(tag), NUMBER[b"max"].search(tag)
            if HIDDEN.search(tag) and first and last:
                self.facts.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), self.limits.columns + 1)))


def of_ods(path, limits):
    """The facts of each sheet, by name."""
    scan = OdsScan(limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.EntityDeclHandler = scan.refuse
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        parser.ParseFile(stream)
    return scan.sheets


class OdsScan:
    """Counts rows and cells as they come; a repeated cell stands once with its number of repeats."""

    def __init__(self, limits):
        self.limits = limits
        self.sheets = {}
        self.facts = SheetFacts()
        self.row = self.column = self.rows_here = 0

    def refuse(self, *declaration):
        raise FileRefused("CORRUPT")

    def start(self, tag, attributes):
        kind = tag.rpartition(":")[2]
        if kind == "table":
            self.facts = self.sheets[attributes.get("table:name", "")] = SheetFacts()
            self.row = self.column = 0
        elif kind == "table-row":
            self.rows_here = int(attributes.get("table:number-rows-repeated", 1))
            self.column = 0
            if attributes.get("table:visibility") in ("collapse", "filter") and self.rows_here < self.limits.rows:
                self.facts.hidden_rows.update(range(self.row + 1, self.row + 1 + self.rows_here))
        elif kind == "table-column":
            self.column += (repeats := int(attributes.get("table:number-columns-repeated", 1)))
            if attributes.get("table:visibility") in ("collapse", "filter") and repeats <= self.limits.columns:
                self.facts.hidden_columns.update(range(self.column - repeats, self.column))
        elif kind in ("table-cell", "covered-table-cell"):
            self.cell(attributes)

    def cell(self, attributes):
        repeats = int(attributes.get("table:number-columns-repeated", 1))
        if "office:value-type" in attributes or "table:formula" in attributes:
            last, row = self.column + repeats, self.row + self.rows_here
            if last > self.limits.columns or last * row > self.limits.grid:
                raise FileRefused("SHEET_TOO_WIDE", found=f"{letters_of(last)}{row}")
        if "table:formula" in attributes:
            external = reaches_out_ods(attributes["table:formula"])
            for place in range(self.column, self.column + repeats):
                self.facts.add_formula(self.row + 1, place, external)
        self.column += repeats

    def end(self, tag):
        if tag.endswith(":table-row"):
            self.row += self.rows_here


def reaches_out_ods(formula):
    """In .ods another book is 'file:///x.ods'#$Sheet.A1; references to the own one stand in square brackets too."""
    bare = QUOTED.sub('""', formula)
    return bool(re.search(r"'?(?:file|https?):|#\$|\b(?:DDE|WEBSERVICE|RTD)\s*\(", bare, re.I))


def letters_of(number):
    """Letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
