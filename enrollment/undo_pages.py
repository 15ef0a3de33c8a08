"""What the page of a roster says about taking it back: until when, what is in the way, what was left alone."""

from itertools import groupby

from django.utils.translation import gettext as _

from common.months import month_name
from common.rupiah import grouped
from enrollment import committing, rosters
from enrollment.models import Roster, Worker


MOST = 10  # people named; the others are counted


def part(roster, day):
    if roster.status != Roster.Status.COMMITTED:
        return {"undo_until": None, "undo_blocked": []}
    until = rosters.undo_until(roster)
    blocked = in_the_way(roster)
    if day > until:
        text = _("Waktunya sudah lewat: %(day)s.") % {"day": f"{until:%d-%m-%Y}"}
        blocked.append({"text": text, "people": [], "more": 0})
    return {"undo_until": until, "undo_blocked": blocked}


def in_the_way(roster):
    """Claims and each approved month apart, with the people."""
    rows = committing.in_the_way(roster)
    rows.sort(key=lambda row: reason(row[2], row[3]))
    return [named(roster, text, rows) for text, rows in groupby(rows, key=lambda row: reason(row[2], row[3]))]


def reason(why, through):
    if why == "CLAIM":
        return _("Dipakai sebuah klaim:")
    return _("Iurannya sudah disetujui sampai %(month)s:") % {"month": month_name(through)}


def left(roster):
    """The people whom an undo left as they are, or None."""
    rows = roster.reading.get("left") if roster.status == Roster.Status.UNDONE else None
    if not rows:
        return None
    text = _("%(count)s pekerja sudah diubah orang lain sejak itu, jadi dibiarkan:") % {"count": grouped(len(rows))}
    return named(roster, text, rows)


def named(roster, text, rows):
    rows = list(rows)
    here = Worker.objects.filter(municipality_id=roster.municipality_id)
    workers = here.in_bulk([worker for _row_no, worker, *_why in rows[:MOST]])
    people = [
        {"name": workers[worker].name, "url": workers[worker].get_absolute_url(), "row_no": row_no}
        for row_no, worker, *_why in rows[:MOST]
        if worker in workers
    ]
    return {"text": text, "people": people, "more": len(rows) - len(people)}
