from dataclasses import asdict

from django.core.management import CommandError

from municipalities.commands import TenantCommand, file_to_write
from municipalities.roles import Permission
from reports import card_copies


class Command(TenantCommand):
    help = "The cards of everyone active today as one PDF, by unit and name; whoever has no KPJ is counted apart."
    permission = Permission.PRINT_CARDS

    def add_own_arguments(self, parser):
        parser.add_argument("--out", type=file_to_write(".pdf"), required=True, metavar="FILE.pdf")
        parser.add_argument("--unit", metavar="CODE")
        parser.add_argument("--reason", default="perintah print_cards", help="why cards are printed once more")

    def answer(self, *, municipality, by, at, out, unit, reason, **options):
        chosen = municipality.units.filter(code=unit).first() if unit else None
        if unit and chosen is None:
            raise CommandError(f"There is no unit {unit} in {municipality}.")
        copied = card_copies.print_to(out=out, municipality=municipality, unit=chosen, by=by, at=at, reason=reason)
        return asdict(copied) | {"file": out}
