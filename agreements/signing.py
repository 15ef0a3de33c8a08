"""
How the text of an agreement goes from hand to hand: put on the table, answered, agreed by the other side, reopened.

Nobody agrees with themselves: the side that did not write the text that lies there agrees to it, by another person.
How it is signed and ended then: signatures.py.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import drafts, moves, signers, terms, texts
from agreements.models import Agreement, AgreementEvent, Side
from agreements.moves import Incomplete
from common.refusals import Refused
from municipalities import audit
from municipalities.roles import BRANCH_ROLES
from municipalities.scans import storing


Status = Agreement.Status
NEXT = {
    Status.DRAFT: {Status.IN_REVIEW},
    Status.IN_REVIEW: {Status.DRAFT, Status.AGREED},
    Status.AGREED: {Status.IN_REVIEW, Status.SIGNED},
    Status.SIGNED: {Status.ENDED},
    Status.ENDED: set(),
}


class NotTheOtherSide(Refused):
    """Only the side that did not write the text can agree to it, and not the person who put it on the table."""

    code = "NOT_THE_OTHER_SIDE"


class NotTheWriter(Refused):
    """Only the side that wrote the draft can put it on the table."""

    code = "NOT_THE_WRITER"


class SaidAlready(Refused):
    """The same person has said just this about the text that lies there."""

    code = "SAID_ALREADY"


class ScopeTaken(Refused):
    """Another signed agreement covers the same unit, category and programme on a day of this term."""

    code = "SCOPE_TAKEN"


def side_of(role):
    """The side somebody in this role speaks for."""
    return Side.BRANCH if role in BRANCH_ROLES else Side.CITY


def missing_for_review(agreement):
    """What the other side could not judge without, as a list for the page; empty when it can go on the table."""
    parties = list(agreement.parties.all())
    missing = [] if agreement.scopes.exists() else [_("lingkup: unit, jenis pekerja, dan program")]
    missing += [side.label for side in Side if side not in {party.side for party in parties}]
    return missing + ([] if agreement.articles.exists() else [_("pasal")])


def missing_for_agreement(agreement):
    """What a text lacks to be signed as it stands: the other side does not agree to it before."""
    city = agreement.municipality
    return signers.missing(texts.parties_of(agreement), municipality=city, day=city.today())


@transaction.atomic
def submit(*, agreement, side, by, at, note=""):
    """
    Put a draft on the table, so that the other side sees it.

    :raises NotTheWriter: if the other side wrote it
    :raises MoveNotAllowed: if it is no draft
    :raises Incomplete: if a party, the scope or the articles are missing
    :raises ScopeTaken: if a signed agreement covers the same on a day of the term
    :raises WrongLink: if what it follows or amends does not stand any more, or would be cut short by it
    :raises NumberTaken: if one of its numbers is another agreement's
    """
    moves.locked(agreement)
    if side != agreement.side:
        raise NotTheWriter(_("Konsep hanya dapat diajukan oleh pihak yang menulisnya."))
    if agreement.status != Status.DRAFT:
        moves.refuse(agreement, Status.IN_REVIEW)
    moves.require_complete(missing_for_review(agreement))
    refuse_without_place(agreement)
    for field in drafts.NUMBERS.values():
        drafts.refuse_taken(agreement, field, getattr(agreement, field))
    drafts.put_on_the_table(agreement, texts.text_of(agreement), side=side, by=by, at=at)
    with drafts.number_once(str(agreement)):
        move_to(agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note, submitted_by=by, agreed_by=None)
    return agreement


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
    :raises SaidAlready: if the last word on this version is the same, by the same person
    """
    need_note(note)
    if moves.locked(agreement).status != Status.IN_REVIEW:
        moves.refuse(agreement, Status.IN_REVIEW)
    refuse_again(agreement, note, by)
    audit.record("agreement.remarked", of=agreement, by=by, at=at, side=str(side))
    return remember(agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note)


