"""Parts that a script makes better: a message that floats, a file that is dropped, a row of filters at every width."""

import pytest

from tests.browser.crawl import WIDER, faults


pytestmark = pytest.mark.browser
GALLERY, UPLOAD = "/gaya/", "/pekerja/roster/unggah/"
AFLOAT = "getComputedStyle(document.querySelector('.toast-body')).position"
DROP = """([name, size]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(size)], name));
  for (const act of ["dragover", "drop"]) {
    document.querySelector("[data-upload-field]").dispatchEvent(
      new DragEvent(act, {bubbles: true, cancelable: true, dataTransfer: carried}));
  }
}"""
CHOSEN = "[data-chosen] >> nth=0"
# A button that has a row to itself and does not fill it looks lost.
LOST = """form => {
  const row = form.getBoundingClientRect(), button = form.querySelector("button").getBoundingClientRect();
  const beside = [...form.querySelectorAll(".field")].some(each => {
    const field = each.getBoundingClientRect();
    return field.bottom > button.top && field.top < button.bottom;
  });
  return !beside && button.width < 0.8 * row.width;
}"""


@pytest.fixture
def gallery(come):
    visitor = come()
    visitor.open(GALLERY)
    return visitor.page


def test_a_message_floats_over_the_page_until_it_is_closed(gallery):
    gallery.click("[data-afloat]")
    gallery.hover(".toast-body")  # whoever points at it may take the time to read
    assert (gallery.evaluate(AFLOAT), faults(gallery)) == ("fixed", [])
    gallery.click("[data-sink]")
    assert gallery.evaluate(AFLOAT) == "static"


def test_esc_closes_a_floating_message(gallery):
    gallery.click("[data-afloat]")
    gallery.keyboard.press("Escape")
    assert gallery.evaluate(AFLOAT) == "static"


def test_a_message_that_is_in_sight_does_not_float(come):
    visitor = come().sign_in("operator.bengkulu")
    visitor.open("/klaim/manfaat/")
    visitor.page.click("text=Kontras tinggi")
    assert visitor.page.locator(".is-afloat").count() == 0


@pytest.fixture
def upload(come):
    visitor = come().sign_in("operator.bengkulu")
    visitor.open(UPLOAD)
    return visitor.page


def test_a_dropped_file_is_chosen_and_named(upload):
    upload.evaluate(DROP, ["roster.csv", 2048])
    assert upload.inner_text(CHOSEN) == "roster.csv, 2 KB"
    assert upload.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_a_file_of_another_kind_is_refused_before_it_is_sent(upload):
    upload.evaluate(DROP, ["roster.docx", 10])
    assert upload.inner_text(CHOSEN) == (
        "Berkas ini berakhiran .docx; yang diterima .xlsx, .xls, .ods, .csv. Simpan ulang, lalu pilih lagi."
    )
    assert faults(upload) == []
    upload.click("button:has-text('Unggah dan periksa')")
    assert upload.url.endswith(UPLOAD)


def test_a_file_that_is_too_big_is_refused_before_it_is_sent(upload):
    upload.evaluate(DROP, ["roster.csv", 26 * 1024**2])
    assert upload.inner_text(CHOSEN).startswith("Berkas ini 26 MB; paling besar 25 MB.")


def test_a_chosen_file_is_let_go_and_the_focus_returns_to_the_field(upload):
    upload.evaluate(DROP, ["roster.docx", 10])
    upload.click("[data-clear]")
    assert upload.inner_text(CHOSEN) == ""
    assert upload.evaluate("document.activeElement.type") == "file"
    assert upload.evaluate("document.querySelector('input[type=file]').validity.valid")


@pytest.mark.parametrize("width", [1280, 1024, 900, 768, 640, 480, 360])
def test_the_button_of_a_filter_never_stands_lost_in_a_row(come, width):
    visitor = come(width).sign_in("auditor.bengkulu")
    found = {}
    for path in ("/jejak/", "/pekerja/"):
        visitor.open(path)
        found[path] = (visitor.page.locator("form.filters").evaluate(LOST), visitor.page.evaluate(WIDER))
    assert found == dict.fromkeys(("/jejak/", "/pekerja/"), (False, 0))
