from django.core.management import CommandError

from enrollment import rosters
from municipalities.commands import TenantCommand
from municipalities.roles import Permission


class Command(TenantCommand):
    help = "Take a committed roster back, as far as nobody has changed its people since."
    permission = Permission.COMMIT_ROSTER

    def add_own_arguments(self, parser):
        parser.add_argument("id", type=int, help="the roster's number, as import_roster printed it")

    def answer(self, *, municipality, by, at, id, **options):
        roster = municipality.rosters.filter(number=id).first()
        if roster is None:
            raise CommandError(f"There is no roster {id} in {municipality}.")
        left = rosters.undo(roster=roster, by=by, at=at)
        return {
            "id": roster.number,
            "status": roster.status,
            "left_alone": [row_no for row_no, _worker in left if row_no],
        }
