"""
How the text of an agreement is written: begun, rewritten, numbered, thrown away.

From review on both sides write on the same row. Whoever rewrites says which text was before their eyes, so that
nobody writes over what another has just written; each text that lay on the table is kept as a version.
"""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements import moves, texts
from agreements.models import Agreement, AgreementVersion, Side
from common.refusals import Refused
from municipalities import audit


Status = Agreement.Status
OPEN = (Status.DRAFT, Status.IN_REVIEW)
NUMBERS = {Side.CITY: "pks_number", Side.BRANCH: "branch_number"}


class TextChanged(Refused):
    """Somebody else has written on the text since it was opened."""

    code = "TEXT_CHANGED"


class NotYours(Refused):
    """A draft is written, and thrown away, by the side whose it is."""

    code = "NOT_YOURS"


class NumberTaken(Refused):
    """Another agreement of the city has this number."""

    code = "NUMBER_TAKEN"


class WrongLink(Refused):
    """What is renewed or amended is no signed agreement of this city, or its days do not fit."""

    code = "WRONG_LINK"


@transaction.atomic
def write(*, municipality, text, side, by, at, renews=None, amends=None):
    """
    Begin a draft with this text (texts.py); returns the Agreement, which only this side sees.

    :param renews: the agreement it follows
    :param amends: the agreement that it, as an addendum, changes
    :raises WrongLink: if that one is not signed, or does not fit with its days
    """
    agreement = Agreement(municipality=municipality, side=side, renews=renews, amends=amends)
    for name in ("title", "kind", "start_date", "end_date"):
        setattr(agreement, name, texts.read(name, text[name]))
    refuse_wrong_link(agreement)
    agreement.save(force_insert=True)
    texts.lay(agreement, text)
    tell("agreement.written", agreement, side=side, by=by, at=at)
    return agreement


@transaction.atomic
def rewrite(*, agreement, text, seen, side, by, at):
    """
    Put this text in the place of the one that was there. In review it is a new version, which the other side answers.

    The same text once more changes nothing, whatever was seen: a form that is sent twice.

    :param seen: sha256 of the text that whoever writes had before their eyes
    :raises MoveNotAllowed: if the text is agreed already
    :raises NotYours: if it is the other side's draft
    :raises TextChanged: if somebody else has written on it meanwhile
    """
    refuse_closed(moves.locked(agreement))
    refuse_strange(agreement, side)
    there, text = texts.sha256_of(texts.text_of(agreement)), text | texts.links_of(agreement)
    if texts.sha256_of(text) == there:
        return agreement
    if seen != there:
        raise TextChanged(
            _("Naskah ini baru saja diubah orang lain. Periksa yang mereka ubah, lalu simpan lagi."), now=there
        )
    texts.lay(agreement, text)
    refuse_wrong_link(agreement)
    laid = texts.text_of(agreement)
    if texts.sha256_of(laid) == there:
        return agreement
    if agreement.status == Status.IN_REVIEW:
        put_on_the_table(agreement, laid, side=side, by=by, at=at)
        agreement.submitted_by = by
        agreement.save(update_fields=["submitted_by"])
    tell("agreement.rewritten", agreement, side=side, by=by, at=at)
    return agreement


@transaction.atomic
def discard(*, agreement, side, by, at):
    """
    Throw away a draft that never lay on the table; a line in the trail is left, if the city wrote it.

    :raises NotYours: if it is the other side's draft
    :raises MoveNotAllowed: if it lay on the table
    """
    moves.locked(agreement)
    refuse_strange(agreement, side)
    if agreement.status != Status.DRAFT or agreement.versions.exists():
        raise moves.MoveNotAllowed(_("Naskah yang pernah diajukan tidak dapat dihapus; riwayatnya tetap disimpan."))
    tell("agreement.discarded", agreement, side=side, by=by, at=at)
    texts.clear(agreement)
    agreement.delete()


@transaction.atomic
def give_number(*, agreement, number, side, by, at):
    """
    Write down the own side's number, until the own side has signed; the same once more changes nothing.

    :raises NumberTaken: if another agreement that both sides see, or an own draft, has it
    :raises MoveNotAllowed: if the own side has signed
    """
    moves.locked(agreement)
    if agreement.status == Status.DRAFT:
        refuse_strange(agreement, side)
    if agreement.status not in (*OPEN, Status.AGREED) or agreement.signatures.filter(side=side).exists():
        raise moves.MoveNotAllowed(_("Nomor tidak dapat diubah lagi sesudah penandatanganan dicatat."))
    field, number = NUMBERS[Side(side)], " ".join(number.split())
    if number == getattr(agreement, field):
        return agreement
    refuse_taken(agreement, field, number)
    setattr(agreement, field, number)
    with number_once(number):
        agreement.save(update_fields=[field])
    tell("agreement.numbered", agreement, side=side, by=by, at=at, after={"number": number})
    return agreement


