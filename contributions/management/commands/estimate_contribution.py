from municipalities.commands import PlainCommand, month, rupiah, words_of
from regulations import rates
from regulations.words import Program


class Command(PlainCommand):
    help = "What one worker's contribution of a month is by law, each amount with its source."

    def add_own_arguments(self, parser):
        parser.add_argument("--segment", choices=["PU", "BPU"], required=True)
        parser.add_argument("--wage", type=rupiah, required=True, help="rupiah a month (BPU: the income)")
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument("--risk-class", type=int, choices=range(1, 6), default=1)
        parser.add_argument("--sector", choices=["TRANSPORT", "OTHER"], default="OTHER")
        parser.add_argument("--funding", choices=[source.value for source in rates.FundingSource], default="APBD")
        parser.add_argument("--programs", type=words_of(Program, least=1), default=("JKK", "JKM"), metavar="JKK,JKM")

    def answer(self, *, segment, wage, month, risk_class, sector, funding, programs, **options):
        contribution = rates.contribution_for(
            segment=segment,
            wage=wage,
            month=month,
            risk_class=risk_class,
            sector=sector,
            funding=funding,
            programs=programs,
        )
        names = ("program", "payer", "base", "rate", "amount", "source")
        lines = [{name: getattr(line, name) for name in names} for line in contribution.lines]
        return {"total": contribution.total, "lines": lines}
