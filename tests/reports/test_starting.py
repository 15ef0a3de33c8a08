"""Where somebody begins: pages that the role may open."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from reports import starting


@pytest.mark.parametrize("role", starting.STARTS)
def test_every_page_to_begin_with_is_open_to_the_role(role):
    assert [start["title"] for start in starting.of(role)] == [
        title for _name, title, _detail in starting.STARTS[role]
    ]


FIRST = {
    "operator": ["roster_upload"],
    "clerk": ["roster_upload"],
    "approver": ["run_list", "claim_list"],
    "treasurer": ["run_list", "claim_list"],
    "mayor": ["agreement_list", "coverage"],
    "auditor": ["audit_trail", "run_list", "claim_list"],
    "officer": ["coverage", "claim_list", "agreement_list"],
    "head": ["coverage", "claim_list", "people"],
    "admin": ["office_list", "setting_list", "setting_list", "holiday_list"],
}


@pytest.mark.parametrize("who", FIRST)
def test_whoever_comes_for_the_first_time_finds_something_to_open(who, world, visit):
    context = visit(getattr(world, who)).get(reverse("home")).context
    found = [resolve(urlsplit(each["url"]).path).url_name for each in context["tasks"] or context["starts"]]
    assert found == FIRST[who]
