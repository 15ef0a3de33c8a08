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
def change(*, circular, text, units, categories, bases, supersedes=None, by, at):
    """
    Write the draft anew; said again as it stands, it stands already.

    :raises NotYourDraft: if somebody else wrote it
    :raises NumberTaken: if a letter that went out bears the number
    :raises OldPredecessor: if what it replaces is not in force, or not older
    :raises MoveNotAllowed: if it is no draft any more
    """
    own_draft(circular, by)
    if stands(circular, text, units, categories, bases, supersedes):
        return circular
    before = told(circular)
    circular.supersedes = supersedes
    fill(circular, text)
    circular.save()
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


@transaction.atomic
def take_back(*, circular, by, at):
    """
    Make a draft again of what its writer handed in too early.

    :raises NotYourDraft: if somebody else wrote it
    :raises MoveNotAllowed: if it does not wait any more
    """
    refuse_others(circular, by)
    return circulars.give_back(circular=circular, by=by, at=at, note=_("ditarik kembali oleh penyusunnya"))


def refuse_others(circular, by):
    if circular.drafted_by_id != by.pk:
        raise NotYourDraft(
            _("Konsep ini disusun orang lain. Salin menjadi konsep Anda sendiri, lalu ubah salinannya.")
        )


def own_draft(circular, by):
    moves.locked(circular)
    refuse_fixed(circular, by)


def refuse_fixed(circular, by):
    """
    What its page asks before the form is shown.

    :raises NotYourDraft: if somebody else wrote it
    :raises MoveNotAllowed: if it is no draft any more
    """
    refuse_others(circular, by)
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


def stands(circular, text, units, categories, bases, supersedes):
    """Whether the draft says just that."""
    return (
        all(getattr(circular, name) == text[name] for name in TEXT)
        and circular.supersedes == supersedes
        and {each.unit_id for each in circular.units.all()} == {each.pk for each in units}
        and {each.category_id for each in circular.categories.all()} == {each.pk for each in categories}
        and [cited.basis_id for cited in circular.legal_bases.all()] == [basis.pk for basis in bases]
    )


def add_parts(circular, units, categories, bases):
    """Bring what belongs to the draft to what is chosen; what stands already stays as it is."""
    own = {"municipality": circular.municipality, "circular": circular}
    circular.units.exclude(unit__in=units).delete()
    there = set(circular.units.values_list("unit_id", flat=True))
    CircularAddressee.objects.bulk_create(
        CircularAddressee(**own, unit=each) for each in units if each.pk not in there
    )
    circular.categories.exclude(category__in=categories).delete()
    there = set(circular.categories.values_list("category_id", flat=True))
    CircularCategory.objects.bulk_create(
        CircularCategory(**own, category=each) for each in categories if each.pk not in there
    )
    if [cited.basis_id for cited in circular.legal_bases.all()] != [basis.pk for basis in bases]:
        circular.legal_bases.all().delete()
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
