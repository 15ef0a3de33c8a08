from municipalities.commands import PlainCommand, day, rupiah, words_of
from regulations.death_benefits import benefits_for
from regulations.words import Cause, Level


class Command(PlainCommand):
    help = "What the heirs of one worker receive by law, each amount with its source."

    def add_own_arguments(self, parser):
        parser.add_argument("--cause", choices=[cause.value for cause in Cause], required=True)
        parser.add_argument("--died", type=day, required=True, metavar="2026-11-01")
        parser.add_argument("--wage", type=rupiah, required=True, help="last reported wage, rupiah a month")
        parser.add_argument("--member-since", type=day, required=True, metavar="2022-01-01")
        parser.add_argument("--children", type=words_of(Level), default=(), help="school levels, like SD,SMP")
        parser.add_argument("--segment", choices=["PU", "BPU"], default="PU")

    def answer(self, *, cause, died, wage, member_since, children, segment, **options):
        found = benefits_for(
            cause=cause,
            died=died,
            wage=wage,
            member_since=member_since,
            children=children,
            segment=segment,
        )
        return {
            "total": found.total,
            "lines": [{"benefit": line.benefit, "amount": line.amount, "source": line.source} for line in found.lines],
            "scholarships": [child._asdict() for child in found.scholarships],
        }
