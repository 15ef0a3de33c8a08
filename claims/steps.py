"""Moving a claim along Claim.NEXT: one lock, one event, one change of state, for the verbs of the other modules."""

import hashlib
import json

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimEvent, ClaimScan, ScholarshipYear
from common.refusals import Refused
from municipalities import audit


class StepNotAllowed(Refused):
    """The claim is not (or no longer) where this step takes it from."""


class SamePerson(Refused):
    """A step and the check of it are two people, and the service user does neither."""


class ClaimUnderWay(Refused):
    """Papers, heirs and amounts stand still once the claim is submitted."""


class ChangedSince(Refused):
    """The file is not the one that was submitted."""


def first(*, claim, by, at):
    """The event a claim begins with."""
    return ClaimEvent.objects.create(
        municipality_id=claim.municipality_id, claim=claim, seq=1, status=Claim.Status.REPORTED, by=by, at=at
    )


@transaction.atomic
def take(*, claim, status, by, at, note="", source=""):
    """
    Move the claim on, and remember who moved it and what the file was like. The row lock settles a race of two.

    :raises StepNotAllowed: if the claim cannot go there from where it is
    :raises SamePerson: if the person took the step before, where the two must differ
    :raises ChangedSince: if papers, heirs or amounts are not those that were submitted; it can only be returned then
    """
    here = locked(claim)
    if status not in Claim.NEXT.get(here.status, ()):
        raise StepNotAllowed(
            _("Klaim ini sedang %(here)s; langkah itu tidak dapat diambil sekarang.")
            % {"here": here.get_status_display()}
        )
    last = here.events.order_by("-seq").first()
    refuse_the_same_person(here, last, status, by)
    if status == Claim.Status.RETURNED and partly_paid(here):
        raise StepNotAllowed(_("Sebagian sudah dibayar; klaim ini tidak dapat dikembalikan lagi."))
    print_now = fingerprint(here)
    if not here.is_open and status != Claim.Status.RETURNED and print_now != last.fingerprint:
        raise ChangedSince(_("Berkas klaim berubah sejak diajukan. Kembalikan klaim, lalu ajukan lagi."))
    event = ClaimEvent.objects.create(
        municipality_id=here.municipality_id,
        claim=here,
        seq=last.seq + 1,
        from_status=here.status,
        status=status,
        by=by,
        at=at,
        note=note.strip(),
        source=source.strip(),
        fingerprint=print_now,
    )
    write(here, status)
    audit.record(
        f"claim.{status.lower()}", of=claim, by=by, at=at, number=claim.number, before=event.from_status, after=status
    )
    return event


def write(claim, status):
    """:raises StepNotAllowed: if another claim of the same person stands meanwhile"""
    try:
        with transaction.atomic():
            Claim.objects.filter(municipality_id=claim.municipality_id, pk=claim.pk).update(status=status)
    except IntegrityError as error:
        if "one_live_claim_per_worker" not in str(error):
            raise
        raise StepNotAllowed(_("Sudah ada klaim lain yang berjalan untuk orang ini.")) from error
    claim.status = status


def locked(claim):
    """The claim as it is now, its row locked: what is asked of it afterwards stays true until the verb is over."""
    claim.refresh_from_db(from_queryset=Claim.objects.select_for_update())
    return claim


def refuse_the_same_person(claim, last, status, by):
    if by.is_service:
        raise SamePerson(_("Langkah klaim diambil oleh orang, bukan oleh sistem."))
    if status != Claim.Status.RETURNED and claim.status in Claim.OTHER_PERSON and by.pk == last.by_id:
        raise SamePerson(_("Langkah ini harus diambil oleh orang lain daripada langkah sebelumnya."))
    if status in DECIDING and by.pk in refused_by(claim):
        raise SamePerson(_("Keberatan ditinjau oleh orang lain daripada yang tidak mengabulkan klaim ini."))


DECIDING = (Claim.Status.VERIFIED, Claim.Status.GRANTED, Claim.Status.REFUSED)


def refused_by(claim):
    """The ids of those who refused a claim against which there was an appeal: it is looked at by others since."""
    events = list(claim.events.order_by("seq").values_list("status", "by_id"))
    last = max((place for place, (status, _by) in enumerate(events) if status == Claim.Status.APPEALED), default=0)
    return {by for status, by in events[:last] if status == Claim.Status.REFUSED}


def partly_paid(claim):
    return claim.payouts.exists() or ScholarshipYear.objects.filter(child__claim=claim).exists()


def refuse_unseen(*, claim, seen):
    """
    Lock the claim, which somebody is about to check: as it is, not as it was when the page was opened.

    :param seen: the number of the last step that the page knew of; None where it knew of none
    :raises ChangedSince: if a step was taken since
    """
    last = locked(claim).events.order_by("-seq").first()
    if seen != last.seq:
        raise ChangedSince(_("Klaim ini berubah sejak halamannya dibuka. Lihat lagi isinya, lalu putuskan."))


def require_open(claim):
    """
    Lock the claim, whose papers, heirs or amounts are to change.

    :raises ClaimUnderWay: if the claim is submitted, decided or closed
    """
    if not locked(claim).is_open:
        raise ClaimUnderWay(
            _("Klaim ini %(here)s. Kembalikan dulu klaimnya bila ada yang harus diubah.")
            % {"here": claim.get_status_display()}
        )


def fingerprint(claim):
    """One hash of papers, their scans, heirs and amounts: what every step after the submission must find unchanged."""
    papers = claim.documents.order_by("id").values_list("kind", "status", "received_date")
    scans = ClaimScan.objects.filter(document__claim=claim).order_by("id").values_list("document__kind", "sha256")
    heirs = claim.heirs.order_by("id").values_list(
        *(
            "name",
            "relation",
            "nik",
            "guardian_name",
            "attorney_name",
            "weight",
            "share",
            "bank",
            "account_number",
            "account_name",
        )
    )
    lines = claim.benefit_lines.order_by("position").values_list("program", "benefit", "amount", "source")
    children = claim.children.order_by("id").values_list("name", "level", "qualifies", "yearly_amount")
    left_out = list(claim.left_out.order_by("id").values_list("name", "relation", "reason"))
    facts = [str(claim.death_date), claim.cause, *(list(rows) for rows in (papers, scans, heirs, lines, children))]
    facts += [left_out] if left_out else []  # claims submitted before there were any stand as they were
    return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()


def local_day(claim_or_city, at):
    """The day of an instant where the city lies."""
    return getattr(claim_or_city, "municipality", claim_or_city).day_of(at)
