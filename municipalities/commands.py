"""Management commands are an interface: a human table or one JSON object, exit 0 done, 1 refused, 2 wrong usage."""

import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.utils import timezone

from common.refusals import Refused
from common.rupiah import grouped
from municipalities import service_user
from municipalities.accounts.own_roles import municipalities_of, scopes_of
from municipalities.context import tenant_context
from municipalities.models import Municipality, User
from municipalities.roles import Role, may
from municipalities.service_user import service_username


def day(text):
    """An argument like 2026-11-01."""
    return date.fromisoformat(text)


def month(text):
    """An argument like 2026-11: the first day of that month."""
    return date.fromisoformat(f"{text}-01")


def rupiah(text):
    """An argument like 1500000: whole rupiah, zero or more."""
    amount = int(text)
    if amount < 0:
        raise ArgumentTypeError(f"an amount is zero or more, not {text}")
    return amount


def words_of(kind, *, least=0):
    """An argument like JKK,JKM, each a word of this enumeration."""

    def words(text):
        found = [word.strip() for word in text.split(",") if word.strip()]
        strange = [word for word in found if word not in {each.value for each in kind}]
        if strange or len(found) < least:
            raise ArgumentTypeError(f"there is no {', '.join(strange) or 'word'}; choose from {', '.join(kind)}")
        return tuple(found)

    return words


def file_to_write(*endings):
    """An argument like /tmp/cards.pdf: where a file of this kind can be made."""

    def path(text):
        if not text.lower().endswith(endings):
            raise ArgumentTypeError(f"the name must end in {' or '.join(endings)}, not {Path(text).name}")
        if not Path(text).parent.is_dir() or Path(text).is_dir():
            raise ArgumentTypeError(f"{text} cannot be made: {Path(text).parent} is no folder")
        return text

    return path


NUMBERED = {"id", "year"}  # numbers that count nothing are printed as they are


class PlainCommand(BaseCommand):
    """Answers a question; `answer(**options)` returns what is printed."""

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object")
        self.add_own_arguments(parser)

    def add_own_arguments(self, parser):
        """For the arguments of the command itself."""

    def handle(self, *args, **options):
        try:
            self.print(self.answer(**options), as_json=options["json"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:  # a file that cannot be read or written: a full disk, somebody else's folder
            if not error.filename:
                raise
            raise CommandError(f"{error.filename}: {error.strerror}") from error

    def print(self, found, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(found, default=str, ensure_ascii=False))
            return
        for name, value in found.items():
            if isinstance(value, list):
                self.stdout.write(f"{name}:")
                for row in value:
                    self.stdout.write("  " + "  ".join(f"{key} {shown(cell)}" for key, cell in row.items()))
            else:
                self.stdout.write(f"{name}: {value if name in NUMBERED else shown(value)}")


def shown(value):
    return grouped(value) if isinstance(value, int) and not isinstance(value, bool) else value


class PlatformCommand(PlainCommand):
    """
    Makes places and invites their first people, as the platform's own service user or as a person of the platform.

    `answer(by=, at=, **options)` runs inside that context: no city is seen, and the database asks the scope again.
    """

    def add_arguments(self, parser):
        parser.add_argument("--as", dest="username", help="who does it (default: the platform's service user)")
        super().add_arguments(parser)

    def handle(self, *args, **options):
        username = options.pop("username") or service_user.PLATFORM
        user = User.objects.filter(username=username).first()
        if user is None or not any(scope.role == Role.PLATFORM for scope in scopes_of(user)):
            raise CommandError(f"{username} does not work for the platform.")
        with tenant_context(user.pk, Role.PLATFORM, []):
            super().handle(*args, by=user, at=timezone.now(), **options)


class TenantCommand(PlainCommand):
    """
    Works in one municipality, as a person or as its service user, through the tenant wall.

    `answer(municipality=, by=, at=, **options)` runs inside the tenant context.
    """

    permission = None

    def add_arguments(self, parser):
        parser.add_argument("--municipality", required=True, metavar="CODE", help="like 17.71")
        parser.add_argument("--as", dest="username", help="who does it (default: the service user)")
        super().add_arguments(parser)

    def handle(self, *args, **options):
        code = options.pop("municipality")
        municipality = Municipality.objects.filter(code=code).first()
        if municipality is None:
            raise CommandError(f"There is no municipality {code} here.")
        user, scope = self.person(municipality, options.pop("username"))
        with tenant_context(user.pk, scope.role, [municipality.pk], patient=True):
            super().handle(*args, municipality=municipality, by=user, at=timezone.now(), **options)

    def person(self, municipality, username):
        """
        The user and the scope in which the command acts.

        :raises CommandError: if there is no such user, or no role of theirs may do it here
        """
        username = username or service_username(municipality)
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        for scope in scopes_of(user):
            if municipality in municipalities_of(scope) and (not self.permission or may(scope.role, self.permission)):
                return user, scope
        raise CommandError(f"{username} may not do this in {municipality}.")
