"""Who of the family is known and none of the heirs, and why: no paper says "nobody else" while that is open."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from claims import steps, traces
from claims.models import FUNERAL_ARRANGER, LeftOut
from common.refusals import Refused
from municipalities import audit
from regulations.eligibility import heirs_first_in_line
from regulations.words import HeirRelation


class NotLeftOut(Refused):
    """That person is an heir, or nobody who is known here; or nothing is said."""


@dataclass(frozen=True)
class Kin:
    """
    Somebody of the family who is none of the heirs.

    :param row: the public id of the row that tells of the person: of the family kept during life, else of a child
    :param is_pupil: whether it is known by its scholarship alone
    :param first: whether the law names nobody before this person (PP 44/2015 Art. 37(5))
    :param after: whether heirs that are there come before this person
    :param reason: as it was written down; "" where nobody has
    """

    row: str
    name: str
    relation: str
    relation_label: str
    birth_date: date | None
    phone: str
    is_pupil: bool
    first: bool
    after: bool
    reason: str

    @property
    def is_open(self):
        """Whether it is to be said yet: an heir, or why not."""
        return not (self.reason or self.after)


def key(name, relation):
    """One person, however the name was typed."""
    return " ".join(name.upper().split()), str(relation)


def of(claim):
    """[Kin] of the family kept during life and the children of the scholarships, whom the law names first in front."""
    there = {key(heir.name, heir.relation) for heir in claim.heirs.all()}
    reasons = {key(row.name, row.relation): row.reason for row in claim.left_out.all()}
    heirs, left = {relation for _name, relation in there} - {FUNERAL_ARRANGER}, {}
    for person in people(claim):
        who = key(person["name"], person["relation"])
        if who not in there:
            left.setdefault(who, person)
    first = heirs_first_in_line(heirs | {relation for _name, relation in left}, on=claim.death_date)
    found = [
        Kin(
            **person, first=person["relation"] in first, reason=reasons.get(who, ""),
            after=is_after(heirs, person["relation"], claim.death_date),
        )
        for who, person in left.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: not each.first)


def is_after(heirs, relation, day):
    return bool(heirs) and relation not in heirs_first_in_line(heirs | {relation}, on=day)


def people(claim):
    for member in claim.worker.family.all():
        yield described(member, member.relation, is_pupil=False)
    for child in claim.children.all():
        yield described(child, HeirRelation.CHILD, is_pupil=True)


def described(person, relation, *, is_pupil):
    return {
        "row": str(person.public_id), "name": person.name, "birth_date": person.birth_date,
        "phone": getattr(person, "phone", ""),
        "relation": str(relation), "relation_label": str(LeftOut(relation=str(relation)).get_relation_display()),
        "is_pupil": is_pupil,
    }  # fmt: skip


def still_open(claim):
    """Those of whom nobody has said yet whether they inherit, or why not."""
    return [each for each in of(claim) if each.is_open]


@transaction.atomic
def explain(*, claim, person, reason, by, at):
    """
    Write down why somebody of the family is none of the heirs; without a reason it is open again.

    :param person: the `row` of a Kin
    :raises NotLeftOut: if that is an heir by now or nobody known here, or nothing is said that was not said before
    :raises ClaimUnderWay: if the claim is submitted
    """
    steps.require_open(claim)
    found = next((each for each in of(claim) if each.row == person), None)
    if found is None:
        raise NotLeftOut(_("Orang itu sudah ahli waris, atau tidak ada lagi dalam daftar keluarga."), field="person")
    if found.reason == reason.strip():
        raise NotLeftOut(_("Tulis alasannya.") if not found.reason else _("Tidak ada yang berubah."), field="reason")
    forget(claim, found.name, found.relation)
    if reason.strip():
        LeftOut.objects.create(
            municipality_id=claim.municipality_id, claim=claim, name=found.name, relation=found.relation,
            reason=reason.strip(),
        )  # fmt: skip
    audit.record("claim.left_out", of=claim, by=by, at=at, heir=found.name, relation=found.relation)
    traces.note(claim=claim, what=traces.What.LEFT_OUT, about=found.name, by=by, at=at)


def forget(claim, name, relation):
    """What was said of somebody who is an heir now, or of whom something else is said."""
    for row in claim.left_out.all():
        if key(row.name, row.relation) == key(name, relation):
            row.delete()
