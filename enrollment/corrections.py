"""Putting right what is wrong about a person who asks (UU 27/2022 Art. 30): an answer in 3 x 24 hours."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from enrollment.cells.base import CellRefused, Rules
from enrollment.cells.names import name_search
from enrollment.columns import BY_NAME
from enrollment.messages import message
from enrollment.models import CorrectionEvent, CorrectionRequest, Worker
from municipalities import audit, service_user, turns


Status = CorrectionRequest.Status
TOLD_AS = {"name": "worker"}  # as the trail calls it, which keeps the initials of a worker
OWN_REQUEST = gettext_lazy(
    "Anda sendiri yang mencatat permintaan ini, jadi orang lain yang menjawabnya: operator lain atau penyetuju."
)


class NotAsItShouldBe(Refused):
    """What is said to be right cannot stand in that field."""


class AlreadyAsked(Refused):
    """The same is asked for the same person, and not answered yet."""


class AlreadyAnswered(Refused):
    """Somebody has answered this request meanwhile."""


class OwnRequest(Refused):
    """Whoever recorded a request does not answer it."""


class ReasonMissing(Refused):
    """A refusal says why."""


class NikTaken(Refused):
    """Another person of the city has this NIK."""


@transaction.atomic
def ask(*, worker, unit, field, right, asked_by, evidence, by, at):
    """
    Take in a request; the clock runs from now.

    :param unit: the worker's own, whose clerks see the request
    :param right: as the person says it; cleaned as a cell of a roster is
    :raises NotAsItShouldBe: if it is no such value, or is what stands there already
    :raises AlreadyAsked: if the same is open
    :raises StillAtIt: if another request of the city is being taken in
    """
    value = cleaned(field, right, day=worker.municipality.day_of(at))
    stored = getattr(worker, field)
    if str(value) == str(stored):
        raise NotAsItShouldBe(_("Itu sama dengan yang tercatat sekarang."), field="right")
    asked = {
        "worker": worker, "unit": unit, "field": field, "wrong": str(stored or ""), "right": str(value),
        "asked_by": asked_by.strip(), "evidence": evidence.strip(), "asked_at": at, "recorded_by": by,
    }  # fmt: skip
    turns.wait_for(worker.municipality_id, "correction")
    request = worker.municipality.correctionrequests.create(number=next_number(worker, field), **asked)
    remember(request, before="", by=by, at=at)
    audit.record("correction.asked", of=request, by=by, at=at, number=request.number, field=field)
    return request


def next_number(worker, field):
    """
    Counted by the service user, for a clerk does not see the requests that came in by the other units.

    :raises AlreadyAsked: if one for this field of this person is open
    """
    with service_user.at_work(worker.municipality):
        rows = worker.municipality.correctionrequests
        if rows.still_open().filter(worker=worker, field=field).exists():
            raise AlreadyAsked(_("Permintaan yang sama untuk orang ini masih menunggu jawaban."))
        return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def cleaned(field, text, *, day):
    """
    The value as the roster's own cleaner of that column takes it.

    :raises NotAsItShouldBe: with the sentence of the cleaner
    """
    try:
        value = BY_NAME[field].clean(text.strip(), lambda code, **detail: None, Rules(today=day))
    except CellRefused as refusal:
        problem = {"code": refusal.code, "column": field, **refusal.detail}
        raise NotAsItShouldBe(message(problem), field="right") from refusal
    if value is None:
        raise NotAsItShouldBe(_("Isi yang seharusnya."), field="right")
    return value


@transaction.atomic
def accept(*, request, by, at):
    """
    Put it right; returns the request.

    :raises OwnRequest: if the person recorded it
    :raises AlreadyAnswered: if it is no longer open
    :raises NikTaken: if the NIK is another person's
    """
    decide(request, Status.ACCEPTED, by=by, at=at, reason="")
    change(worker=request.worker, field=request.field, text=request.right, by=by, at=at)
    return request


@transaction.atomic
def refuse(*, request, by, at, reason):
    """
    Leave it as it is, and say why.

    :raises ReasonMissing: without a reason
    :raises OwnRequest: if the person recorded it
    :raises AlreadyAnswered: if it is no longer open
    """
    if not reason.strip():
        raise ReasonMissing(_("Tulis alasannya; orang itu akan membacanya."), field="reason")
    return decide(request, Status.REFUSED, by=by, at=at, reason=reason.strip())


def decide(request, status, *, by, at, reason):
    if by.pk == request.recorded_by_id:
        raise OwnRequest(OWN_REQUEST)
    if by.is_service:
        raise OwnRequest(_("Permintaan dijawab oleh orang, bukan oleh sistem."))
    before = request.status
    allowed = [start for start, ends in CorrectionRequest.NEXT.items() if status in ends]
    standing = CorrectionRequest.objects.filter(municipality_id=request.municipality_id, pk=request.pk)
    moved = standing.filter(status__in=allowed).update(status=status, decided_by=by, decided_at=at, reason=reason)
    if not moved:
        raise AlreadyAnswered(_("Permintaan ini sudah dijawab."))
    request.refresh_from_db()
    remember(request, before=before, by=by, at=at)
    audit.record(f"correction.{status.lower()}", of=request, by=by, at=at, number=request.number, field=request.field)
    return request


def remember(request, *, before, by, at):
    """The move as a row that stays; why stands in the request alone, which can be forgotten."""
    CorrectionEvent.objects.create(
        municipality_id=request.municipality_id, request=request, unit_id=request.unit_id, before=before,
        after=request.status, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def change(*, worker, field, text, by, at):
    """
    Write one field of a person anew, with what stood before in the trail (masked).

    :raises NikTaken: if the NIK is another person's
    """
    worker = Worker.objects.select_for_update().get(municipality_id=worker.municipality_id, pk=worker.pk)
    before = getattr(worker, field)
    value = cleaned(field, text, day=worker.municipality.day_of(at))
    changes = {field: value} | ({"name_search": name_search(value)} if field == "name" else {})
    try:
        with transaction.atomic():
            Worker.objects.filter(municipality_id=worker.municipality_id, pk=worker.pk).update(**changes)
    except IntegrityError as error:
        raise NikTaken(_("NIK itu sudah dipakai orang lain di kota ini. Periksa kedua KTP-nya.")) from error
    worker.refresh_from_db()
    told = TOLD_AS.get(field, field)
    audit.record("worker.corrected", of=worker, by=by, at=at, before={told: before}, after={told: value})
    return worker
