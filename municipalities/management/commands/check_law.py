from django.core.management import CommandError

from municipalities.commands import PlainCommand, day
from regulations import dated, death_benefits, rates


# Every series of the law registers itself when its module is read.
SERIES = (rates, death_benefits)


class Command(PlainCommand):
    help = "Every dated entry of the law valid, sourced, without overlaps and gaps; what is in force on a day."

    def add_own_arguments(self, parser):
        parser.add_argument("--on", type=day, metavar="2026-11-01", help="also print what is in force that day")

    def answer(self, *, on, **options):
        problems = [str(problem) for problem in dated.problems()]
        if problems:
            raise CommandError("\n".join(problems))
        found = {"problems": 0}
        if on:
            found["in_force"] = [
                {"entry": series.name, "value": str(entry.value), "source": entry.source, "sure": str(entry.sure)}
                for series, entry in dated.in_force_on(on)
            ]
        return found
