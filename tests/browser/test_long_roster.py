"""
A roster of 2,000 people with 40 faults of many kinds, from the upload to the saving, by the keyboard alone; under
--long by mouse too.

With PAYUNG_RECORDINGS set to a folder each way is recorded there: `playwright show-trace FOLDER/by-mouse.zip`.
"""

import os
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from examples.offices.common import dashed
from examples.people import People
from examples.sheets import Sheet, write
from tests.browser.keyboard import Keyboard


pytestmark = pytest.mark.browser
SLOW = 90_000  # ms; a busy machine has one worker for every browser test
ROWS = 2_000
HEADER = ["NIK", "Nama Lengkap", "Tanggal Lahir", "L/P", "Unit Kerja", "Honor"]
NIK, NAME, BIRTH, SEX, UNIT, WAGE = range(len(HEADER))
FIRST = 2  # the file's row of the first person
UNIT_OF_ALL, MISSPELT = "Dinas Kesehatan", "Dinas Kesehtan"
# (how many rows, the column and its name, what is written there, what the city says of it); together forty.
FAULTS = (
    (10, UNIT, "unit", lambda _cell: MISSPELT, "UNIT_UNKNOWN"),
    (6, NIK, "nik", lambda cell: cell[:15], "NIK_LENGTH"),
    (4, NIK, "nik", lambda _cell: "0" * 16, "NIK_ZEROS"),
    (5, BIRTH, "birth_date", lambda _cell: "31-02-1985", "DATE_IMPOSSIBLE"),
    (3, BIRTH, "birth_date", lambda _cell: "tidak tahu", "DATE_UNREADABLE"),
    (4, NAME, "name", lambda cell: f"{cell} 2", "NAME_INVALID"),
    (3, WAGE, "wage", lambda _cell: "1.500", "WAGE_AMBIGUOUS"),
    (5, SEX, "sex", lambda _cell: "X", "SEX_UNKNOWN"),
)
REMARKS = ("SEX_UNKNOWN",)  # nobody is left out for them


@dataclass
class Office:
    """
    The file of an office, and how it should have been.

    :param right: {code: {(row in the file, name of the column): what belongs there}}
    """

    path: Path
    right: dict = field(default_factory=dict)

    @property
    def refused(self):
        return sum(len(cells) for code, cells in self.right.items() if code not in REMARKS)


def office(path, seed):
    people = People("serang")
    people.random = random.Random(seed)
    rows = [
        [each.nik, each.name, dashed(each.birth_date), each.sex, UNIT_OF_ALL, "1500000"]
        for each in people.draw(ROWS, kpj_year=2024, degrees=False)
    ]
    made, places = Office(path), iter(people.random.sample(range(ROWS), 40))
    for count, column, name, spoil, code in FAULTS:
        for row in sorted(next(places) for _ in range(count)):
            made.right.setdefault(code, {})[row + FIRST, name] = rows[row][column]
            rows[row][column] = spoil(rows[row][column])
    write(path, [Sheet("Honorer", [], [HEADER], rows)])
    return made


class ByMouse:
    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def choose_kind(self, kind):
        self.page.select_option("select[name=category]", label=kind)

    def give(self, path):
        self.page.set_input_files("input[type=file]", path)

    def press(self, said):
        self.page.click(f"main button:has-text('{said}') >> visible=true")

    def open_kind(self, code):
        self.page.click(f"main a[href*='masalah={code}']")

    def type_all(self, cells):
        for (row, column), text in cells.items():
            self.page.fill(f"input[name='sel-{row}-{column}']", text)
        self.press("Simpan perbaikan dan periksa ulang")

    def take_back(self):
        self.page.click("summary:has-text('Batalkan unggahan')")
        self.page.click("dialog button:has-text('Batalkan unggahan ini')")


