"""Recaps of contributions, of a month or a year: page, workbook, and the paper that the queue makes."""

from contextlib import nullcontext
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.months import MONTH_NAMES
from contributions import recaps
from contributions.views.budget import city_of
from municipalities import audit, service_user
from municipalities.access import requires
from municipalities.roles import Permission, Role, may
from municipalities.views import paging
from reports import charts, keeping, recap_pages, recap_papers


UNITS = 50  # on a page
LARGEST = 10  # units in the picture


@require_safe
@requires(Permission.VIEW_RECAPS)
def recap(request):
    city = city_of(request)
    found, months = counted(request, city)
    context = {
        "place": found.place if found else city.name,
        "cities": [
            {"label": each.name, "url": f"{reverse('recap')}?kota={each.code}", "current": each == city}
            for each in request.municipalities
        ],
        "runs_url": reverse("run_list") if may(request.role, Permission.VIEW_MONEY) else "",
        "recap": None,
    }
    if found:
        context |= shown(request, found, months)
    return render(request, "reports/recap.html", context)


def counted(request, city):
    """
    The recap of what the address asks for, and the approved months of the city.

    A clerk sees no run, so the service user counts, shut into the clerk's unit and those below it.
    """
    unit = request.active_scope.unit if request.role == Role.CLERK else None
    with service_user.at_work(city, unit_id=unit.pk) if unit else nullcontext():
        months = [*recaps.approved_months(city).values_list("month", flat=True)]
        return asked(request, city, months, unit), months


def asked(request, city, months, unit):
    """The recap of what the address asks for, else of the newest approved month; None where nothing is approved."""
    if not months:
        return None
    year, month = number(request, "tahun"), number(request, "bulan")
    if year not in {each.year for each in months}:
        first = last = months[-1]
    elif 1 <= month <= 12:
        first = last = date(year, month, 1)
    else:
        first, last = date(year, 1, 1), date(year, 12, 1)
    return recaps.of(municipality=city, first=first, last=last, unit=unit)


def number(request, name):
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0


def shown(request, found, months):
    """What the page shows of a recap; its units in pages."""
    tables = recap_pages.tables(found)
    page = paging.page_of(request, found.units, UNITS)
    beside = {name: url and f"{url}#unit" for name, url in paging.beside(request, page).items()}
    return {
        "recap": found,
        "period": recap_pages.period_of(found),
        "years": years(found, months),
        "months": months_of(found, months),
        "tables": [
            {
                "slug": table.slug,
                "title": table.title,
                "heading": table.heading,
                "people": table.people,
                "rows": page.object_list if table.slug == "unit" else table.rows,
                "is_paged": table.slug == "unit",
            }
            for table in tables
        ],
        "programs": recap_pages.programs(found),
        "has_jht": found.sum.jht != 0,
        "has_corrections": any(row.corrected for row in found.units),
        "notes": recap_pages.notes(found),
        "points": [{"month": row.name, "value": row.total} for row in found.months] if found.is_year else [],
        "bars": [] if found.is_year or len(found.units) < 2 else bars(found),
        "workbook_url": address("recap_workbook", found),
        **paper_part(request, found),
        **beside,
    }


def bars(found):
    """The largest units of a month, the largest first, as parts of the largest."""
    largest = sorted(found.units, key=lambda row: -row.total)[:LARGEST]
    top = max(max((row.total for row in largest), default=0), 1)
    return [
        {
            "label": row.name,
            "url": "",
            "said": charts.money.rupiah(row.total),
            "bar": charts.bar([(row.total, charts.ACTIVE)], whole=top, label=charts.money.rupiah(row.total)),
        }
        for row in largest
    ]


def paper_part(request, found):
    """The paper is one of the whole city."""
    if found.unit:
        return {"paper": None, "busy": False, "failed": False, "print_url": "", "here": address("recap", found)}
    return {
        "paper": recap_papers.kept(found),
        "busy": recap_papers.under_way(found) is not None,
        "failed": recap_papers.failed(found),
        "print_url": address("recap_print", found) if may(request.role, Permission.ISSUE_BILL) else "",
        "here": address("recap", found),
    }


def years(found, months):
    return [
        {
            "label": str(year),
            "url": link("recap", found.municipality, year),
            "current": year == found.first.year,
        }
        for year in sorted({month.year for month in months})
    ]


def months_of(found, months):
    """The approved months of the year, and before them the whole year."""
    year = found.first.year
    here = [month for month in months if month.year == year]
    whole = {"label": _("Setahun"), "url": link("recap", found.municipality, year), "current": found.is_year}
    return [
        whole,
        *(
            {
                "label": MONTH_NAMES[month.month - 1],
                "url": link("recap", found.municipality, year, month.month),
                "current": not found.is_year and month == found.first,
            }
            for month in here
        ),
    ]


def address(name, found):
    return link(name, found.municipality, found.first.year, 0 if found.is_year else found.first.month)


def link(name, city, year, month=0):
    month = f"&bulan={month}" if month else ""
    return f"{reverse(name)}?kota={city.code}&tahun={year}{month}"


@require_safe
@requires(Permission.VIEW_RECAPS)
def recap_workbook(request):
    city = city_of(request)
    found, _months = counted(request, city)
    if found is None:
        return nothing_yet(request)
    period = f"{found.first:%Y}" if found.is_year else f"{found.first:%Y-%m}"
    audit.record(
        "recap.exported",
        of=found.unit or city,
        municipality=city,
        by=request.user,
        at=timezone.now(),
        period=period,
        total=found.sum.total,
    )
    response = HttpResponse(recap_pages.workbook(found), content_type=keeping.WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="rekap-iuran-{city.code}-{period}.xlsx"'
    return response


@require_POST
@requires(Permission.ISSUE_BILL)
def recap_print(request):
    city = city_of(request)
    found, _months = counted(request, city)
    run = found and recaps.newest(city, first=found.first, last=found.last)
    if not run:
        return nothing_yet(request)
    recap_papers.order(recap=found, run=run, by=request.user, role=request.role, at=timezone.now())
    return redirect(address("recap", found))


def nothing_yet(request):
    messages.error(request, _("Belum ada iuran yang disetujui, jadi belum ada yang direkap."))
    return redirect("recap")
