"""
How an agreed text comes into force and ends: each side records its own signature, the signed paper is kept as a scan.

It is signed when both sides say so, by two people, and the scan is there; whichever comes last brings it into force.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agreements import moves, signers, terms, texts
from agreements.drafts import NUMBERS, refuse_wrong_link
from agreements.models import Agreement, AgreementCopy, AgreementScope, AgreementSignature, Side
from agreements.moves import Incomplete
from agreements.signing import ScopeTaken, move_to, remember
from common.refusals import Refused
from municipalities import audit


Status = Agreement.Status
ONE_DAY, A_YEAR = timedelta(days=1), timedelta(days=366)


class WrongDay(Refused):
    """The day lies in the future, or far from the term, or is another one than the other side recorded."""

    code = "WRONG_DAY"


class WrongPlace(Refused):
    """The place is another one than the other side recorded."""

    code = "WRONG_PLACE"


class SignerWithoutAuthority(Refused):
    """On the day of the signature whoever signs does not hold the office, or the paper that allows it."""

    code = "SIGNER_WITHOUT_AUTHORITY"


class WriterSigns(Refused):
    """Whoever wrote the text that was agreed does not record that this side has signed it."""

    code = "WRITER_SIGNS"


class SignedAlready(Refused):
    """The side has signed, or the same person has recorded the other side's signature."""

    code = "SIGNED_ALREADY"


class SameSerial(Refused):
    """An e-meterai is used once: another original has this serial."""

    code = "SAME_SERIAL"


def missing_for_signing(agreement, side):
    """What the side's signature still needs, as a list for the page; empty when it can be recorded."""
    missing = [] if getattr(agreement, NUMBERS[Side(side)]) else [_("nomor %(side)s") % {"side": Side(side).label}]
    own, city = [each for each in texts.parties_of(agreement) if each["side"] == side], agreement.municipality
    return missing + signers.missing(own, municipality=city, day=city.today())


@transaction.atomic
def record(*, agreement, signing_date, signing_place, side, by, at, note="", printed=()):
    """
    Record that the own side has signed, where and when. The term may have begun before that day; of an old paper that
    is copied it may be over, where the text quotes the day.

    :param printed: how many pages the printed text may have, as come_into_force() asks
    :raises MoveNotAllowed: if it is not agreed
    :raises Incomplete: if the own number, a signer, the authority or the place is missing
    :raises WrongDay: if the day is still to come, far from the term, or another one than the other side recorded
    :raises WrongPlace: if it is another one than the other side recorded
    :raises WrongLink: if what it follows or amends does not stand any more
    :raises SignerWithoutAuthority: if somebody could not sign on that day
    :raises WriterSigns: if the same person wrote the text that was agreed
    :raises SignedAlready: if the side has signed, or the person recorded the other side's
    :raises ScopeTaken: if another signed agreement covers the same on a day of the term
    """
    signing_place = " ".join(signing_place.split())
    refuse_other_than(moves.locked(agreement), Status.AGREED)
    moves.require_complete([*missing_for_signing(agreement, side), *([] if signing_place else [_("tempat")])])
    refuse_wrong_link(agreement)
    refuse_wrong_day(agreement, signing_date)
    refuse_wrong_place(agreement, signing_place)
    refuse_without_authority(agreement, signing_date, side)
    refuse_second(agreement, side, by)
    refuse_writer(agreement, side, by)
    agreement.signing_date, agreement.signing_place = signing_date, signing_place
    agreement.save(update_fields=["signing_date", "signing_place"])
    AgreementSignature.objects.create(
        municipality_id=agreement.municipality_id, agreement=agreement, side=side, by=by, at=at
    )
    audit.record("agreement.signature_recorded", of=agreement, by=by, at=at, side=str(side))
    return come_into_force(agreement, side=side, by=by, at=at, note=note, printed=printed)


