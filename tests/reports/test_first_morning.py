"""A city with nothing in it: no page that somebody may open leads to one that stays shut."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from municipalities.roles import CITY_ROLES


MOST = 150
PEOPLE = {"MAYOR_OFFICE": "mayor"}


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and href and not href.startswith(("#", "mailto:", "http")):
            self.found.append(href)


def shut(client):
    """{address: the page that leads there} of every link that ends in 403 or 404, from the home page on."""
    queue, seen, found = [("/", "")], set(), {}
    while queue and len(seen) < MOST:
        address, leads = queue.pop(0)
        path = urlsplit(address).path
        if path in seen or path.startswith("/keluar"):
            continue
        seen.add(path)
        answer = client.get(address)
        if answer.status_code in (403, 404):
            found[address] = leads
        elif answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            queue += [(urljoin(address, href), address) for href in Links(answer.content.decode()).found]
    return found


@pytest.mark.parametrize("role", [*CITY_ROLES, "ADMIN"])
def test_no_page_of_an_empty_city_leads_to_one_that_stays_shut(world, visit, role):
    assert shut(visit(getattr(world, PEOPLE.get(role, role.lower())))) == {}
