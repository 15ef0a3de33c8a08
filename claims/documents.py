"""The checklist of a claim: what the law asks for in its case, and where each paper is."""

from django.db import transaction
from django.utils.translation import gettext as _

from claims import steps, traces
from claims.models import DOCUMENT_LABELS, Claim, ClaimDocument
from common.refusals import Refused
from municipalities import audit
from regulations.documents import documents_for
from regulations.words import DocumentKind, HeirRelation


Status = ClaimDocument.Status
# Papers that say when the branch was told, and where the claim keeps that day.
REPORT_DATES = {
    DocumentKind.ACCIDENT_REPORT_1: "accident_report_date",
    DocumentKind.ACCIDENT_REPORT_2: "death_report_date",
}
# Papers that name the day of the death, and those of the accident.
OF_THE_DEATH = (
    *(DocumentKind.DEATH_LETTER, DocumentKind.DEATH_CERTIFICATE, DocumentKind.EMPLOYER_LETTER),
    *(DocumentKind.HEIR_STATEMENT, DocumentKind.JKM_FORM, DocumentKind.ACCIDENT_REPORT_2),
    DocumentKind.DOCTOR_STATEMENT,
)
OF_THE_ACCIDENT = (DocumentKind.ACCIDENT_REPORT_1, DocumentKind.POLICE_REPORT, DocumentKind.ATTENDANCE_LIST)
# What can be there before the death: it is about the accident, or the treatment.
BEFORE_DEATH = (
    *(DocumentKind.ACCIDENT_REPORT_1, DocumentKind.DOCTOR_STATEMENT, DocumentKind.TREATMENT_RECEIPTS),
    *(DocumentKind.POLICE_REPORT, DocumentKind.ATTENDANCE_LIST, DocumentKind.ASSIGNMENT_LETTER),
)
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
        minor_heir=claim.heirs.filter(is_minor=True).exists(),
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
    A paper was handed in. That of a report says that the branch was told, on that day at the latest.

    :raises PaperNotThere: if the day lies ahead or before the death (of some: the accident), or the paper is there
    """
    claim = document.claim
    first = claim.happened if document.kind in BEFORE_DEATH else claim.death_date
    if not first <= received_date <= steps.local_day(claim, at):
        raise PaperNotThere(_("Tanggal terima harus antara hari kejadiannya dan hari ini."))
    handed = {"received_date": received_date, "received_by": by, "note": ""}
    _move(document, Status.RECEIVED, by, at, but=(Status.ACCEPTED,), **handed)
    if report_missing(document):
        note_report(claim=claim, kind=document.kind, report_date=received_date, by=by, at=at)


def report_missing(document):
    """Whether it is the paper of a report of which no day is known."""
    name = REPORT_DATES.get(document.kind)
    return name is not None and getattr(document.claim, name) is None


def note_report(*, claim, kind, report_date, by, at):
    """The day on which the branch was told, on the claim and in the trail; a day that stands there stays as it is."""
    name = REPORT_DATES[kind]
    before = getattr(claim, name)
    if before == report_date:
        return
    setattr(claim, name, report_date)
    claim.save(update_fields=[name])
    audit.record("claim.accident_reported", of=claim, by=by, at=at, before={name: before}, after={name: report_date})
    traces.note(claim=claim, what=traces.What.REPORTED, about=DOCUMENT_LABELS[kind], by=by, at=at)


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


def look_again(*, claim, kinds, note, by, at):
    """Papers that were in order wait to be looked at once more: what they are about was put right."""
    for document in claim.documents.filter(kind__in=kinds, status=Status.ACCEPTED):
        _move(document, Status.RECEIVED, by, at, note=note)


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
    done = traces.What[f"PAPER_{status}"]
    traces.note(claim=document.claim, what=done, about=document.get_kind_display(), by=by, at=at)
