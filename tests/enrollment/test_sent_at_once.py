"""Files that come by one link at one moment, and a link that is revoked while one is on its way."""

from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from enrollment import roster_links
from enrollment.models import Roster
from municipalities.context import as_owner
from tests.at_once import at_once
from tests.conftest import World
from tests.links import SITI, link_of, send


@pytest.fixture
def city(own_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with as_owner():
        return World()


def counted():
    with as_owner():
        return Roster.objects.count()


def test_the_same_file_sent_at_once_is_one_roster(city):
    token = link_of_now(city)[1]
    answers = at_once([partial(send, token, SITI)] * 4)
    assert ({answer.status_code for answer in answers}, counted()) == ({302}, 1)
    assert len({answer.url for answer in answers}) == 1


def test_of_many_files_at_once_a_link_brings_no_more_than_its_share(city):
    token = link_of_now(city)[1]
    answers = at_once([partial(send, token, SITI.replace("1500000", f"15000{number:02d}")) for number in range(12)])
    assert sorted(answer.status_code for answer in answers) == [302] * 10 + [429] * 2
    assert counted() == 10


def test_of_a_link_that_is_revoked_while_a_file_is_on_its_way_nothing_is_taken(city, monkeypatch):
    """The file is read in, then the link is revoked, then the link is held to take the file."""
    link, token = link_of_now(city)
    held = roster_links.door

    def late(*given, **how):
        with city.acting(city.operator):
            roster_links.revoke(link=link, by=city.operator, at=timezone.now())
        return held(*given, **how)

    monkeypatch.setattr("enrollment.views.sent_rosters.roster_links.door", late)
    assert (send(token, SITI).status_code, counted()) == (404, 0)


def test_whoever_revokes_a_link_waits_for_the_file_that_it_is_bringing(city):
    link, token = link_of_now(city)

    def bring():
        return send(token, SITI).status_code

    def cut():
        with city.acting(city.operator):
            roster_links.revoke(link=link, by=city.operator, at=timezone.now())

    answer, _none = at_once([bring, cut])
    assert (answer, counted()) in ((302, 1), (404, 0))


def test_a_file_that_waits_too_long_for_another_hears_so(city):
    _link, token = link_of_now(city)

    def hold():
        with roster_links.door(token, at=timezone.now(), held=True):
            return answer_of_an_impatient_one(token)

    (answer,) = at_once([hold])
    assert (answer.status_code, counted()) == (409, 0)
    assert "Berkas lain sedang masuk" in answer.content.decode()


def answer_of_an_impatient_one(token):
    """In a thread of its own, while the link is held here."""

    def impatient():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        return send(token, SITI)

    (answer,) = at_once([impatient])
    return answer


def link_of_now(city):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE payung_app")
    try:
        return link_of(city)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
