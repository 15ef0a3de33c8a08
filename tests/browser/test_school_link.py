"""A school before its link, in a real browser: with and without a script, on a desk and on a phone."""

import re

import pytest

from tests.browser.conftest import Visitor
from tests.browser.crawl import FINE, looked_at
from tests.links import HEADER, SHORT, SITI


pytestmark = pytest.mark.browser
RECEIPT = re.compile(r"/kirim/[^/]+/[0-9a-f-]{36}/$")
TOLD = "text=terbaca baik"
PATIENCE = 60_000  # the queue of the demo does other work too


@pytest.fixture(scope="module")
def address(come):
    """The path of a link that the operator has made for a private school, as the page showed it."""
    operator = come().sign_in("operator.bengkulu")
    operator.open("/pekerja/roster/tautan/buat/")
    page = operator.page
    page.select_option("select[name=unit]", index=1)
    page.click("main form button[type=submit]")
    assert looked_at(page) == FINE
    return re.sub(r"https?://[^/]+", "", page.input_value("textarea"))


def test_a_school_sends_its_file_and_reads_what_is_wrong_with_it(come, address, tmp_path):
    file = tmp_path / "daftar.csv"
    file.write_text("\n".join([HEADER, SITI, SHORT]))
    school = come(360)
    school.open(address)
    assert looked_at(school.page) == FINE
    school.page.set_input_files("input[type=file]", file)
    school.page.click("main form button[type=submit] >> nth=0")
    school.page.wait_for_url(RECEIPT)
    school.page.wait_for_selector(TOLD, timeout=PATIENCE)  # it comes anew by itself
    assert "NIK: harus 16 angka" in school.page.inner_text("main")
    assert looked_at(school.page) == FINE
    assert school.complaints == []


def test_a_link_that_does_not_work_has_no_fault(come, address):
    school = come()
    assert school.open(address[:-3] + "xx/").status == 404
    assert looked_at(school.page) == FINE


def test_without_a_script_pasted_cells_are_sent_and_the_receipt_comes_again_by_itself(chromium, demo, address):
    school = Visitor(chromium, demo, 360, java_script_enabled=False)
    school.open(address)
    school.page.click("main details summary")
    school.page.fill("textarea[name=pasted]", "\n".join([HEADER, SHORT, SITI]))
    school.page.click("main form button[type=submit] >> nth=0")
    school.page.wait_for_url(RECEIPT)
    school.page.wait_for_selector(TOLD, timeout=PATIENCE)
    school.context.close()
