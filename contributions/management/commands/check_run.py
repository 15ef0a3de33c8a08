import hashlib

from common.refusals import Refused
from contributions import seals
from contributions.models import ContributionRun
from municipalities.commands import TenantCommand, month
from municipalities.roles import Permission


class Command(TenantCommand):
    help = "Work out the content hash of an approved month again; --text writes what is hashed, for other tools."
    permission = Permission.VIEW_MONEY

    def add_own_arguments(self, parser):
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument(
            "--correction", type=int, default=0, metavar="1", help="the correction of this number, booked then"
        )
        parser.add_argument("--text", metavar="FILE", help="the text whose SHA-256 this is")

    def answer(self, *, municipality, by, at, month, correction, text, **options):
        run = ContributionRun.objects.filter(municipality=municipality, month=month, seq=correction).first()
        if run is None or not run.is_locked:
            raise Refused("Iuran bulan ini belum disetujui, jadi belum ada sidik isinya.")
        sealed = seals.sealed_text(run)
        if text:
            with open(text, "w", encoding="utf-8", newline="") as file:
                file.write(sealed)
        found = hashlib.sha256(sealed.encode()).hexdigest()
        if found != run.content_hash:
            raise Refused(f"Rinciannya tidak sama dengan saat disetujui: sidik {run.content_hash}, sekarang {found}.")
        return {"month": f"{run.month:%Y-%m}", "workers": run.workers, "total": run.total, "hash": found, "same": True}
