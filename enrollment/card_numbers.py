"""KPJs that BPJS has issued: given to whoever has none, and taken back where the answer was the wrong one."""

from collections import Counter

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import CardHandover, Enrollment


GIVE = """
UPDATE enrollment_enrollment e SET kpj = g.kpj
FROM unnest(%(workers)s::bigint[], %(numbers)s::text[]) AS g(worker_id, kpj)
WHERE e.municipality_id = %(city)s AND e.worker_id = g.worker_id AND e.kpj = '' AND NOT e.is_void
RETURNING e.worker_id, e.id
"""


class NumberTaken(Refused):
    """A number is somebody else's, or somebody has another one; `detail["workers"]` are whom it is about."""

    code = "NUMBER_TAKEN"


class CardHandedOver(Refused):
    """A card with the number was handed over, or is about to be."""

    code = "CARD_HANDED_OVER"


def against(*, municipality, numbers):
    """
    {worker id: "TAKEN" or "OTHER"} of those who cannot have this number: it is another person's, or they have another.

    :param numbers: {worker id: KPJ}
    """
    twice = {number for number, count in Counter(numbers.values()).items() if count > 1}
    found = {worker: "TAKEN" for worker, number in numbers.items() if number in twice}
    here = Enrollment.objects.filter(municipality=municipality, is_void=False).exclude(kpj="")
    holders = {}
    for number, worker in here.filter(kpj__in=set(numbers.values())).values_list("kpj", "worker_id"):
        holders.setdefault(number, set()).add(worker)
    found |= {worker: "TAKEN" for worker, number in numbers.items() if holders.get(number, set()) - {worker}}
    for worker, number in here.filter(worker__in=numbers).values_list("worker_id", "kpj"):
        if number != numbers[worker]:
            found[worker] = "OTHER"
    return found


@transaction.atomic
def give(*, municipality, numbers):
    """
    Write the numbers on every enrollment of these people that has none; returns {worker id: [enrollment ids]}.

    It is written down by whoever asks, in one line for all of them.

    :param numbers: {worker id: KPJ}
    :raises NumberTaken: if one of them is somebody else's, or somebody has another; then none is written
    """
    hold(municipality, numbers)
    if refused := against(municipality=municipality, numbers=numbers):
        raise NumberTaken(_("%(count)d nomor KPJ tidak cocok.") % {"count": len(refused)}, workers=sorted(refused))
    given = {}
    with connection.cursor() as cursor:
        cursor.execute(GIVE, {"city": municipality.pk, "workers": list(numbers), "numbers": list(numbers.values())})
        for worker, enrollment in cursor.fetchall():
            given.setdefault(worker, []).append(enrollment)
    return given


def having(*, municipality, workers):
    """{worker id: [enrollment ids]} of those of these people that have a number."""
    here = Enrollment.objects.filter(municipality=municipality, worker__in=workers, is_void=False).exclude(kpj="")
    found = {}
    for worker, enrollment in here.values_list("worker_id", "pk"):
        found.setdefault(worker, []).append(enrollment)
    return found


def of_people(*, municipality, workers):
    """{worker id: KPJ} of those of these people that have one, the newest enrollment's."""
    here = Enrollment.objects.filter(municipality=municipality, worker__in=workers, is_void=False).exclude(kpj="")
    return dict(here.order_by("start_date", "pk").values_list("worker_id", "kpj"))


def taken_along(*, municipality, numbers):
    """
    {enrollment id: KPJ} of every enrollment of these people that has this number by now: whoever moved, or went on as
    another kind of worker, took it along.

    :param numbers: {worker id: KPJ}
    """
    here = Enrollment.objects.filter(municipality=municipality, worker__in=numbers).exclude(kpj="")
    found = here.values_list("pk", "worker_id", "kpj")
    return {pk: kpj for pk, worker, kpj in found if kpj == numbers[worker]}


@transaction.atomic
def take_back(*, municipality, given):
    """
    Empty the number on enrollments that got it and still have it; returns how many.

    :param given: {enrollment id: the KPJ that was written}
    :raises CardHandedOver: if a card of one of them is planned or was handed over
    """
    if CardHandover.objects.filter(municipality=municipality, enrollment__in=given).exists():
        raise CardHandedOver(_("Sebagian kartunya sudah masuk daftar penyerahan, jadi nomornya tidak dapat ditarik."))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE enrollment_enrollment e SET kpj = '' FROM unnest(%s::bigint[], %s::text[]) AS g(id, kpj)"
            " WHERE e.municipality_id = %s AND e.id = g.id AND e.kpj = g.kpj",
            [list(given), list(given.values()), municipality.pk],
        )
        return cursor.rowcount


def hold(municipality, workers):
    """Nobody else changes the enrollments of these people until the transaction ends."""
    held = Enrollment.objects.filter(municipality=municipality, worker__in=workers).order_by("pk")
    list(held.select_for_update(of=("self",)).values_list("pk", flat=True))
