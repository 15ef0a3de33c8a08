"""Reports of cards that look false: by anybody on the page behind a QR, for the city of the card and its branch."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit, service_user, throttle, visitors
from municipalities.models import Municipality
from reports import card_checks, qr
from reports.models import CardReport


A_DAY = 86_400  # seconds
OF_ONE_ADDRESS, OF_ONE_CITY = 5, 200  # reports a day


class CityUnknown(Refused):
    """The address names no city that works with Payung: nobody would see the report."""

    code = "CITY_UNKNOWN"


class TooMany(Refused):
    """One address, or all for one city, have reported enough for a day."""

    code = "TOO_MANY"


class ClosedAlready(Refused):
    """Somebody has looked at it before."""

    code = "CLOSED_ALREADY"


class OutcomeMissing(Refused):
    """Whoever closes a report says what came of it."""

    code = "OUTCOME_MISSING"


def city_of(token):
    """
    The city that an address names, whether or not its seal is genuine.

    :raises CityUnknown: if it names none
    """
    code = qr.municipality_code(token)
    city = Municipality.objects.filter(code=code).first() if code else None
    if city is None:
        raise CityUnknown(
            _("Alamat ini tidak menyebut kota yang memakai Payung. Sampaikan ke kantor cabang BPJS Ketenagakerjaan.")
        )
    return city


def report(*, token, place, note, contact, address, at):
    """
    Keep what somebody without an account says of a card; the service user of its city writes it down. Sent twice it is
    one.

    :param address: where the request comes from; only its keyed hash is kept
    :raises CityUnknown: if nobody would see it
    :raises TooMany: if there were enough today
    """
    city = city_of(token)
    mine = throttle.too_many("card-report", address, most=OF_ONE_ADDRESS, seconds=A_DAY)
    if mine or throttle.too_many("card-reports-of-city", city.code, most=OF_ONE_CITY, seconds=A_DAY):
        raise TooMany(_("Laporan hari ini sudah cukup banyak. Sampaikan langsung kepada bagian kepegawaian kota."))
    status = card_checks.check(token).status
    said = {"token": token, "place": place, "note": note, "contact": contact, "address": visitors.kept(address)}
    with service_user.at_work(city) as by:
        if same := CardReport.objects.filter(municipality=city, closed_at=None, **said).first():
            return same
        made = CardReport.objects.create(municipality=city, status=status, at=at, **said)
        audit.record("card_report.received", of=made, by=by, at=at, status=status)
    return made


@transaction.atomic
def close(*, report, outcome, by, at):
    """
    Say what came of a report.

    :raises OutcomeMissing: without a word on it
    :raises ClosedAlready: if it is closed
    """
    outcome = " ".join(outcome.split())[:300]
    if not outcome:
        raise OutcomeMissing(_("Tulis hasil pemeriksaannya."))
    mine = CardReport.objects.filter(pk=report.pk, municipality_id=report.municipality_id, closed_at=None)
    if not mine.update(closed_at=at, closed_by=by, outcome=outcome):
        raise ClosedAlready(_("Laporan ini sudah ditutup."))
    audit.record("card_report.closed", of=report, by=by, at=at)


def of(municipalities):
    """The reports of these municipalities, the newest first."""
    return CardReport.objects.filter(municipality__in=municipalities).select_related("municipality", "closed_by")


def open_ones(municipalities):
    return of(municipalities).filter(closed_at=None)
