"""Several people save, undo or send the same roster at one moment: one effect, and a clear answer to each of them."""

from functools import partial

import pytest
from django.utils import timezone

from enrollment import rosters
from enrollment.models import Enrollment, Roster
from municipalities.context import as_owner, tenant_context
from municipalities.models import AuditEvent
from tests.at_once import at_once
from tests.conftest import World
from tests.safety.sent.rosters import checked, committed, roster


PEOPLE = 8


@pytest.fixture
def city(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with as_owner():
        return World()


def together(world, act):
    """What each of the people is answered: None where it was done."""

    def acting():
        with tenant_context(world.operator.pk, "OPERATOR", [world.bengkulu.pk]):
            act()

    return at_once([partial(acting) for _number in range(PEOPLE)])


def verb(world, act, made):
    return lambda: act(roster=made, by=world.operator, at=timezone.now())


def stands(action):
    """(enrollments that count, status, how often the trail tells it)"""
    with as_owner():
        status = Roster.objects.get().status
        counting = Enrollment.objects.filter(is_void=False).count()
        return counting, status, AuditEvent.objects.filter(action=action).count()


def test_saved_at_once_it_is_saved_once(city):
    answers = together(city, verb(city, rosters.commit, checked(city)))
    assert (answers.count(None), {type(each) for each in answers if each}) == (1, {rosters.RosterMoved})
    assert stands("roster.committed") == (1, "COMMITTED", 1)


def test_undone_at_once_it_is_undone_once(city):
    answers = together(city, verb(city, rosters.undo, committed(city)))
    assert (answers.count(None), {type(each) for each in answers if each}) == (1, {rosters.RosterMoved})
    assert stands("roster.undone") == (0, "UNDONE", 1)


def test_sent_at_once_it_is_one_roster(city):
    received = at_once([partial(roster(), city)] * PEOPLE)
    assert {each.pk for each in received} == {received[0].pk}
    assert stands("roster.received") == (0, "RECEIVED", 1)
