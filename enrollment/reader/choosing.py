"""Which column holds what where the headers do not tell: a person is asked, shown what stands there, and answers."""

import re
from contextlib import contextmanager

from enrollment.reader import fingerprints, guessing, headers, judging
from enrollment.reader.headers import Header
from enrollment.reader.refusing import Question
from municipalities.opening.refusing import FileRefused


SHOWN = 8  # first rows of the sheet that a person sees
SAMPLES = 3  # values of each column
LONGEST = 40  # characters of a value
LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){9,}")
EMPTY = ("", None)


class Choice:
    """
    :param columns: None where nobody has said anything; {} where a person wants to say it; else what was said:
        {"row": the sheet's row in which the header ends, 0 for none, "lines": how many it takes,
        "places": {our column: index}}
    :param known: {fingerprint of a header: columns as above, and the roster they were chosen for}
    """

    def __init__(self, table, limits, wage_required, columns, known=None):
        self.known = known or {}
        self.fingerprint = self.remembered_from = None
        self.table, self.limits, self.wage_required, self.columns = table, limits, wage_required, columns
        self.rows = []

    def header(self):
        """:raises FileRefused, Question: EMPTY, MISSING_COLUMN, MAP_COLUMNS"""
        self.rows = self.table.first(headers.LOOKED_AT + judging.SAMPLE)
        found = headers.find(self.rows[: headers.LOOKED_AT + 1], self.limits)
        if self.columns is None and (again := fingerprints.find(self.rows, self.known)):
            mark, row, _lines = again
            self.columns = self.known[mark] | {"row": row}
            self.remembered_from = self.columns["roster"]
        if self.columns:
            found = self.chosen()
        missing = headers.missing(found.places, self.wage_required)
        if missing:
            self.refuse_or_ask(found, missing)
        if self.columns == {}:
            raise self.question(found, "ASKED")
        if self.columns is None and (twice := self.twice(found)):
            names = [self.title(found.texts, place) for places in twice.values() for place in places]
            raise self.question(found, "TWICE", columns=list(twice), found=names, doubted=twice)
        return found

    def chosen(self):
        row, lines, places = (self.columns[name] for name in ("row", "lines", "places"))
        texts = [headers.one_line(cell) for cell in self.row(row - 1)] if row else []
        if lines == 2:
            texts = headers.merged([headers.one_line(cell) for cell in self.row(row - 2)], texts)
        self.fingerprint = fingerprints.of(texts) or None
        # What is read, and what is left out, has a name on the page even where no header gives it one.
        named = {*places.values(), *self.filled(row)}
        texts += [""] * (max(named) + 1 - len(texts))
        texts = [self.title(texts, place) if place in named else text for place, text in enumerate(texts)]
        return Header(row - lines if row else 0, lines if row else 0, places, texts)

    def row(self, index):
        return self.rows[index] if index < len(self.rows) else []

    def refuse_or_ask(self, found, missing):
        """:raises FileRefused, Question: a person is asked only where there are columns enough to choose from"""
        wide = len(self.filled(0)) > 1
        if not found.places or (wide and sum(map(bool, found.texts)) == 1):
            found, missing = self.unknown(), headers.needed(self.wage_required)
        there = [text for text in found.texts if text][:12]
        spare = [place for place in self.filled(found.row + found.lines) if place not in found.places.values()]
        if len(spare) < len(missing):
            raise FileRefused("MISSING_COLUMN", missing=missing, found=there)
        raise self.question(found, "" if there else "NO_HEADER", missing=missing, found=there)

    def unknown(self):
        """Where no word is known: the fullest of the rows above the first number, or no header at all."""
        best = Header(0, 0, {}, [])
        for index, row in enumerate(self.rows[: headers.LOOKED_AT]):
            texts = [headers.one_line(cell) for cell in row]
            if any(map(headers.is_data, texts)):
                break
            if any(texts) and sum(map(bool, texts)) >= sum(map(bool, best.texts)):
                best = Header(index, 1, {}, texts)
        return best

    def filled(self, begin):
        """Indexes of the columns in which something stands below the header."""
        rows = self.rows[begin:]
        width = min(max(map(len, self.rows), default=0), self.limits.columns)
        return [place for place in range(width) if any(place < len(row) and row[place] not in EMPTY for row in rows)]

    def twice(self, found):
        """Our column -> indexes of columns that mean the same and do not say the same."""
        rows = self.rows[found.row + found.lines :]
        return {name: places for name, places in headers.rivals(found.texts).items() if differ(rows, places)}

    @contextmanager
    def asked_again(self):
        """What a person has chosen is asked again where the cells belie it: the file is not at fault."""
        try:
            yield
        except FileRefused as refused:
            if refused.code != "COLUMN_SUSPECT" or not self.columns:
                raise
            again = self.question(self.chosen(), "SUSPECT", column=refused.detail["column"])
            raise again from refused

    def question(self, header, reason, *, doubted=None, **detail):
        """
        :param doubted: our columns for which several stand there: none of them is proposed
        """
        places = {name: place for name, place in header.places.items() if name not in (doubted or {})}
        barred = [place for place, text in enumerate(header.texts) if headers.normal(text) in headers.NOT_OURS]
        barred += [place for doubt in (doubted or {}).values() for place in doubt]
        begin = header.row + header.lines
        guessed = guessing.guess(self.rows[begin:], places, barred)
        sure = dict(map(reversed, places.items()))
        columns = [
            {
                "place": place,
                "letter": letter(place + self.table.left),
                "header": header.texts[place] if place < len(header.texts) else "",
                "samples": self.samples(begin, place),
                "name": sure.get(place) or guessed.get(place, ""),
                "sure": place in sure,
            }
            for place in self.filled(begin)
        ]
        last = header.row + header.lines
        first = [[shown(cell) for cell in row[: self.limits.columns]] for row in self.rows[: max(SHOWN, last + 2)]]
        return Question(
            "MAP_COLUMNS",
            reason=reason,
            needed=headers.needed(self.wage_required),
            samples={"row": last, "lines": header.lines, "first": first, "left": self.table.left, "columns": columns},
            **detail,
        )

    def samples(self, begin, place):
        values = dict.fromkeys(shown(cell) for cell in guessing.filled(self.rows[begin:], place))
        return list(values)[:SAMPLES]

    def title(self, texts, place):
        """What a column is called: its header, else its letter."""
        return (texts[place] if place < len(texts) else "") or f"kolom {letter(place + self.table.left)}"


def differ(rows, places):
    """Whether two columns say different things in a row where both say something."""
    for row in rows:
        values = {headers.normal(headers.one_line(row[place])) for place in places if place < len(row)} - {""}
        longest = max(values, key=len, default="")
        if any(value not in longest for value in values):
            return True
    return False


def shown(cell):
    """A cell as a person may see it: of a long number the first six digits."""
    text = headers.one_line(cell) if cell not in EMPTY else ""
    masked = LONG_NUMBER.sub(lambda number: re.sub(r"\D", "", number[0])[:6] + "…", text)
    return masked if len(masked) <= LONGEST else masked[:LONGEST] + "…"


def letter(index):
    """The letter of a column, as spreadsheets name it: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
