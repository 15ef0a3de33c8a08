"""An agreement of Bengkulu from its first line to the day it is in force, by the two sides in three browsers."""

import pytest
from django.utils import timezone

from tests.browser.somebody import Somebody
from tests.factories import scans


pytestmark = pytest.mark.browser
TITLE = "Perlindungan GTT 2027"


def save(side):
    """By the button that is seen; the first one of the form only answers to Enter."""
    with side.page.expect_navigation():
        side.page.locator("main button[name=do][value=save]").last.click()
    side.look()


def write(city):
    """A renewal of the one that is in force, in its own words but for the title."""
    city.open("/perjanjian/?keadaan=segera")
    city.page.locator("main tbody a").first.click()
    city.press("Buat perpanjangan")
    city.fill("Tentang", TITLE)
    save(city)
    return city.page.url.removeprefix(city.visitor.demo.site)


def number(side, said):
    side.press("Tulis nomor pihak kami")
    side.fill("Nomor", said)
    side.press("Simpan nomor")


@pytest.fixture(scope="module")
def story(come):
    """What each side read on the way; the branch stands before a phone."""
    found = {"faults": [], "wider": set()}
    city = Somebody(come().sign_in("operator.bengkulu"), found)
    approver = Somebody(come().sign_in("approver.bengkulu"), found)
    branch = Somebody(come(360).sign_in("head.bengkulu"), found)
    address = write(city)
    number(city, "400/2027/PKS")
    hidden = branch.visitor.open(address).status
    city.press("Ajukan kepada pihak lain")
    submitted = city.act()
    remark(branch, address)
    mend(city, address)
    read = agree(branch, address)
    sign(approver, address)
    number_and_sign(branch, address)
    scan(city, address)
    return found | {
        "hidden": hidden,
        "submitted": submitted,
        "read": read,
        "end": city.main(),
        "other": last(branch, address),
    }


def remark(branch, address):
    branch.open(address)
    branch.press("Tulis catatan")
    branch.fill("Catatan", "Sebut juga penjaga sekolah di judulnya.")
    branch.press("Kirim catatan")


def mend(city, address):
    city.open("/")
    city.press(f"Jawab catatan atas {TITLE}")
    city.press("Ubah naskah")
    city.fill("Tentang", f"{TITLE} dan penjaga sekolah")
    save(city)


def agree(branch, address):
    branch.open("/")
    branch.press(f"Baca dan setujui versi 2: {TITLE} dan penjaga sekolah")
    branch.press("sejak versi 1")
    read = branch.page.inner_text(".redline ins")
    branch.press("Setujui versi 2")
    branch.press("Setujui versi 2")
    return read


def sign(side, address, *, again=False):
    side.open(address)
    side.press("Catat tanda tangan pihak kami")
    if not again:
        side.fill("Tanggal tanda tangan", f"{timezone.localdate():%d-%m-%Y}")
        side.fill("Tempat", "Balai Kota Bengkulu")
    side.press("Catat tanda tangan")


def number_and_sign(branch, address):
    """Its day and place are those of the city's."""
    branch.open(address)
    number(branch, "PER/2027/12")
    sign(branch, address, again=True)


def scan(city, address):
    city.open(address)
    city.press("Unggah pindaian")
    city.page.set_input_files(
        "input[type=file]", {"name": "naskah.pdf", "mimeType": "application/pdf", "buffer": scans.pdf(pages=4)}
    )
    city.press("Unggah")
    city.press("Ya, pindaiannya lengkap")


def last(branch, address):
    branch.open(address)
    return branch.main()


def test_the_branch_does_not_find_the_draft(story):
    assert story["hidden"] == 404


def test_the_city_reads_whom_it_waits_for(story):
    assert "Menunggu BPJS Ketenagakerjaan (Kepala cabang) menyetujui versi 1" in story["submitted"]


def test_the_branch_reads_what_is_new_in_the_second_version(story):
    assert "dan penjaga sekolah" in story["read"]


@pytest.mark.parametrize("side", ["end", "other"])
def test_both_sides_see_it_signed_with_its_scan_and_its_history(story, side):
    for said in ("Ditandatangani kedua pihak", "4 halaman", "Sebut juga penjaga sekolah", "Buat adendum"):
        assert said in story[side]


def test_no_page_on_the_way_has_a_fault_that_axe_knows(story):
    assert story["faults"] == []


def test_no_page_on_the_way_is_wider_than_the_window(story):
    assert story["wider"] == {0}
