from django.core.management import CommandError

from municipalities.city import places
from municipalities.commands import PlatformCommand
from municipalities.models import Branch


class Command(PlatformCommand):
    help = "Make an office of BPJS Ketenagakerjaan: a regional one, a branch, a small branch."

    def add_own_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="like BENGKULU")
        parser.add_argument("name", metavar="NAME", help='like "Kantor Cabang Bengkulu"')
        parser.add_argument("--kind", choices=Branch.Kind.values, default=Branch.Kind.BRANCH)
        parser.add_argument("--parent", metavar="CODE", help="the office above it")

    def answer(self, *, code, name, kind, parent, by, at, **options):
        above = Branch.objects.filter(code=parent).first() if parent else None
        if parent and above is None:
            raise CommandError(f"There is no office {parent}.")
        branch = places.add_branch(code=code, name=name, kind=kind, parent=above, by=by, at=at)
        return {"code": branch.code, "name": branch.name, "kind": branch.kind, "parent": parent or ""}
