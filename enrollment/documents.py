"""Papers of a worker as scans: kept, replaced, withdrawn with a reason."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import Worker, WorkerDocument
from municipalities import audit
from municipalities.scans import storing


Kind, Reason = WorkerDocument.Kind, WorkerDocument.Reason
A_WEEK = timedelta(days=7)


class SameDocument(Refused):
    """This very file is kept for this worker already."""

    code = "SAME_DOCUMENT"


class DocumentNotPossible(Refused):
    """Something that was said of the document does not fit."""


class DocumentGone(Refused):
    """Somebody else, or the first of two clicks, has replaced or withdrawn it."""

    code = "DOCUMENT_GONE"


@transaction.atomic
def keep(*, worker, kind, scan, by, at, note=""):
    """
    Keep a scan about this worker; returns its WorkerDocument.

    :param kind: a Kind
    :param scan: of municipalities.scans.taking.taken(), still open
    :param note: what it is; required of OTHER
    :raises SameDocument: if the same file stands there
    :raises DocumentNotPossible: if it is OTHER and nothing says what
    """
    held(worker)
    made = put(worker, kind=kind, scan=scan, by=by, at=at, note=note)
    audit.record("worker_document.kept", of=made, by=by, at=at, people=[worker.pk], sha256=made.sha256)
    return made


@transaction.atomic
def replace(*, document, scan, by, at, note=""):
    """
    Put a newer scan in the place of this one, which stays to be looked up; returns the new WorkerDocument.

    :raises DocumentGone: if it was replaced or withdrawn meanwhile
    :raises SameDocument, DocumentNotPossible: as keep() does
    """
    worker = document.worker
    held(worker)
    refuse_gone(document)
    made = put(worker, kind=document.kind, scan=scan, by=by, at=at, note=note)
    of(worker).filter(pk=document.pk).update(replaced_by=made)
    audit.record(
        "worker_document.replaced", of=made, by=by, at=at, people=[worker.pk], sha256=made.sha256,
        replaced=document.sha256,
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw(*, document, reason, by, at):
    """
    Take a document back, a replaced one too: its file goes, its row says who and why.

    :param reason: a Reason
    :raises DocumentGone: if it was withdrawn meanwhile
    """
    held(document.worker)
    taken = of(document.worker).filter(pk=document.pk, withdrawn_at=None)
    if not taken.update(withdrawn_by=by, withdrawn_at=at, reason=Reason(reason), removed_at=at):
        raise DocumentGone(_("Dokumen ini sudah ditarik."))
    storing.remove_once_sure(document.file.name)
    audit.record(
        "worker_document.withdrawn", of=document, by=by, at=at, people=[document.worker_id],
        sha256=document.sha256, why=str(Reason(reason).label),
    )  # fmt: skip


def forget(*, worker, at):
    """Remove the files of whoever the city forgets; the rows are blanked by the retention run."""
    there = of(worker).filter(removed_at=None)
    for name in there.values_list("file", flat=True):
        storing.remove_once_sure(name)
    there.update(removed_at=at)


def remove_what_was_left(municipality, *, at):
    """Files that should have gone in the week before, where the process ended between row and file."""
    for name in municipality.workerdocuments.filter(removed_at__gte=at - A_WEEK).values_list("file", flat=True):
        storing.remove(name)


def of(worker):
    """The documents of this worker, the newest first."""
    return WorkerDocument.objects.filter(municipality_id=worker.municipality_id, worker=worker)


def told(worker):
    """{"documents": those that stand, "earlier_documents": replaced and withdrawn}; whom the wall shuts out, none."""
    found = list(of(worker).select_related("kept_by", "withdrawn_by"))
    standing = [each for each in found if not (each.replaced_by_id or each.withdrawn_at)]
    return {"documents": standing, "earlier_documents": [each for each in found if each not in standing]}


def kept_in(municipalities):
    """The documents of these municipalities; the wall narrows them to the people whom somebody may see."""
    return WorkerDocument.objects.filter(municipality__in=municipalities)


def held(worker):
    """One writer a person at a time, so that a file that came twice is kept once."""
    Worker.objects.select_for_update().get(municipality_id=worker.municipality_id, pk=worker.pk)


def put(worker, *, kind, scan, by, at, note):
    note = " ".join(note.split())
    if kind == Kind.OTHER and not note:
        raise DocumentNotPossible(
            _("Jenis “Lainnya” perlu keterangan. Tulis ini berkas apa, misalnya ijazah."), field="note"
        )
    refuse_same(worker, scan)
    return WorkerDocument.objects.create(
        municipality_id=worker.municipality_id,
        worker=worker,
        kind=kind,
        note=note,
        file=storing.keep(scan, municipality=worker.municipality),
        sent_sha256=scan.sent_sha256,
        sha256=scan.sha256,
        media_type=scan.media_type,
        pages=scan.pages,
        bytes=scan.bytes,
        kept_by=by,
        kept_at=at,
    )


def refuse_same(worker, scan):
    same = of(worker).standing().filter(sent_sha256=scan.sent_sha256).select_related("kept_by").first()
    if same:
        raise SameDocument(
            _("Berkas yang sama sudah tersimpan sebagai %(kind)s sejak %(day)s oleh %(name)s. Pilih berkas lain.")
            % {
                "kind": same.get_kind_display(),
                "day": f"{worker.municipality.day_of(same.kept_at):%d-%m-%Y}",
                "name": same.kept_by,
            },
            field="file",
        )


def refuse_gone(document):
    if not of(document.worker).standing().filter(pk=document.pk).exists():
        raise DocumentGone(_("Dokumen ini sudah diganti atau ditarik. Muat ulang halamannya."))
