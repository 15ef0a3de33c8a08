from django.core.management import CommandError

from contributions import corrections, run_groups, runs, totals
from contributions.models import ContributionRun
from municipalities.commands import TenantCommand, month
from municipalities.roles import Permission


class NoCorrection(runs.RunNotCalculated):
    """Nobody has begun a correction of these months."""


class Command(TenantCommand):
    help = (
        "Calculate a month's contributions of a municipality, or correct its approved months;"
        " --approve locks it (by another person)."
    )
    permission = Permission.CALCULATE_RUN

    def handle(self, *args, **options):
        if options["approve"]:
            self.permission = Permission.APPROVE_RUN
            if not options["username"]:
                raise CommandError("Yang menyetujui harus orang lain daripada yang menghitung: sebutkan dengan --as.")
        super().handle(*args, **options)

    def add_own_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--month", type=month, metavar="2026-11")
        which.add_argument(
            "--correct-since", type=month, metavar="2026-07", help="every approved month from this one on"
        )
        parser.add_argument("--approve", action="store_true", help="needs --as somebody other than the maker")

    def answer(self, *, municipality, by, at, month, correct_since, approve, **options):
        asked = {"municipality": municipality, "by": by, "at": at}
        if month:
            run = runs.open_month(month=month, **asked)
        else:
            run = correction(since=correct_since, may_begin=not approve, **asked)
        if approve:
            run = runs.approve(run=run, by=by, at=at)
        elif run.status != ContributionRun.Status.APPROVED:
            run = runs.calculate(run=run, by=by, at=at)
            run_groups.keep(run=run)
        units = totals.per_unit(run)
        return {
            "month": f"{run.month:%Y-%m}",
            "kind": run.kind,
            "since": f"{run.since:%Y-%m}" if run.since else None,
            "status": run.status,
            "workers": run.workers,
            **{program: sum(unit[program] for unit in units) for program in ("jkk", "jkm", "jht")},
            "total": run.total,
            "units": units,
        }


def correction(*, municipality, since, may_begin, by, at):
    """The correction of these months that is under way, or a new one; one of other months is in the way."""
    run = corrections.under_way(municipality)
    if run and run.since == since:
        return run
    if may_begin or run:
        return corrections.begin(municipality=municipality, since=since, by=by, at=at)
    raise NoCorrection("Belum ada koreksi sejak bulan itu yang dihitung. Hitung dulu tanpa --approve.")