@transaction.atomic
def stamp(*, copy, stamp_serial, side, by, at):
    """
    Write down the serial of the e-meterai on one of the originals (UU 10/2020); one that is written over stays in the
    history, where the other side reads it.

    :raises MoveNotAllowed: if the text is not agreed yet, or the agreement has ended
    :raises SameSerial: if another original of the city has it
    """
    agreement = moves.locked(copy.agreement)
    if agreement.status not in (Status.AGREED, Status.SIGNED):
        moves.refuse(agreement, Status.SIGNED)
    before, copy.stamp_serial = copy.stamp_serial, "".join(stamp_serial.split())
    refuse_same_serial(copy)
    copy.save(update_fields=["stamp_serial"])
    audit.record(
        "agreement.stamped", of=agreement, by=by, at=at, side=str(side), before={"stamp_serial": before},
        after={"stamp_serial": copy.stamp_serial},
    )  # fmt: skip
    if before and before != copy.stamp_serial:
        note = _("%(copy)s: semula %(before)s, sekarang %(after)s.") % {
            "copy": copy, "before": before, "after": copy.stamp_serial or _("kosong")}  # fmt: skip
        remember(agreement, agreement.status, side=side, by=by, at=at, note=note)


@transaction.atomic
def end(*, agreement, ended_date, reason, side, by, at, note=""):
    """
    End a signed agreement before its term, with its addenda; the day given is the last one it is in force.

    An addendum that would begin only later ends unbegun: it never covers anybody.

    :raises Incomplete: if the reason is none that ends an agreement (PP 28/2018 Art. 22)
    :raises WrongDay: if the day is outside the term
    :raises MoveNotAllowed: if it is not signed
    """
    if reason not in Agreement.EndReason.values:
        raise Incomplete(_("Pilih alasan berakhirnya perjanjian."), missing=["reason"])
    if not moves.locked(agreement).start_date <= ended_date <= agreement.end_date:
        raise WrongDay(_("Hari berakhirnya harus di dalam masa perjanjian."), field="ended_date")
    for each in (agreement, *agreement.addenda.signed().filter(end_date__gte=ended_date)):
        move_to(each, Status.ENDED, side=side, by=by, at=at, note=note, ended_date=ended_date, end_reason=reason)
        each.scopes.filter(start_date__gt=ended_date).update(is_signed=False)
        each.scopes.filter(start_date__lte=ended_date, end_date__gt=ended_date).update(end_date=ended_date)
    return agreement


def come_into_force(agreement, *, side, by, at, note="", printed=()):
    """
    Signed, as soon as both sides have said so and the scan is there; until then it stays as it is.

    :param printed: how many pages the printed text may have; scans of another number together wait for somebody who
        says that they are the whole paper (scans.declare_complete)
    """
    if agreement.signatures.count() < len(Side) or not agreement.scans.exists():
        return agreement
    if printed and sum(scan.pages for scan in agreement.scans.all()) not in printed:
        return agreement
    refuse_wrong_link(agreement)
    move_to(agreement, Status.SIGNED, side=side, by=by, at=at, note=note)
    make_room(agreement)
    try:
        with transaction.atomic():
            agreement.scopes.update(is_signed=True, start_date=agreement.start_date, end_date=agreement.end_date)
    except IntegrityError as error:
        if "one_agreement_per_unit_category_and_program" not in str(error):
            raise
        raise ScopeTaken(
            _("Perjanjian lain sudah mencakup unit, jenis pekerja, dan program yang sama pada masa itu.")
        ) from error
    return agreement


def make_room(addendum):
    """What an addendum says anew of a unit, category and programme ends the day before in what it amends."""
    again = AgreementScope.objects.filter(pk__in=[scope.pk for scope in terms.replaced_by(addendum)])
    again.update(end_date=addendum.start_date - ONE_DAY)


def refuse_other_than(agreement, status):
    if agreement.status != status:
        moves.refuse(agreement, Status.SIGNED)


