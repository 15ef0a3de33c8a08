"""What is typed into a long form is not lost by a slip: leaving asks first, an impossible day stays in its field."""

import pytest

from tests.browser.crawl import faults


pytestmark = pytest.mark.browser
LONG_FORMS = ("/perjanjian/baru/", "/surat-edaran/baru/", "/sosialisasi/baru/")


@pytest.fixture
def operator(come):
    return come().sign_in("operator.bengkulu")


def opened(operator, address):
    """The page, and the questions that the browser asks before it leaves; each is answered with staying."""
    asked, page = [], operator.page
    page.goto(operator.demo.site + address)

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return page, asked


@pytest.mark.parametrize("address", LONG_FORMS)
def test_leaving_a_form_with_something_typed_asks_first(operator, address):
    page, asked = opened(operator, address)
    field = page.locator("main form input[type=text]:visible, main form input:not([type]):visible").first
    field.fill("Belum disimpan")
    page.evaluate("location.href = '/'")
    page.wait_for_function("true")
    assert asked == ["beforeunload"]
    assert field.input_value() == "Belum disimpan"


@pytest.mark.parametrize("address", LONG_FORMS)
def test_leaving_an_untouched_form_does_not_ask(operator, address):
    page, asked = opened(operator, address)
    page.locator("nav.menu li a").first.click()
    page.wait_for_url("**/")
    assert asked == []


def test_a_day_that_is_not_there_is_told_and_stays_as_it_was_typed(operator):
    page, asked = opened(operator, "/perjanjian/baru/")
    page.get_by_label("Mulai", exact=True).fill("30 Februari 2026")
    with page.expect_navigation():
        page.locator("main button[name=do][value=save]").last.click()
    assert asked == []
    assert "30 Februari 2026 tidak ada; Februari 2026 hanya sampai tanggal 28" in page.inner_text(".error-summary")
    assert page.get_by_label("Mulai", exact=True).input_value() == "30 Februari 2026"
    page.get_by_label("Mulai", exact=True).fill("28/2/2026")
    assert "Sabtu, 28 Februari 2026" in page.inner_text("main")
    assert faults(page) == []


def test_a_fault_in_a_folded_part_is_opened_by_its_link(operator):
    page, _asked = opened(operator, "/perjanjian/baru/")
    page.evaluate("document.querySelectorAll('textarea[name$=-body]').forEach(field => { field.value = '' })")
    with page.expect_navigation():
        page.locator("main button[name=do][value=save]").last.click()
    link = page.locator(".error-summary a", has_text="Isi pasal").first
    link.click()
    assert page.locator(page.evaluate("location.hash")).is_visible()
