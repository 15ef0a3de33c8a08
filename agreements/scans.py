"""Scans of the signed paper: kept, dropped while nothing is signed, replaced afterwards, and declared complete."""

from dataclasses import replace as replaced

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from agreements import moves
from agreements.models import Agreement, AgreementScan
from agreements.signatures import come_into_force, refuse_other_than
from common.refusals import Refused
from municipalities import audit
from municipalities.opening.limits import MB
from municipalities.scans import storing, taking


Status = Agreement.Status
# A whole agreement with its annexes is longer than the papers of a person.
LIMITS = replaced(taking.LIMITS, file=20 * MB, pages=100)


class NotYourScan(Refused):
    """A scan is taken away, or replaced, by the side that put it there."""

    code = "NOT_YOUR_SCAN"


class SameScan(Refused):
    """This very file is kept already."""

    code = "SAME_SCAN"


class ReplacedAlready(Refused):
    """Another scan has taken its place."""

    code = "REPLACED_ALREADY"


@transaction.atomic
def keep(*, agreement, scan, side, by, at, printed=()):
    """
    Keep a scan of the signed paper; returns its AgreementScan. Several count together, one of each page say.

    :param scan: of municipalities.scans.taking.taken(), still open
    :param printed: how many pages the printed text may have, as come_into_force() asks
    :raises MoveNotAllowed: if it is not agreed
    :raises SameScan: if the same file stands there
    :raises WrongLink: if it would bring into force what amends something that does not stand any more
    """
    refuse_other_than(moves.locked(agreement), Status.AGREED)
    refuse_same(agreement, scan)
    kept = write(agreement, scan, side=side, by=by, at=at)
    audit.record("agreement.scan_kept", of=agreement, by=by, at=at, side=str(side), sha256=kept.sha256)
    come_into_force(agreement, side=side, by=by, at=at, printed=printed)
    return kept


@transaction.atomic
def drop(*, scan, side, by, at):
    """
    Take a scan away again, by the side that put it there, while the agreement is not signed.

    :raises MoveNotAllowed: if it is signed
    :raises NotYourScan: if the other side put it there
    """
    agreement = scan.agreement
    refuse_other_than(moves.locked(agreement), Status.AGREED)
    if scan.side != side:
        raise NotYourScan(_("Pindaian ini diunggah pihak lain; mintalah mereka menghapusnya."))
    storing.remove_once_sure(scan.file.name)
    audit.record("agreement.scan_dropped", of=agreement, by=by, at=at, side=str(side), sha256=scan.sha256)
    scan.delete()


@transaction.atomic
def replace(*, old, scan, reason, side, by, at):
    """
    Put another file in the place of a wrong scan of a signed agreement; the wrong one is kept, and says so.

    :param scan: of municipalities.scans.taking.taken(), still open
    :raises MoveNotAllowed: if it is not signed yet: then a wrong scan is dropped
    :raises NotYourScan: if the other side put it there
    :raises ReplacedAlready: if another scan has taken its place
    :raises SameScan: if the same file stands there
    :raises Incomplete: without a reason
    """
    agreement = moves.locked(old.agreement)
    if agreement.status not in (Status.SIGNED, Status.ENDED):
        moves.refuse(agreement, Status.SIGNED)
    if not reason.strip():
        raise moves.Incomplete(_("Tulis mengapa pindaian ini diganti."), missing=["reason"], field="reason")
    if old.side != side:
        raise NotYourScan(_("Pindaian ini diunggah pihak lain; mintalah mereka menggantinya."))
    if old.replacements.exists():
        raise ReplacedAlready(_("Pindaian ini sudah diganti. Ganti pindaian yang berlaku sekarang."))
    refuse_same(agreement, scan)
    kept = write(agreement, scan, side=side, by=by, at=at, replaces=old, reason=reason.strip())
    audit.record(
        "agreement.scan_replaced", of=agreement, by=by, at=at, side=str(side), before={"sha256": old.sha256},
        after={"sha256": kept.sha256},
    )  # fmt: skip
    return kept


@transaction.atomic
def declare_complete(*, agreement, side, by, at):
    """
    Say that the scans are the whole paper although they have another number of pages than the printed text.

    :raises MoveNotAllowed: if it does not wait for this alone
    :raises WrongLink: if what it follows or amends does not stand any more
    """
    refuse_other_than(moves.locked(agreement), Status.AGREED)
    audit.record("agreement.scan_complete", of=agreement, by=by, at=at, side=str(side), pages=pages_of(agreement))
    if come_into_force(agreement, side=side, by=by, at=at).status != Status.SIGNED:
        moves.refuse(agreement, Status.SIGNED)
    return agreement


def pages_of(agreement):
    """How many pages the scans have together that nothing has replaced."""
    return agreement.scans.standing().aggregate(pages=Sum("pages"))["pages"] or 0


def refuse_same(agreement, scan):
    if agreement.scans.filter(sent_sha256=scan.sent_sha256).exists():
        raise SameScan(_("Berkas yang sama sudah tersimpan untuk perjanjian ini. Pilih berkas lain."), field="file")


def write(agreement, scan, *, side, by, at, replaces=None, reason=""):
    return AgreementScan.objects.create(
        municipality_id=agreement.municipality_id, agreement=agreement, side=side,
        file=storing.keep(scan, municipality=agreement.municipality), sent_sha256=scan.sent_sha256, sha256=scan.sha256,
        media_type=scan.media_type, pages=scan.pages, bytes=scan.bytes, replaces=replaces, reason=reason, by=by, at=at,
    )  # fmt: skip
