"""Complete, submit, approve, verify, decide: each by the right side, neighbouring steps by two people."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import benefits, documents, left_out, steps
from claims.models import Claim
from common.refusals import Refused


Status = Claim.Status


class Incomplete(Refused):
    """Something is missing; `detail["missing"]` names it."""


class ReasonMissing(Refused):
    """Whoever sends back or refuses says why, and a refusal names its article."""


def lacking(claim):
    """What is still to be done before the claim can be submitted: a list of sentences, empty when nothing is."""
    absent, unchecked = _("Berkas “%(paper)s” belum ada."), _("Berkas “%(paper)s” belum diperiksa.")
    papers = [
        (unchecked if paper.status == "RECEIVED" else absent) % {"paper": paper.get_kind_display()}
        for paper in documents.missing(claim)
    ]
    return papers + lacking_besides_papers(claim)


def lacking_besides_papers(claim):
    heirs = list(claim.heirs.all())
    lines = list(claim.benefit_lines.all())
    found = [_("Sebab meninggal masih diselidiki; tetapkan dulu sebabnya.")] if claim.cause_in_inquiry else []
    found += [] if heirs else [_("Ahli waris belum dicatat.")]
    found += [
        _("%(name)s (%(relation)s): tambahkan sebagai ahli waris, atau tulis mengapa bukan.")
        % {"name": kin.name, "relation": kin.relation_label}
        for kin in left_out.still_open(claim)
    ]
    found += [_("Rekening %(name)s belum dicatat.") % {"name": heir.name} for heir in heirs if not heir.account_number]
    if not lines:
        found.append(_("Manfaat belum dihitung."))
    elif heirs and sum(heir.share for heir in heirs) != sum(line.amount for line in lines):
        found.append(_("Bagian ahli waris belum sama dengan jumlah manfaat."))
    return found


@transaction.atomic
def complete(*, claim, by, at):
    """
    The file is complete: from here the branch's clock is reckoned.

    :raises Incomplete: if papers, heirs, accounts or amounts are missing
    """
    steps.require_open(claim)
    benefits.compute(claim=claim, by=by, at=at)
    missing = lacking(claim)
    if missing:
        raise Incomplete(" ".join(missing), missing=missing)
    steps.take(claim=claim, status=Status.COMPLETE, by=by, at=at)


@transaction.atomic
def submit(*, claim, by, at, note=""):
    """
    The operator hands the complete file to the city's approver.

    :raises Incomplete: if something is missing
    :raises StepNotAllowed: if the claim is not complete
    """
    missing = lacking(steps.locked(claim))
    if missing:
        raise Incomplete(" ".join(missing), missing=missing)
    steps.take(claim=claim, status=Status.SUBMITTED, by=by, at=at, note=note)


def approve(*, claim, by, at, note=""):
    """
    The city's approver lets the claim go to the branch.

    :raises SamePerson: if the same person submitted it
    """
    steps.take(claim=claim, status=Status.APPROVED, by=by, at=at, note=note)


def verify(*, claim, by, at, note=""):
    """
    A branch officer has looked at everything; after an appeal, somebody who had not refused it.

    :raises SamePerson: if the same person approved it, or refused it before
    """
    steps.take(claim=claim, status=Status.VERIFIED, by=by, at=at, note=note)


def grant(*, claim, by, at, note=""):
    """
    The branch head, or another officer, decides for the heirs.

    :raises SamePerson: if the same person verified it
    """
    steps.take(claim=claim, status=Status.GRANTED, by=by, at=at, note=note)


def refuse(*, claim, by, at, note, source):
    """
    The branch decides against, with the reason and the article; after an appeal it stays with that.

    :raises ReasonMissing: without either
    :raises SamePerson: if the same person verified it, or refused it before
    """
    if not note.strip() or not source.strip():
        raise ReasonMissing(_("Tulis alasan dan pasal yang menjadi dasarnya."))
    steps.take(claim=claim, status=Status.REFUSED, by=by, at=at, note=note, source=source)


def appeal(*, claim, by, at, note):
    """
    The family does not accept a refusal: another person of the branch looks at it again (PP 44/2015 Art. 45).

    :raises ReasonMissing: without what they hold against it
    :raises StepNotAllowed: if it was not refused, or another claim of the person stands
    """
    if not note.strip():
        raise ReasonMissing(_("Tulis keberatan keluarga dan buktinya."))
    steps.take(claim=claim, status=Status.APPEALED, by=by, at=at, note=note)


def return_(*, claim, by, at, note):
    """
    Back to the city, with the reason; everything is then checked again from the start.

    :raises ReasonMissing: without a reason
    :raises StepNotAllowed: if something of it was paid already
    """
    if not note.strip():
        raise ReasonMissing(_("Tulis apa yang harus diperbaiki."))
    steps.take(claim=claim, status=Status.RETURNED, by=by, at=at, note=note)
