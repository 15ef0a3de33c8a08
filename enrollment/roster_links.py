"""
Links by which a unit without an account sends its roster: made, shown once, revoked; and which one a token opens.

The token is nowhere but in the link. What is kept is its keyed hash, so that a copy of the table opens nothing.
"""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment.models import RosterLink
from municipalities import audit, mails, service_user, turns
from municipalities.models import Municipality, User


TOKEN_BYTES = 32
USUAL_DAYS, MOST_DAYS = 14, 60


class NoSuchLink(Refused):
    """Unknown, malformed, over or revoked: whoever holds such a token learns nothing of which it is."""


class RevokedAlready(Refused):
    """Somebody has revoked the link before."""


class LastDayOutOfReach(Refused):
    """A link works today at least, and not longer than some weeks."""


@transaction.atomic
def make(*, unit, last_day, by, at, category=None, email="", note=""):
    """
    Make a link for this unit; returns it and its address, which nobody can ask for again.

    :param last_day: it works until the end of this day in the city
    :param category: what kind of workers it is for; None: as the file says
    :raises LastDayOutOfReach: if the day is over, or too far away
    """
    city = unit.municipality
    today = city.day_of(at)
    if not today <= last_day <= today + timedelta(days=MOST_DAYS):
        raise LastDayOutOfReach(
            _("Hari terakhir paling cepat hari ini dan paling lambat %(day)s.")
            % {"day": f"{today + timedelta(days=MOST_DAYS):%d-%m-%Y}"}
        )
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = RosterLink.objects.create(
        municipality=city, unit=unit, category=category, last_day=last_day, token_hash=hash_of(token), email=email,
        note=note, made_by=by, made_at=at,
    )  # fmt: skip
    address = settings.PUBLIC_URL.rstrip("/") + reverse("roster_send", args=[token])
    audit.record("roster_link.made", of=link, by=by, at=at, day=last_day, mailed=bool(email))
    if email:
        write_to_the_unit(link, INVITED, subject=_("Kirim daftar pekerja ke %(city)s"), at=at, by=by, address=address)
    return link, address


INVITED = """\
Yth. %(unit)s,

%(by)s dari Pemerintah %(city)s meminta daftar pekerja Anda untuk jaminan sosial ketenagakerjaan.

Kirim daftarnya lewat tautan ini, tanpa akun dan tanpa kata sandi:
%(address)s

Tautan berlaku sampai %(day)s, hanya untuk %(unit)s. Siapa pun yang memegangnya dapat mengirim berkas atas nama Anda,
jadi jangan disebarkan. Pemerintah %(city)s memeriksa setiap daftar sebelum dipakai.

Jika Anda tidak mengenal permintaan ini, tanyakan kepada bagian kepegawaian kota.
"""


def write_to_the_unit(link, body, *, subject, at, **words):
    """A mail to the address that the city has noted; it speaks of the unit and of nobody in its lists."""
    words |= {"unit": link.unit.name, "city": link.municipality.name, "day": f"{link.last_day:%d-%m-%Y}"}
    mails.send(to=link.email, subject=subject % words, body=_(body) % words, at=at)


@transaction.atomic
def revoke(*, link, by, at):
    """
    From now on the link opens nothing; a file that is on its way is not taken any more.

    :raises RevokedAlready: if it is revoked
    """
    mine = RosterLink.objects.filter(pk=link.pk, municipality_id=link.municipality_id, revoked_at=None)
    if not mine.update(revoked_at=at, revoked_by=by):
        raise RevokedAlready(_("Tautan ini sudah dicabut."))
    audit.record("roster_link.revoked", of=link, by=by, at=at)


def hash_of(token):
    """Keyed: whoever reads the table cannot try tokens against it."""
    return salted_hmac("payung.roster_link", token, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Door:
    """An open link, seen by the service user of its city, who here sees no unit but the link's and those below it."""

    link: RosterLink
    service: User
    municipality: Municipality


@contextmanager
def door(token, *, at, held=False):
    """
    Work on the one link of this token, in a transaction of its own city and unit; gives the Door.

    :param held: it cannot be revoked before this transaction is over, and brings no other file meanwhile
    :raises NoSuchLink: whatever is wrong with it, also where its unit is closed
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT city, link, unit FROM sec.roster_link(%s)", [hash_of(token)])
        found = cursor.fetchone()
    if found is None:
        raise NoSuchLink
    city_id, link_id, unit_id = found
    city = Municipality.objects.get(pk=city_id)
    with service_user.at_work(city, unit_id=unit_id) as service:
        link = found_link(city, link_id, held=held)
        today = city.day_of(at)
        if not opens_on(link, today):
            raise NoSuchLink
        yield Door(link=link, service=service, municipality=link.municipality)


def look(token, *, at):
    """:raises NoSuchLink: as door"""
    with door(token, at=at):
        pass


def opens_on(link, day):
    """Whether it opens its page on that day: neither over nor revoked, and the unit not closed."""
    return link.works_on(day) and not (link.unit.end_date and link.unit.end_date < day)


def found_link(city, link_id, *, held):
    """:raises StillAtIt: if another file that comes by it takes longer than a lock is waited for"""
    links = RosterLink.objects.select_related("municipality", "unit", "category").filter(municipality=city)
    if not held:
        return links.get(pk=link_id)
    try:
        with transaction.atomic():
            return links.select_for_update(of=("self",)).get(pk=link_id)
    except OperationalError as error:
        raise turns.StillAtIt(
            _("Berkas lain sedang masuk lewat tautan ini. Tunggu sebentar, lalu kirim lagi.")
        ) from error


def brought(door, public_id):
    """
    A roster that came by this link.

    :raises NoSuchLink: if it did not; nobody learns that there is such a roster
    """
    roster = door.link.rosters.filter(municipality=door.municipality, public_id=public_id).first()
    if roster is None:
        raise NoSuchLink
    return roster
