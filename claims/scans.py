"""Scans of the papers of a claim, and the proofs of its payments: kept, and dropped while the claim is open."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import documents, steps
from claims.models import ClaimDocument, ClaimScan, PayoutProof
from common.refusals import Refused
from municipalities import audit
from municipalities.scans import storing


class SameScan(Refused):
    """This very file is kept already."""

    code = "SAME_SCAN"


class ScanGone(Refused):
    """Somebody else, or the first of two clicks, has taken the scan away."""

    code = "SCAN_GONE"


@transaction.atomic
def keep(*, document, scan, by, at):
    """
    Keep a scan of a paper; returns its ClaimScan. The paper counts as handed in, to be looked at.

    :param scan: of municipalities.scans.taking.taken(), still open
    :raises ClaimUnderWay: if the claim is submitted
    :raises SameScan: if the same file stands there, for this paper
    """
    steps.require_open(document.claim)
    if document.scans.filter(sent_sha256=scan.sent_sha256).exists():
        raise SameScan(_("Berkas yang sama sudah tersimpan di sini. Pilih berkas lain."), field="file")
    kept = written(ClaimScan, scan, municipality=document.municipality, by=by, at=at, document=document)
    audit.record("claim_scan.kept", of=kept, by=by, at=at, kind=document.kind, sha256=kept.sha256)
    documents.handed_in(document=document, by=by, at=at)
    return kept


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
    scan.delete()
    document.refresh_from_db()
    if document.status == ClaimDocument.Status.ACCEPTED:
        documents.handed_in(document=document, by=by, at=at)


@transaction.atomic
def prove(*, payout, scan, by, at):
    """
    Keep the proof of a payment to an heir; returns its PayoutProof.

    :param scan: of municipalities.scans.taking.taken(), still open
    :raises SameScan: if the same file stands there
    """
    steps.locked(payout.claim)
    if payout.proofs.filter(sent_sha256=scan.sent_sha256).exists():
        raise SameScan(_("Berkas yang sama sudah tersimpan di sini. Pilih berkas lain."), field="file")
    kept = written(PayoutProof, scan, municipality=payout.municipality, by=by, at=at, payout=payout)
    audit.record("payout.proved", of=kept, by=by, at=at, sha256=kept.sha256)
    return kept


def written(model, scan, *, municipality, by, at, **of):
    return model.objects.create(
        municipality=municipality, file=storing.keep(scan, municipality=municipality), sent_sha256=scan.sent_sha256,
        sha256=scan.sha256, media_type=scan.media_type, pages=scan.pages, bytes=scan.bytes, by=by, at=at, **of,
    )  # fmt: skip
