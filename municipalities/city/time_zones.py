"""In which of the three zones a city tells the time."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods


ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class ZoneKept(Refused):
    """The database lets nobody but the city's administrator change it."""

    code = "ZONE_KEPT"


@transaction.atomic
def change(*, municipality, zone, reason, by, at):
    """
    Tell the city's time in another zone, at once; days that are written down stay.

    :raises NothingChanged: if it is the zone
    :raises ZoneKept: if the person is no administrator of the city
    """
    reason, before = periods.said(reason), municipality.timezone
    if zone == before:
        raise periods.NothingChanged(_("Kota sudah memakai zona itu."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.set_zone(%s, %s)", [municipality.pk, zone])
        if cursor.fetchone()[0] is None:
            raise ZoneKept(_("Zona waktu hanya dapat diubah oleh admin kota."))
    municipality.timezone = zone
    audit.record(
        "zone.changed", of=municipality, municipality=municipality, by=by, at=at, reason=reason,
        before={"timezone": ZONES.get(before, before)}, after={"timezone": ZONES[zone]},
    )  # fmt: skip
