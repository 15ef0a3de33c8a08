from enrollment import exports
from municipalities.commands import TenantCommand, file_to_write
from municipalities.roles import Permission


class Command(TenantCommand):
    help = "Everything stored about a city's workers, unmasked and audited, as .csv or .xlsx."
    permission = Permission.EXPORT_PERSONAL

    def add_own_arguments(self, parser):
        parser.add_argument("--out", type=file_to_write(".csv", ".xlsx"), required=True, metavar="FILE.csv|.xlsx")

    def answer(self, *, municipality, by, at, out, **options):
        rows = exports.export_workers(municipality=municipality, path=out, by=by, at=at)
        return {"rows": rows, "file": str(out)}
