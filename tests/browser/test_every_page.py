"""
Every page that a role can reach, in a real browser: opened on a desk and on a phone, its forms sent empty.

bin/test lets axe see each kind of page once, whoever opens it first, and opens for the others what only they have;
under PAYUNG_LONG everybody looks at everything.
"""

import os
from collections import defaultdict

import pytest

from tests.browser.crawl import Crawl, without_ids


pytestmark = pytest.mark.browser
LONG = bool(os.environ.get("PAYUNG_LONG"))
# Without PAYUNG_LONG those whose pages differ most; the others of them open only what nobody has opened before.
FIRST = ("operator.bengkulu", "officer.bengkulu", "platform.payung")
SOME = ("operator.bengkulu", "officer.bengkulu", "head.bengkulu", "admin.bengkulu", "platform.payung")
PEOPLE = (
    *SOME,
    *(f"{role}.bengkulu" for role in ("approver", "treasurer", "mayor", "auditor", "clerk")),
)
LATER = 30_000  # bytes over the wire, of a page whose stylesheet and scripts are there already
TALLEST = 3_000  # px on a phone: a longer list wants a pager
# Several short sections one below the other: nothing to turn over.
OF_SECTIONS = 5_500
SECTIONS = (
    *("agreement_detail", "budget", "coverage", "coverage_city", "roster_detail", "run_detail", "claim_detail"),
    *("circular_detail", "circular_edit", "circular_new"),
    *("expiry_of_agreement", "holiday_list", "office_list", "role_table", "rule_list"),
    *("agreement_new", "agreement_edit", "gap_letter"),
)
# A text that is read from its first line to its last.
READ_THROUGH = ("agreement_preview",)


@pytest.fixture(scope="module")
def looked():
    """The kinds of pages that axe has seen, whoever opened them."""
    return None if LONG else set()


@pytest.fixture(scope="module", params=PEOPLE if LONG else SOME, ids=lambda who: who.split(".")[0])
def walk(request, come, looked):
    visitor = come().sign_in(request.param)
    seen = Crawl(visitor, looked=looked, what_others_saw=LONG or request.param in FIRST).walk()
    visitor.context.close()
    return seen


def of(walk, what):
    """{what is wrong: the addresses it is wrong on}."""
    found = defaultdict(list)
    for address, seen in walk.items():
        wrong = what(seen)
        for each in wrong if isinstance(wrong, list) else [wrong]:
            if each:
                found[each].append(without_ids(address))
    return dict(found)


def test_many_pages_are_walked(walk):
    assert len(walk) >= 4


def test_every_page_opens_and_every_empty_form_says_what_is_missing(walk):
    assert of(walk, lambda seen: seen.status != seen.expected and seen.status) == {}


def test_no_page_has_a_fault_that_axe_knows(walk):
    assert of(walk, lambda seen: seen.faults) == {}


def test_no_page_is_wider_than_the_window_even_at_400_percent(walk):
    assert of(walk, lambda seen: [f"{by} px at {width}" for width, by in seen.wider.items() if by]) == {}


def test_no_list_is_longer_than_a_phone_can_bear(walk):
    def too_tall(seen):
        name = seen.name.split(",")[0]
        if name in READ_THROUGH:
            return False
        most = OF_SECTIONS if name in SECTIONS else TALLEST
        return seen.height > most and seen.height

    assert of(walk, too_tall) == {}


def test_no_later_page_is_heavier_than_its_budget(walk):
    assert of(walk, lambda seen: seen.bytes > LATER and seen.bytes) == {}


def test_every_heading_of_a_table_says_what_it_heads(walk):
    assert of(walk, lambda seen: seen.unscoped) == {}


def test_every_page_says_its_language(walk):
    assert of(walk, lambda seen: seen.lang != "id" and (seen.lang or "none")) == {}


def test_the_browser_has_nothing_to_complain_of(walk):
    assert of(walk, lambda seen: seen.complaints) == {}
