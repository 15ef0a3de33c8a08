"""Making a file for SIPP, handing the same bytes out again, and taking it back when it was never sent."""

from pathlib import Path

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippFile, SippForm, SippLine
from contributions.sipp import kept, layouts, people, workbooks
from municipalities import audit, turns
from municipalities.opening import outside


Status = SippFile.Status
LINES = """
INSERT INTO contributions_sippline (municipality_id, file_id, number, enrollment_id, form, month, status, kpj, reason)
SELECT %(city)s, %(file)s, t.number + 1, t.id, %(form)s, %(month)s, 'SENT', '', ''
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS t(id, number)
"""  # row 1 has the headers


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
def make(*, municipality, form, segment, registration, by, at, month=None):
    """
    Make the file of one registration and keep it; returns the SippFile. Its people stand in no other file from now on.

    :param registration: a Registration, or None for people whose units have none
    :param month: of WAGES, the first day of an approved month
    :raises NobodyToSend: if nobody is left, as after somebody else has just made the file
    """
    turns.wait_for(municipality.pk, "sipp")
    day = municipality.day_of(at)
    layout, parts = to_be_made(municipality=municipality, form=form, day=day, month=month)
    part = next((each for each in parts if (each.segment, each.registration) == (segment, registration)), None)
    if part is None or not part.people:
        raise NobodyToSend(nobody(form))
    with outside.work_dir() as work_dir:
        path = Path(work_dir) / "sipp.xlsx"
        workbooks.write(layout=layout, people=(values for _id, values in part.people), path=path, at=at)
        with kept.keeping(path, municipality=municipality) as (name, sha256):
            return register(
                part, layout, municipality=municipality, name=name, sha256=sha256, bytes=path.stat().st_size,
                by=by, at=at,
            )  # fmt: skip


def register(part, layout, *, municipality, name, sha256, bytes, by, at):
    made = SippFile.objects.create(
        municipality=municipality, number=next_number(municipality), form=part.form, segment=part.segment,
        registration=part.registration, month=part.month, layout_name=layout.name, layout_hash=layout.content_hash,
        people=len(part.people), file=name, sha256=sha256, bytes=bytes, made_by=by, made_at=at,
    )  # fmt: skip
    given = {"city": municipality.pk, "file": made.pk, "form": part.form, "month": part.month}
    with connection.cursor() as cursor:
        cursor.execute(LINES, given | {"ids": [pk for pk, _values in part.people]})
    audit.record(
        "sipp.made", of=made, by=by, at=at, people=people_of(made), rows=made.people, layout=layout.name,
        sha256=sha256, kind=part.form,
    )  # fmt: skip
    return made


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