@transaction.atomic
def agree(*, agreement, version, side, by, at, note=""):
    """
    Agree to the text, as the side that did not write it: from now on it stands still and is printed for signature.

    :param version: the number of the version that was read
    :raises NotTheOtherSide: if the side or the person that wrote this version asks, or the service user
    :raises TextChanged: if another version lies on the table
    :raises ScopeTaken: if a signed agreement covers the same on a day of the term
    :raises WrongLink: if what it follows or amends does not stand any more, or would be cut short by it
    :raises Incomplete: if no version of it was kept, or somebody who signs has no name, office or authority
    :raises MoveNotAllowed: if it is not in review
    """
    if moves.locked(agreement).status != Status.IN_REVIEW:
        moves.refuse(agreement, Status.AGREED)
    last = agreement.versions.last()
    if last is None:  # it lay on the table before versions were kept
        raise Incomplete(_("Naskah ini belum mempunyai versi. Mintalah penulisnya menarik dan mengajukannya lagi."))
    if version != last.number:
        raise drafts.TextChanged(
            _("Yang dibahas sekarang versi %(now)s. Baca perubahannya dulu, lalu setujui.") % {"now": last.number},
            now=last.number,
        )
    if side == last.side or by.pk in (last.by_id, agreement.submitted_by_id) or by.is_service:
        raise NotTheOtherSide(_("Yang menyetujui naskah harus orang lain dari pihak yang tidak menulisnya."))
    refuse_unsigned(agreement)
    refuse_without_place(agreement)
    return move_to(agreement, Status.AGREED, side=side, by=by, at=at, note=note, agreed_by=by)


@transaction.atomic
def reopen(*, agreement, side, by, at, note):
    """
    Talk about an agreed text again, before it is signed; signatures and scans of the old text go.

    :raises Incomplete: without a remark
    :raises MoveNotAllowed: if it is not agreed
    """
    need_note(note)
    if moves.locked(agreement).status != Status.AGREED:
        moves.refuse(agreement, Status.IN_REVIEW)
    for scan in agreement.scans.all():
        storing.remove_once_sure(scan.file.name)
    agreement.scans.all().delete()
    agreement.signatures.all().delete()
    return move_to(
        agreement, Status.IN_REVIEW, side=side, by=by, at=at, note=note, agreed_by=None, signing_date=None,
        signing_place="",
    )  # fmt: skip


def refuse_unsigned(agreement):
    if missing := missing_for_agreement(agreement):
        raise Incomplete(
            _("Belum dapat disetujui, sebab belum lengkap: %(missing)s. Salah satu pihak mengisinya lewat Ubah naskah,"
              " bagian Para pihak; lalu setujui versi barunya.") % {"missing": ", ".join(missing)},
            missing=missing,
        )  # fmt: skip


def refuse_again(agreement, note, by):
    last, version = agreement.events.last(), agreement.versions.last()
    said = last and (last.by_id, last.before, last.note) == (by.pk, last.after, note)
    if said and (version is None or last.at >= version.at):
        raise SaidAlready(_("Catatan yang sama sudah Anda kirim; tidak perlu dikirim lagi."))


def refuse_without_place(agreement):
    """What a signature could not bring into force is said before anybody signs."""
    drafts.refuse_wrong_link(agreement)
    refuse_overlap(agreement)
    refuse_gap(agreement)


def refuse_gap(addendum):
    """What it takes the place of does not come back: an addendum that ended before that would leave a gap."""
    ends = [scope.end_date for scope in terms.replaced_by(addendum)]
    if ends and addendum.end_date < max(ends):
        raise drafts.WrongLink(
            _("Adendum ini mengganti lingkup yang berlaku sampai %(end)s. Tulis masa adendum sampai hari itu atau"
              " sesudahnya, agar tidak ada yang kehilangan perlindungan.") % {"end": f"{max(ends):%d-%m-%Y}"},
            field="end_date",
        )  # fmt: skip


def refuse_overlap(agreement):
    if taken := terms.covered_already(agreement):
        first = taken[0]
        raise ScopeTaken(
            _(
                "Perjanjian %(number)s (%(start)s sampai %(end)s) sudah mencakup %(category)s di %(unit)s untuk"
                " %(program)s pada masa itu. Ubah masa atau lingkupnya, atau akhiri dulu perjanjian itu."
            )
            % {
                "number": first.agreement,
                "start": f"{first.start_date:%d-%m-%Y}",
                "end": f"{first.end_date:%d-%m-%Y}",
                "category": first.category,
                "unit": first.unit,
                "program": first.program,
            },
            count=len(taken),
        )


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
