import sys
from pathlib import Path

from municipalities.commands import TenantCommand, file_to_write
from municipalities.roles import Permission
from reports import person_files


class Command(TenantCommand):
    help = "Everything stored about one person with its processing trail, unmasked, as a zip for that person."
    permission = Permission.EXPORT_PERSONAL

    def add_own_arguments(self, parser):
        whom = parser.add_mutually_exclusive_group(required=True)
        whom.add_argument("--nik", help="- reads it from standard input, past the shell's history")
        whom.add_argument("--name", help="of somebody who has no NIK here: a guest, a guardian; - as above")
        parser.add_argument("--asked-by", default="", help="who asked, as the letter says it")
        parser.add_argument("--out", type=file_to_write(".zip"), required=True, metavar="FILE.zip")

    def answer(self, *, municipality, by, at, nik, name, asked_by, out, **options):
        found = person_files.export(
            municipality=municipality, nik=said(nik), name=said(name), asked_by=asked_by, by=by, at=at
        )
        Path(out).touch(mode=0o600)  # for its owner alone
        Path(out).write_bytes(found.content)
        return {"tables": len(found.tables), "rows": sum(found.tables.values()), "events": found.events, "file": out}


def said(text):
    return sys.stdin.readline().strip() if text == "-" else text or ""
