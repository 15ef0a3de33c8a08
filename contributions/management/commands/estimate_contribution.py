from municipalities.commands import PlainCommand, month
from regulations import rates


class Command(PlainCommand):
    help = "What one worker's contribution of a month is by law, each amount with its source."

    def add_own_arguments(self, parser):
        parser.add_argument("--segment", choices=["PU", "BPU"], required=True)
        parser.add_argument("--wage", type=int, required=True, help="rupiah a month (BPU: the income)")
        parser.add_argument("--month", type=month, required=True, metavar="2026-11")
        parser.add_argument("--risk-class", type=int, choices=range(1, 6), default=1)
        parser.add_argument("--sector", choices=["TRANSPORT", "OTHER"], default="OTHER")
        parser.add_argument("--funding", choices=[source.value for source in rates.FundingSource], default="APBD")
        parser.add_argument("--programs", default="JKK,JKM")

    def answer(self, *, segment, wage, month, risk_class, sector, funding, programs, **options):
        contribution = rates.contribution_for(
            segment=segment,
            wage=wage,
            month=month,
            risk_class=risk_class,
            sector=sector,
            funding=funding,
            programs=tuple(programs.split(",")),
        )
        names = ("program", "payer", "base", "rate", "amount", "source")
        lines = [{name: getattr(line, name) for name in names} for line in contribution.lines]
        return {"total": contribution.total, "lines": lines}