class ByKeyboard:
    """Tab, letters, Enter, Esc and Alt with an arrow."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page
        self.keys = Keyboard(visitor, Keyboard.nothing_found())
        # From here on the browser hands over what opens to choose a file: asked only as the key is pressed, it may
        # hear of the key first.
        self.page.on("filechooser", lambda chooser: None)

    def choose_kind(self, kind):
        self.keys.fill("Jenis pekerja", kind)

    def give(self, path):
        self.keys.go("Berkas", tags=("INPUT",))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(path)

    def press(self, said):
        self.keys.go(said)
        self.page.keyboard.press("Enter")

    def open_kind(self, code):
        title = self.page.inner_text(f"main a[href*='masalah={code}']").split("\n")[0].strip()
        self.keys.go(title[:20])
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type_all(self, cells):
        for number, text in enumerate(cells.values()):
            if number:
                self.page.keyboard.press("Alt+ArrowDown")
            else:
                self.to_the_first_cell()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def to_the_first_cell(self):
        """Past the fields of the rules above the rows."""
        for _rule in range(10):
            self.keys.go("", tags=("INPUT",))
            if self.page.evaluate("document.activeElement.hasAttribute('data-mend')"):
                return
        pytest.fail("no key leads to a cell")

    def take_back(self):
        self.press("Batalkan unggahan")
        self.press("Batalkan unggahan ini")


def wait_for(page, words):
    page.wait_for_selector(f"main >> text=/{words}/", timeout=SLOW)


def counted(page):
    """(ready, to be mended) as the page says it."""
    words = page.inner_text("main").replace(".", "")
    return tuple(int(re.search(rf"(\d+) {said}", words)[1]) for said in ("siap", "harus diperbaiki"))


def walk(hand, made):
    """From the upload to the saving; what the page counted after each step."""
    page, seen = hand.page, {}
    hand.visitor.open("/pekerja/roster/unggah/")
    hand.choose_kind("Tenaga honorer")
    hand.give(made.path)
    hand.press("Unggah dan periksa")
    left = made.refused
    wait_for(page, rf"\b{left} harus diperbaiki")
    seen["checked"] = counted(page)
    hand.press("Pakai untuk 10 baris")  # the nearest unit stands there already
    left -= 10
    wait_for(page, rf"\b{left} harus diperbaiki")
    seen["one rule"] = counted(page)
    for code, cells in made.right.items():
        if code != "UNIT_UNKNOWN":
            hand.open_kind(code)
            hand.type_all(cells)
            left -= len(cells) * (code not in REMARKS)
            page.wait_for_selector(f"main a[href*='masalah={code}']", state="detached", timeout=SLOW)
            wait_for(page, rf"\b{left} harus diperbaiki")
            seen[code] = counted(page)
    hand.press("Simpan 2.000 pekerja baru")
    wait_for(page, "Tersimpan")
    seen["saved"] = page.inner_text("main")
    hand.take_back()
    wait_for(page, "Unggahan ini sudah dibatalkan")
    return seen


HANDS = {"by-keyboard": ByKeyboard, "by-mouse": ByMouse}
CHOSEN = HANDS if os.environ.get("PAYUNG_LONG") else ["by-keyboard"]


@pytest.fixture(scope="module", params=CHOSEN)
def way(request, come, tmp_path_factory):
    name = request.param
    hand = HANDS[name](come().sign_in("operator.serang"))
    folder, recording = os.environ.get("PAYUNG_RECORDINGS"), hand.visitor.context.tracing
    if folder:
        recording.start(screenshots=True, snapshots=True)
    made = office(tmp_path_factory.mktemp("office") / f"{name}.xlsx", seed=name)
    seen = walk(hand, made)
    if folder:
        recording.stop(path=Path(folder) / f"{name}.zip")
    return made, seen


def test_every_fault_is_counted_and_nothing_else_is_held_up(way):
    made, seen = way
    assert made.refused == 35
    assert seen["checked"] == (ROWS - 35, 35)


def test_one_rule_mends_ten_rows(way):
    assert way[1]["one rule"] == (ROWS - 25, 25)


def test_what_is_put_right_on_the_page_is_ready(way):
    assert way[1]["SEX_UNKNOWN"] == (ROWS, 0)


def test_everybody_of_the_file_is_enrolled(way):
    assert "2.000 pekerja baru terdaftar, oleh" in way[1]["saved"]
