"""The menu: in groups, only what the role may open, and short enough to be read."""

import pytest
from django.urls import reverse

from municipalities.roles import Role, may
from reports import navigation


MOST = 16  # lines; beyond that nobody reads a menu


class Request:
    def __init__(self, role, path="/"):
        self.role, self.path = role, path


def lines_of(role, path="/"):
    return [line for group in navigation.menu(Request(role, path)) for line in group["lines"]]


ROLES = [role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC)]


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_is_short(role):
    assert 1 <= len(lines_of(role)) <= MOST


@pytest.mark.parametrize("role", ROLES)
def test_a_menu_leads_only_where_the_role_may_go(role):
    asked = {navigation.address(name): line[-1] for name, line in navigation.LINES.items()}
    wanted = [asked[line["url"]] for line in lines_of(role)]
    assert [permission for permission in wanted if permission is not None and not may(role, permission)] == []


@pytest.mark.parametrize("role", ROLES)
def test_no_group_is_empty(role):
    assert [group["label"] for group in navigation.menu(Request(role)) if not group["lines"]] == []


def test_a_page_below_a_line_marks_that_line():
    path = reverse("budget") + "cetak/"
    assert [line["label"] for line in lines_of(Role.OPERATOR, path) if line["current"]] == ["Anggaran"]


def test_without_sign_in_there_is_no_menu():
    assert navigation.menu(Request(None)) == []


def test_the_home_page_is_current_only_on_itself():
    assert [line["label"] for line in lines_of(Role.OPERATOR) if line["current"]] == [navigation.LINES["home"][1]]
    assert [line["label"] for line in lines_of(Role.OPERATOR, reverse("account")) if line["current"]] == []
