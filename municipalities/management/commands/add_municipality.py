from django.core.management import CommandError

from municipalities.city import places
from municipalities.commands import PlatformCommand
from municipalities.models import Branch, Region


class Command(PlatformCommand):
    help = "Make a municipality of the region list (load_regions first), and say which office serves it."

    def add_own_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="like 17.71")
        parser.add_argument("--branch", metavar="CODE", help="the office that serves it from today on, as the lead")

    def answer(self, *, code, branch, by, at, **options):
        region = Region.objects.filter(code=code).first()
        if region is None:
            raise CommandError(f"There is no region {code}. Run load_regions first, or look the code up.")
        city = places.add_municipality(region=region, by=by, at=at)
        if branch:
            office = Branch.objects.filter(code=branch).first()
            if office is None:
                raise CommandError(f"There is no office {branch}. Make it with add_branch.")
            places.serve(municipality=city, branch=office, is_lead=True, start_date=city.day_of(at), by=by, at=at)
        return {"code": city.code, "name": city.name, "timezone": city.timezone, "branch": branch or ""}
