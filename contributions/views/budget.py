"""The year's budget: page and CSV."""

import csv
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from common.months import MONTH_NAMES
from common.refusals import Refused
from common.spreadsheets import plain
from contributions import budgets, what_ifs
from contributions.forms import CeilingForm
from municipalities.access import requires
from municipalities.models import Segment
from municipalities.roles import Permission, may


CSV_HEAD = ("OPD", "Unit", "Jenis pekerja", "Segmen", "Pekerja", "Program", "Kode rekening", *MONTH_NAMES, "Setahun")


def estimated(view):
    """The view gets the city and its estimate for the year asked for; a year that cannot be told leads back."""

    @wraps(view)
    def told(request):
        city = city_of(request)
        try:
            found = budgets.estimate(municipality=city, year=year_of(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("budget")
        return view(request, city, found)

    return told


@require_safe
@requires(Permission.VIEW_MONEY)
@estimated
def budget(request, city, found):
    form = CeilingForm(request.GET if "pagu" in request.GET else None)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "contributions/budget.html", shown(request, city, found, form), status=status)


@require_safe
@requires(Permission.VIEW_MONEY)
@estimated
def budget_csv(request, city, found):
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="anggaran-{city.code}-{found.year}.csv"'
    response.write("\ufeff")  # Excel reads UTF-8 only with it
    writer = csv.writer(response, delimiter=";")
    writer.writerow(CSV_HEAD)
    for office, need in found.with_offices():
        names = [plain(name) for name in (office.name, need.unit.name, need.category.name)]
        # Its people stand on its first row alone, so that the column adds up.
        people = need.people
        for row in budgets.booked(need, found.year) or [budgets.Booked(need.segment, "", "", "", [0] * 12)]:
            writer.writerow([*names, row.segment, people, row.program.upper(), row.code, *row.months, row.year])
            people = ""
    return response


def city_of(request):
    """The city one works for; of a branch the one asked for, else its first."""
    asked = request.GET.get("kota", "")
    return next((city for city in request.municipalities if city.code == asked), request.municipalities[0])


def year_of(request):
    """The year asked for, else the next one, which is what offices plan."""
    asked = request.GET.get("tahun", "")
    return int(asked) if asked.isascii() and asked.isdigit() else city_of(request).today().year + 1


def shown(request, city, found, form):
    plan = what_ifs.plan_of(city, found.year)
    ceiling = form.cleaned_data["pagu"] if form.is_bound and form.is_valid() else plan and plan.ceiling
    whole = found.sum
    gaps = what_ifs.everybody(found)
    more = sum(gap.year or 0 for gap in gaps)
    booked_rows = found.per_account()
    return {
        "rosters_url": reverse("roster_list") if may(request.role, Permission.VIEW_ROSTERS) else "",
        "city": city,
        "year": found.year,
        "cities": [
            {"label": each.name, "url": address("budget", each, found.year), "current": each == city}
            for each in request.municipalities
        ],
        "years": years(city, found.year),
        "csv_url": address("budget_csv", city, found.year),
        "print_url": address("budget_print", city, found.year) if may(request.role, Permission.ISSUE_BILL) else "",
        "rows": [{"label": office.name, "sub": "", **need.as_row()} for office, need in found.per_office()],
        "sum": whole.as_row(),
        "has_jht": whole.of("jht") > 0,
        "categories": [
            {"label": category.name, "sub": category.segment, **need.as_row()}
            for category, need in found.per_category()
        ],
        "accounts": [account_row(booked) for booked in booked_rows],
        "unknown": any(not booked.code for booked in booked_rows),
        "months": [{"month": month, "value": value} for month, value in found.by_month()],
        "gaps": gaps,
        "what_if": {"year": whole.total + more} if more else None,
        "assumptions": budgets.assumptions(found),
        "form": form,
        "ceiling": ceiling,
        "plan": plan,
        "shares": what_ifs.within(found, ceiling=ceiling, priority=plan.priority if plan else ()) if ceiling else [],
    }


def account_row(booked):
    return {
        "code": booked.code,
        "source": booked.source,
        "program": booked.program.upper(),
        "segment": Segment(booked.segment).label,
        "month": booked.months[0],
        "year": booked.year,
    }


def years(city, chosen):
    this = city.today().year
    return [
        {"label": str(year), "url": address("budget", city, year), "current": year == chosen}
        for year in (this, this + 1, this + 2)
    ]


def address(name, city, year):
    return f"{reverse(name)}?kota={city.code}&tahun={year}"
