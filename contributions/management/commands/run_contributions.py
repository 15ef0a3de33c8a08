from django.core.management import CommandError

from contributions import runs, totals
from contributions.models import ContributionRun
from municipalities.commands import TenantCommand, month
from municipalities.roles import Permission


class Command(TenantCommand):
    help = "Calculate a month's contributions of a municipality; --approve locks it (by another person)."
    permission = Permission.CALCULATE_RUN

    def handle(self, *args, **options):
        if options["approve"]:
            self.permission = Permission.APPROVE_RUN
            if not options["username"]:
                raise CommandError("Yang menyetujui harus orang lain daripada yang menghitung: sebutkan dengan --as.")
        super().handle(*args, **options)

    def add_own_arguments(self, parser):
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument("--approve", action="store_true", help="needs --as somebody other than the maker")

    def answer(self, *, municipality, by, at, month, approve, **options):
        run = runs.open_month(municipality=municipality, month=month, by=by, at=at)
        if approve:
            run = runs.approve(run=run, by=by, at=at)
        elif run.status != ContributionRun.Status.APPROVED:
            run = runs.calculate(run=run, by=by, at=at)
        units = totals.per_unit(run)
        return {
            "month": f"{run.month:%Y-%m}",
            "status": run.status,
            "workers": run.workers,
            **{program: sum(unit[program] for unit in units) for program in ("jkk", "jkm", "jht")},
            "total": run.total,
            "units": units,
        }
