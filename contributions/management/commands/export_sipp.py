from pathlib import Path

from common.months import month_name
from common.refusals import Refused
from contributions import corrections
from contributions.models import SippFile
from contributions.sipp import files, layouts
from municipalities.commands import TenantCommand, file_to_write, month
from municipalities.files import written_whole
from municipalities.roles import Permission


class NoSuchFile(Refused):
    """There is no file of this number."""


class Command(TenantCommand):
    help = "The files for SIPP Online: new workers, leavers, wages; one for each segment and registration."
    permission = Permission.EXPORT_PERSONAL

    def add_own_arguments(self, parser):
        parser.add_argument("--kind", choices=("new", "leavers", "wages"), required=True)
        parser.add_argument("--out", type=file_to_write(".xlsx"), required=True, metavar="FILE.xlsx")
        parser.add_argument("--month", type=month, metavar="2026-11", help="of wages; the last approved one by itself")
        parser.add_argument("--number", type=int, metavar="N", help="the file of this number once more, as it was")

    def answer(self, *, municipality, by, at, kind, out, month, number, **options):
        given = {"municipality": municipality, "by": by, "at": at}
        if number:
            made, left_out = [self.again(municipality, number)], []
        else:
            made, left_out = self.new_files(kind=kind, month=month, **given)
        written = [self.write(file, place, Path(out), by=by, at=at) for place, file in enumerate(made)]
        return {"rows": sum(file["rows"] for file in written), "files": written, "left_out": left_out}

    def new_files(self, *, municipality, kind, month, by, at):
        """Every file of this kind that can be made, and whoever is left out, counted by the sentence why."""
        day, made, left_out = municipality.day_of(at), [], {}
        if kind == "wages" and month is None:
            newest = corrections.approved_months(municipality).last()
            month = newest and newest.month
        month = month if kind == "wages" else None
        for form in layouts.forms_of_kind(kind):
            for part in files.to_be_made(municipality=municipality, form=form, day=day, month=month)[1]:
                for _pk, _worker, sentence in part.left_out:
                    left_out[sentence] = left_out.get(sentence, 0) + 1
                if part.people:
                    where = {"form": form, "segment": part.segment, "registration": part.registration, "month": month}
                    made.append(files.make(municipality=municipality, by=by, at=at, **where))
        if not made:
            why = " ".join(f"{sentence} ({count})" for sentence, count in left_out.items())
            raise files.NobodyToSend(f"{files.nobody(layouts.forms_of_kind(kind)[0])} {why}".strip())
        return made, [{"reason": sentence, "people": count} for sentence, count in left_out.items()]

    def again(self, municipality, number):
        found = SippFile.objects.filter(municipality=municipality, number=number).first()
        if found is None:
            raise NoSuchFile(f"Tidak ada berkas SIPP nomor {number}.")
        return found

    def write(self, made, place, out, *, by, at):
        """The first file under the name that was asked for, the others beside it."""
        beside = f"{out.stem}-{made.form.lower()}-{made.registration or 'tanpa-npp'}".replace("/", "-")
        path = out if place == 0 else out.with_name(f"{beside}{out.suffix}")
        with files.download(file=made, by=by, at=at) as kept, written_whole(path) as file:
            file.write(kept.read())
        return {
            "id": made.number,
            "form": made.form,
            "registration": str(made.registration or ""),
            **({"month": month_name(made.month)} if made.month else {}),
            "rows": made.people,
            "layout": made.layout_name,
            "sha256": made.sha256,
            "file": str(path),
        }
