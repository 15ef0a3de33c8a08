"""
One append-only trail, written by the verbs themselves.

Who acts in which role comes from the tenant context, the request from municipalities.origin: a verb says what it did.
"""

import re
from datetime import date, datetime

from common.personal import DOTS, initials, masked_kpj, masked_nik
from municipalities import context, origin
from municipalities.models import PEOPLE, AuditEvent
from municipalities.roles import Role
from municipalities.runs import runs


LONG_NUMBER = re.compile(r"(?<!\w)\d{11,}(?!\w)")  # a NIK, a KPJ, a family card, an account
NUMBERS = {"account", "account_number", "phone", "npwp"}
HIDDEN = {"birth_date", "birth_place", "sex", "address", "password"}
NAMES = {"account_name", "guardian_name", "proxy", "worker", "heir", "family_member"}


def record(action, *, of, by, at, municipality=None, before=None, after=None, people=None, **detail):
    """
    Remember an act on an object of a municipality.

    :param action: a word like "roster.committed", with a sentence in municipalities/trails/sentences.py
    :param before, after: what was changed: {field: value} of either, or the two words of a state
    :param people: the ids of the workers whose data was shown or taken along, where the object is not one of them
    :param detail: counts and codes; a personal value never stands here in full
    """
    event(
        action, of=of, by=by, at=at, municipality=municipality, before=before, after=after, people=people, **detail
    ).save(force_insert=True)


def record_each(action, *, rows, by, at, **detail):
    """
    Remember the same act on many objects in one statement.

    :param rows: pairs of an object and what is new in it
    """
    AuditEvent.objects.bulk_create(event(action, of=of, by=by, at=at, after=after, **detail) for of, after in rows)


def record_in_each_city(action, *, counts, by, at):
    """
    Remember what was done over several cities, in the trail of each: one statement.

    :param counts: {municipality: of how many of its own}
    """
    AuditEvent.objects.bulk_create(
        event(action, of=city, municipality=city, by=by, at=at, count=count) for city, count in counts.items()
    )


def event(action, *, of, by, at, municipality=None, before=None, after=None, people=None, **detail):
    return AuditEvent(
        municipality_id=municipality.pk if municipality else of.municipality_id,
        action=action,
        **about(of),
        **made_by(by),
        at=at,
        detail=plain_words(detail) | ({} if people is None else {PEOPLE: as_ranges(people)}),
        changes=differences(before, after),
    )


def record_people_seen(action, *, people, by, at, **detail):
    """
    Remember a list of people that somebody has looked at: one row for each municipality, none for each person.

    :param people: {municipality: the ids of its workers whose data stood on the page}
    :param detail: what the list was narrowed to; nothing that somebody typed to find a person
    """
    AuditEvent.objects.bulk_create(
        event(action, of=city, municipality=city, by=by, at=at, people=ids, **{"count": len(ids), **detail})
        for city, ids in people.items()
        if ids
    )


def as_ranges(ids):
    """
    Ids as the text of a PostgreSQL multirange, "{[12,500],[502,502]}"; neighbours are one range.

    People who were enrolled together have neighbouring ids, so that a download of a whole city is a few characters. An
    id says nothing to whoever has no access to the person.
    """
    return "{" + ",".join(f"[{first},{last}]" for first, last in runs(sorted(set(ids)))) + "}"


def about(thing):
    """The object of an act, and what people call it: its `audit_name`, never a person's name in full."""
    return {
        "object_type": thing._meta.label_lower,
        "object_id": str(thing.pk),
        "public_id": getattr(thing, "public_id", None),
        "label": str(getattr(thing, "audit_name", ""))[:120],
    }


def made_by(by):
    """Who acts, in which role, from where; the service user acts on behalf of whoever asked for the work."""
    here, came = context.acting(), origin.current()
    asked = here.role == Role.SYSTEM and here.user_id != by.pk
    return {
        "by_id": here.user_id if asked else by.pk,
        "on_behalf_of_id": by.pk if asked else None,
        "role": here.role,
        "request_id": came.request_id,
        "address": came.address,
    }


def differences(before, after):
    """
    {field: [before, after]} of the fields that differ, as they may be kept: personal values are masked.

    Two words are a state: {"status": [before, after]}.
    """
    if before is None and after is None:
        return {}
    if not isinstance(before, dict) and not isinstance(after, dict):
        before, after = {"status": before}, {"status": after}
    before, after = before or {}, after or {}
    return {
        name: [masked(name, before.get(name)), masked(name, after.get(name))]
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def masked(name, value):
    """A value of this field as the trail keeps it."""
    if value in (None, ""):
        return value
    if name == "nik":
        return masked_nik(value)
    if name == "kpj":
        return masked_kpj(value)
    if name in NUMBERS:
        return f"{DOTS} {str(value)[-4:]}" if len(str(value)) > 6 else DOTS
    if name in HIDDEN:
        return DOTS
    return initials(value) if name in NAMES else plain(value)


def plain_words(detail):
    return {name: plain(value) for name, value in detail.items()}


def plain(value):
    """As JSON can carry it, without a long number in any text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(name): masked(name, each) for name, each in value.items()}
    return LONG_NUMBER.sub(lambda found: f"{DOTS} {found.group()[-4:]}", str(value))
