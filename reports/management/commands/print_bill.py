from contributions import bills
from contributions.models import ContributionRun
from municipalities.commands import TenantCommand, month
from municipalities.roles import Permission
from reports import printing


class Command(TenantCommand):
    help = "The bill of an approved month as PDF, with its annex of workers; issued first if it is not yet."
    permission = Permission.ISSUE_BILL

    def add_own_arguments(self, parser):
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument("--out", required=True, metavar="FILE.pdf")

    def answer(self, *, municipality, by, at, month, out, **options):
        run = ContributionRun.objects.filter(municipality=municipality, month=month, kind="REGULAR").first()
        if run is not None and not run.bills.exists():
            bills.issue(run=run, by=by, at=at)
        bill = printing.print_bill(municipality=municipality, month=month, out=out, by=by, at=at)
        return {
            "number": bill.number,
            "month": f"{bill.month:%Y-%m}",
            "workers": bill.workers,
            "total": bill.total,
            "due_date": bill.due_date,
            "file": str(out),
        }
