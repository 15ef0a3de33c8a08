"""Somebody before a real browser who goes by the words on the page."""

from tests.browser.crawl import WIDER, faults


SLOW = 150_000  # ms; work whose message was lost is taken up again within two minutes


class Somebody:
    """What axe finds on the pages that this person comes by is kept, and whether they are wider than the window."""

    def __init__(self, visitor, found):
        self.visitor, self.page, self.found = visitor, visitor.page, found

    @staticmethod
    def nothing_found():
        return {"faults": [], "wider": set()}

    def press(self, said):
        """A link or a button of the page, by its words."""
        main = self.page.locator("main")
        there = main.get_by_role("link", name=said, exact=True).or_(main.get_by_role("button", name=said, exact=True))
        with self.page.expect_navigation():
            there.first.click()
        self.come_by()

    def download(self, said):
        """The content of the file that a link or a button of the page gives."""
        main = self.page.locator("main")
        there = main.get_by_role("link", name=said, exact=True).or_(main.get_by_role("button", name=said, exact=True))
        with self.page.expect_download() as coming:
            there.first.click()
        return coming.value.path().read_bytes()

    def wait_for(self, said):
        """For the words that say that the work of the queue is over."""
        self.page.locator("main").get_by_text(said).first.wait_for(timeout=SLOW)
        self.come_by()

    def come_by(self):
        self.look()

    def look(self):
        self.found["faults"] += faults(self.page)
        self.found["wider"].add(self.page.evaluate(WIDER))

    def open(self, path):
        self.visitor.open(path)
        self.come_by()

    def fill(self, said, text):
        labelled = self.page.get_by_label(said)
        self.page.locator("input:visible, textarea:visible").and_(labelled).first.fill(text)

    def choose(self, said, option):
        """What begins with these words, in the list of this name."""
        field = self.page.locator("main select:visible").and_(self.page.get_by_label(said)).first
        words = field.locator("option", has_text=option).first.inner_text()
        field.select_option(label=words)

    def unfold(self):
        """Every part that is folded, as somebody does who reads all of the page."""
        self.page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")

    def main(self):
        return self.page.inner_text("main")

    def act(self):
        return self.page.inner_text("section.act")


class Hurried(Somebody):
    """Comes by many pages that others have looked at, and looks where told."""

    def come_by(self):
        pass
