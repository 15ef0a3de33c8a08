from django.core.management import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from municipalities.wall import gates


class Command(DjangoMigrate):
    help = "Django's migrate, through the owner's login only; afterwards the wall is checked."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args, **options):
        if options["database"] != "owner":
            raise CommandError("Migrations run through the alias `owner` (payung_owner) and no other.", returncode=2)
        with connections["owner"].cursor() as cursor:
            # What a policy would filter must raise instead of passing silently.
            cursor.execute("SET row_security = off")
        super().handle(*args, **options)
        if options["app_label"] or options["plan"]:
            return  # on the way back there is less than a wall to ask
        found = gates.findings(connections["owner"])
        if found:
            raise CommandError("\n".join(f"{gate}: {what}" for gate, what in found))
