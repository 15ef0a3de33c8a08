"""A pasted list of people beside who is enrolled. Nothing of it is stored, and it enrolls nobody."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import directory
from enrollment.cells.base import CellRefused, Rules, tidy
from enrollment.cells.names import name_search
from enrollment.cells.niks import nik as read_nik
from enrollment.messages import message, where
from enrollment.models import Enrollment, Worker
from municipalities import audit


MOST = 5000  # lines
NAME_LENGTH = 120
APART = re.compile(r"[\t;|]")
NUMBER = r"[0-9][0-9\s.\-_/'`’‘:]*[0-9]"  # noqa: RUF001 as spreadsheets and people set digits apart
# One cell that holds both: the number before the name, or after it.
BEFORE = re.compile(rf"\W*({NUMBER})[\s,]+([^\W\d].*)").fullmatch
AFTER = re.compile(rf"([^\W\d].*?)[\s,]+\W*({NUMBER})\W*").fullmatch
HEADERS = frozenset(
    {"NIK", "NAMA", "NO", "NO.", "NAMA LENGKAP", "NOMOR", "NO KTP", "NO. KTP", "NOMOR INDUK KEPENDUDUKAN"}
)
LIKE_A_NIK = 10  # digits: more than a row's number or a day has
NIK_DIGITS = 16
# What is said of a line, in the order of the counts.
ACTIVE, SOON, ENDED, MISSING, SEVERAL, INVALID = "ACTIVE", "SOON", "ENDED", "MISSING", "SEVERAL", "INVALID"
STATUSES = (ACTIVE, SOON, ENDED, MISSING, SEVERAL, INVALID)
TWO_NUMBERS = gettext_lazy(
    "ada dua nomor 16 angka di baris ini, sehingga tidak jelas mana NIK-nya. Tempel kolom NIK saja, atau NIK dan nama."
)
NO_NUMBER = gettext_lazy("tidak ada NIK dan tidak ada nama di baris ini. Tempel NIK 16 angka, atau nama lengkap.")


class NothingPasted(Refused):
    """No line holds anything."""

    code = "NOTHING_PASTED"


class TooManyLines(Refused):
    """More than are looked up at once."""

    code = "TOO_MANY_LINES"


@dataclass(frozen=True)
class Line:
    """
    One line of the list: a NIK, or a name alone.

    :param problem: why its NIK cannot be one
    :param doubt: what is said of a NIK that nobody here has
    """

    number: int
    nik: str = ""
    name: str = ""
    problem: str = ""
    doubt: str = ""

    @property
    def name_search(self):
        return name_search(self.name)


@dataclass(frozen=True)
class Answer:
    """What is known of a line; of somebody who is found the enrollment to show."""

    line: Line
    status: str
    worker: Worker | None = None
    enrollment: Enrollment | None = None
    namesakes: int = 0

    @property
    def has_other_name(self):
        return bool(self.worker and self.line.name and self.line.name_search != self.worker.name_search)


def read(text, *, today):
    """
    The lines of a pasted list that hold something, with the numbers that the person sees.

    :raises NothingPasted: if there is none
    :raises TooManyLines: if there are more than MOST
    """
    rules = Rules(today=today)
    found = [line for number, row in enumerate(text.splitlines(), start=1) if (line := read_line(number, row, rules))]
    if not found:
        raise NothingPasted(_("Belum ada yang ditempel. Salin kolom NIK dari berkas Anda, lalu tempel di sini."))
    if len(found) > MOST:
        raise TooManyLines(
            _("Ada %(count)s baris; paling banyak %(most)s sekali periksa. Bagi daftarnya, lalu periksa bergiliran.")
            % {"count": grouped(len(found)), "most": grouped(MOST)}
        )
    return found


def read_line(number, row, rules):
    """The line, or None for an empty one and for the heads of columns."""
    cells = [cell for each in APART.split(row.replace("\0", "")) if (cell := cell_of(each))]
    if not cells or all(cell.upper() in HEADERS for cell in cells):
        return None
    if len(cells) == 1:
        cells = apart(cells[0])
    numbers = [cell for cell in cells if digits_in(cell) >= LIKE_A_NIK or "E+" in cell.upper()]
    name = next((cell[:NAME_LENGTH] for cell in cells if cell not in numbers and is_name(cell)), "")
    if sum(digits_in(cell) == NIK_DIGITS for cell in numbers) > 1:
        return Line(number, name=name, problem=where(str(TWO_NUMBERS), row=None, sheet=None))
    if not numbers and name:
        return Line(number, name=name)
    return with_nik(number, max(numbers or cells, key=digits_in), name, rules)


def cell_of(text):
    """A cell as it can be read; what no keyboard writes is left out, so that the line is still named."""
    try:
        return tidy(text).strip("\"'` ,")
    except CellRefused:
        return "".join(each for each in text if each.isprintable()).strip()


def apart(cell):
    """A number and a name that stand in one cell."""
    if both := BEFORE(cell):
        return [both[1], both[2].strip(" ,")]
    if both := AFTER(cell):
        return [both[2], both[1].strip(" ,")]
    return [cell]


def digits_in(cell):
    return sum(each.isdigit() for each in cell)


def is_name(cell):
    """More than the one letter of L/P, and no place or number among digits."""
    return sum(each.isalpha() for each in cell) > 1 and not digits_in(cell)


def with_nik(number, cell, name, rules):
    doubts = []
    try:
        nik = read_nik(cell, lambda code, **detail: doubts.append({"code": code, "column": "nik"} | detail), rules)
    except CellRefused as refusal:
        problem = {"code": refusal.code, "column": "nik"} | refusal.detail
        return Line(number, name=name, problem=message(problem))
    if nik is None:
        return Line(number, name=name, problem=where(str(NO_NUMBER), row=None, sheet=None))
    return Line(number, nik=nik, name=name, doubt=message(doubts[0]) if doubts else "")


def check(lines, *, municipalities, day, by, at, as_file=False):
    """
    What is known of each line, in their order. Who is found is written down as seen.

    Whoever is of another city, or of a unit that the person may not see, is not told from nobody.

    :param as_file: the answers are taken along, and not only shown
    """
    by_nik, by_name = known(lines, municipalities)
    answers = [answer(line, by_nik, by_name, day) for line in lines]
    counts = Counter(each.status for each in answers)
    for city in municipalities:
        people = {each.worker.pk for each in answers if each.worker and each.worker.municipality_id == city.pk}
        audit.record(
            "workers.check_exported" if as_file else "workers.checked", of=city, municipality=city, by=by, at=at,
            people=people, lines=len(lines), count=len(people), invalid=counts[INVALID],
        )  # fmt: skip
    return answers


def known(lines, municipalities):
    """{NIK: enrollments} and {name: enrollments} of whoever these lines may mean."""
    niks = {line.nik for line in lines if line.nik}
    names = {line.name_search for line in lines if not line.nik and not line.problem}
    everybody = directory.enrollments_of(municipalities).select_related("worker", "unit", "category", "municipality")
    by_nik, by_name = defaultdict(list), defaultdict(list)
    for enrollment in everybody.filter(worker__nik__in=niks) if niks else ():
        by_nik[enrollment.worker.nik].append(enrollment)
    for enrollment in everybody.filter(worker__name_search__in=names) if names else ():
        by_name[enrollment.worker.name_search].append(enrollment)
    return by_nik, by_name


def answer(line, by_nik, by_name, day):
    if line.problem:
        return Answer(line, INVALID)
    found = by_nik.get(line.nik, []) if line.nik else by_name.get(line.name_search, [])
    namesakes = len({enrollment.worker.nik for enrollment in found})
    if namesakes > 1:
        return Answer(line, SEVERAL, namesakes=namesakes)
    if not found:
        return Answer(line, INVALID if line.doubt else MISSING)
    enrollment = max(found, key=lambda each: directory.rank(each, day))
    return Answer(line, directory.state_of(enrollment, day), enrollment.worker, enrollment)
