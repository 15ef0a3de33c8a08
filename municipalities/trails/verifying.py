"""Following a city's chain from its first seal to its last: is each event there, once, as it was written?"""

import hmac
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from municipalities import audit, jobs, service_user
from municipalities.models import AuditEvent, AuditSeal
from municipalities.roles import Role
from municipalities.trails import heads, sealing


TASK = "municipalities.tasks.verify_audit"
A_DAY = timedelta(hours=23, minutes=30)  # the schedule asks every hour
AT_ONCE = 5000
A_PAGES_WAIT = 20_000  # events; more are followed by a job
CHANGED, REMOVED, INSERTED, CUT, UNKNOWN_KEY = "CHANGED", "REMOVED", "INSERTED", "CUT", "UNKNOWN_KEY"
WORDS = {
    CHANGED: _("isi catatan atau segelnya diubah"),
    REMOVED: _("catatan atau segel dihapus"),
    INSERTED: _("catatan disisipkan di luar rantai"),
    CUT: _("ujung rantai dipotong"),
    UNKNOWN_KEY: _("kunci segelnya tidak dikenal"),
}


@dataclass(frozen=True)
class Broken:
    """The first place at which the chain does not hold."""

    number: int
    kind: str
    event_id: str = ""

    def __str__(self):
        return f"#{self.number}: {WORDS[self.kind]}"


@dataclass(frozen=True)
class Verified:
    """How far the chain was followed, its head there, and what is wrong if anything is."""

    number: int
    seal: str
    waiting: int = 0
    broken: Broken | None = None


@dataclass
class Chain:
    """A walk along the seals of one city."""

    municipality: object
    anchors: dict
    keys: dict = field(default_factory=sealing.keys)
    number: int = 0
    seal: str = sealing.FIRST

    def walk(self):
        """The first thing wrong with seals and their events, or None."""
        while rows := self.next_rows():
            events = self.events_of(rows)
            for row in rows:
                if wrong := self.follow(row, events.get(row["event_id"])):
                    return wrong
        beyond = [number for number in self.anchors if number > self.number]
        return Broken(self.number + 1, CUT) if beyond else None

    def next_rows(self):
        rows = AuditSeal.objects.filter(municipality=self.municipality, number__gt=self.number).order_by("number")
        return list(rows.values("number", "event_id", "hash", "key_id", "sealed_at")[:AT_ONCE])

    def events_of(self, rows):
        events = AuditEvent.objects.filter(
            municipality=self.municipality, pk__in=[row["event_id"] for row in rows]
        ).values(*sealing.FIELDS)
        return {event["id"]: event for event in events}

    def follow(self, row, event):
        number = self.number + 1
        if row["number"] != number or event is None:
            return Broken(number, REMOVED, str(row["event_id"]) if row["number"] == number else "")
        key = self.keys.get(row["key_id"])
        if key is None:
            return Broken(number, UNKNOWN_KEY, str(row["event_id"]))
        seal = sealing.link(self.seal, event, number=number, sealed_at=row["sealed_at"], key=key)
        remembered = self.anchors.get(number, seal)
        if not hmac.compare_digest(seal, row["hash"]) or not hmac.compare_digest(seal, remembered):
            return Broken(number, CHANGED, str(row["event_id"]))
        self.number, self.seal = number, seal
        return None

    def inserted(self):
        """An event that no sealer will reach any more: put there by hand, with a day in the past."""
        head = sealing.head_of(self.municipality)
        if head is None:
            return None
        unsealed = AuditEvent.objects.filter(municipality=self.municipality).unsealed()
        newest = AuditEvent.objects.filter(municipality=self.municipality, pk=head.event_id).get()
        past = unsealed.filter(recorded_at__lt=newest.recorded_at - sealing.LATEST).order_by("recorded_at").first()
        return Broken(self.number + 1, INSERTED, str(past.pk)) if past else None


def verify(*, municipality, anchors=()):
    """
    Follow the whole chain; returns Verified. Changes nothing.

    :param anchors: (number, seal) pairs that somebody remembers, beside the heads noted on this machine
    """
    chain = Chain(municipality, {**heads.noted(municipality), **dict(anchors)})
    broken = chain.walk() or chain.inserted()
    waiting = sealing.waiting(municipality, sealing.head_of(municipality)).count()
    return Verified(chain.number, chain.seal, waiting, broken)


@transaction.atomic
def check(*, municipality, by, at, anchors=()):
    """Verify, and remember in the trail itself who did and what came of it; returns Verified."""
    found = verify(municipality=municipality, anchors=anchors)
    broken = {"broken": found.broken.number, "kind": found.broken.kind} if found.broken else {}
    audit.record(
        "audit.verified", of=municipality, municipality=municipality, by=by, at=at, number=found.number,
        seal=found.seal, **broken,
    )  # fmt: skip
    return found


@transaction.atomic
def ask(*, municipality, by, role, at):
    """Have the chain followed by the service user; returns the job, or None where nothing is sealed yet."""
    head = sealing.head_of(municipality)
    if head is None:
        return None
    audit.record("audit.verification_asked", of=municipality, municipality=municipality, by=by, at=at)
    # Whoever reads the trail writes nothing else of the city: the service user asks for its own work.
    with service_user.at_work(municipality):
        return jobs.start(task=TASK, target=head, by=by, role=role, at=at, as_system=True)


def ask_daily(*, municipality, by, at):
    """Once a day somebody follows the chain: without a person the schedule."""
    lately = AuditEvent.objects.filter(municipality=municipality, recorded_at__gt=at - A_DAY)
    if not lately.filter(action__in=("audit.verified", "audit.verification_asked")).exists():
        ask(municipality=municipality, by=by, role=Role.SYSTEM, at=at)


def standing(municipality):
    """What the page says of the chain: its newest seal, and what came of following it the last time."""
    head = sealing.head_of(municipality)
    verified, asked = (newest(municipality, f"audit.{word}") for word in ("verified", "verification_asked"))
    found = verified.detail if verified else {}
    return {
        "number": found.get("number", 0),
        "broken": str(Broken(found["broken"], found["kind"])) if "broken" in found else "",
        "verified_at": verified and verified.recorded_at,
        "verified_by": str((verified.on_behalf_of or verified.by) if verified else ""),
        "asked": bool(asked) and (verified is None or verified.recorded_at < asked.recorded_at),
        "head_number": head.number if head else 0,
        "seal": head.hash if head else "",
        "waiting": sealing.waiting(municipality, head).count(),
    }


def newest(municipality, action):
    found = AuditEvent.objects.filter(municipality=municipality, action=action).order_by("-recorded_at")
    return found.select_related("by", "on_behalf_of").first()


def is_long(municipality):
    """Whether following the chain takes longer than a person waits for a page."""
    head = sealing.head_of(municipality)
    return head is not None and head.number > A_PAGES_WAIT
