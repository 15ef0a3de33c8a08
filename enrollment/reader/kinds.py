"""Which rows of a table are people, which are skipped and counted, and which are nothing."""

import re

from enrollment.reader import headers


TOTALS = re.compile(r"(?:jumlah|jml|total|sub ?total|grand total)\b", re.IGNORECASE)
SIGNATURES = re.compile(r"(?:mengetahui|kepala|dibuat|nip\b|an\.|a\.n\.|catatan|keterangan|ttd|\*)", re.IGNORECASE)
EMPTY = ("", None)
PERSON, TOTAL, NOTHING = "PERSON", "TOTAL", ""


class Kinds:
    """Asked row by row, from the first below the header on: below a total stand signatures."""

    def __init__(self, header):
        self.header = header
        self.total_seen = False

    def of(self, row):
        """PERSON; TOTAL for what is skipped and counted; NOTHING for blank rows and the signatures below the table."""
        nik = at(row, self.header.places["nik"])
        if type(nik) is str and len(nik) == 16 and nik.isdigit():
            return PERSON
        words = [text for cell in row if cell not in EMPTY and (text := headers.one_line(cell))]
        if not words:
            return NOTHING
        required = [headers.one_line(at(row, self.header.places[name])) for name in ("nik", "name", "birth_date")]
        has_number = sum(character.isdigit() for character in required[0]) >= 10
        if not has_number and any(TOTALS.match(word) for word in words[:3]):
            self.total_seen = True
            return TOTAL
        if self.is_header_again(row) or is_numbering(words):
            return TOTAL
        filled = sum(map(bool, required))
        if not has_number and filled < 2:
            few = len(words) <= 2 or self.total_seen
            signed = any(SIGNATURES.match(word) for word in words)
            if (not filled and few) or signed or (self.total_seen and len(words) <= 3):
                return NOTHING
        return PERSON

    def is_header_again(self, row):
        same = sum(
            headers.normal(headers.one_line(at(row, place))) == headers.normal(self.header.texts[place])
            or (headers.KNOWN.get(headers.normal(headers.one_line(at(row, place)))) or ("",))[0] == name
            for name, place in self.header.places.items()
            if at(row, place) not in EMPTY
        )
        return same > 2 or same == len(self.header.places)


def at(row, place):
    return row[place] if place < len(row) else ""


def is_numbering(words):
    """The line of column numbers below many a header: 1, 2, 3 or (1), (2), (3)."""
    if len(words) < 3:
        return False
    numbers = [re.sub(r"[().\s]", "", word) for word in words]
    numbers = [number.removesuffix("0").rstrip(".") if number.endswith(".0") else number for number in numbers]
    if not all(number.isdecimal() and len(number) <= 2 for number in numbers):
        return False
    return [int(number) for number in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
