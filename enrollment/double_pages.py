"""What the page of people in two cities shows, in the words of its template."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _


MOST = 200  # on one page; whoever has more begins with these


def question(municipalities):
    return {"cities": [city.name for city in municipalities], "asked": False}


def answer(municipalities, found):
    return question(municipalities) | {
        "asked": True,
        "count": len(found),
        "people": [person(each) for each in found[:MOST]],
        "more": max(len(found) - MOST, 0),
    }


def person(double):
    return {
        "nik": double.masked_nik,
        "hint": hint(double),
        "status": "warning" if double.overlaps else "issued",
        "status_label": _("bertumpang tindih") if double.overlaps else _("berurutan"),
        "places": [
            {
                "city": row.municipality.name,
                "name": row.worker.name,
                "url": row.worker.get_absolute_url(),
                "unit_kind": row.unit.get_kind_display(),
                "start_date": row.start_date,
                "end_date": row.end_date,
            }
            for row in double.enrollments
        ],
    }


def hint(double):
    move = double.move
    if move is None:
        return ""
    said = {"leaves": move.leaves, "end": day(move.end_date), "comes": move.comes, "start": day(move.start_date)}
    return _("Pindah? Di %(leaves)s sampai %(end)s, di %(comes)s mulai %(start)s.") % said


def day(value):
    return date_format(value, "j F Y")
