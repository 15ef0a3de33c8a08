from pathlib import Path

from municipalities import inventory
from municipalities.commands import PlainCommand, file_to_write


class Command(PlainCommand):
    help = "What is stored about whom, in which class, who reads it and how long it is kept."

    def add_own_arguments(self, parser):
        parser.add_argument(
            "--out", type=file_to_write(".md"), metavar="FILE.md", help="as a page, instead of a table"
        )

    def answer(self, *, out, **options):
        rows = inventory.tables()
        if out:
            Path(out).write_text(inventory.as_markdown(rows))
            return {"tables": len(rows), "with_people": sum(inventory.personal(row) for row in rows), "file": out}
        return {"tables": rows}
