"""
How an agreement comes about and ends: written, put on the table, agreed by the other side, signed, ended.

Nobody brings one into force alone: the side that did not write it agrees, by another person, and both sides sign.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements import moves
from agreements.models import Agreement, AgreementEvent, Side
from agreements.moves import Incomplete
from common.refusals import Refused
from municipalities import audit
from municipalities.roles import BRANCH_ROLES


Status = Agreement.Status
NEXT = {
    Status.DRAFT: {Status.IN_REVIEW},
    Status.IN_REVIEW: {Status.DRAFT, Status.AGREED},
    Status.AGREED: {Status.IN_REVIEW, Status.SIGNED},
    Status.SIGNED: {Status.ENDED},
    Status.ENDED: set(),
}


class NotTheOtherSide(Refused):
    """Only the side that did not write the agreement can agree to it, and not the person who submitted it."""

    code = "NOT_THE_OTHER_SIDE"


class NotTheWriter(Refused):
    """Only the side that wrote the draft can put it on the table."""

    code = "NOT_THE_WRITER"


class ScopeTaken(Refused):
    """Another signed agreement covers the same unit, category and programme on a day of this term."""

    code = "SCOPE_TAKEN"


class WrongDay(Refused):
    """The day lies in the future, or outside the term."""

    code = "WRONG_DAY"


def side_of(role):
    """The side somebody in this role speaks for."""
    return Side.BRANCH if role in BRANCH_ROLES else Side.CITY


def missing_for_signing(agreement):
    """What a signature still needs, as a list for the page; empty when it can be signed."""
    parties = list(agreement.parties.all())
    missing = [] if agreement.scopes.exists() else [_("lingkup")]
    missing += [side.label for side in Side if side not in {party.side for party in parties}]
    return missing + [
        _("penanda tangan %(institution)s") % {"institution": party.institution}
        for party in parties
        if not party.signer_office
    ]


@transaction.atomic
def submit(*, agreement, side, by, at, note=""):
    """
    Put a draft on the table, so that the other side sees it.

    :raises NotTheWriter: if the other side wrote it
    :raises MoveNotAllowed: if it is no draft
    """
    if side != agreement.side:
        raise NotTheWriter(_("Konsep hanya dapat diajukan oleh pihak yang menulisnya."))
    return move_to(agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note, submitted_by=by, agreed_by=None)


@transaction.atomic
def take_back(*, agreement, side, by, at, note):
    """
    Take it off the table, to be rewritten out of the other side's sight.

    :raises NotTheWriter: if the other side asks; it has its say by `remark`
    :raises Incomplete: without a reason
    :raises MoveNotAllowed: if it is not in review
    """
    if side != agreement.side:
        raise NotTheWriter(_("Naskah hanya dapat ditarik oleh pihak yang menulisnya; tulislah catatan."))
    need_note(note)
    return move_to(agreement, Status.DRAFT, side=side, by=by, at=at, note=note)


@transaction.atomic
def remark(*, agreement, side, by, at, note):
    """
    Say what should be different, while both sides talk about it; returns the event.

    :raises Incomplete: without words
    :raises MoveNotAllowed: if it is not in review
    """
    need_note(note)
    if moves.locked(agreement).status != Status.IN_REVIEW:
        moves.refuse(agreement, Status.IN_REVIEW)
    audit.record("agreement.remarked", of=agreement, by=by, at=at, side=str(side))
    return remember(agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note)


@transaction.atomic
def agree(*, agreement, side, by, at, note=""):
    """
    Agree to the text, as the side that did not write it: it can be printed for signature.

    :raises NotTheOtherSide: if the writer's side, the submitter or the service user asks
    :raises MoveNotAllowed: if it is not in review
    """
    moves.locked(agreement)
    if side == agreement.side or by.pk == agreement.submitted_by_id or by.is_service:
        raise NotTheOtherSide(_("Yang menyetujui naskah harus orang lain dari pihak yang tidak menulisnya."))
    return move_to(agreement, Status.AGREED, side=side, by=by, at=at, note=note, agreed_by=by)


@transaction.atomic
def reopen(*, agreement, side, by, at, note):
    """
    Talk about an agreed text again, before it is signed.

    :raises Incomplete: without a remark
    :raises MoveNotAllowed: if it is not agreed
    """
    need_note(note)
    if moves.locked(agreement).status != Status.AGREED:
        moves.refuse(agreement, Status.IN_REVIEW)
    return move_to(agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note, agreed_by=None)


@transaction.atomic
def sign(*, agreement, signing_date, signing_place, side, by, at, note=""):
    """
    Record that both sides have signed, where and when. The term may have begun before that day.

    :raises Incomplete: if a party, a signer or the scope is missing
    :raises WrongDay: if the day is still to come
    :raises ScopeTaken: if another signed agreement covers the same on a day of the term
    :raises MoveNotAllowed: if it is not agreed
    """
    moves.require_complete(missing_for_signing(moves.locked(agreement)))
    if signing_date > agreement.municipality.today():
        raise WrongDay(_("Tanggal tanda tangan belum tiba."))
    signed = {"signing_date": signing_date, "signing_place": signing_place}
    move_to(agreement, Status.SIGNED, side=side, by=by, at=at, note=note, **signed)
    period = {"start_date": agreement.start_date, "end_date": agreement.end_date}
    try:
        with transaction.atomic():
            agreement.scopes.update(is_signed=True, **period)
    except IntegrityError as error:
        if "one_agreement_per_unit_category_and_program" not in str(error):
            raise
        raise ScopeTaken(
            _("Perjanjian lain sudah mencakup unit, jenis pekerja, dan program yang sama pada masa itu.")
        ) from error
    return agreement


@transaction.atomic
def end(*, agreement, ended_date, reason, side, by, at, note=""):
    """
    End a signed agreement before its term; the day given is the last one it is in force.

    :raises Incomplete: if the reason is none that ends an agreement (PP 28/2018 Art. 22)
    :raises WrongDay: if the day is outside the term
    :raises MoveNotAllowed: if it is not signed
    """
    if reason not in Agreement.EndReason.values:
        raise Incomplete(_("Pilih alasan berakhirnya perjanjian."), missing=["reason"])
    if not agreement.start_date <= ended_date <= agreement.end_date:
        raise WrongDay(_("Hari berakhirnya harus di dalam masa perjanjian."))
    move_to(agreement, Status.ENDED, side=side, by=by, at=at, note=note, ended_date=ended_date, end_reason=reason)
    agreement.scopes.update(end_date=ended_date)
    return agreement


def move_to(agreement, status, *, side, by, at, note="", **fields):
    """Move it along NEXT, and remember who moved it. Called inside a verb's transaction."""
    before = moves.move(agreement, status, table=NEXT, **fields)
    remember(agreement, before, side=side, by=by, at=at, note=note)
    audit.record(
        f"agreement.{status.lower()}", of=agreement, by=by, at=at, before=before, after=status, side=str(side)
    )
    return agreement


def remember(agreement, before, *, side, by, at, note):
    return AgreementEvent.objects.create(
        municipality_id=agreement.municipality_id,
        agreement=agreement,
        before=before,
        after=agreement.status,
        side=side,
        by=by,
        at=at,
        note=note,
    )


def need_note(note):
    if not note.strip():
        raise Incomplete(_("Tulis alasannya, agar pihak lain tahu apa yang perlu diubah."), missing=["note"])
