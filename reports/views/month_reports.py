"""The monthly reports of a city: the months that are over, and the paper of one of them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.months import parse_month
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from reports import month_reports
from reports.views.coverage import municipality_of


@require_safe
@requires(Permission.PRINT_REPORTS)
def month_report_list(request, public_id):
    municipality = municipality_of(request, public_id)
    context = {"city": municipality, "months": month_reports.months(municipality)}
    return render(request, "reports/month_report_list.html", context)


@require_POST
@requires(Permission.PRINT_REPORTS)
def month_report_print(request, public_id):
    municipality = municipality_of(request, public_id)
    try:
        month = parse_month(request.POST.get("bulan", ""))
        paper = month_reports.print_report(municipality=municipality, month=month, by=request.user, at=timezone.now())
    except ValueError:
        messages.error(request, _("Bulan itu tidak dikenali. Pilih dari daftar."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        return redirect("paper_download", paper.public_id)
    return redirect("month_report_list", municipality.public_id)
