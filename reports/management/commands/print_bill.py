from contributions import bills
from contributions.models import ContributionRun
from municipalities.commands import TenantCommand, file_to_write, month
from municipalities.roles import Permission
from reports import printing


class Command(TenantCommand):
    help = "Every bill of an approved month in one PDF, each with its annex of workers; issued first if it is not yet."
    permission = Permission.ISSUE_BILL

    def add_own_arguments(self, parser):
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument("--segment", choices=["PU", "BPU"], default="", help="only the bill of this segment")
        parser.add_argument("--out", type=file_to_write(".pdf"), required=True, metavar="FILE.pdf")

    def answer(self, *, municipality, by, at, month, segment, out, **options):
        run = ContributionRun.objects.filter(municipality=municipality, month=month, kind="REGULAR").first()
        if run is not None and (not run.is_locked or bills.missing(run)):
            bills.issue(run=run, by=by, at=at)
        found = printing.print_bills(municipality=municipality, month=month, segment=segment, out=out, by=by, at=at)
        return {
            "month": f"{month:%Y-%m}",
            "workers": sum(bill.workers for bill in found),
            "total": sum(bill.total for bill in found),
            "due_date": min(bill.due_date for bill in found),
            "bills": [bill_row(bill) for bill in found],
            "file": str(out),
        }


def bill_row(bill):
    return {
        "number": bill.number,
        "segment": bill.segment,
        "registration": str(bill.npp or ""),
        "workers": bill.workers,
        "total": bill.total,
        "due_date": bill.due_date,
    }
