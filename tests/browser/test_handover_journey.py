"""
1,212 cards of a city, as in Bengkulu: printed, handed over in three sessions by three people, two lost and printed
anew, one handed to somebody with a power of attorney, two left over for a later session.

The sheet is read as a telephone would: the address in a QR is what is opened at the table.
"""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password

from enrollment.models import Enrollment, Worker, WorkerUnit
from municipalities.context import as_owner
from municipalities.models import Scope, Unit, User
from tests.browser.conftest import DATABASE
from tests.browser.somebody import Hurried
from tests.enrollment.kills import inside
from tests.factories.municipalities import LONG_AGO, make_city
from tests.reports.reading import codes_of, pages_of, squeezed, text_of


pytestmark = pytest.mark.browser
SCHOOLS, TEACHERS = 12, 101  # 1,212
PROXIED, LOST = 3, (1, 405)  # numbers of the batch: in the first session, and one in each of the first two
SESSIONS = ("09:00", "10:45", "13:30")


class City:
    """Kota Bogor: twelve schools of 101 teachers, each with a number of BPJS and nobody with a card."""

    def __init__(self, password):
        self.place = make_city(code="32.71", name="Kota Bogor", branch="Cabang Bogor")
        self.person("OPERATOR", "operator.bogor", password, municipality=self.place)
        self.person("OFFICER", "officer.bogor", password, branch=self.place.branch)
        self.person("SYSTEM", "system-32.71", "", municipality=self.place)
        for number in range(1, SCHOOLS + 1):
            self.enroll(self.school(number), range((number - 1) * TEACHERS, number * TEACHERS))

    def person(self, role, username, password, **where):
        user = User.objects.create(
            username=username, first_name=username, password=make_password(password), is_service=role == "SYSTEM"
        )
        Scope.objects.create(user=user, role=role, start_date=LONG_AGO, **where)

    def school(self, number):
        return Unit.objects.create(
            municipality=self.place, code=f"2{number:02}", name=f"SDN Bogor {number}", kind=Unit.Kind.SCHOOL,
            parent=self.place.office,
        )  # fmt: skip

    def enroll(self, school, numbers):
        people = Worker.objects.bulk_create(
            Worker(
                municipality=self.place, nik=f"32710101{1 + each // 999:02}859{1 + each % 999:03}", sex="L",
                name=f"Guru {each:04}", name_search=f"GURU {each:04}", birth_date=date(1985, 1, 1),
            )
            for each in numbers
        )  # fmt: skip
        here = {"municipality": self.place, "unit": school}
        WorkerUnit.objects.bulk_create(WorkerUnit(worker=each, **here) for each in people)
        Enrollment.objects.bulk_create(
            Enrollment(
                worker=worker, category=self.place.gtt, segment="PU", programs="JKK_JKM", funding_source="APBD",
                wage=1_500_000, start_date=date(2026, 1, 1), kpj=f"3271{number:07}", **here,
            )
            for worker, number in zip(people, numbers, strict=True)
        )  # fmt: skip


@pytest.fixture(scope="module")
def city(demo, django_db_blocker):
    """It stands beside those of the demo."""
    with django_db_blocker.unblock(), inside(DATABASE), as_owner():
        return City(demo.password_of(""))


class Story:
    """The operator prints and plans, the officer ticks off, and somebody stands at the table with a telephone."""

    def __init__(self, come, city, folder):
        self.found, self.said, self.folder = Hurried.nothing_found(), {}, folder
        self.today = city.place.today()
        self.operator = Hurried(come().sign_in("operator.bogor"), self.found)
        self.officer = Hurried(come().sign_in("officer.bogor"), self.found)
        self.telephone = Hurried(come(360).sign_in("operator.bogor"), self.found)

    def keep(self, step, somebody):
        somebody.look()
        self.said[step] = " ".join(somebody.main().split())

    def print_cards(self, name):
        """The sheet of everybody who has none yet: its file, and what its codes say."""
        self.operator.open("/kartu/")
        self.operator.press("Buat berkas cetak")
        self.operator.wait_for("Unduh berkas cetak")
        self.keep(name, self.operator)
        file = self.folder / f"{name}.pdf"
        file.write_bytes(self.operator.download("Unduh berkas cetak"))
        return file, codes_of(file)

    def plan(self):
        operator = self.operator
        operator.open("/kartu/")
        operator.press("Rencanakan penyerahan")
        operator.fill("Judul", "Kartu guru")
        operator.fill("Tanggal", f"{self.today:%d-%m-%Y}")
        operator.fill("Tempat", "Balai Kota")
        for number, start in enumerate(SESSIONS, start=1):
            operator.page.fill(f"[name=start_{number}]", start)
            operator.page.fill(f"[name=quota_{number}]", "404")
        operator.press("Rencanakan")
        self.keep("planned", operator)
        self.batch = re.sub(r"https?://[^/]+", "", operator.page.url)

    def lose(self, number):
        """On the page of the person: the card is lost, and its QR is voided."""
        operator = self.operator
        operator.open(f"{self.batch}sesi/{(number - 1) // 404 + 1}/")
        who = operator.page.locator("tbody tr", has=operator.page.get_by_text(str(number), exact=True)).first
        name = who.locator("th").inner_text()
        operator.open("/pekerja/")
        operator.page.get_by_role("searchbox").first.fill(name)
        operator.page.get_by_role("searchbox").first.press("Enter")
        operator.page.get_by_role("link", name=name, exact=True).first.click()
        operator.press("Kartu")
        operator.page.click("summary:has-text('Kartu hilang atau rusak')")
        operator.press("Cabut kartu ini")
        self.keep(f"lost {number}", operator)

    def tick(self, numbers, **proxy):
        officer = self.officer
        officer.open(self.batch)
        officer.fill("Nomor urut", numbers)
        for label, text in proxy.items():
            officer.fill(label, text)
        officer.press("Serahkan")

    def tick_by_box(self, session):
        """The first page of a session's list, box by box."""
        self.officer.open(f"{self.batch}sesi/{session}/")
        for box in self.officer.page.locator("input[name=numbers]").all():
            box.check()
        self.officer.press("Serahkan yang dicentang")
        self.keep("by box", self.officer)

    def scan(self, address, step):
        self.telephone.page.goto(address)
        self.keep(step, self.telephone)

    def at_the_table(self, session, old, new):
        """A voided card, the one that replaces it, and what is said after Serahkan."""
        self.telephone.open(f"{self.batch}sesi/{session}/")
        self.telephone.press("Bertugas di sesi ini")
        self.scan(old, "a voided card")
        self.scan(new, "its successor")
        self.telephone.press("Serahkan")
        self.keep("by telephone", self.telephone)

    def come_later(self):
        operator = self.operator
        operator.open(self.batch)
        self.keep("left", operator)
        self.left = squeezed(text_of(operator.download("Daftar sisa PDF")))
        operator.open(self.batch)
        operator.press("Sesi susulan untuk yang tersisa")
        operator.fill("Mulai", f"{self.today + timedelta(days=1):%d-%m-%Y} 09.00")
        operator.press("Tambah sesi")
        self.keep("a later session", operator)


