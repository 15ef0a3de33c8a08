"""A claim of Bengkulu from the notice to the payment, by people who have a keyboard and no mouse."""

from datetime import date, timedelta

import pytest

from tests.browser.keyboard import FOCUSED, Keyboard


pytestmark = pytest.mark.browser


def yesterday():
    day = date.today() - timedelta(days=1)  # noqa: DTZ011 - the demo lives today
    return f"{day:%d-%m-%Y}"


@pytest.fixture(scope="module")
def story(come):
    """Through every step; what was found on the way, and the claim's page as it ends."""
    found = Keyboard.nothing_found()
    operator = Keyboard(come().sign_in("operator.bengkulu"), found)
    name = to_a_worker(operator)
    operator.press("Catat kabar duka")
    operator.fill("Tanggal meninggal", yesterday())
    operator.fill("Kabar dari", "Suami")
    operator.press("Catat dan buka klaim")
    add_the_widower(operator)
    take_in_every_paper(operator)
    operator.press("Nyatakan lengkap")
    operator.press("Ajukan ke penyetuju")
    for who, task, step in (
        ("approver", "1 klaim menunggu persetujuan", "Setujui"),
        ("officer", "1 klaim menunggu verifikasi", "Verifikasi"),
        ("head", "1 klaim menunggu keputusan", "Kabulkan"),
        ("treasurer", "1 klaim menunggu catatan pembayaran", "Catat pembayaran kepada Joko"),
    ):
        somebody = Keyboard(come().sign_in(f"{who}.bengkulu"), found)
        for said in (task, name, step):
            somebody.press(said)
    somebody.fill("Nomor bukti pembayaran", "TRF-1")
    somebody.press("Simpan")
    return found | {"end": somebody.page.inner_text("main")}


def to_a_worker(operator):
    operator.press("Pekerja")
    operator.fill("Cari nama", "Siti")
    operator.enter()
    operator.go("Siti")
    name = operator.page.evaluate(FOCUSED)["said"]
    operator.enter()
    return name


def add_the_widower(operator):
    operator.press("Tambah ahli waris")
    operator.fill("Nama", "Joko Susilo")
    operator.fill("Hubungan", "suami")
    operator.fill("Bank", "Bank Contoh")
    operator.fill("Nomor rekening", "0123456001")
    operator.fill("Rekening atas nama", "Joko Susilo")
    operator.press("Simpan")


def take_in_every_paper(operator):
    while operator.page.locator("#berkas ~ ul > li", has_text="belum ada").count():
        operator.go("Catat", around="belum ada")
        operator.page.keyboard.press("Enter")
        operator.press("Ada dan sudah benar")


def test_the_keyboard_alone_leads_from_the_notice_to_the_payment(story):
    assert "Pembayaran dicatat." in story["end"]
    assert "berhak menurut keputusan cabang" in story["end"]


def test_the_focus_is_seen_at_every_stop(story):
    assert story["unseen"] == set()


def test_no_page_on_the_way_has_a_fault_that_axe_knows(story):
    assert story["faults"] == []


def test_no_page_on_the_way_is_wider_than_the_window(story):
    assert story["wider"] == {0}
