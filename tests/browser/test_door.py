"""Every page of the menu in a real browser, for an operator and for an officer, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe


pytestmark = pytest.mark.browser
AXE = Axe()
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page):
    """What axe finds: rule and first place."""
    found = AXE.run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.fixture(
    scope="module",
    params=[(who, width) for who in ("operator.bengkulu", "officer.bengkulu") for width in (1280, 360)],
    ids=lambda given: f"{given[0].split('.')[0]} at {given[1]}",
)
def walk(request, come):
    """Each page of the menu: its status, what axe finds, how much too wide it is, what the browser says."""
    who, width = request.param
    visitor = come(width).sign_in(who)
    links = visitor.page.eval_on_selector_all(".menu a[href^='/']", "found => found.map(a => a.getAttribute('href'))")
    seen = {}
    for path in dict.fromkeys(links):
        visitor.complaints.clear()
        response = visitor.open(path)
        seen[path] = {
            "status": response.status,
            "faults": faults(visitor.page),
            "wider": visitor.page.evaluate(WIDER),
            "complaints": list(visitor.complaints),
        }
    return seen


def of(walk, what, fine):
    return {path: seen[what] for path, seen in walk.items() if seen[what] != fine}


def test_the_menu_is_walked(walk):
    assert len(walk) >= 3


def test_every_page_opens(walk):
    assert of(walk, "status", 200) == {}


def test_no_page_has_a_fault_that_axe_knows(walk):
    assert of(walk, "faults", []) == {}


def test_no_page_is_wider_than_the_window(walk):
    assert of(walk, "wider", 0) == {}


def test_the_browser_has_nothing_to_complain_of(walk):
    assert of(walk, "complaints", []) == {}


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
