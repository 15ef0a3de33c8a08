"""
The pictures of README.md, taken from a running bin/demo: python docs/make_pictures.py [http://127.0.0.1:8000]

Needs the development packages (bin/test installs them) and the system's Chromium.
"""

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright


ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("PAYUNG_HOME", ROOT / "var"))
# The third is a link to follow from the page, where the address has an id.
PICTURES = {
    "home": ("operator.bengkulu", "/", None),
    "roster": (
        "operator.bengkulu",
        "/pekerja/roster/",
        "main a[href^='/pekerja/roster/']:not([href*=unggah]):not([href*=templat])",
    ),
    "coverage": ("operator.bengkulu", "/cakupan/", None),
}
HEIGHT = 1150  # of a long page, the beginning
COLORS = 64  # enough for these pages, and a fifth of the bytes


def take(page, site, username, path, link):
    page.goto(f"{site}/masuk/")
    page.fill("input[name=login] >> nth=0", username)
    page.fill("input[type=password] >> nth=0", (HOME / "demo_password").read_text().strip())
    page.press("input[type=password] >> nth=0", "Enter")
    page.wait_for_selector("h1:has-text('Beranda')")
    page.goto(site + path)
    if link:
        page.goto(site + page.locator(link).last.get_attribute("href"))
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    return picture.crop((0, 0, picture.width, min(picture.height, HEIGHT))).convert("RGB").quantize(COLORS)


def main(site="http://127.0.0.1:8000"):
    with sync_playwright() as playwright:
        options = {
            "executable_path": shutil.which("chromium"),
            "args": ["--no-sandbox", "--disable-gpu", "--lang=id-ID"],
        }
        browser = playwright.chromium.launch(**options)
        for name, (username, path, link) in PICTURES.items():
            context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
            take(context.new_page(), site, username, path, link).save(
                ROOT / "docs" / "img" / f"{name}.png", optimize=True
            )
            context.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
