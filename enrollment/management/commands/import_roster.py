from pathlib import Path

from django.core.management import CommandError

from enrollment import problems, rosters
from enrollment.models import Roster
from municipalities.commands import TenantCommand, day
from municipalities.roles import Permission, Role


COUNTS = ("rows", "new", "changed", "unchanged", "missing", "refused", "warned", "skipped")


class Command(TenantCommand):
    help = "Read and check a roster file; --commit carries it into workers and enrollments."
    permission = Permission.UPLOAD_ROSTER

    def add_own_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--unit", metavar="CODE")
        parser.add_argument("--category", metavar="CODE")
        parser.add_argument("--start", type=day, metavar="2026-11-01", help="where a row has no TMT of its own")
        parser.add_argument("--sheet", metavar="NAME", default="")
        parser.add_argument("--accept", action="append", default=[], metavar="CODE", help="answer a question with yes")
        parser.add_argument("--commit", action="store_true")

    def answer(self, *, municipality, by, at, file, unit, category, start, sheet, accept, commit, **options):
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        roster = rosters.receive(
            municipality=municipality,
            path=path,
            file_name=path.name,
            unit=named(municipality.units, unit),
            category=named(municipality.categories, category),
            start_date=start,
            sheet=sheet,
            by=by,
            at=at,
        )
        if roster.status in (Roster.Status.RECEIVED, Roster.Status.WAITING):
            roster = rosters.check(roster=roster, accept=accept, sheet=sheet or None, by=by, at=at)
        if commit and roster.status == Roster.Status.CHECKED:
            roster = rosters.commit(roster=roster, by=by, at=at)
        return {
            "id": roster.number,
            "status": roster.status,
            **{name: getattr(roster, name) for name in COUNTS},
            "problems": problems.of_roster(roster),
        }

    def print(self, found, *, as_json):
        super().print(found, as_json=as_json)
        if found["status"] in (Roster.Status.REFUSED, Roster.Status.WAITING):
            self.unfinished = found["problems"][0]["message"]

    def person(self, municipality, username):
        """:raises CommandError: also for a clerk, whose roster the service user has to check"""
        user, scope = super().person(municipality, username)
        if scope.role == Role.CLERK:
            raise CommandError("A clerk sends rosters through the pages: people of other units are not theirs to see.")
        return user, scope

    def handle(self, *args, **options):
        self.unfinished = None
        super().handle(*args, **options)
        if self.unfinished:
            raise CommandError(self.unfinished)


def named(queryset, code):
    """The row of this code; None when no code is given."""
    if not code:
        return None
    found = queryset.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no {queryset.model._meta.verbose_name} {code} here.")
    return found
