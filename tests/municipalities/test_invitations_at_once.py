"""What two do at one moment: open two invitations of one person, invite the same address, shut the same account."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from common.refusals import Refused
from municipalities import mails
from municipalities.accounts import invitations, shut_accounts
from municipalities.accounts.shut_accounts import WhyShut
from municipalities.context import as_owner, tenant_context
from municipalities.models import AccountEvent, Invitation, Mail, Scope, User
from municipalities.roles import Role
from tests.conftest import World
from tests.factories.municipalities import make_user


ROUNDS = 12
PASSWORD = "kuda laut menari di pagi"


def invited_twice(world, address):
    """Both tokens of somebody who was given two roles."""
    given = {"municipality": world.bengkulu, "start_date": timezone.localdate(), "name": "Siti"}
    with tenant_context(world.admin.pk, Role.ADMIN, [world.bengkulu.pk]):
        for role in (Role.OPERATOR, Role.AUDITOR):
            invitations.invite(address=address, role=role, **given, by=world.admin, at=timezone.now())
    with mails.as_mailer():
        bodies = Mail.objects.filter(recipient=address).order_by("created_at").values_list("body", flat=True)
        return [re.search(r"/undangan/([\w-]+)/", body).group(1) for body in bodies]


def both_at_once(act, things):
    """What two threads were answered that did this to each of the things at the same moment."""
    barrier = Barrier(2, timeout=60)

    def each(turn):
        answers = []
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '20s'; SET statement_timeout = '20s'")
            for thing in things:
                barrier.wait()
                try:
                    act(turn, thing)
                    answers.append("done")
                except Refused as refusal:
                    answers.append(type(refusal).__name__)
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(each, range(2))
    return [sorted(both) for both in zip(first, second, strict=True)]


@pytest.fixture
def world(own_database):
    with as_owner():
        world = World()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE payung_app")
    return world


def test_two_who_invite_the_same_new_address_at_once_give_one_role_to_one_person(world):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        askers = [world.admin, make_user("admin.kedua", Role.ADMIN, world.bengkulu)]
        cursor.execute("SET ROLE payung_app")

    def invite(turn, address):
        by = askers[turn]
        with tenant_context(by.pk, Role.ADMIN, [world.bengkulu.pk]):
            invitations.invite(
                address=address, name="Siti", role=Role.OPERATOR, municipality=world.bengkulu,
                start_date=timezone.localdate(), by=by, at=timezone.now(),
            )  # fmt: skip

    addresses = [f"siti{number}@bengkulu.example" for number in range(ROUNDS)]
    assert both_at_once(invite, addresses) == [["HasRole", "done"]] * ROUNDS
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        assert Scope.objects.filter(user__email__startswith="siti").count() == ROUNDS


def test_of_two_who_shut_an_account_at_once_one_does(world):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        askers = [world.platform, make_user("pengelola.kedua", Role.PLATFORM)]
        cursor.execute("SET ROLE payung_app")

    def shut(turn, user):
        by = askers[turn]
        with tenant_context(by.pk, Role.PLATFORM, []):
            shut_accounts.shut(user=user, reason=WhyShut.LEFT, by=by, at=timezone.now())

    people = [world.operator, world.clerk, world.approver]
    assert both_at_once(shut, people) == [["NotSwitched", "done"]] * 3
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        assert AccountEvent.objects.filter(action="account.shut").count() == 3


def test_two_links_of_one_person_opened_at_once_make_one_account(world, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    pairs = [invited_twice(world, f"siti{number}@bengkulu.example") for number in range(ROUNDS)]

    def open_one(turn, tokens):
        """The first thread opens the older link of every pair, the second the newer one."""
        invitations.accept(token=tokens[turn], name="Siti", password=PASSWORD, at=timezone.now())

    assert both_at_once(open_one, pairs) == [["NotOpen", "done"]] * ROUNDS
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        assert not Invitation.objects.filter(used_at=None).exists()
        assert all(user.has_usable_password() for user in User.objects.filter(username__startswith="siti"))
