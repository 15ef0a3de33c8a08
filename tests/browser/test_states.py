"""What few eyes see: a city on its first morning, with nothing in it, and the doors that stay shut."""

import os

import pytest

from tests.browser.crawl import FINE, Crawl, faults, looked_at, without_ids


pytestmark = pytest.mark.browser
CITY = "17.01"  # Bengkulu Selatan, which nobody has taken in yet
PASSWORD = "payung teduh di hari hujan"
SLOWED = "Terlalu banyak percobaan"
MOST_TRIES = 30


def invite(giver, name, role, **chosen):
    """The keeper of a place invites somebody; the address is the account's name."""
    giver.open("/orang/undang/")
    page, address = giver.page, f"{name}@bengkuluselatan.example"
    page.fill("input[name=name]", name.title())
    page.fill("input[name=address]", address)
    page.select_option("select[name=role]", label=role)
    for field, words in chosen.items():
        value = page.locator(f"select[name={field}] option", has_text=words).first.get_attribute("value")
        page.select_option(f"select[name={field}]", value)
    with page.expect_navigation():
        page.click("main form button[type=submit] >> nth=0")
    say_who_it_is(page)
    return address


def say_who_it_is(page):
    """A walk over many pages is long: the page may ask once more who is there before it does something."""
    if page.inner_text("h1") == "Pastikan ini Anda":
        page.fill("input[type=password]", PASSWORD)
        with page.expect_navigation():
            page.click("main form button[type=submit] >> nth=0")


def try_to_sign_in(page, site, username, password):
    page.goto(f"{site}/masuk/")
    page.fill("input[name=login] >> nth=0", username)
    page.fill("input[type=password] >> nth=0", password)
    with page.expect_navigation():
        page.press("input[type=password] >> nth=0", "Enter")


def arrive(come, keeper, address):
    """Whoever was invited opens the link of the mail and makes the account; what the page with the link is like."""
    visitor = come()
    keeper.open("/surat-keluar/")
    mail = keeper.page.locator("article", has_text=address).first
    visitor.page.goto(mail.locator("a[href*='/undangan/']").get_attribute("href"))
    found = faults(visitor.page)
    visitor.page.fill("input[name=password]", PASSWORD)
    with visitor.page.expect_navigation():
        visitor.page.click("main form button[type=submit] >> nth=0")
    try_to_sign_in(visitor.page, visitor.demo.site, address, PASSWORD)
    visitor.page.wait_for_selector("h1:has-text('Beranda')")
    return visitor, found


@pytest.fixture(scope="module")
def keeper(come):
    """The platform's keeper, who has just taken in a city."""
    visitor = come().sign_in("platform.payung")
    visitor.open("/kantor/kota-baru/")
    visitor.page.fill("input[name=code]", CITY)
    with visitor.page.expect_navigation():
        visitor.page.click("main form button[type=submit] >> nth=0")
    return visitor


@pytest.fixture(scope="module")
def admin(come, keeper):
    address = invite(keeper, "admin", "Admin kota", municipality="Bengkulu Selatan")
    return arrive(come, keeper, address)


@pytest.fixture(scope="module")
def unit(admin):
    """A unit without anybody in it."""
    visitor, _found = admin
    visitor.open("/pengaturan/unit/baru/")
    page = visitor.page
    page.fill("input[name=code]", "DIKBUD")
    page.fill("input[name=name]", "Dinas Pendidikan")
    page.select_option("select[name=kind]", "OPD")
    page.fill("input[name=reason]", "Perda susunan perangkat daerah")
    with page.expect_navigation():
        page.click("main form button[type=submit] >> nth=0")
    return visitor


NEWCOMERS = {
    "admin": (),
    "operator": ("Operator kepegawaian", {}),
    "clerk": ("Petugas unit", {"unit": "Dinas Pendidikan"}),
    "auditor": ("Pemeriksa", {}),
    "treasurer": ("Bendahara", {}),
}


@pytest.fixture(scope="module")
def looked():
    """The kinds of pages that axe has seen, whoever opened them."""
    return None if os.environ.get("PAYUNG_LONG") else set()


@pytest.fixture(scope="module", params=NEWCOMERS)
def first_morning(request, come, keeper, admin, unit, looked):
    """Every page that somebody of the new city can reach."""
    if request.param == "admin":
        visitor, found = admin
    else:
        role, chosen = NEWCOMERS[request.param]
        visitor, found = arrive(come, keeper, invite(unit, request.param, role, **chosen))
    seen = Crawl(visitor, looked=looked, forms=False).walk()
    return {"invitation": found, "seen": seen}


def of(seen, what):
    return {without_ids(address): what(each) for address, each in seen.items() if what(each)}


def test_the_invitation_has_no_fault(first_morning):
    assert first_morning["invitation"] == []


def test_every_page_of_an_empty_city_opens(first_morning):
    assert len(first_morning["seen"]) > 5
    assert of(first_morning["seen"], lambda seen: seen.status != 200 and seen.status) == {}


def test_no_empty_page_has_a_fault_that_axe_knows(first_morning):
    assert of(first_morning["seen"], lambda seen: seen.faults) == {}


def test_no_empty_page_is_wider_than_the_window(first_morning):
    assert of(first_morning["seen"], lambda seen: {w: by for w, by in seen.wider.items() if by}) == {}


def test_the_browser_has_nothing_to_complain_of_in_an_empty_city(first_morning):
    assert of(first_morning["seen"], lambda seen: seen.complaints) == {}


def test_a_door_that_is_slowed_down_says_when_and_has_no_fault(come, demo):
    page = come().page
    for _try in range(MOST_TRIES):
        try_to_sign_in(page, demo.site, "nobody.here", "wrong")
        if SLOWED in page.inner_text("main"):
            break
    assert "Coba lagi pukul" in page.inner_text(".error-summary")
    assert looked_at(page) == FINE


def test_a_session_that_was_ended_elsewhere_leads_to_the_door_and_has_no_fault(come):
    here, there = come().sign_in("auditor.kupang"), come().sign_in("auditor.kupang")
    there.open("/akun/sesi/")
    with there.page.expect_navigation():
        there.page.click("main button:has-text('sesi lain')")
    here.open("/jejak/")
    assert here.page.inner_text("h1") == "Masuk"
    assert looked_at(here.page) == FINE


def test_an_account_without_a_role_is_told_whom_to_ask_and_the_page_has_no_fault(come, demo, keeper, admin):
    visitor, _found = admin
    address = invite(visitor, "sebentar", "Pemeriksa")
    arrive(come, keeper, address)
    visitor.open("/orang/")
    visitor.page.click("main a:has-text('Sebentar') >> nth=0")
    with visitor.page.expect_navigation():
        visitor.page.click("button:has-text('Akhiri sekarang juga')")
    say_who_it_is(visitor.page)
    page = come().page
    try_to_sign_in(page, demo.site, address, PASSWORD)
    assert page.inner_text("h1") == "Akun ini belum punya peran"
    assert looked_at(page) == FINE
