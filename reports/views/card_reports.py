"""Reports of cards that look false, for the city of the card and its branch."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging
from reports import card_reports
from reports.forms.cards import OutcomeForm


PAGE = 20  # reports on a page
STATUSES = {
    "VALID": lazy("sah"),
    "INACTIVE": lazy("tidak aktif"),
    "REPLACED": lazy("sudah diganti"),
    "UNKNOWN": lazy("tidak dikenal"),
}


@require_safe
@requires(Permission.PRINT_CARDS)
def card_report_list(request):
    offset, number = paging.offset_of(request, PAGE)
    rows = [*card_reports.of(request.municipalities)[offset : offset + PAGE + 1]]
    several = len(request.municipalities) > 1
    context = {
        "reports": [row(each, several=several) for each in rows[:PAGE]],
        "may_close": may(request.role, Permission.HAND_OVER_CARDS),
        **paging.around(request, number, more=len(rows) > PAGE),
    }
    for city in {each.municipality for each in rows[:PAGE]}:
        audit.record("card_reports.viewed", of=city, municipality=city, by=request.user, at=timezone.now())
    return render(request, "reports/card_report_list.html", context)


def row(report, *, several):
    return {
        "report": report,
        "city": report.municipality.name if several else "",
        "answered": STATUSES[report.status],
        "form": None if report.closed_at else OutcomeForm(auto_id=f"{report.public_id}_%s"),
    }


@require_POST
@requires(Permission.HAND_OVER_CARDS)
def card_report_close(request, public_id):
    report = get_object_or_404(card_reports.of(request.municipalities), public_id=public_id)
    try:
        card_reports.close(
            report=report, outcome=request.POST.get("outcome", ""), by=request.user, at=timezone.now()
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("card_report_list")
