"""Keyboard, zoom, forced colours, high contrast, and what a visit costs on a slow link."""

import io

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import Image

from tests.browser.crawl import WIDER, faults


pytestmark = pytest.mark.browser
FIRST_VISIT, LATER, CARD = 110_000, 30_000, 15_000  # bytes over the wire
GALLERY = "/gaya/"
FOCUSED = "document.activeElement.innerText.trim()"


def transferred(visitor, path):
    """(bytes over the wire, what was fetched) of one page."""
    network, lengths, fetched = visitor.context.new_cdp_session(visitor.page), [], []
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: lengths.append(event["encodedDataLength"]))
    network.on("Network.requestWillBeSent", lambda event: fetched.append(event["type"]))
    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    return sum(lengths), fetched


@pytest.mark.parametrize("path", ["/masuk/", GALLERY])
def test_a_first_visit_is_light(come, path):
    length, _fetched = transferred(come(), path)
    assert 10_000 < length <= FIRST_VISIT


@pytest.mark.parametrize("path", ["/", GALLERY, "/pekerja/roster/unggah/", "/pekerja/", "/jejak/", "/cakupan/"])
def test_a_first_visit_is_light_wherever_one_comes_in(come, path):
    visitor = come().sign_in("auditor.bengkulu" if path == "/jejak/" else "operator.bengkulu")
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.clearBrowserCache")
    length, _fetched = transferred(visitor, path)
    assert 10_000 < length <= FIRST_VISIT
    length, _fetched = transferred(visitor, path)
    assert length <= LATER


def test_the_page_behind_a_card_is_lighter_still_and_runs_no_script(come):
    length, fetched = transferred(come(360), "/K/A-1771-1-00000000000000000000")
    assert length <= CARD
    assert "Script" not in fetched
    assert "Font" not in fetched


@pytest.fixture
def gallery(come):
    visitor = come()
    visitor.open(GALLERY)
    return visitor.page


def test_a_question_opens_over_the_page_and_esc_gives_the_focus_back(gallery):
    gallery.locator("summary", has_text="Batalkan unggahan").focus()
    gallery.keyboard.press("Enter")
    assert gallery.locator("dialog[open] h2").inner_text() == "Batalkan unggahan ini?"
    assert gallery.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    gallery.keyboard.press("Escape")
    gallery.locator("dialog").wait_for(state="detached")
    assert gallery.evaluate(FOCUSED) == "Batalkan unggahan"


def test_a_question_is_closed_by_its_own_button_too(gallery):
    gallery.locator("summary", has_text="Batalkan unggahan").click()
    gallery.click("dialog >> text=Jangan dulu")
    assert gallery.evaluate(FOCUSED) == "Batalkan unggahan"


def test_an_open_question_has_no_fault(gallery):
    gallery.locator("summary", has_text="Batalkan unggahan").click()
    assert faults(gallery) == []


def test_a_slash_goes_to_the_search(come):
    visitor = come().sign_in("operator.bengkulu")
    visitor.open("/pekerja/")
    visitor.page.keyboard.press("/")
    assert visitor.page.evaluate("document.activeElement.type") == "search"
    visitor.page.keyboard.type("a/b")
    assert visitor.page.input_value("input[type=search]") == "a/b"


def test_the_menu_of_a_phone_is_closed_by_esc_and_gives_the_focus_back(come):
    page = come(360).sign_in("operator.bengkulu").page
    page.click(".to-menu")
    assert page.locator("#menu").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#menu").is_visible()
    assert "to-menu" in page.evaluate("document.activeElement.className")


def test_what_was_answered_with_a_file_may_be_asked_for_again(come):
    visitor = come()
    visitor.page.clock.install()
    page = visitor.sign_in("mayor.bengkulu").page
    visitor.open("/perjanjian/")
    visitor.open(page.locator("main tbody a").first.get_attribute("href"))
    button = page.locator("main button:has-text('Cetak naskah')")
    with page.expect_download(timeout=90_000):
        button.click()
    assert button.get_attribute("aria-disabled") == "true"
    page.clock.fast_forward(8_000)
    assert button.get_attribute("aria-disabled") is None


def test_tab_follows_the_order_of_the_page(gallery):
    assert gallery.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


@pytest.mark.parametrize("width", [640, 320], ids=["200 %", "400 %"])
def test_a_page_that_is_zoomed_needs_no_sideways_scrolling(gallery, width):
    gallery.set_viewport_size({"width": width, "height": 400})
    assert gallery.evaluate(WIDER) == 0


def colours(page):
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return picture.getcolors(maxcolors=1 << 24)


@pytest.mark.parametrize("path", ["/masuk/", GALLERY])
def test_forced_colours_leave_something_to_see(chromium, demo, path):
    context = chromium.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(demo.site + path)
    found = colours(page)
    context.close()
    most = max(count for count, _colour in found)
    assert most < 0.97 * 1280 * 800


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("way", ["asked for by the system", "chosen"])
def test_high_contrast_has_no_fault_and_reaches_seven_to_one(chromium, demo, width, way):
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, contrast="more" if way != "chosen" else "no-preference"
    )
    page = context.new_page()
    page.goto(demo.site + GALLERY)
    if way == "chosen":
        page.click("text=Kontras tinggi")
    found = faults(page, rules=("color-contrast-enhanced",))
    context.close()
    assert found == []


@pytest.fixture(scope="module", params=["400", "404", "405", "413", "429", "500", "503", "403_csrf"])
def shut(request, come, demo):
    """An error page as it stands, with the site's own stylesheet."""
    visitor = come(360)
    with override("id"):
        page = render_to_string(f"{request.param}.html")
    visitor.page.route("**/galat/", lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))
    visitor.open("/galat/")
    return visitor.page


def test_no_error_page_has_a_fault(shut):
    assert (faults(shut), shut.evaluate(WIDER)) == ([], 0)


@pytest.mark.parametrize("path", ["/tidak-ada/", "/orang/", "/jejak/"])
def test_a_door_that_stays_shut_has_no_fault(come, path):
    visitor = come().sign_in("clerk.bengkulu")
    assert visitor.open(path).status in (403, 404)
    assert faults(visitor.page) == []


A4 = 680  # px between the margins


def test_on_paper_a_list_is_a_table_whose_head_comes_again_on_every_sheet(come):
    visitor = come(A4).sign_in("operator.bengkulu")
    visitor.page.emulate_media(media="print")
    visitor.open("/pekerja/")
    style = "getComputedStyle(document.querySelector('table.data thead'))"
    assert visitor.page.evaluate(f"[{style}.display, {style}.position]") == ["table-header-group", "static"]
    assert visitor.page.evaluate(WIDER) == 0


def test_paper_carries_the_address_the_time_and_the_name(come):
    page = come().sign_in("operator.bengkulu").page
    page.emulate_media(media="print")
    foot = page.inner_text(".print-foot")
    assert "dicetak" in foot
    assert page.evaluate("getComputedStyle(document.querySelector('.menu')).display") == "none"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
