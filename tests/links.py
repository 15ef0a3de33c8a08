"""A link for a school, and whoever holds it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enrollment import roster_links
from enrollment.models import Roster
from tests.safety.attack import administrator


HEADER = "NIK;Nama Lengkap;Tgl Lahir;L/P;Unit Kerja;Honor"
SITI = "1771014108859001;Siti Aminah;01-08-1985;P;;1500000"
BUDI = "1771010208859002;Budi;02-08-1985;L;SDN 1;1600000"
SHORT = "177101;Cici;02-08-1985;P;;1600000"


def link_of(world, *, city=None, by=None, role="OPERATOR", days=14, **given):
    """(link, token) of a link that works for so many days."""
    city = city or world.bengkulu
    by = by or (world.operator if city == world.bengkulu else world.stranger)
    given = {"unit": city.school, "category": city.gtt} | given
    with world.acting(by, role, city):
        link, address = roster_links.make(
            last_day=city.today() + timedelta(days=days), by=by, at=timezone.now(), **given
        )
    return link, address.rstrip("/").rpartition("/")[2]


def page_of(token):
    return reverse("roster_send", args=[token])


def roster_file(*rows, name="daftar.csv"):
    return SimpleUploadedFile(name, "\n".join([HEADER, *rows]).encode())


def send(token, *rows, client=None, **form):
    """The answer to a file with these rows."""
    form = form or {"file": roster_file(*rows)}
    return (client or Client()).post(page_of(token), form)


def sent(world, city=None):
    """What came by links, the oldest first."""
    with administrator():
        found = Roster.objects.filter(municipality=city or world.bengkulu, link__isnull=False)
        return list(found.select_related("municipality", "unit", "category", "link").order_by("number"))
