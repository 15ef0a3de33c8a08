"""What only a whole column can tell: which way round its dates are, what its wages count, what it really holds."""

import re
from collections import Counter
from datetime import date

from enrollment.cells.base import said
from enrollment.reader.refusing import Question
from municipalities.opening.refusing import FileRefused


SAMPLE = 300  # rows whose cells are looked at for what kind of thing they are
MOST = 0.8  # of a column's cells
FEW = 5  # rows; with fewer only an exchange of two columns is certain
CLEAR = 10  # dates that only make sense day first: so many make a column clear, whatever slips stand in it
SLIPS = 0.02  # of a clear column's dates may be slips; more are a second way of writing
DAY_FIRST, MONTH_FIRST, WAGE_UNIT = "DATE_ORDER_DAY_FIRST", "DATE_ORDER_MONTH_FIRST", "WAGE_UNIT"
DATE = re.compile(r"(?:\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]+\d{2,4}|\d{4}-\d{1,2}-\d{1,2})")
# The kind that a column is made of, and the kinds that cannot be it.
KINDS = {
    "nik": ("nik", {"date", "amount", "words"}),
    "name": ("words", {"nik", "date", "amount"}),
    "birth_date": ("date", {"nik", "words", "amount"}),
    "wage": ("amount", {"nik", "date"}),
    "start_date": ("date", {"nik", "words", "amount"}),
    "kpj": ("", {"nik"}),
    "phone": ("", {"nik"}),
    "unit": ("", {"nik"}),
    "category": ("", {"nik"}),
}


class Judge:
    """Watches the rows go by and decides at the end."""

    def __init__(self, places, rules, accepted):
        self.places, self.rules, self.accepted = places, rules, accepted
        self.sample = []
        self.wages = self.small = 0

    def see(self, row, values, problems):
        if len(self.sample) < SAMPLE:
            self.sample.append(row)
        if values.get("wage") is not None:
            self.wages += 1
        elif problems and any(each["column"] == "wage" and each.get("small") for each in problems):
            self.wages += 1
            self.small += 1

    def decide(self):
        """:raises FileRefused, Question:"""
        self.decide_columns()
        self.decide_dates()
        if self.small > 1 and self.small == self.wages and WAGE_UNIT not in self.accepted:
            raise Question("WAGE_UNIT", options=[WAGE_UNIT], count=self.small)

    def decide_columns(self):
        """:raises FileRefused: COLUMN_SUSPECT, naming what the column seems to be"""
        made_of = {name: self.kinds(place) for name, place in self.places.items() if name in KINDS}
        for name, kinds in made_of.items():
            own, wrong = KINDS[name]
            count = kinds.total()
            seems = max(wrong, key=lambda kind: kinds[kind])
            if not count or kinds[seems] < MOST * count:
                continue
            exchanged = any(own and other != name and theirs[own] >= MOST * count for other, theirs in made_of.items())
            if count >= FEW or exchanged:
                raise FileRefused("COLUMN_SUSPECT", column=name, reason=seems.upper())

    def kinds(self, place):
        cells = (row[place] for row in self.sample if place < len(row) and row[place] not in ("", None))
        return Counter(kind_of(cell) for cell in cells)

    def decide_dates(self):
        """
        Dates that make sense only month first are slips where the others show how the column is written.

        :raises Question: DATE_ORDER_MIXED
        """
        if self.accepted & {DAY_FIRST, MONTH_FIRST}:
            return
        for column, orders in self.rules.orders.items():
            if orders["MONTH"] and not are_slips(orders):
                examples = [self.rules.samples[column, order] for order in ("MONTH", "EITHER", "DAY") if orders[order]]
                raise Question("DATE_ORDER_MIXED", options=[DAY_FIRST, MONTH_FIRST], column=column, found=examples)


def are_slips(orders):
    """Whether the dates that make sense only month first are slips in a column that is written day first."""
    if not orders["EITHER"]:
        return bool(orders["DAY"]) or orders["MONTH"] == 1
    return orders["DAY"] >= CLEAR and (orders["MONTH"] == 1 or orders["MONTH"] <= SLIPS * orders.total())


def kind_of(cell):
    """Of what kind a cell is, as far as one cell can tell: nik, date, amount, words or other."""
    if isinstance(cell, date):
        return "date"
    text = said(cell).strip()
    digits = re.sub(r"\D", "", text)
    if DATE.search(text):
        return "date"
    if len(digits) in (15, 16) and len(text) <= 22:
        return "nik"
    if digits and re.fullmatch(r"(?i)(?:rp\.?|idr)?\s*[\d.,]+(?:,-|-)?", text):
        return "amount" if 6 <= len(digits.removesuffix("00") if "," in text else digits) <= 9 else "other"
    return "words" if not digits and any(letter.isalpha() for letter in text) else "other"
