from argparse import ArgumentTypeError

from django.core.management import CommandError
from django.utils import timezone

from municipalities import service_user, verifying
from municipalities.commands import PlainCommand
from municipalities.context import tenant_context
from municipalities.models import Municipality, User
from municipalities.roles import Role


def head(text):
    """An argument like 93220:4f1c...: a number of the chain and its seal, as a page or an export printed them."""
    number, _colon, seal = text.partition(":")
    if not number.isdecimal() or not seal:
        raise ArgumentTypeError(f"a head is a number, a colon and its seal, not {text}")
    return int(number), seal


class Command(PlainCommand):
    help = "Follow the sealed chain of the audit trail; names the first row that was changed, removed or inserted."

    def add_own_arguments(self, parser):
        parser.add_argument("--municipality", metavar="CODE", help="like 17.71 (default: every municipality)")
        parser.add_argument(
            "--head",
            type=head,
            action="append",
            default=[],
            metavar="NUMBER:SEAL",
            help="a head that was kept elsewhere",
        )

    def answer(self, *, municipality, head, **options):
        if head and not municipality:
            raise CommandError("A head belongs to one chain: give --municipality too.")
        return {"municipalities": [self.follow(city, user, head) for city, user in self.cities(municipality)]}

    def print(self, found, *, as_json):
        super().print(found, as_json=as_json)
        broken = [f"{row['municipality']} {row['broken']}" for row in found["municipalities"] if row["broken"]]
        if broken:
            raise CommandError("\n".join(broken))

    def cities(self, code):
        users = {user.username: user for user in User.objects.filter(is_service=True)}
        cities = Municipality.objects.filter(**({"code": code} if code else {})).order_by("code")
        served = [(city, users.get(service_user.service_username(city))) for city in cities]
        served = [(city, user) for city, user in served if user]
        if code and not served:
            raise CommandError(f"There is no municipality {code} here.")
        return served

    def follow(self, city, user, anchors):
        with tenant_context(user.pk, Role.SYSTEM, [city.pk], patient=True):
            found = verifying.check(municipality=city, by=user, at=timezone.now(), anchors=anchors)
        return {
            "municipality": city.code,
            "number": found.number,
            "seal": found.seal,
            "waiting": found.waiting,
            "broken": str(found.broken or ""),
            "event": found.broken.event_id if found.broken else "",
        }
