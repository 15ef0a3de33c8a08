"""A PostgreSQL that breaks off in the middle of an act of the month and comes back: all of it stands, or nothing."""

import random

import pytest
import time_machine
from django.db import connection

from tests.contributions.acts import ACTS, Month
from tests.enrollment.test_restarted_database import LONG, Server
from tests.killed import DONE, REFUSED, in_a_process


pytestmark = pytest.mark.skipif(not LONG, reason="a server of its own is made only under PAYUNG_LONG")
RESTARTS = 3  # of each act that were in its middle


@pytest.fixture
def month(own_database, settings, tmp_path):
    """Its database stands in a server that may break off."""
    settings.MEDIA_ROOT, here = tmp_path / "files", connection.settings_dict
    before = here.copy()
    with time_machine.travel("2026-11-02 10:00+07:00") as clock:
        made = Month(clock)
        connection.close()
        made.server = Server(tmp_path, [own_database["NAME"]])
        here.update(made.server.admin, NAME=own_database["NAME"])
        try:
            yield made
        finally:
            connection.close()
            here.update(before)
            made.server.postgres.stop()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_in_the_middle_of_which_the_server_breaks_off_is_done_by_doing_it_again(month, name):
    before, after, _way = ACTS[name]
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance, act, longest, restarts = random.Random(seed), getattr(month, name), 0.5, 0
    while restarts < RESTARTS:
        month.begin_before(name)
        end, seconds = in_a_process(
            act, disturb_after=chance.uniform(0, longest), disturb=lambda _process: month.server.break_off()
        )
        connection.close()  # that of this process broke off too
        restarts += end == REFUSED
        longest = min(longest, seconds) if end == DONE else longest
        assert month.stands() in ([after] if end == DONE else [before, after])
        in_a_process(act)
        assert month.stands() == after
