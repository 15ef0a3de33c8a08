from django.core.management import CommandError

from municipalities.commands import TenantCommand, file_to_write
from municipalities.roles import Permission
from reports import printing


class Command(TenantCommand):
    help = "The cards of everyone active today as one PDF, by unit and name; whoever has no KPJ is counted apart."
    permission = Permission.PRINT_CARDS

    def add_own_arguments(self, parser):
        parser.add_argument("--out", type=file_to_write(".pdf"), required=True, metavar="FILE.pdf")
        parser.add_argument("--unit", metavar="CODE")

    def answer(self, *, municipality, by, at, out, unit, **options):
        chosen = municipality.units.filter(code=unit).first() if unit else None
        if unit and chosen is None:
            raise CommandError(f"There is no unit {unit} in {municipality}.")
        printed = printing.print_cards(
            municipality=municipality, unit=chosen, out=out, day=municipality.today(), by=by, at=at
        )
        return {"cards": printed.cards, "pages": printed.pages, "without_card": len(printed.left_out), "file": out}