def refuse_wrong_day(agreement, signing_date):
    """A day far from the term is true where the agreed text quotes it from the old paper it was copied from."""
    today = agreement.municipality.today()
    days = {"day": signing_date, "today": today, "start": agreement.start_date, "end": agreement.end_date}
    said = {name: f"{day:%d-%m-%Y}" for name, day in days.items()}
    if signing_date > today:
        raise WrongDay(_("Tanggal tanda tangan %(day)s belum tiba; hari ini %(today)s.") % said, field="signing_date")
    is_copied = signing_date == terms.quoted_day(agreement)
    if signing_date < agreement.start_date - A_YEAR and not is_copied:
        raise WrongDay(
            _("Tertulis %(day)s, lebih dari setahun sebelum masa perjanjian mulai (%(start)s). Periksa tahunnya.")
            % said,
            field="signing_date",
        )
    if signing_date > agreement.end_date and not is_copied:
        raise WrongDay(
            _(
                "Tertulis %(day)s, sesudah masa perjanjian berakhir (%(end)s). Periksa tanggalnya. Bila naskah lama"
                " ini memang baru ditandatangani hari itu, buka pembahasan lagi dan tulis hari itu di kolom Hari dan"
                " tanggal seperti tertulis di sumbernya."
            )
            % said,
            field="signing_date",
        )
    if agreement.signatures.exists() and signing_date != agreement.signing_date:
        raise WrongDay(
            _("Pihak lain mencatat tanda tangan pada %(day)s. Samakan harinya, atau buka pembahasan lagi.")
            % {"day": f"{agreement.signing_date:%d-%m-%Y}"},
            field="signing_date",
        )


def refuse_wrong_place(agreement, signing_place):
    if agreement.signatures.exists() and signing_place.casefold() != agreement.signing_place.casefold():
        raise WrongPlace(
            _("Pihak lain mencatat tanda tangan di %(place)s. Samakan tempatnya, atau buka pembahasan lagi.")
            % {"place": agreement.signing_place},
            field="signing_place",
        )


def refuse_without_authority(agreement, day, side):
    for party in agreement.parties.filter(side=side).select_related("official"):
        if not party.may_sign_on(day):
            raise SignerWithoutAuthority(
                _("%(name)s belum atau tidak lagi berwenang pada %(day)s. Pilih penanda tangan lain atau perbaiki"
                  " masa kewenangannya.")
                % {"name": party.signer_name or party.signer_office, "day": f"{day:%d-%m-%Y}"},
                field="signing_date",
            )  # fmt: skip


def refuse_second(agreement, side, by):
    if agreement.signatures.filter(side=side).exists():
        raise SignedAlready(_("Tanda tangan pihak ini sudah dicatat."))
    if by.is_service or agreement.signatures.filter(by=by).exists():
        raise SignedAlready(_("Tanda tangan kedua pihak dicatat oleh dua orang, satu dari tiap pihak."))


def refuse_writer(agreement, side, by):
    """Four eyes within the side whose text it is; the other side agreed to it by another person already."""
    last = agreement.versions.last()
    if last.side == side and last.by_id == by.pk:
        raise WriterSigns(
            _("Naskah ini Anda yang menulis. Tanda tangan pihak Anda dicatat orang lain: bagi kota penyetuju, bagi"
              " cabang kepala atau petugas lain.")
        )  # fmt: skip


def refuse_same_serial(copy):
    there = AgreementCopy.objects.filter(municipality_id=copy.municipality_id, stamp_serial=copy.stamp_serial)
    if copy.stamp_serial and (other := there.exclude(pk=copy.pk).select_related("agreement").first()):
        raise SameSerial(
            _("Nomor seri itu sudah dipakai untuk naskah asli “%(holder)s” dari %(agreement)s. Periksa angkanya.")
            % {"holder": other.holder, "agreement": other.agreement},
            field="stamp_serial",
        )
