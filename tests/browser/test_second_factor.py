"""The second step in a real browser: a code of an app, a passkey, and all of it without JavaScript."""

import pytest

from tests.browser.crawl import WIDER, faults
from tests.doors import code_now


pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


BEFORE = ("/masuk/lupa/", "/masuk/lupa/terkirim/", "/masuk/lupa/1-a-b/")
INSIDE = (
    *("/akun/", "/akun/sesi/", "/akun/kata-sandi/", "/akun/langkah-kedua/", "/akun/langkah-kedua/aplikasi/"),
    *("/akun/langkah-kedua/kunci/", "/akun/langkah-kedua/kode-cadangan/baru/", "/akun/langkah-kedua/hilang/"),
)


def fill_in(page, site, username, password):
    page.goto(f"{site}/masuk/")
    page.fill("input[name=login] >> nth=0", username)
    page.fill("input[name=password] >> nth=0", password)
    page.press("input[name=password] >> nth=0", "Enter")


def set_up_app(page, site):
    """Install an app as the page says; the secret it shows."""
    page.goto(f"{site}/akun/langkah-kedua/")
    page.click("text=Pasang kode dari aplikasi")
    secret = "".join(page.locator(".secret span").all_text_contents())
    assert page.locator(".qr svg").count() == 1
    found = faults(page), page.evaluate(WIDER)
    page.fill("input[name=code]", code_now(secret))
    page.click("button:has-text('Pasang')")
    page.wait_for_selector("h1:has-text('Kode cadangan')")
    return secret, [found, (faults(page), page.evaluate(WIDER))]


@pytest.fixture(params=[1280, 360])
def visitor(request, come):
    return come(request.param)


def test_no_page_of_the_account_has_a_fault(visitor):
    found = {}
    for pages, username in ((BEFORE, ""), (INSIDE, "admin.serang")):
        if username:
            visitor.sign_in(username)
        for path in pages:
            visitor.open(path)
            found[path] = (faults(visitor.page), visitor.page.evaluate(WIDER))
    assert (found, visitor.complaints) == (dict.fromkeys((*BEFORE, *INSIDE), ([], 0)), [])


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(visitor, demo):
    username = {1280: "treasurer.serang", 360: "treasurer.metro"}[visitor.page.viewport_size["width"]]
    page = visitor.sign_in(username).page
    secret, found = set_up_app(page, demo.site)
    assert len(page.locator(".codes li").all()) == 10
    page.check("#saved")
    page.click("button:has-text('Selesai')")
    page.wait_for_selector("h1:has-text('Akun saya')")
    found.append((faults(page), page.evaluate(WIDER)))
    visitor.context.clear_cookies()
    fill_in(page, demo.site, username, demo.password_of(username))
    page.wait_for_selector("h1:has-text('Langkah kedua')")
    found.append((faults(page), page.evaluate(WIDER)))
    page.fill("input[name=code]", code_now(secret, moments=1))
    page.press("input[name=code]", "Enter")
    page.wait_for_selector("h1:has-text('Beranda')")
    assert (found, visitor.complaints) == ([([], 0)] * 4, [])


def test_a_passkey_is_made_and_opens_the_door(come, demo):
    visitor, site = come(), demo.site.replace("127.0.0.1", "localhost")
    page = visitor.page
    device = visitor.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    username = "approver.serang"
    fill_in(page, site, username, demo.password_of(username))
    page.wait_for_selector("h1:has-text('Beranda')")
    page.goto(f"{site}/akun/langkah-kedua/kunci/")
    page.fill("input[name=name]", "laptop kantor")
    page.click("button:has-text('Buat kunci sandi')")
    page.wait_for_selector("h1:has-text('Kode cadangan')")
    visitor.context.clear_cookies()
    fill_in(page, site, username, demo.password_of(username))
    page.click("button:has-text('Pakai kunci sandi')")
    page.wait_for_selector("h1:has-text('Beranda')")
    assert visitor.complaints == []


def test_without_javascript_the_second_step_works_all_the_same(chromium, demo):
    context = chromium.new_context(java_script_enabled=False)
    page, username = context.new_page(), "treasurer.kupang"
    fill_in(page, demo.site, username, demo.password_of(username))
    page.goto(f"{demo.site}/akun/langkah-kedua/aplikasi/")
    secret = "".join(page.locator(".secret span").all_text_contents())
    page.fill("input[name=code]", code_now(secret))
    page.click("button:has-text('Pasang')")
    context.clear_cookies()
    fill_in(page, demo.site, username, demo.password_of(username))
    page.fill("input[name=code]", code_now(secret, moments=1))
    page.click("button:has-text('Masuk')")
    found = page.text_content("h1")
    context.close()
    assert found == "Beranda"


def test_the_warning_before_the_end_offers_to_stay(come):
    """With the limit as it stands on the page; the clock of the browser goes on, not that of the server."""
    visitor = come()
    page = visitor.page
    page.clock.install()
    visitor.sign_in("operator.cirebon")
    assert page.locator("[data-idle]").is_hidden()
    page.clock.fast_forward(119 * 60 * 1000)
    warning = page.locator("[data-idle]")
    warning.wait_for(state="visible")
    assert faults(page) == []
    warning.locator("button").click()
    warning.wait_for(state="hidden")
