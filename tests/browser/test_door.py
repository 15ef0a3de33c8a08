"""The door in a real browser: on a desk and on a phone, with a wrong password, by keyboard, without JavaScript."""

import pytest

from tests.browser.crawl import WIDER, faults


pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[1280, 360])
def door(request, come):
    visitor = come(request.param)
    visitor.open("/masuk/")
    return visitor


def test_the_door_has_no_fault(door):
    assert (faults(door.page), door.page.evaluate(WIDER), door.complaints) == ([], 0, [])


@pytest.fixture(scope="module")
def refused(come):
    """Somebody with a wrong password."""
    visitor = come()
    visitor.open("/masuk/")
    visitor.page.fill("input[name=login] >> nth=0", "operator.metro")
    visitor.page.fill("input[type=password] >> nth=0", "wrong")
    visitor.page.press("input[type=password] >> nth=0", "Enter")
    visitor.page.wait_for_selector(".error-summary")
    return visitor.page


def test_a_refused_sign_in_moves_the_focus_to_the_reason(refused):
    assert "error-summary" in refused.evaluate("document.activeElement.className")


def test_a_refused_sign_in_says_so_in_the_title(refused):
    assert refused.title().strip().startswith("Galat:")


def test_a_refused_sign_in_has_no_fault(refused):
    assert faults(refused) == []


def test_the_first_tab_leads_past_the_menu(come):
    page = come().sign_in("operator.bengkulu").page
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_without_javascript_one_signs_in_all_the_same(chromium, demo):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.site}/masuk/")
    page.fill("input[name=login] >> nth=0", "operator.bengkulu")
    page.fill("input[type=password] >> nth=0", demo.passwords["operator.bengkulu"])
    page.click("main form button[type=submit] >> nth=0")
    found = page.text_content("h1")
    context.close()
    assert found == "Beranda"