@pytest.fixture(scope="module")
def story(come, city, tmp_path_factory):
    told = Story(come, city, tmp_path_factory.mktemp("cards"))
    told.sheet, told.codes = told.print_cards("printed")
    told.plan()
    for number in LOST:
        told.lose(number)
    told.again, told.new_codes = told.print_cards("printed again")
    told.tick("2, 4-404")
    told.tick(str(PROXIED), **{"Diterima oleh": "Budi Hartono", "Surat kuasa": "Surat kuasa bermeterai"})
    told.tick_by_box(2)
    told.tick("405-808")
    told.at_the_table(3, told.codes[0], told.new_codes[0])
    told.tick("809-1210")
    told.come_later()
    told.tick("1211-1212")
    told.minutes = squeezed(text_of(told.officer.download("Berita acara PDF")))
    told.officer.open(told.batch)
    told.keep("done", told.officer)
    return told


def test_every_card_has_a_code_of_its_own_that_is_an_address(story):
    assert len(set(story.codes)) == SCHOOLS * TEACHERS
    assert all(re.fullmatch(r"HTTP://127\.0\.0\.1:[0-9]+/K/[0-9A-Z-]{1,45}", code) for code in story.codes)


def test_the_sheet_goes_by_unit_with_a_page_before_each(story):
    first = [page for page in pages_of(story.sheet) if f"{TEACHERS} kartu" in page]
    assert [re.search(r"SDN Bogor \d+", page)[0] for page in first] == [f"SDN Bogor {each}" for each in range(1, 13)]


def test_the_lost_cards_alone_are_printed_again_with_other_codes(story):
    assert len(story.new_codes) == len(LOST)
    assert not set(story.new_codes) & set(story.codes)


WORDS = {
    "planned": ("1.212", "nomor 1-404", "nomor 405-808", "nomor 809-1212"),
    "lost 1": ("Guru 0000", "dicabut"),
    "by box": ("15 kartu dicatat diserahkan", "15 dari 404 kartu sudah diserahkan"),
    "a voided card": ("Guru 0000", "sudah dicabut"),
    "its successor": ("Guru 0000", "kartu ke-2", "Diundang ke sesi 1"),
    "by telephone": ("Diserahkan. Pindai kartu berikutnya.", "1 dari 405 kartu sudah diserahkan"),
    "left": ("kartu, 1.210 sudah diserahkan", "SDN Bogor 12 101 2"),
    "a later session": ("Sesi 4", "nomor 1211-1212"),
    "done": ("kartu, 1.212 sudah diserahkan", "Tidak ada sisa"),
}


@pytest.mark.parametrize("step", WORDS)
def test_each_page_says_how_far_the_hand_over_is(story, step):
    assert [said for said in WORDS[step] if said not in story.said[step]] == []


def test_what_is_left_is_on_paper_with_its_people(story):
    assert "2kartudari1unitbelumdiserahkan" in story.left
    assert "Guru1211" in story.left


def test_the_minutes_count_every_card_and_the_one_that_was_proxied(story):
    assert "1.212dari1.212kartu" in story.minutes
    assert "Tidakadasisa" in story.minutes
    assert re.search(r"Jumlah1\.2141\.2121\.21210", story.minutes)  # quota, cards, handed over, by proxy, left


def test_no_page_on_the_way_has_a_fault_that_axe_knows(story):
    assert story.found["faults"] == []


def test_no_page_on_the_way_is_wider_than_the_window(story):
    assert story.found["wider"] == {0}
