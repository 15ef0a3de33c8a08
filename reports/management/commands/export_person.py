import sys
from pathlib import Path

from django.core.management import CommandError

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
        parser.add_argument(
            "--place", action="append", default=[], help="of several with the name, one that is about this person"
        )
        parser.add_argument("--out", type=file_to_write(".zip"), required=True, metavar="FILE.zip")

    def answer(self, *, municipality, by, at, nik, name, asked_by, place, out, **options):
        try:
            found = person_files.export(
                municipality=municipality,
                nik=said(nik),
                name=said(name),
                asked_by=asked_by,
                places=place,
                by=by,
                at=at,
            )
        except person_files.SeveralPlaces as refusal:
            keys = "\n".join(f"--place {key}  ({label})" for key, label in refusal.detail["places"])
            raise CommandError(f"{refusal}\n{keys}") from refusal
        Path(out).touch(mode=0o600)  # for its owner alone
        Path(out).write_bytes(found.content)
        return {"tables": len(found.tables), "rows": sum(found.tables.values()), "events": found.events, "file": out}


def said(text):
    return sys.stdin.readline().strip() if text == "-" else text or ""
