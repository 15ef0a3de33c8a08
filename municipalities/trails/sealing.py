"""
The chain of a city's audit trail: each event gets a number and a seal that rests on the one before (docs/adr/0019).

Sealed after the commit, a minute later at most, so that nobody who writes waits for the chain. The key is not in the
database: whoever can write every row of it can still not make a chain that holds.

The seal of an event is HMAC-SHA-256, in hexadecimal, with the key of its `key_id`, over
    the seal before (64 zeros for the first)  +  newline  +  the event as `canonical` writes it.
"""

import hashlib
import hmac
import json
from datetime import UTC, timedelta

from django.conf import settings
from django.db import transaction

from municipalities import turns
from municipalities.models import AuditEvent, AuditSeal
from municipalities.trails import heads


FIRST = "0" * 64
AT_ONCE = 5000
# A transaction that has written its event and not committed for so long is not expected; verify_audit names its event.
LATEST = timedelta(days=1)
FIELDS = (
    *("id", "municipality_id", "action", "object_type", "object_id", "public_id", "label", "by_id", "on_behalf_of_id"),
    *("role", "at", "recorded_at", "request_id", "address", "detail", "changes"),
)


def keys():
    """Key id -> secret; the first one seals. Without PAYUNG_AUDIT_KEYS one key, derived from the secret key."""
    given = dict(pair.split(":", 1) for pair in settings.AUDIT_KEYS)
    if given:
        return {key_id: bytes.fromhex(secret) for key_id, secret in given.items()}
    derived = hashlib.sha256(b"payung audit chain " + settings.SECRET_KEY.encode()).digest()
    return {f"secret-{hashlib.sha256(derived).hexdigest()[:8]}": derived}


def newest_key():
    """(key id, secret) of what seals today."""
    return next(iter(keys().items()))


def written(value):
    """As it stands in the canonical form: instants in UTC to the microsecond, ids as text."""
    if value is None or isinstance(value, int | str | dict | list):
        return value
    return value.astimezone(UTC).isoformat(timespec="microseconds") if hasattr(value, "astimezone") else str(value)


def canonical(event, *, number, sealed_at):
    """Every column of the event and its place in the chain as one line of JSON: keys sorted, no blanks, UTF-8."""
    line = {name: written(value) for name, value in event.items()}
    line |= {"number": number, "sealed_at": written(sealed_at)}
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def link(before, event, *, number, sealed_at, key):
    """The seal of an event that comes after this one."""
    text = before.encode() + b"\n" + canonical(event, number=number, sealed_at=sealed_at)
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def head_of(municipality):
    """The newest seal; None where nothing is sealed yet."""
    return AuditSeal.objects.filter(municipality=municipality).order_by("-number").first()


def waiting(municipality, head):
    """The events without a seal, in their order; those of a transaction that was late are among them."""
    events = AuditEvent.objects.filter(municipality=municipality).unsealed()
    if head:
        newest = AuditEvent.objects.filter(municipality=municipality, pk=head.event_id).values("recorded_at")
        events = events.filter(recorded_at__gte=newest.get()["recorded_at"] - LATEST)
    return events.order_by("recorded_at", "id")


@transaction.atomic
def seal(*, municipality, at, at_once=AT_ONCE):
    """
    Seal what has no seal yet, as the city's service user; returns how many. Of two at once one waits for the other.
    """
    turns.wait_for(municipality.pk, "audit seal")
    head = head_of(municipality)
    number, before = (head.number, head.hash) if head else (0, FIRST)
    key_id, key = newest_key()
    seals = []
    for event in waiting(municipality, head).values(*FIELDS)[:at_once]:
        number += 1
        before = link(before, event, number=number, sealed_at=at, key=key)
        seals.append(
            AuditSeal(
                municipality=municipality,
                number=number,
                event_id=event["id"],
                hash=before,
                key_id=key_id,
                sealed_at=at,
            )
        )
    AuditSeal.objects.bulk_create(seals, batch_size=1000)
    if seals:
        # Not before: a head that was never committed would look like a tail that was cut.
        transaction.on_commit(lambda: heads.note(municipality, number=number, seal=before, at=at))
    return len(seals)


def seal_new(*, municipality, by, at):
    """Seal a minute's events; what is more than one round takes waits for the next minute."""
    seal(municipality=municipality, at=at)
