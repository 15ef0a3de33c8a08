"""Where somebody begins: pages that the role may open."""

import pytest

from reports import starting


@pytest.mark.parametrize("role", starting.STARTS)
def test_every_page_to_begin_with_is_open_to_the_role(role):
    assert [start["title"] for start in starting.of(role)] == [
        title for _name, title, _detail in starting.STARTS[role]
    ]
