"""The letters that remind the offices which have not followed a circular."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import letters
from agreements.models import Circular, CircularReminder
from common.refusals import Refused
from municipalities import audit


class NobodyToRemind(Refused):
    """No office was chosen."""

    code = "NOBODY_TO_REMIND"


class NotInForce(Refused):
    """Only of a circular that holds anybody is reminded."""

    code = "NOT_IN_FORCE"


class ReminderThere(Refused):
    """That office has a letter of that day."""

    code = "REMINDER_THERE"


class TooEarly(Refused):
    """The letter would be older than what it reminds of, or leave no day to answer."""

    code = "TOO_EARLY"


@transaction.atomic
def write(*, circular, offices, date, due_date, signer, by, at):
    """
    Write one letter to each of these offices, numbered by the city's pattern in their order; returns them.

    :param offices: each has unit_id, name, population (None: unknown) and enrolled, as counted on that day
    :param signer: {signer_office, signer_name, signer_nip, signer_rank}
    :raises NobodyToRemind: without an office
    :raises NotInForce: if the circular does not hold
    :raises TooEarly: if the letter is older than the circular, or its last day is not after it
    :raises ReminderThere: if one of them was reminded on that day already
    """
    if not offices:
        raise NobodyToRemind(_("Belum ada unit yang dipilih. Centang paling sedikit satu."))
    if circular.status != Circular.Status.ISSUED:
        raise NotInForce(_("Surat edaran ini tidak berlaku, jadi tidak ada yang diingatkan."))
    if date < circular.date or due_date <= date:
        raise TooEarly(
            _("Surat pengingat bertanggal pada atau sesudah %(day)s, dan batas waktunya sesudah tanggal surat.")
            % {"day": f"{circular.date:%d-%m-%Y}"}
        )
    city = circular.municipality
    numbers = letters.next_numbers(municipality=city, day=date, count=len(offices))
    reminded = CircularReminder.objects.filter(
        circular=circular, date=date, unit__in=[each.unit_id for each in offices]
    )
    if there := reminded.values_list("unit_name", flat=True):
        raise ReminderThere(
            _("Sudah ada surat pengingat bertanggal sama untuk %(units)s.") % {"units": ", ".join(there)}
        )
    written = [
        CircularReminder(
            municipality=city, circular=circular, unit_id=office.unit_id, unit_name=office.name, number=number,
            sequence=sequence, date=date, due_date=due_date, population=office.population, enrolled=office.enrolled,
            written_by=by, written_at=at, **signer,
        )
        for office, (sequence, number) in zip(offices, numbers, strict=True)
    ]  # fmt: skip
    for each in written:
        each.save(force_insert=True)
        audit.record("circular_reminder.written", of=each, by=by, at=at, unit=each.unit_name, circular=circular.number)
    return written
