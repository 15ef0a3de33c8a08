"""What somebody can do with an agreement as it stands, what the next step still needs, and who has the next word."""

from dataclasses import dataclass, field
from datetime import datetime

from agreements import beginnings
from agreements.drafts import NUMBERS
from agreements.models import Agreement, AgreementVersion, Side
from agreements.signatures import missing_for_signing
from agreements.signing import missing_for_agreement, missing_for_review, side_of
from municipalities.roles import BRANCH_ROLES, CITY_ROLES, ROLE_LABELS, Permission, may


Status = Agreement.Status
ROLES_OF = {Side.CITY: CITY_ROLES, Side.BRANCH: BRANCH_ROLES}


@dataclass(frozen=True)
class Wait:
    """
    Who has the next word: the side and its roles, and since when.

    :param what: submit, agree, number, sign, scan or complete
    """

    what: str
    side: Side
    roles: tuple
    since: datetime | None


@dataclass(frozen=True)
class Steps:
    """
    `can` names the acts that are open to this person; `missing` is what the act still needs before it works; `wrote`
    whether this person wrote the agreed text, so that another of the side signs.

    submit, edit, discard, take_back, remark, agree, reopen, print, number, sign, scan, complete, replace, stamp,
    end, renew, amend, copy
    """

    role: str
    side: Side
    version: AgreementVersion | None
    can: frozenset = frozenset()
    missing: list = field(default_factory=list)
    waits: list = field(default_factory=list)
    wrote: bool = False
    own_signed: bool = False
    other_signed: bool = False
    has_scan: bool = False


def steps(agreement, *, role, by, day):
    """
    The Steps of this person in this role.

    :param day: today in the agreement's city
    """
    side = side_of(role)
    asked = {
        Status.DRAFT: of_draft, Status.IN_REVIEW: of_talk, Status.AGREED: of_agreed, Status.SIGNED: of_signed,
        Status.ENDED: of_ended,
    }[Status(agreement.status)]  # fmt: skip
    version = agreement.versions.select_related("by").last()
    acts, more = asked(agreement, side=side, version=version, by=by, day=day)
    acts |= {"copy": P.EDIT_AGREEMENTS} if beginnings.may_be_copied(agreement) else {}
    can = frozenset(act for act, permission in acts.items() if may(role, permission))
    return Steps(role=role, side=side, version=version, can=can, **more)


P = Permission


def of_draft(agreement, *, side, version, **_who):
    missing = [*missing_for_review(agreement)]
    acts = {"edit": P.EDIT_AGREEMENTS, "number": P.EDIT_AGREEMENTS}
    acts |= {} if missing else {"submit": P.EDIT_AGREEMENTS}
    acts |= {} if version else {"discard": P.EDIT_AGREEMENTS}
    return acts, {"missing": missing, "waits": [Wait("submit", side, doers(side, P.EDIT_AGREEMENTS), None)]}


def of_talk(agreement, *, side, version, by, **_day):
    acts = {"edit": P.EDIT_AGREEMENTS, "number": P.EDIT_AGREEMENTS, "remark": P.DISCUSS_AGREEMENTS}
    acts |= {"take_back": P.EDIT_AGREEMENTS} if side == agreement.side else {}
    answering = other_than(version.side if version else agreement.side)
    may_answer = version and side == answering and by.pk not in (version.by_id, agreement.submitted_by_id)
    missing = [*missing_for_agreement(agreement)]
    if may_answer and not missing:
        acts["agree"] = P.AGREE_AGREEMENTS
    since = version.at if version else None
    return acts, {"missing": missing, "waits": [Wait("agree", answering, doers(answering, P.AGREE_AGREEMENTS), since)]}


def of_agreed(agreement, *, side, version, by, **_day):
    signed = {each.side: each.at for each in agreement.signatures.all()}
    scans = agreement.scans.exists()
    wrote = version and (version.side, version.by_id) == (side, by.pk)
    acts = {
        "reopen": P.DISCUSS_AGREEMENTS, "print": P.PRINT_AGREEMENTS, "scan": P.EDIT_AGREEMENTS,
        "stamp": P.EDIT_AGREEMENTS,
    }  # fmt: skip
    missing = [] if side in signed else [*missing_for_signing(agreement, side)]
    if side not in signed:
        acts["number"] = P.EDIT_AGREEMENTS
    if side not in signed and not missing and not wrote:
        acts["sign"] = P.SIGN_AGREEMENTS
    if scans and len(signed) == len(Side):
        acts["complete"] = P.EDIT_AGREEMENTS
    agreed = agreement.events.filter(before=Status.IN_REVIEW, after=Status.AGREED).last()
    since = max(signed.values()) if signed else agreed and agreed.at
    waits = [signing_wait(agreement, each, since) for each in Side if each not in signed]
    if not scans or not waits:
        waits.append(Wait("complete" if scans else "scan", side, doers(side, P.EDIT_AGREEMENTS), since))
    told = {
        "wrote": bool(wrote),
        "own_signed": side in signed,
        "other_signed": other_than(side) in signed,
        "has_scan": scans,
    }
    return acts, {"missing": missing, "waits": waits, **told}


def signing_wait(agreement, side, since):
    """A side whose number is still to be written waits for that before anybody can record its signature."""
    numbered = getattr(agreement, NUMBERS[side])
    what, permission = ("sign", P.SIGN_AGREEMENTS) if numbered else ("number", P.EDIT_AGREEMENTS)
    return Wait(what, side, doers(side, permission), since)


def of_signed(agreement, *, day, **_who):
    acts = {"stamp": P.EDIT_AGREEMENTS, "replace": P.EDIT_AGREEMENTS} | renewing(agreement)
    if agreement.last_day >= day:
        acts["end"] = P.EDIT_AGREEMENTS
    if agreement.last_day >= day and beginnings.may_be_amended(agreement):
        acts["amend"] = P.EDIT_AGREEMENTS
    return acts, {"own_signed": True, "other_signed": True, "has_scan": True}


def of_ended(agreement, **_who):
    acts = {"replace": P.EDIT_AGREEMENTS} | renewing(agreement)
    return acts, {"own_signed": True, "other_signed": True, "has_scan": True}


def renewing(agreement):
    return {"renew": P.EDIT_AGREEMENTS} if beginnings.may_be_renewed(agreement) else {}


def other_than(side):
    return Side.CITY if side == Side.BRANCH else Side.BRANCH


def doers(side, permission):
    """The roles of this side that may."""
    return tuple(role for role in ROLES_OF[Side(side)] if may(role, permission))


def called(roles):
    return ", ".join(str(ROLE_LABELS[role]) for role in roles)


def last_known_to(agreement, side):
    """The newest version that this side wrote or agreed to, or None: what it compares the text with."""
    versions = agreement.versions.all()
    wrote = versions.filter(side=side).last()
    said_yes = agreement.events.filter(before=Status.IN_REVIEW, after=Status.AGREED, side=side).last()
    agreed = versions.filter(at__lte=said_yes.at).last() if said_yes else None
    return max(filter(None, (wrote, agreed)), key=lambda version: version.number, default=None)
