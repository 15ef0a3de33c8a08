import json

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection

from municipalities.wall import boot, gates


class Command(BaseCommand):
    help = "Every gate of the tenant wall, asked of the live database through the application's login."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args, **options):
        boot.refuse_unsafe_role(connection)
        found = gates.findings(connection)
        if options["json"]:
            problems = [{"gate": gate, "found": what} for gate, what in found]
            self.stdout.write(json.dumps({"gates": len(gates.ALL), "problems": problems}))
        else:
            for gate, what in found:
                self.stdout.write(f"{gate}: {what}")
        if found:
            raise CommandError(f"The wall has {len(found)} gaps.")
        if not options["json"]:
            self.stdout.write(f"The wall stands: {len(gates.ALL)} gates, nothing found.")
