from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management import CommandError
from django.utils import timezone

from municipalities import service_user
from municipalities.commands import PlainCommand
from municipalities.context import tenant_context
from municipalities.models import Municipality, User
from municipalities.roles import Role
from municipalities.trails import trail_exports, verifying


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

        parser.add_argument("--file", help="a download of the trail: says whether it is as it left the page")

    def answer(self, *, municipality, head, file, **options):
        if (head or file) and not municipality:
            raise CommandError("A head or a download belongs to one city: give --municipality too.")
        if file:
            return self.look_at(file, *self.cities(municipality)[0])
        return {"municipalities": [self.follow(city, user, head) for city, user in self.cities(municipality)]}

    def print(self, found, *, as_json):
        super().print(found, as_json=as_json)
        if found.get("file"):
            if not found["as_downloaded"]:
                raise CommandError(f"{found['file']} is not what was downloaded.")
            return
        broken = [f"{row['municipality']} {row['broken']}" for row in found["municipalities"] if row["broken"]]
        if broken:
            raise CommandError("\n".join(broken))

    def look_at(self, file, city, user):
        with tenant_context(user.pk, Role.SYSTEM, [city.pk], patient=True):
            return {"file": file, "as_downloaded": trail_exports.is_ours(Path(file).read_bytes(), municipality=city)}

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
