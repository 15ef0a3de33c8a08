from django.core.management import CommandError
from django.utils import timezone

from municipalities.commands import PlainCommand, TenantCommand, day
from municipalities.context import tenant_context
from municipalities.models import Branch, BranchMunicipality, Municipality
from municipalities.roles import Permission
from reports import city_coverage


class Command(TenantCommand):
    help = (
        "Per category and unit: the figure with its source and date, who is enrolled and active, the gap and the "
        "quoted gap. Of one municipality, of all that a branch serves, or of every one here."
    )
    permission = Permission.VIEW_COVERAGE

    def add_arguments(self, parser):
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--municipality", metavar="CODE", help="like 17.71")
        place.add_argument("--branch", metavar="CODE", help="every municipality this branch serves today")
        parser.add_argument("--as", dest="username", help="who does it (default: each city's service user)")
        PlainCommand.add_arguments(self, parser)

    def add_own_arguments(self, parser):
        parser.add_argument("--on", type=day, metavar="2026-11-01", help="the day (default: today in the city)")

    def handle(self, *args, **options):
        PlainCommand.handle(self, *args, **options)

    def answer(self, *, municipality, branch, username, on, **options):
        figures = []
        for city in chosen(municipality, branch):
            user, scope = self.person(city, username)
            with tenant_context(user.pk, scope.role, [city.pk], patient=True):
                found = city_coverage.of_city(city, day=on or city.today(), fresh=True)
                figures += [{"municipality": city.code} | row.as_row() for row in found.rows()]
        return {"municipality": municipality, "branch": branch, "figures": figures}


def chosen(municipality, branch):
    if municipality:
        found = Municipality.objects.filter(code=municipality)
    elif branch:
        if not Branch.objects.filter(code=branch).exists():
            raise CommandError(f"There is no branch {branch} here.")
        links = BranchMunicipality.objects.in_force_on(timezone.localdate()).filter(branch__code=branch)
        found = Municipality.objects.filter(pk__in=links.values("municipality"))
    else:
        found = Municipality.objects.all()
    if municipality and not found:
        raise CommandError(f"There is no municipality {municipality} here.")
    return list(found)
