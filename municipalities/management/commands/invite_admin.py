from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.core.validators import validate_email
from django.utils import timezone

from municipalities.accounts import invitations
from municipalities.commands import PlatformCommand
from municipalities.models import Branch, Municipality
from municipalities.roles import Role


class Command(PlatformCommand):
    help = "Invite by e-mail the first administrator: of a municipality, of an office (its head), or of the platform."

    def add_own_arguments(self, parser):
        parser.add_argument("address", metavar="ADDRESS")
        parser.add_argument("name", metavar="NAME")
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--municipality", metavar="CODE", help="Admin kota, like 17.71")
        where.add_argument("--branch", metavar="CODE", help="Kepala cabang")
        where.add_argument("--platform", action="store_true", help="Pengelola aplikasi")

    def answer(self, *, address, name, municipality, branch, by, at, **options):
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address} is no e-mail address.") from error
        role, where = Role.PLATFORM, {}
        if municipality:
            role, where = Role.ADMIN, {"municipality": found(Municipality, municipality)}
        elif branch:
            role, where = Role.BRANCH_HEAD, {"branch": found(Branch, branch)}
        scope = invitations.invite(
            address=address.lower(), name=name, role=role, **where, start_date=timezone.localdate(at), by=by, at=at
        )
        return {"invited": address.lower(), "role": scope.role, "place": scope.place, "days": invitations.VALID.days}


def found(model, code):
    row = model.objects.filter(code=code).first()
    if row is None:
        raise CommandError(f"There is no {model._meta.model_name} {code} here.")
    return row
