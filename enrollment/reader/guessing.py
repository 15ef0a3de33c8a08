"""What the columns of a table seem to hold, going by their cells. It only proposes: a person decides."""

import re
from collections import Counter
from datetime import date

from enrollment.cells.base import said
from enrollment.columns import BY_NAME
from enrollment.reader.judging import MOST, kind_of


SEXES = frozenset({"l", "p", "lk", "pr", "laki-laki", "perempuan", "pria", "wanita"})
PHONE = re.compile(r"(?:\+?62|0?8)[\d -]{7,14}")
KPJ = re.compile(r"[0-9A-Za-z]{11}")
YEAR = re.compile(r"(?:19|20)\d\d")
# Shares of different values: names hardly repeat, units and kinds of worker do.
HARDLY, OFTEN = 0.9, 0.5


def guess(rows, places, barred=()):
    """
    {index: our column} for what no header tells.

    :param rows: rows that hold people, as far as one can know
    :param places: our column -> index, as the headers tell
    :param barred: indexes whose header says that they are something else
    """
    width = max(map(len, rows), default=0)
    taken = {*places.values(), *barred}
    free = {place: cells for place in range(width) if place not in taken and (cells := filled(rows, place))}
    found = {}
    for name, candidates in proposals(free).items():
        if name not in places and candidates:
            found[candidates[0]] = name
    return found


def proposals(free):
    """Our column -> the indexes that may hold it, the likeliest first."""
    by_kind = {}
    for place, cells in free.items():
        by_kind.setdefault(seems(cells), []).append(place)
    dates = sorted(by_kind.get("date", []), key=lambda place: average_year(free[place]))
    words = by_kind.get("words", [])
    names = [place for place in words if variety(free[place]) >= HARDLY and average_words(free[place]) > 1.2]
    groups = [place for place in words if variety(free[place]) <= OFTEN]
    found = {
        "nik": sorted(by_kind.get("nik", []), key=lambda place: births(free[place]), reverse=True),
        "name": names,
        "birth_date": dates[:1],
        "start_date": dates[1:],
        "sex": by_kind.get("sex", []),
        "wage": by_kind.get("amount", []),
        "unit": groups,
        "kpj": by_kind.get("kpj", []),
        "phone": by_kind.get("phone", []),
    }
    return {name: found.get(name, []) for name in BY_NAME}


def filled(rows, place):
    return [row[place] for row in rows if place < len(row) and row[place] not in ("", None)]


def seems(cells):
    """The kind that most of the cells are of; "" where none is."""
    kind, count = Counter(map(closer_kind, cells)).most_common(1)[0]
    return kind if count >= MOST * len(cells) else ""


def closer_kind(cell):
    text = said(cell).strip()
    if text.lower() in SEXES:
        return "sex"
    if not isinstance(cell, date):
        if PHONE.fullmatch(text):
            return "phone"
        if KPJ.fullmatch(text) and any(letter.isdigit() for letter in text):
            return "kpj"
    kind = kind_of(cell)
    return "words" if kind == "other" and any(letter.isalpha() for letter in text) else kind  # "SDN 1"


def births(cells):
    """The share of numbers with a day and a month where a NIK has them; a family card's number has another date."""
    digits = [re.sub(r"\D", "", said(cell)) for cell in cells]
    fit = sum(1 <= int(each[6:8] or 0) % 40 <= 31 and 1 <= int(each[8:10] or 0) <= 12 for each in digits)
    return fit / len(cells), variety(cells)


def variety(cells):
    return len({said(cell) for cell in cells}) / len(cells)


def average_words(cells):
    return sum(len(said(cell).split()) for cell in cells) / len(cells)


def average_year(cells):
    years = [int(year[0]) for cell in cells if (year := YEAR.search(said(cell)))]
    return sum(years) / len(years) if years else 9999
