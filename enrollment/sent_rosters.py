"""A roster that came by a link: taken in for the unit of the link, and perhaps returned by the city with a reason."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import orders, roster_links, rosters
from enrollment.models import Roster
from municipalities import audit
from municipalities.roles import Role


PER_DAY = 10  # files that one link brings on one day


class TooManyToday(Refused):
    """The link has brought as many files today as it may."""


class NotSent(Refused):
    """The roster came from somebody of the city: there is no school to return it to."""


@transaction.atomic
def take(*, door, path, file_name, at):
    """
    Keep the file and order its check, by the service user for the unit of the link; the city does everything else.

    :param door: of roster_links.door, held: of a link that is revoked meanwhile nothing is taken
    :raises TooManyToday: if the link has brought its share; nobody else counts while the link is held
    """
    link, service = door.link, door.service
    if sent_today(link, at).count() >= PER_DAY:
        raise TooManyToday(
            _("Tautan ini sudah membawa %(count)d berkas hari ini. Kirim lagi besok, atau hubungi kota.")
            % {"count": PER_DAY}
        )
    roster = rosters.receive(
        municipality=door.municipality, path=path, file_name=file_name, unit=link.unit, category=link.category,
        by_clerk=True, link=link, by=service, at=at,
    )  # fmt: skip
    if roster.received_at != at:
        return roster
    orders.place(orders.CHECK, roster=roster, by=service, role=Role.SYSTEM, at=at)
    audit.record("roster_link.used", of=link, by=service, at=at, roster=roster.number)
    return roster


def sent_today(link, at):
    """What the link has brought since midnight in the city."""
    city = link.municipality
    midnight = datetime.combine(city.day_of(at), time.min, tzinfo=ZoneInfo(city.timezone))
    return Roster.objects.filter(municipality=city, link=link, received_at__gte=midnight)


@transaction.atomic
def give_back(*, roster, reason, by, at):
    """
    Put away a roster that came by a link, with a word that the school reads on its page.

    :raises NotSent: if it came another way
    :raises AlreadyAtWork: if a job of it is not over
    :raises RosterMoved: if it is saved, or over already
    """
    if not roster.link_id:
        raise NotSent(_("Roster ini tidak datang lewat tautan, jadi tidak ada yang dikembalikan."))
    link = roster.link
    roster = orders.put_away(roster=roster, by=by, at=at)
    roster.return_reason = reason
    roster.save(update_fields=["return_reason"])
    audit.record("roster.returned", of=roster, by=by, at=at)
    if link.email:
        body = RETURNED if roster_links.opens_on(link, link.municipality.day_of(at)) else RETURNED_LATE
        roster_links.write_to_the_unit(
            link, body, subject=_("Daftar Anda perlu diperbaiki"), at=at, number=roster.number
        )
    return roster


RETURNED = """\
Yth. %(unit)s,

Pemerintah %(city)s mengembalikan daftar nomor %(number)s yang Anda kirim. Alasannya ada di halaman tautan Anda.

Buka lagi tautan yang Anda terima, perbaiki daftarnya, lalu kirim ulang. Tautan berlaku sampai %(day)s; jika
sudah lewat, mintalah tautan baru kepada bagian kepegawaian kota.
"""
# The page that holds the reason cannot be opened any more.
RETURNED_LATE = """\
Yth. %(unit)s,

Pemerintah %(city)s mengembalikan daftar nomor %(number)s yang Anda kirim.

Tautan yang Anda terima sudah tidak berlaku, jadi alasannya tidak dapat dibaca di sana. Tanyakan alasannya dan mintalah
tautan baru kepada bagian kepegawaian kota, perbaiki daftarnya, lalu kirim lewat tautan yang baru.
"""
