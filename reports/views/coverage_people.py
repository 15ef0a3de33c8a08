"""The people of a unit and their twelve months: who is hindered by what, since when, and what is at stake."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.rupiah import grouped
from common.spreadsheets import WORKBOOK, plain
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views import paging
from municipalities.views.csv_files import csv_file
from reports import active, at_risk_pages, calendar_pages, hindered
from reports.active_pages import not_judged, rule
from reports.views.coverage import cause_of, day_of, municipality_of, unit_of


A_PAGE = 10  # each of them is a block on a phone
A_FILE = 5000  # people; a larger place is taken along unit by unit


@require_safe
@requires(Permission.VIEW_WORKERS)
def coverage_people(request, public_id):
    place = Place(request, public_id)
    kind = request.GET.get("berkas", "")
    if kind in ("csv", "xlsx"):
        return as_file(request, place, kind)
    offset, number = paging.offset_of(request, A_PAGE)
    found = place.people(size=A_PAGE, offset=offset)
    if not found.workers and number > 1:  # beyond the last page, or the people have gone since
        offset, number = 0, 1
        found = place.people(size=A_PAGE, offset=0)
    place.note("workers.listed", found)
    context = place.words() | {
        "rows": calendar_pages.rows(place.municipality, found.workers, day=place.day, judged=place.judged),
        "months": calendar_pages.headings(place.day),
        "legend": calendar_pages.LEGEND,
        "total": found.total,
        "at_risk": at_risk_pages.of(found.uncovered, place.day),
        "shown": shown(offset, found),
        **paging.around(request, number, more=offset + len(found.workers) < found.total),
    }
    return render(request, "reports/coverage_people.html", context)


class Place:
    """What the address asks for: the city, the unit, the day and the cause."""

    def __init__(self, request, public_id):
        self.request = request
        self.municipality = municipality_of(request, public_id)
        self.unit = unit_of(request, self.municipality)
        self.day, self.per = day_of(request, self.municipality)
        self.cause = cause_of(request)
        self.judged = active.judged([self.municipality], day=self.day)[self.municipality.pk]

    def people(self, **page):
        units = None
        if self.unit is not None:
            units = list(self.municipality.units.under(self.unit).values_list("pk", flat=True))
        return hindered.people(
            self.municipality, day=self.day, judged=self.judged, units=units, cause=self.cause, **page
        )

    def words(self):
        return {
            "city": self.municipality,
            "unit": self.unit,
            "as_of": self.day,
            "per": self.per,
            "cause": self.cause,
            "chips": self.chips(),
            "rule": rule(self.judged, self.day),
            "not_judged": not_judged(self.judged),
            "kept": urlencode(self.kept(sebab=self.cause)),
            "back_url": f"{reverse('coverage_city', args=[self.municipality.public_id])}?{urlencode(self.kept())}",
        }

    def kept(self, **more):
        """What stands in the address of whatever is reached from here."""
        given = {"unit": self.unit.public_id if self.unit else "", "per": self.per} | more
        return {name: value for name, value in given.items() if value}

    def chips(self):
        every = [(None, _("Semua yang terdaftar")), *((cause, str(label)) for cause, label in calendar_pages.TITLES)]
        return [
            {"label": label, "url": f"?{urlencode(self.kept(sebab=cause))}", "current": cause == self.cause}
            for cause, label in every
        ]

    def note(self, action, found):
        narrowed = {"unit": self.unit.name} if self.unit else {}
        narrowed |= {"cause": self.cause.value} if self.cause else {}
        people = {self.municipality: [worker.pk for worker in found.workers]}
        audit.record_people_seen(
            action, people=people, by=self.request.user, at=timezone.now(), searched=False, **narrowed
        )


def shown(offset, found):
    return _("%(first)s-%(last)s dari %(all)s orang") % {
        "first": grouped(offset + 1), "last": grouped(offset + len(found.workers)), "all": grouped(found.total),
    }  # fmt: skip


def as_file(request, place, kind):
    """With the NIK hidden as on the page; whoever needs it whole has the list of workers."""
    found = place.people(size=A_FILE, offset=0)
    if found.total > A_FILE:
        messages.warning(request, _("Terlalu banyak untuk satu berkas. Pilih unit di bawahnya."))
        return render(request, "reports/coverage_people_too_many.html", place.words() | {"total": found.total})
    place.note("workers.calendar_exported", found)
    rows = calendar_pages.rows(place.municipality, found.workers, day=place.day, judged=place.judged)
    name = f"cakupan-orang-{place.municipality.code}-{place.day}.{kind}"
    if kind == "xlsx":
        content = calendar_pages.workbook(place, rows)
        return HttpResponse(
            content, content_type=WORKBOOK, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )
    cells = ([plain(cell) for cell in calendar_pages.cells(row)] for row in rows)
    return csv_file([calendar_pages.columns(place.day), *cells], name=name)
