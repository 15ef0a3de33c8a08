"""
Files for SIPP: ordered and made by the queue, handed out again with the same bytes, taken back when never sent.
"""

from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippFile, SippForm, SippLine
from contributions.sipp import kept, layouts, people, workbooks
from municipalities import audit, jobs, progress, turns
from municipalities.models import Job
from municipalities.opening import outside


Status = SippFile.Status
MAKE = "contributions.tasks.make_sipp_file"
LINES = """
INSERT INTO contributions_sippline
  (municipality_id, file_id, number, enrollment_id, form, month, end_date, status, kpj, reason)
SELECT %(city)s, %(file)s, t.number + 1, t.id, %(form)s, %(month)s, t.end_date, 'SENT', '', ''
FROM unnest(%(ids)s::bigint[], %(ends)s::date[]) WITH ORDINALITY AS t(id, end_date, number)
"""  # row 1 has the headers
COUNTED_AT_ONCE = 500


class NobodyToSend(Refused):
    """There is nobody of whom BPJS does not know yet, or of whom everything that is asked for is known."""

    code = "NOBODY_TO_SEND"


class ReasonMissing(Refused):
    """A file is withdrawn with a reason."""


class WithdrawnAlready(Refused):
    """It was withdrawn."""

    code = "WITHDRAWN_ALREADY"


class AnsweredAlready(Refused):
    """BPJS has answered to it, so that it was sent."""

    code = "ANSWERED_ALREADY"


def to_be_made(*, municipality, form, day, month=None):
    """(layout, parts): what could be made of this form today."""
    layout = layouts.in_force(municipality=municipality, form=form, day=day)
    return layout, people.parts(municipality=municipality, form=form, day=day, layout=layout, month=month)


@transaction.atomic
def order(*, municipality, form, segment, registration, by, role, at, month=None):
    """
    Have the queue make the file of one registration; returns the SippFile, the one that is being made where there is
    one. An order that came to nothing is taken up again.

    :param registration: a Registration, or None for people whose units have none
    :param month: of WAGES, the first day of an approved month
    """
    turns.wait_for(municipality.pk, "sipp")
    given = {"form": form, "segment": segment, "registration": registration, "month": month}
    file = SippFile.objects.filter(municipality=municipality, status=Status.ORDERED, **given).first()
    if file is None:
        file = begin(municipality=municipality, by=by, at=at, **given)
    if not under_way(file):
        jobs.start(task=MAKE, target=file, by=by, role=role, at=at, queue="run")
    return file


@transaction.atomic
def make(*, municipality, form, segment, registration, by, at, month=None):
    """
    Make the file of one registration at once; as `order`, and the file is there.

    :raises NobodyToSend: if nobody is left, as after somebody else has just made the file
    """
    turns.wait_for(municipality.pk, "sipp")
    file = begin(
        municipality=municipality, form=form, segment=segment, registration=registration, month=month, by=by, at=at
    )
    return fill(file=file, by=by, at=at)


def begin(*, municipality, form, segment, registration, month, by, at):
    return SippFile.objects.create(
        municipality=municipality, number=next_number(municipality), form=form, segment=segment,
        registration=registration, month=month, made_by=by, made_at=at,
    )  # fmt: skip


def under_way(file):
    return Job.objects.about(file, MAKE).unfinished().exists()


def latest(file):
    """The newest job that makes this file, or None."""
    return Job.objects.about(file, MAKE).first()


def held(job):
    """The file of this job, held in its city's turn; None if it is made, or another process has closed the job."""
    turns.wait_for(job.municipality_id, "sipp", patient=True)
    here = SippFile.objects.select_related("municipality", "registration").filter(municipality_id=job.municipality_id)
    file = here.select_for_update(of=("self",)).get(pk=job.target_id)
    return None if file.status != Status.ORDERED or jobs.is_over(job) else file


@transaction.atomic
def fill(*, file, by, at):
    """
    Make what was ordered and keep it; returns the SippFile. Its people stand in no other file from now on.

    :param file: ordered, in the turn of its city
    :raises NobodyToSend: if nobody is left
    """
    city, day = file.municipality, file.municipality.day_of(at)
    layout, parts = to_be_made(municipality=city, form=file.form, day=day, month=file.month)
    wanted = (file.segment, file.registration)
    part = next((each for each in parts if (each.segment, each.registration) == wanted), None)
    if part is None or not part.people:
        raise NobodyToSend(nobody(file.form))
    progress.step("WRITE", total=len(part.people))
    with outside.work_dir() as work_dir:
        path = Path(work_dir) / "sipp.xlsx"
        workbooks.write(layout=layout, people=counting(part.people), path=path, at=at)
        with kept.keeping(path, municipality=city, of=file.public_id) as (name, sha256):
            progress.step("KEEP")
            size = path.stat().st_size
            return register(file, part, layout, name=name, sha256=sha256, bytes=size, by=by, at=at)


