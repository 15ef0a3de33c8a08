"""Scans of the papers of a claim, and the proofs of its payments: kept, and dropped while the claim is open."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from claims import documents, steps, traces
from claims.models import ClaimDocument, ClaimScan, PayoutProof
from common.refusals import Refused
from municipalities import audit
from municipalities.opening.limits import MB
from municipalities.scans import storing


class SameScan(Refused):
    """This very file is kept already."""

    code = "SAME_SCAN"


class TooManyScans(Refused):
    """The paper has as many scans, or the claim as many bytes, as are kept."""

    code = "TOO_MANY_SCANS"


class ScanGone(Refused):
    """Somebody else, or the first of two clicks, has taken the scan away."""

    code = "SCAN_GONE"


MOST_SCANS = 10  # of one paper
MOST_BYTES = 100 * MB  # of all papers of a claim


@transaction.atomic
def keep(*, document, scan, by, at):
    """
    Keep a scan of a paper; returns its ClaimScan. The paper counts as handed in, to be looked at.

    :param scan: of municipalities.scans.taking.taken(), still open
    :raises ClaimUnderWay: if the claim is submitted
    :raises SameScan: if the same file stands there, for this paper
    :raises TooManyScans: if the paper has MOST_SCANS already, or those of the claim would be more than MOST_BYTES
    """
    steps.require_open(document.claim)
    refuse_same(document.scans, scan)
    require_room(document, scan)
    kept = written(ClaimScan, scan, municipality=document.municipality, by=by, at=at, document=document)
    audit.record("claim_scan.kept", of=kept, by=by, at=at, kind=document.kind, sha256=kept.sha256)
    paper = document.get_kind_display()
    traces.note(claim=document.claim, what=traces.What.SCANNED, about=paper, by=by, at=at)
    documents.handed_in(document=document, by=by, at=at)
    return kept


def refuse_same(there, scan):
    if there.filter(sent_sha256=scan.sent_sha256).exists():
        raise SameScan(_("Berkas yang sama sudah tersimpan di sini. Pilih berkas lain."), field="file")


def require_room(document, scan):
    if document.scans.count() >= MOST_SCANS:
        raise TooManyScans(
            _("Untuk satu berkas tersimpan paling banyak %(most)s pindaian. Hapus yang tidak terpakai, atau gabungkan"
              " halamannya dalam satu PDF.") % {"most": MOST_SCANS}, field="file",
        )  # fmt: skip
    there = ClaimScan.objects.filter(municipality_id=document.municipality_id, document__claim_id=document.claim_id)
    if (there.aggregate(sum=Sum("bytes"))["sum"] or 0) + scan.bytes > MOST_BYTES:
        raise TooManyScans(
            _("Pindaian satu klaim bersama-sama paling besar %(most)s MB. Hapus yang tidak terpakai, atau kecilkan"
              " berkas ini.") % {"most": MOST_BYTES // MB}, field="file",
        )  # fmt: skip


@transaction.atomic
def drop(*, scan, by, at):
    """
    Take a wrong scan away again while the claim is open; a paper that was looked at is to be looked at again.

    :raises ClaimUnderWay: if the claim is submitted
    :raises ScanGone: if it was taken away meanwhile
    """
    document = scan.document
    steps.require_open(document.claim)
    if not document.scans.filter(pk=scan.pk).exists():
        raise ScanGone(_("Pindaian ini sudah dihapus."))
    storing.remove_once_sure(scan.file.name)
    audit.record("claim_scan.dropped", of=scan, by=by, at=at, kind=document.kind, sha256=scan.sha256)
    paper = document.get_kind_display()
    traces.note(claim=document.claim, what=traces.What.SCAN_DROPPED, about=paper, by=by, at=at)
    scan.delete()
    document.refresh_from_db()
    if document.status == ClaimDocument.Status.ACCEPTED:
        note = _("Sebuah pindaian berkas “%(paper)s” dihapus.") % {"paper": document.get_kind_display()}
        documents.handed_in(document=document, by=by, at=at, note=note)


@transaction.atomic
def prove(*, payout, scan, by, at):
    """
    Keep the proof of a payment to an heir; returns its PayoutProof.

    :param scan: of municipalities.scans.taking.taken(), still open
    :raises SameScan: if the same file stands there
    """
    steps.locked(payout.claim)
    refuse_same(payout.proofs, scan)
    kept = written(PayoutProof, scan, municipality=payout.municipality, by=by, at=at, payout=payout)
    audit.record("payout.proved", of=kept, by=by, at=at, sha256=kept.sha256)
    return kept


def written(model, scan, *, municipality, by, at, **of):
    return model.objects.create(
        municipality=municipality, file=storing.keep(scan, municipality=municipality), sent_sha256=scan.sent_sha256,
        sha256=scan.sha256, media_type=scan.media_type, pages=scan.pages, bytes=scan.bytes, by=by, at=at, **of,
    )  # fmt: skip
