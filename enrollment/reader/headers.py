"""Which row of a table is its header, and which of our columns each header means (safety.md E 18 to 21)."""

import re
from dataclasses import dataclass

from enrollment.cells.base import said
from enrollment.columns import BY_NAME, NUMBERS, OTHERS, ROSTER
from municipalities.opening.refusing import FileRefused


LOOKED_AT = 20  # rows in which a header is looked for
LONGEST = 80  # characters of a header; more is a sentence
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|\*")
SPELLED = re.compile(r"\b(?:[a-z] )+[a-z]\b")  # "N I K"
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "FullName"
MONTH = (
    "(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:stus)?|agt|sep(?:t|tember)?|okt(?:ober)?|"
    "nov(?:ember)?|des(?:ember)?)"
)
# "Honor 2026", "Upah Bulan November 2026": the same column as without its time.
TIME = re.compile(rf"(?: (?:per|bulan|bln|tahun|thn|ta))* (?:{MONTH} )?(?:20\d\d)(?: (?:20)?\d\d)?$| {MONTH}$")


def normal(header):
    """A header as it is compared: letters and digits alone; case, brackets and "rupiah" do not count."""
    text = re.sub(r"[^0-9a-z]+", " ", HUMP.sub(" ", BRACKETS.sub(" ", header)).lower()).strip()
    text = re.sub(r"\b(?:nomor|nomer|nmr)\b", "no", text)
    text = re.sub(r"\btanggal\b", "tgl", text)
    text = SPELLED.sub(lambda match: match[0].replace(" ", ""), text)
    return " ".join(re.sub(r"\b(?:rp|rupiah)\b", " ", text).split())


def spellings(column):
    return (column.label, *column.synonyms, column.name.replace("_", " "))


# What a header means: our column and how good the word for it is (0 is best).
KNOWN = {}
for column in ROSTER:
    for rank, words in enumerate(spellings(column)):
        KNOWN.setdefault(normal(words), (column.name, rank))
NOT_OURS = frozenset(normal(words) or words for words in OTHERS)
LONGEST_FIRST = sorted(KNOWN, key=len, reverse=True)
# Of two headers that mean the same, our own name for it (0) is better than another word, that word alone better than
# with a time, and this better than where it only ends the header.
TIMED, TAIL = len(KNOWN), 2 * len(KNOWN)


@dataclass(frozen=True)
class Header:
    """
    :param row: index of its first line
    :param lines: how many lines it takes
    :param places: our column -> index of the cell
    :param texts: what stands in each cell of it
    """

    row: int
    lines: int
    places: dict
    texts: list

    @property
    def mapping(self):
        return {name: self.texts[place] for name, place in self.places.items()}

    @property
    def ignored(self):
        """Headers of columns that are not read. Running numbers carry nothing and go without a word."""
        taken = set(self.places.values())
        return [
            text
            for place, text in enumerate(self.texts)
            if text and place not in taken and normal(text) not in {normal(word) for word in NUMBERS}
        ]


def meaning(text):
    """(our column, rank) of a header, or None. Under a group's header its own words come last."""
    words = normal(text)
    if words in KNOWN:
        return KNOWN[words]
    if (timeless := TIME.sub("", words)) in KNOWN:
        name, rank = KNOWN[timeless]
        return name, rank + TIMED
    if not words or words in NOT_OURS or len(text) > LONGEST:
        return None
    for known in LONGEST_FIRST:
        if words.endswith(f" {known}"):
            if any(words.endswith(f" {other}") for other in NOT_OURS if len(other) > len(known)):
                return None
            name, rank = KNOWN[known]
            return name, rank + TAIL
    return None


def find(rows, limits):
    """
    The header among the first rows: the place that names most of our columns, required ones first.

    :raises FileRefused: EMPTY
    """
    best = Header(0, 0, {}, [])
    for index in range(min(LOOKED_AT, len(rows))):
        for found in candidates(rows, index, limits):
            # Of two that name as much the one line wins, unless the second line explains the first.
            as_good = worth(found) == worth(best) and found.row == best.row and found.lines == 2
            if worth(found) > worth(best) or (as_good and explains(rows[index + 1])):
                best = found
    if not any(any(cell not in ("", None) for cell in row) for row in rows):
        raise FileRefused("EMPTY")
    return best


def needed(wage_required=False):
    """The columns a file must have, in our order."""
    return [name for name, column in BY_NAME.items() if column.required or (wage_required and name == "wage")]


def missing(places, wage_required=False):
    return [name for name in needed(wage_required) if name not in places]


def candidates(rows, index, limits):
    """The header that may begin in a row: of one line, and of two where the next row is no person."""
    texts = [one_line(cell) for cell in rows[index]]
    yield Header(index, 1, places(texts[: limits.columns]), texts)
    below = [one_line(cell) for cell in rows[index + 1]] if index + 1 < len(rows) else []
    # A title stands above a header as well; what names no more with it than without it is none of the header.
    alone = Header(index + 1, 1, places(below[: limits.columns]), below)
    if any(below) and not any(map(is_data, below)):
        both = merged(texts, below)
        found = Header(index, 2, places(both[: limits.columns]), both)
        if worth(found) > worth(alone):
            yield found


def explains(row):
    """Whether a row below a header holds words of headers: TEMPAT and TANGGAL below KELAHIRAN."""
    words = [normal(one_line(cell)) for cell in row]
    return sum(word in KNOWN or word in NOT_OURS or word == "tgl" for word in words) > 1


def worth(header):
    return sum(1 + 3 * BY_NAME[name].required for name in header.places)


def one_line(cell):
    return " ".join(said(cell).split()) if cell is not None else ""


def merged(above, below):
    """The texts of a header over two lines: a group above goes with each of the columns below it."""
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    texts, group = [], ""
    for top, low in zip(above, below, strict=True):
        group = top or (group if low else "")
        texts.append(low if meaning(low) and not meaning(top) else f"{group} {low}".strip() if low else top)
    return texts


def is_data(text):
    """Whether a line holds a person, and is no second line of a header."""
    return sum(character.isdigit() for character in text) > 5


def places(texts):
    """Our column -> index: for each column the best word that stands there; the first of two equals."""
    return {name: min(words)[1] for name, words in meant(texts).items()}


def meant(texts):
    """Our column -> [(rank, index)] of every header that means it."""
    found = {}
    for place, text in enumerate(texts):
        if text and (word := meaning(text)):
            found.setdefault(word[0], []).append((word[1], place))
    return {name: found[name] for name in BY_NAME if name in found}


def rivals(texts):
    """Our column -> the indexes of headers that mean it equally well, where there are several."""
    found = {}
    for name, words in meant(texts).items():
        best = min(words)[0]
        below = next((limit for limit in (1, TIMED, TAIL) if best < limit), 0)
        same = [place for rank, place in words if rank < below]
        if len(same) > 1 and not BY_NAME[name].either:
            found[name] = same
    return found
