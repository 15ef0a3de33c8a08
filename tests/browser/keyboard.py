"""Somebody before a real browser who has a keyboard and no mouse."""

import pytest

from tests.browser.crawl import WIDER, faults


FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  return {
    tag: here.tagName,
    said: (here.labels && here.labels[0] ? here.labels[0] : here).innerText.trim() || here.ariaLabel || "",
    around: here.closest("li") ? here.closest("li").innerText : "",
    seen: style.outlineStyle !== "none" && parseInt(style.outlineWidth) > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
MOST_TABS = 250
PRESSED = ("A", "BUTTON", "SUMMARY")


class Keyboard:
    """Somebody who goes on with Tab until the words are there; what could not be seen or has a fault is kept."""

    def __init__(self, visitor, found):
        self.page, self.found = visitor.page, found

    @staticmethod
    def nothing_found():
        return {"unseen": set(), "faults": [], "wider": set()}

    def go(self, said, *, tags=PRESSED, around=""):
        for _tab in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUSED)
            if here["tag"] != "BODY" and not here["seen"]:
                self.found["unseen"].add((self.page.title(), here["tag"], here["said"]))
            if here["tag"] in tags and here["said"].startswith(said) and around in here["around"]:
                return
        pytest.fail(f"no key leads to {said!r} on {self.page.title()}")

    def enter(self):
        """Press Enter, and look at the page it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.found["faults"] += faults(self.page)
        self.found["wider"].add(self.page.evaluate(WIDER))

    def press(self, said, **where):
        self.go(said, **where)
        self.enter()

    def fill(self, said, text):
        self.go(said, tags=("INPUT", "SELECT", "TEXTAREA"))
        self.page.keyboard.type(text)