def counting(found):
    """The people one by one, and how many they are for whoever watches."""
    for number, (_id, values) in enumerate(found, start=1):
        if number % COUNTED_AT_ONCE == 0:
            progress.look()
            progress.count(number)
        yield values


def register(file, part, layout, *, name, sha256, bytes, by, at):
    file.layout_name, file.layout_hash, file.people = layout.name, layout.content_hash, len(part.people)
    file.file, file.sha256, file.bytes, file.status, file.made_at = name, sha256, bytes, Status.MADE, at
    file.save(
        update_fields=["layout_name", "layout_hash", "people", "file", "sha256", "bytes", "status", "made_at"]
    )  # fmt: skip
    ends = [values["end_date"] if file.form == SippForm.LEAVERS else None for _id, values in part.people]
    given = {"city": file.municipality_id, "file": file.pk, "form": file.form, "month": file.month, "ends": ends}
    with connection.cursor() as cursor:
        cursor.execute(LINES, given | {"ids": [pk for pk, _values in part.people]})
    audit.record(
        "sipp.made", of=file, by=by, at=at, people=people_of(file), rows=file.people, layout=layout.name,
        sha256=sha256, kind=file.form,
    )  # fmt: skip
    return file


@transaction.atomic
def give_up(*, file, by, at):
    """Nobody is left to be sent: there is no file, and its number says so."""
    ordered = SippFile.objects.filter(municipality_id=file.municipality_id, pk=file.pk, status=Status.ORDERED)
    if ordered.update(status=Status.EMPTY):
        audit.record("sipp.empty", of=file, by=by, at=at, before=Status.ORDERED, after=Status.EMPTY)


def people_of(file):
    """The ids of the workers in a file; in no order."""
    return set(lines_of(file).order_by().values_list("enrollment__worker_id", flat=True))


def lines_of(file):
    return SippLine.objects.filter(municipality_id=file.municipality_id, file=file)


def of(municipalities):
    """The files of these municipalities, the newest first."""
    found = SippFile.objects.filter(municipality__in=municipalities)
    return found.select_related("registration", "municipality", "made_by")


def counted(found):
    """These files with `waiting`, `accepted` and `refused`: asked of them alone, whatever the city has sent before."""
    found = list(found)
    cities = {file.municipality_id for file in found}
    rows = SippLine.objects.filter(municipality__in=cities, file__in=found).order_by()
    counts = {(pk, status): count for pk, status, count in rows.values_list("file_id", "status").annotate(Count("pk"))}
    for file in found:
        for word, status in (("waiting", "SENT"), ("accepted", "ACCEPTED"), ("refused", "REFUSED")):
            setattr(file, word, counts.get((file.pk, status), 0))
    return found


def next_number(municipality):
    return (SippFile.objects.filter(municipality=municipality).aggregate(last=Max("number"))["last"] or 0) + 1


def download(*, file, by, at):
    """
    The kept file, open for reading, the same bytes each time; written down as an export.

    :raises FileNotIntact: if it is not what was kept
    """
    opened = kept.open_kept(file.file, file.sha256)
    audit.record("sipp.downloaded", of=file, by=by, at=at, people=people_of(file), rows=file.people)
    return opened


@transaction.atomic
def withdraw(*, file, reason, by, at):
    """
    Say that a file was never sent; its people stand in the next one again. The file stays.

    :raises ReasonMissing: without a reason
    :raises AnsweredAlready: if a reply was written down
    :raises WithdrawnAlready: if it was withdrawn meanwhile
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ReasonMissing(_("Tulis mengapa berkas ini ditarik."), field="reason")
    turns.wait_for(file.municipality_id, "sipp")
    if file.replies.filter(status="CONFIRMED").exists():
        raise AnsweredAlready(_("Jawaban BPJS untuk berkas ini sudah dicatat, jadi berkasnya tidak dapat ditarik."))
    standing = SippFile.objects.filter(municipality_id=file.municipality_id, pk=file.pk, status=Status.MADE)
    if not standing.update(status=Status.WITHDRAWN, withdrawn_by=by, withdrawn_at=at, reason=reason[:200]):
        raise WithdrawnAlready(_("Berkas ini sudah ditarik."))
    lines_of(file).update(status=SippLine.Status.WITHDRAWN)
    file.refresh_from_db()
    audit.record("sipp.withdrawn", of=file, by=by, at=at, before=Status.MADE, after=Status.WITHDRAWN)
    return file


def nobody(form):
    """Why there is no file, in words."""
    return {
        SippForm.NEW_PU: _("Tidak ada tenaga kerja tanpa KPJ yang siap dikirim."),
        SippForm.NEW_BPU: _("Tidak ada peserta BPU tanpa KPJ yang siap dikirim."),
        SippForm.LEAVERS: _("Tidak ada tenaga kerja keluar yang belum dikirim."),
        SippForm.WAGES: _("Tidak ada upah bulan itu yang belum dikirim. Bulannya harus sudah disetujui."),
    }[form]
