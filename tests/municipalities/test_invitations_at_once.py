"""Two invitations of one person, opened at one moment: one account, and nobody waits for the other for ever."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from django.utils import timezone

from municipalities import mails
from municipalities.accounts import invitations
from municipalities.context import as_owner, tenant_context
from municipalities.models import Invitation, Mail, User
from municipalities.roles import Role
from tests.conftest import World


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


def test_two_links_of_one_person_opened_at_once_make_one_account(own_database, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with as_owner():
        world = World()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE payung_app")
    pairs = [invited_twice(world, f"siti{number}@bengkulu.example") for number in range(ROUNDS)]
    barrier = Barrier(2, timeout=60)

    def open_each(turn):
        """The first thread opens the older link of every pair, the second the newer one."""
        answers = []
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE payung_app; SET lock_timeout = '20s'; SET statement_timeout = '20s'")
            for tokens in pairs:
                barrier.wait()
                try:
                    invitations.accept(token=tokens[turn], name="Siti", password=PASSWORD, at=timezone.now())
                    answers.append("in")
                except invitations.NotOpen:
                    answers.append("over")
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(open_each, range(2))
    assert [sorted(both) for both in zip(first, second, strict=True)] == [["in", "over"]] * ROUNDS
    with connection.cursor() as cursor, as_owner():
        cursor.execute("RESET ROLE")
        assert not Invitation.objects.filter(used_at=None).exists()
        assert all(user.has_usable_password() for user in User.objects.filter(username__startswith="siti"))
