"""A table of cells, and the reader that walks it: which rows hold people, what their cells mean, what does not fit."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from enrollment.cells.base import CellRefused, said
from enrollment.cells.names import name_search
from enrollment.columns import BY_NAME, OF_ROSTER
from enrollment.reader import choosing, comparing, judging, writing
from enrollment.reader.kinds import EMPTY, TOTAL, Kinds, at
from enrollment.reader.scanning import SheetFacts
from municipalities.opening import telling
from municipalities.opening.refusing import FileRefused


NOTHING = (None, writing.NULL, "", ())
WARNING, ERROR = "warning", "error"
LEAVE_HIDDEN_ROWS = "LEAVE_HIDDEN_ROWS"


@dataclass(frozen=True)
class Table:
    """
    :param rows: gives the rows from the first one of the sheet on, each a list of cells
    :param left: columns of the sheet before the first cell of a row
    :param is_text: every cell is text, as in a CSV
    :param height: rows of the sheet, about; 0 where that is not known
    :param instead: what to ask where a person has chosen it and no roster stands in it; gives a Question or None
    """

    rows: Callable
    sheet: str = ""
    facts: SheetFacts | None = None
    left: int = 0
    is_text: bool = False
    height: int = 0
    instead: Callable = lambda: None

    def first(self, count):
        return list(islice(self.rows(), count))


class ColumnReader:
    """Cleans the cells of one column; what repeats is cleaned once."""

    def __init__(self, column, place, rules, texts):
        """:param texts: {what the file says: what a person says it means}"""
        self.column, self.place, self.rules, self.texts = column, place, rules, texts
        self.name, self.clean = column.name, column.clean
        self.known = {} if column.repeats else None

    def read(self, cell):
        """(value, text for COPY, member of the raw JSON, problems) of a cell."""
        if cell in EMPTY:
            return NOTHING
        if self.known is None or type(cell) is bool:
            return self.fresh(cell)
        found = self.known.get(cell)
        if found is None:
            found = self.known[cell] = self.fresh(cell)
        return found

    def fresh(self, cell):
        problems = []

        def warn(code, **detail):
            problems.append(problem(code, self.name, WARNING, detail))

        try:
            value = self.clean(cell, warn, self.rules)
            if self.texts:
                value = self.texts.get(value, value)
        except CellRefused as refused:
            value = None
            problems.append(problem(refused.code, self.name, ERROR, refused.detail))
        return value, self.copied(value), writing.raw_member(self.name, said(cell)), problems

    def copied(self, value):
        if value is None:
            return writing.NULL
        if self.name == "name":
            return f"{writing.escaped(value)}\t{writing.escaped(name_search(value))}"
        return writing.escaped(value)


def problem(code, column, level, detail):
    kept = {
        name: writing.UNKEEPABLE.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in detail.items()
    }
    return {"code": code, "column": column, "level": level, **kept}


class Reader:
    """Reads a table into the COPY file, and judges at the end what only the whole column can tell."""

    def __init__(
        self, table, out, rules, limits, wage_required, accepted, columns=None, known=None, fixes=None, typed=False
    ):
        """
        :param columns, known: as choosing.Choice takes them
        :param typed: as reading.read takes it
        :param fixes: what people put right: {"rows": {number: {column: text}}, "texts": {column: {found: meant}}}
        """
        fixes = fixes or {}
        self.table, self.out, self.rules, self.limits = table, out, rules, limits
        self.accepted, self.typed = accepted, typed
        self.choice = choosing.Choice(table, limits, wage_required, columns, known)
        self.facts = table.facts or SheetFacts()
        self.fixes = {int(row_no): cells for row_no, cells in fixes.get("rows", {}).items()}
        self.texts = fixes.get("texts", {})
        self.header, self.notices = None, []
        self.hidden_taken = []

    def run(self, tell=telling.nobody):
        """
        :param tell: is told (rows read, of how many) now and then
        :raises FileRefused, Question: what concerns the file as a whole
        """
        self.header = self.find_header()
        self.kinds = Kinds(self.header)
        # In the order of the COPY file; what the file does not have stays empty.
        self.columns = [self.column(name, place) for name, place in self.header.places.items()]
        self.blank = [writing.NULL if name != "name" else f"{writing.NULL}\t{writing.NULL}" for name in BY_NAME]
        self.slots = {name: slot for slot, name in enumerate(BY_NAME)}
        self.judge = judging.Judge(self.header.places, self.rules, self.accepted)
        begin = self.header.row + self.header.lines
        first = 1 if self.typed else begin + 1
        for row_no, row in enumerate(islice(self.table.rows(), begin, None), start=first):
            self.take(row_no, row)
            if not row_no % telling.EVERY:
                tell(row_no, self.table.height)
        if not self.out.rows:
            raise FileRefused("EMPTY", reason="NO_ROWS")
        with self.choice.asked_again():
            self.judge.decide()
        self.notices += self.about_columns()

    def find_header(self):
        """:raises FileRefused, Question: as Choice.header; what a person has chosen by mistake is asked again"""
        try:
            return self.choice.header()
        except FileRefused as refused:
            if question := self.table.instead():
                raise question from refused
            raise

    def column(self, name, place):
        return ColumnReader(BY_NAME[name], place, self.rules, self.texts.get(name, {}))

    def mended(self, row_no, row):
        """The row with what a person has put right in place of what the file says."""
        row = list(row)
        for name, text in self.fixes[row_no].items():
            place = self.header.places.get(name)
            if place is not None:
                row += [""] * (place + 1 - len(row))
                row[place] = text
        return row

    def take(self, row_no, row):
        """One row of the sheet: a person, something that is skipped and counted, or nothing."""
        if row_no in self.fixes:
            row = self.mended(row_no, row)
        kind = self.kinds.of(row)
        if not kind:
            return
        if self.out.rows >= self.limits.rows:
            raise FileRefused("TOO_MANY_ROWS", limit=self.limits.rows)
        left_out = False
        if row_no in self.facts.hidden_rows:
            self.hidden_taken.append(row_no)
            left_out = LEAVE_HIDDEN_ROWS in self.accepted
        if kind == TOTAL or left_out:
            members = [cell.read(at(row, cell.place))[2] for cell in self.columns]
            raw = ", ".join(filter(None, members))
            self.out.add(row_no, "\t".join(self.blank), raw, "", refused=False, skipped=True)
        else:
            self.person(row_no, row)

    def person(self, row_no, row):
        values, copied, raw, problems = {}, self.blank.copy(), [], []
        width = len(row)
        for column in self.columns:
            place, name = column.place, column.name
            value, text, member, found = column.read(row[place]) if place < width else NOTHING
            values[name] = value
            if value is not None:
                copied[self.slots[name]] = text
            if member:
                raw.append(member)
            if found:
                problems += found
            elif value is None and column.column.required:
                problems.append(problem("REQUIRED", name, ERROR, {}))
        if self.facts.formulas:
            problems += self.formulas(row_no, row)
        problems = comparing.compare(values, problems)
        self.judge.see(row, values, problems)
        refused = any(each["level"] == ERROR for each in problems)
        self.out.add(row_no, "\t".join(copied), ", ".join(raw), writing.problems_text(problems), refused)

    def formulas(self, row_no, row):
        found = []
        for column in self.columns:
            external = self.facts.formulas.get((row_no, column.place + self.table.left))
            if external is not None and column.name not in self.fixes.get(row_no, {}):
                shown = said(at(row, column.place))[:60]
                shown = shown if column.name != "nik" else shown[:6] + "…"
                code, level = ("FORMULA_EXTERNAL", ERROR) if external else ("FORMULA", WARNING)
                found.append(problem(code, column.name, level, {"found": shown}))
        return found

    def about_header(self):
        if self.header is None:
            return {}
        return {
            "header_row": self.header.row + 1 if self.header.lines else None,
            "mapping": self.header.mapping,
            "ignored": self.header.ignored,
            "fingerprint": self.choice.fingerprint,
            "part_of": next((int(found[1]) for text in self.header.texts if (found := OF_ROSTER(text))), None),
            "remembered_from": self.choice.remembered_from,
        }

    def about_columns(self):
        """What concerns the whole sheet and stops nothing."""
        found = []
        if self.hidden_taken:
            notice = {"rows": self.hidden_taken[:50], "count": len(self.hidden_taken), "options": [LEAVE_HIDDEN_ROWS]}
            found.append({"code": "HIDDEN_ROWS", "level": WARNING, **notice})
        hidden = [c.name for c in self.columns if c.place + self.table.left in self.facts.hidden_columns]
        if hidden:
            found.append({"code": "HIDDEN_COLUMNS", "level": WARNING, "columns": hidden})
        if self.header.ignored:
            found.append({"code": "COLUMN_IGNORED", "level": WARNING, "headers": self.header.ignored[:20]})
        return found
