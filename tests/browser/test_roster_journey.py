"""A roster's whole way in a real browser: a real file with two sheets, the question, the check, saving, undoing."""

from pathlib import Path

import pytest

from tests.browser.crawl import WIDER, faults


pytestmark = pytest.mark.browser
FILE = Path(__file__).resolve().parents[2] / "examples" / "rosters" / "serang-dindikbud-2021.xlsx"
SLOW = 150_000  # ms; work whose message was lost is taken up again within two minutes


class Journey:
    """Walks on and keeps what each page looked like: {step: {"faults", "wider", "complaints", "text"}}."""

    def __init__(self, visitor):
        self.visitor, self.page, self.seen = visitor, visitor.page, {}

    def look(self, step):
        self.page.wait_for_load_state()
        self.seen[step] = {
            "faults": faults(self.page),
            "wider": self.page.evaluate(WIDER),
            "complaints": list(self.visitor.complaints),
            "text": " ".join(self.page.inner_text("main").split()),
        }
        self.visitor.complaints.clear()

    def press(self, button, then):
        """Press a button and wait for the words that say that the work is over."""
        self.page.click(f"main button:has-text('{button}')")
        self.page.wait_for_selector(f"main :text('{then}')", timeout=SLOW)


@pytest.fixture(scope="module", params=[1280, 360], ids=lambda width: f"at {width}")
def journey(request, come):
    walk = Journey(come(request.param).sign_in("operator.serang"))
    page = walk.page
    walk.visitor.open("/pekerja/roster/unggah/")
    walk.look("upload")
    page.select_option("select[name=category]", "MARBOT")
    page.set_input_files("input[type=file]", FILE)
    walk.press("Unggah dan periksa", "Lembar yang dibaca")
    walk.look("question")
    page.check("main input[value=SMP]")
    walk.press("Baca lembar ini", "Simpan yang siap")
    walk.look("checked")
    walk.press("Simpan 224 pekerja baru", "Tersimpan")
    walk.look("saved")
    saved = page.url
    page.click("text=Lihat orang-orang dari roster ini")
    page.wait_for_selector("h1:has-text('Pekerja')")
    walk.look("people")
    people = page.url
    page.goto(saved)
    page.click("summary:has-text('Batalkan unggahan')")
    page.click("dialog button:has-text('Batalkan unggahan ini')")
    page.wait_for_selector("main :text('Unggahan ini sudah dibatalkan')", timeout=SLOW)
    walk.look("undone")
    page.goto(people)
    walk.look("nobody")
    return walk.seen


def of(journey, what, fine):
    return {step: seen[what] for step, seen in journey.items() if seen[what] != fine}


def test_each_page_says_where_the_roster_stands(journey):
    words = {
        "question": "SD dan SMP",
        "checked": "224 siap",
        "saved": "224 pekerja baru terdaftar",
        "people": "224 pekerja",
        "undone": "dikembalikan seperti sebelumnya",
        "nobody": "Tidak ada yang cocok",
    }
    assert {step: text for step, text in words.items() if text not in journey[step]["text"]} == {}


def test_no_page_of_the_way_has_a_fault_that_axe_knows(journey):
    assert of(journey, "faults", []) == {}


def test_no_page_of_the_way_is_wider_than_the_window(journey):
    assert of(journey, "wider", 0) == {}


def test_the_browser_has_nothing_to_complain_of_on_the_way(journey):
    assert of(journey, "complaints", []) == {}
