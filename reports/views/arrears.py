"""Arrears: which bills are late and what that means, as page and file; and what paying them in parts would cost."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import at_risk
from common.spreadsheets import WORKBOOK
from contributions import arrears, payment_plans
from contributions.views.budget import city_of
from municipalities import audit
from municipalities.access import requires
from municipalities.forms.base import Form
from municipalities.roles import Permission, may
from reports import arrears_pages


TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": WORKBOOK,
}


class PlanForm(Form):
    kali = forms.IntegerField(label=_("Dibayar dalam berapa bulan?"), min_value=1, max_value=payment_plans.LONGEST)


@require_safe
@requires(Permission.VIEW_MONEY)
def arrears_list(request):
    rows = arrears_of(request.municipalities)
    kind = request.GET.get("berkas", "")
    if kind in TYPES:
        return as_file(request, rows, kind)
    several = len(request.municipalities) > 1
    sees_claims = may(request.role, Permission.VIEW_CLAIMS)
    context = {
        "rows": [arrears_pages.bill_row(row, with_city=several) for row in arrears.late(rows)],
        "registrations": [
            arrears_pages.registration_row(row, with_city=several) for row in arrears.by_registration(rows)
        ],
        "ages": arrears_pages.age_rows(rows),
        "sum": arrears_pages.totals_of(rows),
        "claims": [arrears_pages.claim_row(each) for each in at_risk.of(rows)] if sees_claims else [],
        "may_plan": not several,
    }
    return render(request, "reports/arrears_list.html", context)


def arrears_of(municipalities):
    return arrears.of(municipalities, day_of={city.pk: city.today() for city in municipalities})


def as_file(request, rows, kind):
    for city in request.municipalities:
        here = sum(row.bill.municipality_id == city.pk for row in rows)
        audit.record(
            "arrears.exported", of=city, municipality=city, by=request.user, at=timezone.now(), rows=here, kind=kind
        )
    response = HttpResponse(arrears_pages.written(rows, kind), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="tunggakan.{kind}"'
    return response


@require_safe
@requires(Permission.VIEW_MONEY)
def arrears_plan(request):
    city = city_of(request)
    rows = arrears.late(arrears_of([city]))
    form = PlanForm(request.GET if "kali" in request.GET else None)
    plan = []
    if rows and form.is_bound and form.is_valid():
        plan = payment_plans.simulate(
            rows,
            months=form.cleaned_data["kali"],
            first_day=payment_plans.first_day_after(city.today()),
            running=payment_plans.running_of(city),
            is_holiday=city.holidays.days().__contains__,
        )
    context = {
        "city": city,
        "form": form,
        "plan": plan,
        "sum": payment_plans.sum_of(plan) if plan else None,
        "arrears": arrears_pages.totals_of(rows),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "reports/arrears_plan.html", context, status=status)
