"""The family of a worker, kept during life: added, changed, taken out with a reason."""

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from enrollment.models import FamilyMember, Worker
from municipalities import audit


FIELDS = ("name", "relation", "birth_date", "nik", "phone")
TOLD_AS = {"name": "family_member"}  # as the trail calls it, which keeps the initials


class Removal(models.TextChoices):
    """Why somebody no longer belongs there; the words of a person are kept nowhere."""

    MISTAKE = "MISTAKE", gettext_lazy("salah catat")
    DIVORCED = "DIVORCED", gettext_lazy("bercerai")
    DIED = "DIED", gettext_lazy("meninggal")
    ASKED = "ASKED", gettext_lazy("diminta orangnya")


class FamilyNotPossible(Refused):
    """Something about this member of the family does not fit."""


class GoneAlready(Refused):
    """Somebody else, or the first of two clicks, has taken the member out."""


@transaction.atomic
def add(*, worker, by, at, **given):
    """
    Note a member of the family; returns it.

    :param given: name, relation; birth_date, nik and phone where they are known
    :raises FamilyNotPossible: if it is the worker, is there already, or a value does not fit
    """
    held(worker)
    values = cleaned(worker, given, at)
    if of(worker).filter(**values).exists():
        raise FamilyNotPossible(_("Orang dengan data yang sama sudah dicatat."), field="name")
    refuse_taken(of(worker), values["nik"])
    made = FamilyMember.objects.create(
        municipality_id=worker.municipality_id, worker=worker, recorded_by=by, recorded_at=at, **values
    )
    audit.record("family_member.added", of=made, by=by, at=at, people=[worker.pk], after=told(values))
    return made


@transaction.atomic
def change(*, member, by, at, **given):
    """
    Write a member of the family anew, with what stood before in the trail (masked). Without a NIK the known one stays.

    :raises GoneAlready: if it was taken out meanwhile
    :raises FamilyNotPossible: as add() does
    """
    held(member.worker)
    rows = of(member.worker).filter(pk=member.pk)
    before = rows.values(*FIELDS).first()
    if before is None:
        raise GoneAlready(_("Orang ini sudah dihapus dari daftar keluarga."))
    values = cleaned(member.worker, given | {"nik": given.get("nik") or before["nik"]}, at)
    refuse_taken(of(member.worker).exclude(pk=member.pk), values["nik"])
    if values == before:
        return
    rows.update(recorded_by=by, recorded_at=at, **values)
    audit.record(
        "family_member.changed", of=member, by=by, at=at, people=[member.worker_id], before=told(before),
        after=told(values),
    )  # fmt: skip


@transaction.atomic
def remove(*, member, reason, by, at):
    """
    Take a member of the family out; the trail keeps the initials and why.

    :param reason: a Removal
    :raises GoneAlready: if it was taken out meanwhile
    """
    held(member.worker)
    if not of(member.worker).filter(pk=member.pk).exists():
        raise GoneAlready(_("Orang ini sudah dihapus dari daftar keluarga."))
    audit.record(
        "family_member.removed", of=member, by=by, at=at, people=[member.worker_id],
        why=str(Removal(reason).label),
    )  # fmt: skip
    member.delete()


def of(worker):
    """The family of this worker."""
    return FamilyMember.objects.filter(municipality_id=worker.municipality_id, worker=worker)


def held(worker):
    """One writer a family at a time, so that a form that came twice writes one row."""
    Worker.objects.select_for_update().get(municipality_id=worker.municipality_id, pk=worker.pk)


def cleaned(worker, given, at):
    """:raises FamilyNotPossible: with the field that does not fit"""
    values = {"birth_date": None, "nik": "", "phone": ""} | given
    values |= {name: " ".join(str(values[name]).split()) for name in ("name", "phone")}
    values["nik"] = "".join(values["nik"].split())
    if values["nik"] and not (len(values["nik"]) == 16 and values["nik"].isascii() and values["nik"].isdigit()):
        raise FamilyNotPossible(_("NIK harus 16 angka, atau dikosongkan bila belum ada."), field="nik")
    if values["nik"] and values["nik"] == worker.nik:
        raise FamilyNotPossible(_("NIK itu milik pekerjanya sendiri; keluarga adalah orang lain."), field="nik")
    if values["birth_date"] and values["birth_date"] > worker.municipality.day_of(at):
        raise FamilyNotPossible(_("Tanggal lahir ada di masa depan."), field="birth_date")
    return {name: values[name] for name in FIELDS}


def refuse_taken(others, nik):
    if nik and others.filter(nik=nik).exists():
        raise FamilyNotPossible(_("Orang dengan NIK itu sudah dicatat."), field="nik")


def told(values):
    return {TOLD_AS.get(name, name): value for name, value in values.items()}
