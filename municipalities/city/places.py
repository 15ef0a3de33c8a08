"""Municipalities, offices, and which office serves which municipality from day to day."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit, service_user
from municipalities.context import sees
from municipalities.models import Branch, BranchMunicipality, Category, Municipality, Unit, WageBasis


# By the first two digits of a region's code; all others keep WIB.
ZONES = {
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), "Asia/Makassar"),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96", "97"), "Asia/Jayapura"),
}


class CodeTaken(Refused):
    """There is a municipality or an office of this code."""


class NotThePlatform(Refused):
    """Municipalities and offices are made by the platform alone."""


class ServesAlready(Refused):
    """The office serves this municipality on some of these days."""


class LeadIsTaken(Refused):
    """Another office is the lead on some of these days."""


class EndsBeforeItStarts(Refused):
    """Serving cannot end before its first day."""


class EndsAlready(Refused):
    """That is the last day already: the second of two clicks."""


class NotYourOffice(Refused):
    """A head hands on what the own office serves, and nothing else."""


def zone_of(code):
    return ZONES.get(code[:2], "Asia/Jakarta")


@transaction.atomic
def add_municipality(*, region, by, at):
    """
    Make a tenant of this region, with its service user, its root unit, its general category and its wage basis.

    :raises CodeTaken: if it is there
    :raises NotThePlatform: if the asker may not
    """
    if Municipality.objects.filter(code=region.code).exists():
        raise CodeTaken(_("%(name)s sudah ada di Payung.") % {"name": region.name})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.add_municipality(%s, %s, %s)", [region.code, region.name, zone_of(region.code)])
        (pk,) = cursor.fetchone()
    if pk is None:
        raise NotThePlatform(_("Kota hanya dapat ditambahkan oleh pengelola aplikasi."))
    city = Municipality.objects.get(pk=pk)
    with service_user.at_work(city):
        today = city.day_of(at)
        Unit.objects.create(municipality=city, code="000", name=city.name, kind=Unit.Kind.CITY)
        Category.objects.create(municipality=city, code="NON_ASN", name="Non-ASN", segment="PU")
        WageBasis.objects.create(municipality=city, start_date=today.replace(month=1, day=1))
        audit.record("municipality.added", of=city, municipality=city, by=by, at=at)
    return city


@transaction.atomic
def add_branch(*, code, name, kind, parent=None, by, at):
    """
    Make an office.

    :raises CodeTaken: if it is there
    :raises NotThePlatform: if the asker may not
    """
    if Branch.objects.filter(code=code).exists():
        raise CodeTaken(_("Kantor dengan kode %(code)s sudah ada.") % {"code": code})
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.add_branch(%s, %s, %s, %s)", [code, name, kind, parent and parent.pk])
        (pk,) = cursor.fetchone()
    if pk is None:
        raise NotThePlatform(_("Kantor hanya dapat ditambahkan oleh pengelola aplikasi."))
    return Branch.objects.get(pk=pk)


@transaction.atomic
def serve(*, municipality, branch, is_lead, start_date, end_date=None, instead_of=None, by, at):
    """
    An office serves a municipality from this day on; the day may lie ahead.

    :param instead_of: the link that ends the day before

    :raises ServesAlready: if it does on some of these days
    :raises LeadIsTaken: if another one is the lead then
    :raises EndsBeforeItStarts: if the last day is before the first
    """
    if end_date and end_date < start_date:
        raise EndsBeforeItStarts(_("Tanggal berakhir tidak boleh sebelum tanggal mulai."))
    meanwhile = [link for link in links_of(municipality) if link != instead_of and overlap(link, start_date, end_date)]
    if any(link.branch_id == branch.pk for link in meanwhile):
        raise ServesAlready(_("%(office)s sudah melayani kota ini pada masa itu.") % {"office": branch})
    lead = next((link for link in meanwhile if link.is_lead), None)
    if is_lead and lead:
        raise LeadIsTaken(_("%(office)s masih menjadi kantor utama pada masa itu.") % {"office": lead.branch})
    link = BranchMunicipality.objects.create(
        municipality=municipality, branch=branch, is_lead=is_lead, start_date=start_date, end_date=end_date
    )
    record("branch.serves", link, by=by, at=at)
    return link


@transaction.atomic
def hand_over(*, link, branch, start_date, by, at):
    """
    Another office serves the municipality from this day on, this one until the day before. Nothing else changes.

    :raises ServesAlready: if the other office does already
    :raises EndsBeforeItStarts: if this one would not have served a day
    """
    if branch.pk == link.branch_id:
        raise ServesAlready(_("%(office)s sudah melayani kota ini pada masa itu.") % {"office": branch})
    if start_date <= link.start_date:
        raise EndsBeforeItStarts(_("Kantor yang sekarang belum melayani sehari pun pada tanggal itu."))
    # In this order: whoever hands a city on today sees it no more once the own link has ended.
    given = serve(
        municipality=link.municipality,
        branch=branch,
        is_lead=link.is_lead,
        start_date=start_date,
        instead_of=link,
        by=by,
        at=at,
    )
    set_end(link, start_date - timedelta(days=1), by=by, at=at)
    return given


@transaction.atomic
def end(*, link, end_date, by, at):
    """
    Set or lift the last day on which the office serves the municipality.

    :raises EndsBeforeItStarts: if it is before the first
    :raises NotYourOffice: if the asker does not keep this office
    :raises LeadIsTaken: if another one is the lead by then
    :raises EndsAlready: if that is its last day
    """
    if end_date and end_date < link.start_date:
        raise EndsBeforeItStarts(_("Tanggal berakhir tidak boleh sebelum tanggal mulai."))
    others = [other for other in links_of(link.municipality) if other != link and other.is_lead and link.is_lead]
    if any(overlap(other, link.start_date, end_date) for other in others):
        raise LeadIsTaken(_("Pada masa itu kantor lain sudah menjadi kantor utama."))
    held = BranchMunicipality.objects.select_for_update().filter(pk=link.pk).first()
    if held and held.end_date == end_date:
        raise EndsAlready(_("Hari terakhir kantor ini sudah tercatat demikian."))
    set_end(link, end_date, by=by, at=at)


def set_end(link, end_date, *, by, at):
    before = {"end_date": link.end_date}
    if not BranchMunicipality.objects.filter(pk=link.pk).update(end_date=end_date):
        raise NotYourOffice(_("Kota ini tidak dilayani kantor Anda."))
    record("branch.end_changed", link, by=by, at=at, before=before, after={"end_date": end_date})


def links_of(municipality):
    return BranchMunicipality.objects.filter(municipality=municipality).select_related("branch").order_by("start_date")


def overlap(link, start_date, end_date):
    return (end_date is None or link.start_date <= end_date) and (link.end_date is None or link.end_date >= start_date)


def record(action, link, *, by, at, before=None, after=None):
    """Into the trail of the city, by whoever sees it, else by its service user on their behalf."""
    city = link.municipality
    words = {"office": str(link.branch), "start_date": link.start_date, "before": before, "after": after}
    if sees(city.pk):
        audit.record(action, of=city, municipality=city, by=by, at=at, **words)
        return
    with service_user.at_work(city):
        audit.record(action, of=city, municipality=city, by=by, at=at, **words)
