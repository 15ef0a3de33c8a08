from municipalities.commands import TenantCommand, day
from municipalities.roles import Permission
from reports import coverage


class Command(TenantCommand):
    help = "Per population figure: its source and date, who is enrolled and active, the gap and the quoted gap."
    permission = Permission.VIEW_COVERAGE

    def add_own_arguments(self, parser):
        parser.add_argument("--on", type=day, metavar="2026-11-01", help="the day (default: today in the city)")

    def answer(self, *, municipality, on, **options):
        rows = coverage.of_municipality(municipality, day=on or municipality.today())
        return {"municipality": municipality.code, "figures": [row.as_row() for row in rows]}
