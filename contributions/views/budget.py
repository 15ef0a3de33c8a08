"""The year's budget: page, CSV and workbook."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.months import MONTH_NAMES
from common.refusals import Refused
from common.spreadsheets import WORKBOOK, plain
from contributions import budget_use, budget_workbooks, budgets, scenarios, what_ifs
from contributions.forms import CeilingForm
from contributions.forms.scenarios import ScenarioForm
from municipalities import audit
from municipalities.access import requires
from municipalities.models import Segment
from municipalities.roles import Permission, may
from municipalities.views.csv_files import csv_file


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
    asked = ScenarioForm(request.GET if "mulai" in request.GET else None, municipality=city, year=found.year)
    wrong = [each for each in (form, asked) if each.is_bound and not each.is_valid()]
    context = shown(request, city, found, form) | as_if(found, asked) | {"wrong": wrong[0] if wrong else None}
    return render(request, "contributions/budget.html", context, status=422 if wrong else 200)


def as_if(found, form):
    """What was asked as if, beside what is."""
    scenario = form.scenario if form.is_bound and form.is_valid() else None
    compared = scenario and scenarios.compare(found, scenario)
    return {
        "scenario_form": form,
        "scenario_asked": form.is_bound,
        "compared": compared
        and {
            "rows": [
                {"label": _("Sekarang"), **compared.now.as_row()},
                {"label": _("Seandainya"), **compared.then.as_row()},
            ],
            "more": compared.more,
            "has_jht": compared.now.of("jht") > 0 or compared.then.of("jht") > 0,
        },
    }


@require_safe
@requires(Permission.VIEW_MONEY)
@estimated
def budget_csv(request, city, found):
    write_down(request, city, found)
    return csv_file([CSV_HEAD, *csv_rows(found)], name=f"anggaran-{city.code}-{found.year}.csv")


def csv_rows(found):
    for office, need in found.with_offices():
        names = [plain(name) for name in (office.name, need.unit.name, need.category.name)]
        # Its people stand on its first row alone, so that the column adds up.
        people = need.people
        for row in budgets.booked(need, found.year) or [budgets.Booked(need.segment, "", "", "", [0] * 12, [0] * 12)]:
            yield [*names, row.segment, people, row.program.upper(), row.code, *row.months, row.year]
            people = ""


@require_safe
@requires(Permission.VIEW_MONEY)
@estimated
def budget_workbook(request, city, found):
    write_down(request, city, found)
    plan = what_ifs.plan_of(city, found.year)
    content = budget_workbooks.workbook(found, ceiling=plan.ceiling if plan else None)
    response = HttpResponse(content, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="anggaran-{city.code}-{found.year}.xlsx"'
    return response


def write_down(request, city, found):
    """That the year's figures leave the house."""
    given = {"of": city, "municipality": city, "by": request.user, "at": timezone.now()}
    audit.record("budget.exported", year=found.year, total=found.sum.total, **given)


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
    months = budget_use.through(found, ceiling=ceiling)
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
        "workbook_url": address("budget_workbook", city, found.year),
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
        "months": [{"month": each.month, "value": each.need} for each in months],
        "way": months,
        "leftover": months[-1].left,
        "covered": covered(found, gaps, months[-1].left),
        "gaps": gaps,
        "what_if": {"year": whole.total + more} if more else None,
        "assumptions": budgets.assumptions(found),
        "form": form,
        "ceiling": ceiling,
        "plan": plan,
        "shares": what_ifs.within(found, ceiling=ceiling, priority=plan.priority if plan else ()) if ceiling else [],
    }


def covered(found, gaps, left):
    """Whom the leftover could pay for, from the month after today on."""
    if not left or left < 0:
        return []
    return budget_use.for_the_leftover(found, gaps, left=left, after=found.municipality.today())


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