def tell(action, agreement, *, side, by, at, **more):
    """The trail is the city's to read: of a draft of the branch it says nothing before that lies on the table."""
    if agreement.status != Status.DRAFT or side == Side.CITY:
        audit.record(action, of=agreement, by=by, at=at, side=str(side), **more)


def put_on_the_table(agreement, text, *, side, by, at):
    """Keep its text as a version, if it is not the one that lies there; returns the newest version."""
    sha256, last = texts.sha256_of(text), agreement.versions.last()
    if last and last.sha256 == sha256 and (last.side, last.by_id) == (side, by.pk):
        return last
    return AgreementVersion.objects.create(
        municipality_id=agreement.municipality_id, agreement=agreement, number=last.number + 1 if last else 1,
        side=side, text=text, sha256=sha256, by=by, at=at,
    )  # fmt: skip


def refuse_closed(agreement):
    if agreement.status not in OPEN:
        raise moves.MoveNotAllowed(
            _("Naskah yang sudah disepakati tidak dapat diubah. Buka pembahasannya lagi, atau buat adendum."),
            now=agreement.status,
        )


def refuse_strange(agreement, side):
    if agreement.status == Status.DRAFT and side != agreement.side:
        raise NotYours(_("Konsep hanya dapat diubah oleh pihak yang menulisnya."))


@contextmanager
def number_once(number):
    """:raises NumberTaken: if somebody else has written the number down in the same moment"""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not any(f"{field}_once" in str(error) for field in NUMBERS.values()):
            raise
        raise NumberTaken(
            _("Nomor %(number)s baru saja dipakai perjanjian lain. Periksa buku agenda, lalu tulis nomor lain.")
            % {"number": number},
            field="number",
        ) from error


def refuse_taken(agreement, field, number):
    """The wall hides the other side's drafts here, as it must: their number may be anything."""
    others = Agreement.objects.filter(municipality_id=agreement.municipality_id, **{field: number})
    if number and (other := others.exclude(pk=agreement.pk).first()):
        raise NumberTaken(
            _("Nomor %(number)s sudah dipakai perjanjian “%(title)s”. Periksa buku agenda, lalu tulis nomor lain.")
            % {"number": number, "title": other.title},
            field="number",
        )


def refuse_wrong_link(agreement):
    """What it follows or amends is locked as it is now: what is ended meanwhile takes no addendum any more."""
    before_id = agreement.renews_id or agreement.amends_id
    if before_id is None:
        return
    here = Agreement.objects.filter(municipality_id=agreement.municipality_id)
    before = here.select_for_update().filter(pk=before_id).first()
    if before is None:
        raise WrongLink(_("Yang diperpanjang atau diubah bukan perjanjian kota ini. Pilih dari daftar kota ini."))
    kept = (Status.SIGNED, Status.ENDED) if agreement.renews_id else (Status.SIGNED,)
    if before.status not in kept:
        raise WrongLink(
            _("“%(title)s” sekarang %(now)s. Yang diperpanjang atau diubah harus perjanjian yang sudah ditandatangani;"
              " buatlah perjanjian baru.") % {"title": before.title, "now": before.get_status_display()}
        )  # fmt: skip
    if before.amends_id:
        raise WrongLink(
            _("“%(title)s” sendiri sebuah adendum. Buka perjanjian pokoknya, lalu perpanjang atau ubah di sana.")
            % {"title": before.title}
        )
    if agreement.renews_id and agreement.start_date <= before.start_date:
        raise WrongLink(
            _("Perpanjangan mulai sesudah %(day)s, hari mulai perjanjian yang diperpanjang.")
            % {"day": f"{before.start_date:%d-%m-%Y}"},
            field="start_date",
        )
    if agreement.amends_id and not before.start_date < agreement.start_date <= before.last_day:
        raise WrongLink(
            _("Adendum mulai di dalam masa perjanjiannya: sesudah %(start)s, paling lambat %(end)s.")
            % {"start": f"{before.start_date:%d-%m-%Y}", "end": f"{before.last_day:%d-%m-%Y}"},
            field="start_date",
        )
    if agreement.amends_id and agreement.end_date > before.last_day:
        raise WrongLink(
            _("Adendum berakhir paling lambat %(end)s, hari terakhir perjanjiannya; tertulis %(written)s.")
            % {"end": f"{before.last_day:%d-%m-%Y}", "written": f"{agreement.end_date:%d-%m-%Y}"},
            field="end_date",
        )
