"""Without JavaScript every link and form works: sign in, upload, filter, search, reveal, turn the page, contrast."""

from pathlib import Path

import pytest

from tests.browser.conftest import Visitor
from tests.browser.crawl import Crawl, without_ids


pytestmark = pytest.mark.browser
FILE = Path(__file__).resolve().parents[2] / "examples" / "rosters" / "serang-dindikbud-2021.xlsx"
LOST = """forms => forms
  .filter(form => form.offsetParent)
  .filter(form => ![...form.elements].some(each => each.type === "submit" && each.offsetParent))
  .map(form => form.action)"""
NEEDS_SCRIPT = "found => found.filter(each => each.offsetParent).map(each => each.outerHTML.slice(0, 80))"


@pytest.fixture(scope="module")
def visitor(chromium, demo):
    visitor = Visitor(chromium, demo, 1280, java_script_enabled=False)
    yield visitor.sign_in("operator.bengkulu")
    visitor.context.close()


class PlainCrawl(Crawl):
    """Looks for what would not work without a script."""

    def measure(self, seen, look):
        seen.lost = self.page.eval_on_selector_all("details[open] form, form:not(details form)", LOST)
        seen.needs = self.page.eval_on_selector_all(".needs-script, [data-close]", NEEDS_SCRIPT)


@pytest.fixture(scope="module")
def plain(visitor):
    return PlainCrawl(visitor, forms=False).walk()


def test_every_link_leads_to_a_page(plain):
    assert len(plain) > 20
    assert {without_ids(address): seen.status for address, seen in plain.items() if seen.status != 200} == {}


def test_every_form_has_a_button_that_sends_it(plain):
    assert {without_ids(address): seen.lost for address, seen in plain.items() if seen.lost} == {}


def test_nothing_is_shown_that_needs_a_script(plain):
    assert {without_ids(address): seen.needs for address, seen in plain.items() if seen.needs} == {}


def names(page):
    return page.locator("main tbody th a").all_inner_texts()


def test_a_list_is_turned_over_and_back(visitor):
    visitor.open("/pekerja/")
    first = names(visitor.page)
    visitor.page.click("a[rel=next]")
    assert names(visitor.page) not in ([], first)
    visitor.page.click("a[rel=prev]")
    assert names(visitor.page) == first


def test_a_list_is_narrowed_and_the_narrowing_taken_off(visitor):
    visitor.open("/pekerja/")
    everybody = visitor.page.inner_text("main h1 + p")
    visitor.page.select_option("form.filters select >> nth=0", index=1)
    visitor.page.click("form.filters button")
    assert visitor.page.inner_text("main h1 + p") != everybody
    visitor.page.click(".chips a >> nth=0")
    assert visitor.page.inner_text("main h1 + p") == everybody


def test_a_search_without_a_hit_says_how_to_go_on(visitor):
    visitor.open("/pekerja/")
    visitor.page.fill("input[type=search]", "zzzz")
    visitor.page.click("form[role=search] button")
    assert "Tidak ada yang cocok" in visitor.page.inner_text("main")


def test_a_number_is_shown_for_a_reason(visitor):
    visitor.open("/pekerja/")
    visitor.page.click("main tbody th a >> nth=0")
    visitor.page.click("details.reveal summary >> nth=0")
    visitor.page.select_option("details.reveal select >> nth=0", index=1)
    visitor.page.click("details.reveal button >> nth=0")
    assert visitor.page.locator("main :text-matches('^[0-9]{16}$')").count() == 1


def test_a_roster_is_sent_and_its_page_comes_again_by_itself(visitor):
    visitor.open("/pekerja/roster/unggah/")
    visitor.page.set_input_files("input[type=file]", FILE)
    visitor.page.click("main form button[type=submit] >> nth=0")
    assert "/pekerja/roster/" in visitor.page.url
    assert "unggah" not in visitor.page.url


def test_high_contrast_is_chosen_and_taken_back(visitor):
    visitor.open("/")
    visitor.page.click("text=Kontras tinggi")
    assert visitor.page.get_attribute("html", "data-theme") == "contrast"
    visitor.page.click("text=Kontras biasa")
    assert visitor.page.get_attribute("html", "data-theme") == "plain"
