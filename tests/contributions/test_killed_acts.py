"""
Wherever a process dies, or loses its database, that approves, bills, books a payment or matches one, all of it stands
or nothing; again is enough.
"""

import os
import random
from contextlib import suppress

import pytest
import time_machine

from common.refusals import Refused
from contributions.models import ContributionRun
from tests.at_once import at_once
from tests.contributions.acts import ACTS, APPROVED, Month
from tests.killed import DONE, KILLED, REFUSED, break_off, in_a_process, kill


LONG = bool(os.environ.get("PAYUNG_LONG"))
KILLS, BREAKS, MEETINGS = (250, 50, 500) if LONG else (5, 2, 5)  # the first two for each act; pairs of approvers
CLICKS, HANDS = 50, 10  # the server of the tests has connections for so many at one moment


@pytest.fixture
def month(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-02 10:00+07:00") as clock:
        yield Month(clock)


@pytest.mark.parametrize("name", ACTS)
def test_disturbed_at_random_moments_an_act_stands_whole_or_not_at_all_and_once(month, name):
    before, after, _way = ACTS[name]
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance, act = random.Random(seed), getattr(month, name)
    month.begin_before(name)
    end, longest = in_a_process(act)
    assert (end, month.stands()) == (DONE, after)
    month.begin_before(name)
    for disturb, cut_off, times in ((kill, KILLED, KILLS), (break_off, REFUSED, BREAKS)):
        while times:
            end, seconds = in_a_process(act, disturb_after=chance.uniform(0, longest), disturb=disturb)
            times -= end == cut_off
            longest = min(longest, seconds) if end == DONE else longest
            assert month.stands() in ([after] if end == DONE else [before, after])
            if month.stands() == after:
                in_a_process(act)  # once more: refused, or the same again
                assert month.stands() == after
                month.begin_before(name)
    in_a_process(act)
    assert month.stands() == after


def test_of_two_approvers_at_one_moment_one_has_approved(month):
    for _meeting in range(MEETINGS):
        month.begin()
        answers = at_once([month.approve, month.approve])
        assert [type(answer) for answer in answers].count(ContributionRun) == 1
        assert month.stands() == APPROVED


@pytest.mark.parametrize("name", [name for name in ACTS if name != "match_all"])  # which does what `match` does
def test_fifty_clicks_at_one_moment_do_it_once(month, name):
    month.begin_before(name)
    act = getattr(month, name)

    def click():
        for _click in range(CLICKS // HANDS):
            with suppress(Refused):
                act()

    at_once([click] * HANDS)
    assert month.stands() == ACTS[name][1]
