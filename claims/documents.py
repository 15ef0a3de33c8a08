"""The checklist of a claim: what the law asks for in its case, and where each paper is."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import steps
from claims.models import Claim, ClaimDocument
from common.refusals import Refused
from municipalities import audit
from regulations.documents import documents_for
from regulations.words import HeirRelation


Status = ClaimDocument.Status
SPOUSES = (HeirRelation.WIDOW, HeirRelation.WIDOWER)


class PaperNotThere(Refused):
    """The paper is not where this verb takes it from."""


class ReasonMissing(Refused):
    """Whoever sends a paper back or spares it says why."""


def refresh(claim):
    """Bring the checklist to the claim's case; what is no longer asked for stays, marked so."""
    relations = set(claim.heirs.values_list("relation", flat=True))
    wanted = documents_for(
        cause=claim.cause,
        died=claim.death_date,
        segment=claim.enrollment.segment,
        heirs=claim.heirs.count(),
        spouse_claims=bool(relations & set(SPOUSES)),
        scholarship=claim.children.filter(qualifies=True).exists(),
        traffic_accident=claim.traffic_accident,
        treatment_paid=claim.treatment_paid,
        amount=sum(claim.benefit_lines.values_list("amount", flat=True)),
    )
    claim.documents.exclude(kind__in=[paper.kind for paper in wanted]).update(asked=False)
    for position, paper in enumerate(wanted, start=1):
        ClaimDocument.objects.update_or_create(
            municipality_id=claim.municipality_id,
            claim=claim,
            kind=paper.kind,
            defaults={
                "position": position,
                "reason": paper.reason,
                "required": paper.required,
                "source": paper.source,
                "asked": True,
            },
        )


def missing(claim):
    """The papers without which the claim is incomplete, in their order."""
    return unsettled(claim.documents.all())


def unsettled(papers):
    return [paper for paper in papers if not paper.is_settled]


@transaction.atomic
def receive(*, document, received_date, by, at):
    """
    A paper was handed in.

    :raises PaperNotThere: if the day lies ahead or before the death, or the paper is there already
    """
    if not document.claim.death_date <= received_date <= steps.local_day(document.claim, at):
        raise PaperNotThere(_("Tanggal terima harus antara hari meninggal dan hari ini."))
    handed = {"received_date": received_date, "received_by": by, "note": ""}
    _move(document, Status.RECEIVED, by, at, but=(Status.ACCEPTED,), **handed)


@transaction.atomic
def handed_in(*, document, by, at, note=""):
    """
    Something new lies there of this paper, today: it waits to be looked at, also where it was looked at before.

    :param note: why a claim that counted as complete does not any more, where nothing new came
    :raises ClaimUnderWay: if the claim is submitted
    """
    document.refresh_from_db()
    if document.status == Status.RECEIVED:
        return
    day = document.received_date or steps.local_day(document.claim, at)
    _move(document, Status.RECEIVED, by, at, received_date=day, received_by=by, note="")
    if document.claim.status == Claim.Status.COMPLETE:
        note = note or _("Ada yang baru pada berkas “%(paper)s”.") % {"paper": document.get_kind_display()}
        steps.take(claim=document.claim, status=Claim.Status.RETURNED, by=by, at=at, note=note)


@transaction.atomic
def accept(*, document, by, at):
    """
    The paper is in order.

    :raises PaperNotThere: if it was not handed in
    """
    _move(document, Status.ACCEPTED, by, at, checked_by=by, checked_at=at, note="")


@transaction.atomic
def take_in(*, document, received_date, by, at):
    """
    A paper was handed in and looked at on the spot: it is in order.

    :raises PaperNotThere: as receive() does
    """
    receive(document=document, received_date=received_date, by=by, at=at)
    accept(document=document, by=by, at=at)


@transaction.atomic
def receive_all(*, documents, received_date, by, at):
    """
    Several papers of a claim were handed in together, to be looked at later: all are there, or nothing is done.

    :raises PaperNotThere: as receive() does; if there are none
    """
    _each(receive, documents, received_date=received_date, by=by, at=at)


@transaction.atomic
def take_in_all(*, documents, received_date, by, at):
    """
    Several papers of a claim were handed in together and looked at on the spot: all are in order, or nothing is done.

    :raises PaperNotThere: as receive() does; if there are none
    """
    _each(take_in, documents, received_date=received_date, by=by, at=at)


@transaction.atomic
def accept_all(*, documents, by, at):
    """
    Several papers that were handed in before were looked at: all are in order, or nothing is done.

    :raises PaperNotThere: as accept() does; if there are none
    """
    _each(accept, documents, by=by, at=at)


def _each(verb, documents, **given):
    if not documents:
        raise PaperNotThere(_("Pilih berkasnya."))
    for document in documents:
        verb(document=document, **given)


@transaction.atomic
def return_(*, document, note, by, at):
    """
    The paper goes back, with the reason; a claim that counted as complete is not any more.

    :raises PaperNotThere: if it is not there
    :raises ReasonMissing: without a reason
    """
    _require_reason(note)
    _move(document, Status.RETURNED, by, at, checked_by=by, checked_at=at, note=note.strip())
    if document.claim.status == Claim.Status.COMPLETE:
        steps.take(claim=document.claim, status=Claim.Status.RETURNED, by=by, at=at, note=note)


@transaction.atomic
def not_needed(*, document, note, by, at):
    """
    This claim can do without the paper, with the reason.

    :raises PaperNotThere: if it was accepted already
    :raises ReasonMissing: without a reason
    """
    _require_reason(note)
    _move(document, Status.NOT_NEEDED, by, at, checked_by=by, checked_at=at, note=note.strip())


def _require_reason(note):
    if not note.strip():
        raise ReasonMissing(_("Tulis alasannya."))


def _move(document, status, by, at, *, but=(), **fields):
    """:param but: where it is not taken from, though the paper could go there"""
    steps.require_open(document.claim)
    was = document.status
    before = [here for here, after in ClaimDocument.NEXT.items() if status in after and here not in but]
    moved = ClaimDocument.objects.filter(
        municipality_id=document.municipality_id, pk=document.pk, status__in=before
    ).update(status=status, **fields)
    document.refresh_from_db()
    if not moved:
        raise PaperNotThere(
            _("Berkas “%(paper)s” %(here)s; langkah itu tidak dapat diambil.")
            % {"paper": document.get_kind_display(), "here": document.get_status_display()}
        )
    audit.record(
        f"claim_document.{status.lower()}", of=document, by=by, at=at, kind=document.kind, before=was, after=status
    )
