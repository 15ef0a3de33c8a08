"""A circular while it is written: begun, changed and thrown away by the one who writes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import circulars, moves
from agreements.models import Circular, CircularAddressee, CircularCategory, CircularLegalBasis
from common.refusals import Refused
from municipalities import audit


TEXT = (
    *("number", "title", "date", "signer_office", "signer_name", "signer_nip", "signer_rank"),
    *("addressees", "purpose", "points", "closing", "copies"),
)


class NotYourDraft(Refused):
    """A draft is its writer's; a colleague copies it into one of the own."""

    code = "NOT_YOUR_DRAFT"


class OldPredecessor(Refused):
    """The circular that it would replace is over, or younger."""

    code = "OLD_PREDECESSOR"


@transaction.atomic
def begin(*, municipality, text, units, categories, bases, supersedes=None, by, at):
    """
    Write a new draft; returns the Circular.

    :param text: what TEXT names; without a number it gets one by the city's pattern when it is issued
    :param units: those that are to do what it says
    :param bases: of the city's list, in the order in which they are cited
    :raises NumberTaken: if a letter that went out bears the number
    :raises OldPredecessor: if what it replaces is not in force, or not older
    """
    circular = Circular(municipality=municipality, drafted_by=by, supersedes=supersedes)
    fill(circular, text)
    circular.save(force_insert=True)
    add_parts(circular, units, categories, bases)
    audit.record("circular.drafted", of=circular, by=by, at=at, after=told(circular))
    return circular


@transaction.atomic
def change(*, circular, text, units, categories, bases, by, at):
    """
    Write the draft anew.

    :raises NotYourDraft: if somebody else wrote it
    :raises NumberTaken: if a letter that went out bears the number
    :raises OldPredecessor: if what it replaces is not in force, or not older
    :raises MoveNotAllowed: if it is no draft any more
    """
    own_draft(circular, by)
    before = told(circular)
    fill(circular, text)
    circular.save()
    for parts in (circular.units, circular.categories, circular.legal_bases):
        parts.all().delete()
    add_parts(circular, units, categories, bases)
    audit.record("circular.changed", of=circular, by=by, at=at, before=before, after=told(circular))
    return circular


@transaction.atomic
def drop(*, circular, by, at):
    """
    Throw the draft away.

    :raises NotYourDraft: if somebody else wrote it
    :raises MoveNotAllowed: if it is no draft any more
    """
    own_draft(circular, by)
    if circular.events.exists():
        # It was handed in once and came back: what was said about it stays to be read.
        raise moves.MoveNotAllowed(_("Konsep ini pernah diajukan, jadi riwayatnya tetap disimpan. Ubah isinya saja."))
    audit.record("circular.dropped", of=circular, by=by, at=at, before=told(circular))
    for parts in (circular.units, circular.categories, circular.legal_bases):
        parts.all().delete()
    circular.delete()


def own_draft(circular, by):
    moves.locked(circular)
    if circular.drafted_by_id != by.pk:
        raise NotYourDraft(
            _("Konsep ini disusun orang lain. Salin menjadi konsep Anda sendiri, lalu ubah salinannya.")
        )
    if circular.status != Circular.Status.DRAFT:
        raise moves.MoveNotAllowed(
            _("“%(what)s” sekarang %(now)s, jadi isinya tidak dapat diubah.")
            % {"what": circular, "now": circular.get_status_display()}
        )


def fill(circular, text):
    for name in TEXT:
        setattr(circular, name, text[name])
    circulars.refuse_taken(circular.municipality, circular.number)
    older = circular.supersedes
    if older and (older.status != Circular.Status.ISSUED or older.date >= circular.date):
        raise OldPredecessor(
            _("Surat yang digantikan, %(number)s, bertanggal %(day)s. Surat pengganti harus bertanggal sesudahnya, dan"
              " yang lama masih berlaku.") % {"number": older.number, "day": f"{older.date:%d-%m-%Y}"}
        )  # fmt: skip


def add_parts(circular, units, categories, bases):
    own = {"municipality": circular.municipality, "circular": circular}
    CircularAddressee.objects.bulk_create(CircularAddressee(**own, unit=unit) for unit in units)
    CircularCategory.objects.bulk_create(CircularCategory(**own, category=category) for category in categories)
    CircularLegalBasis.objects.bulk_create(
        CircularLegalBasis(**own, basis=basis, position=position) for position, basis in enumerate(bases, start=1)
    )


def told(circular):
    """What the trail says of it: the heads, not the whole text."""
    return {
        "number": circular.number,
        "title": circular.title,
        "date": circular.date,
        "units": circular.units.count(),
        "legal_bases": ", ".join(cited.basis.code for cited in circular.legal_bases.select_related("basis")),
    }
