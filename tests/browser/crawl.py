"""Walk the site as one person: every link from the home page on, a few of each kind, and every form sent empty."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import Error


ALWAYS = ("target-size",)  # rules of axe that it asks only where told
WIDTHS = (1280, 360)
FINE = [([], 0)] * len(WIDTHS)
NARROW = 320  # 1280 at 400 %
OF_A_KIND = 2  # addresses of one name
ASKED = 4  # more of the same name, each with other questions in its query
LINKS = "found => [...new Set(found.map(a => a.getAttribute('href').split('#')[0]))]"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HEIGHT = "document.documentElement.scrollHeight"
UNSCOPED = "found => found.filter(th => !th.scope).map(th => th.textContent.trim())"
# Forms that ask for something; those that only press (approve, calculate, sign out) would do it.
FORMS = """forms => forms.map((form, index) => [index, form]).filter(([index, form]) =>
  !form.closest("dialog") && [...form.elements].some(each => each.required && each.type !== "hidden")
).map(([index]) => index)"""
SEND_EMPTY = """form => {
  for (const each of form.elements) {
    if (each.type === "hidden" || each.tagName === "BUTTON" || each.tagName === "FIELDSET") continue;
    if (each.type === "checkbox" || each.type === "radio") each.checked = false;
    else each.value = "";
  }
  form.noValidate = true;
  HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass
class Seen:
    """What one page was like."""

    status: int
    name: str
    expected: int = 200
    bytes: int = 0
    faults: list = field(default_factory=list)
    wider: dict = field(default_factory=dict)
    height: int = 0
    unscoped: list = field(default_factory=list)
    lang: str = ""
    complaints: list = field(default_factory=list)


def kind_of(address):
    """What makes two addresses alike: the name of the page and what the query asks."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return (parts.path, ())
    return (name, tuple(sorted({key for key, _value in parse_qsl(parts.query, keep_blank_values=True)})))


def faults(page, *, rules=(), without=()):
    """What axe finds: rule and first place; `rules` are asked besides those that always are, `without` are not."""
    page.evaluate(f"if (!window.axe) {{ {AXE_SCRIPT} }}")
    asked = {
        "rules": {rule: {"enabled": rule not in without} for rule in (*ALWAYS, *rules, *without)},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("asked => axe.run(asked).then(found => found.violations)", asked)
    return [f"{each['id']}: {each['nodes'][0]['target']} {each['nodes'][0]['html'][:160]}" for each in found]


def looked_at(page):
    """(faults, px too wide) at each width; FINE where there is nothing to say."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found.append((faults(page), page.evaluate(WIDER)))
    return found


# Of pages whose form leads back to a list that keeps its filters, and says above it what is missing.
SAID_ABOVE_THE_LIST = {"worker_search": 200, "worker_list": 200}


class Crawl:
    """
    One person's way through the site; `seen` holds a Seen for each address, and for each form sent empty.

    :param looked: kinds of pages that were looked at closely (each width, axe), shared between people; None: all are
    :param what_others_saw: open also the kinds of pages that somebody before has looked at
    """

    def __init__(self, visitor, *, looked=None, forms=True, what_others_saw=True):
        self.what_others_saw = what_others_saw
        self.visitor, self.page, self.looked, self.forms = visitor, visitor.page, looked, forms
        self.seen, self.kinds, self.asked, self.bytes = {}, Counter(), Counter(), 0
        self.network = visitor.context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.network.on("Network.loadingFinished", self.count)

    def count(self, event):
        self.bytes += event["encodedDataLength"]

    def walk(self, start="/", most=400):
        queue = [start]
        while queue and len(self.seen) < most:
            address = queue.pop(0)
            kind = kind_of(address)
            known = not self.what_others_saw and address != start and ("page", *kind) in self.looked
            if address not in self.seen and not known and self.is_new(kind):
                queue += self.look_at(address, kind)
        return self.seen

    def is_new(self, kind):
        """A few pages of each name: two without a question, and one for each of a few sets of questions."""
        name, asked = kind
        most = 1 if asked else OF_A_KIND
        if self.kinds[kind] >= most or (asked and self.asked[name] >= ASKED):
            return False
        self.kinds[kind] += 1
        self.asked[name] += bool(asked)
        return True

    def look_at(self, address, kind):
        """Open the page, keep what it is like, send its forms empty; the links that lead on."""
        seen = self.open(address, kind[0])
        if seen is None:
            return []  # a file
        self.seen[address] = seen
        links = self.page.eval_on_selector_all("a[href^='/']", LINKS)
        self.measure(seen, ("page", *kind))
        at = address  # where the browser still is
        if self.forms:
            for index in self.page.eval_on_selector_all("main form[method=post]", FORMS):
                self.send_empty(address, kind, index, at=at)
                at = None
        return links

    def open(self, address, name):
        self.bytes = 0
        self.visitor.complaints.clear()
        try:
            response = self.page.goto(self.visitor.demo.site + address, wait_until="load")
        except Error as error:
            if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
                return None
            raise
        if not response.headers.get("content-type", "").startswith("text/html"):
            return None  # shown by the browser's own viewer
        return Seen(status=response.status, name=name, bytes=self.bytes)

    def measure(self, seen, look):
        seen.lang = self.page.get_attribute("html", "lang")
        seen.unscoped = self.page.eval_on_selector_all("th", UNSCOPED)
        if self.is_to_be_looked_at(look):
            for width in (NARROW, *WIDTHS[::-1]):
                self.look_closely(seen, width)
        seen.complaints = list(self.visitor.complaints)

    def look_closely(self, seen, width):
        self.page.set_viewport_size({"width": width, "height": 800})
        seen.wider[width] = self.page.evaluate(WIDER)
        if width == 360:
            seen.height = self.page.evaluate(HEIGHT)
        if width in WIDTHS:
            # The colours of a page are the same on a phone; what they cost is two thirds of the time.
            without = ("color-contrast",) if width == 360 and self.looked is not None else ()
            seen.faults += [f"{width}: {each}" for each in faults(self.page, without=without)]

    def is_to_be_looked_at(self, look):
        if self.looked is None:
            return True
        new = look not in self.looked
        self.looked.add(look)
        return new

    def send_empty(self, address, kind, index, *, at):
        """
        A form that asks for something, with nothing in it: the page comes again and says what is missing.

        :param at: the address of the page that is open
        """
        if self.looked is not None and ("sent", *kind, index) in self.looked:
            return
        if at != address:
            self.open(address, kind[0])
        self.visitor.complaints.clear()
        form = self.page.locator("main form[method=post]").nth(index)
        with self.page.expect_navigation() as way:
            form.evaluate(SEND_EMPTY)
        expected = SAID_ABOVE_THE_LIST.get(kind[0], 422)
        seen = Seen(status=way.value.status, name=f"{kind[0]}, form {index}", expected=expected)
        self.visitor.complaints[:] = [said for said in self.visitor.complaints if "status of 4" not in said]
        self.measure(seen, ("sent form", *kind, index))
        if self.looked is not None:
            self.looked.add(("sent", *kind, index))
        self.seen[f"{address} (form {index}, empty)"] = seen


def without_ids(address):
    """An address as it is said in a failure: ids and tokens are noise."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", address)
