"""The list of agreements. What reads enrollments stands in reports/views/agreements.py."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import lapses, terms
from agreements.standing import days_left_label, standing
from common.rupiah import grouped
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views import paging


A_PAGE = 20


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_list(request):
    agreements = terms.agreements_of(request.municipalities)
    page = paging.page_of(request, agreements, A_PAGE)
    with_city = request.municipality is None
    context = {
        "agreements": [
            agreement_row(agreement, with_city=with_city) | {"paper_url": paper_url(request, agreement)}
            for agreement in lapses.with_lapses(page)
        ],
        **paging.beside(request, page),
        "shown": _("%(total)s perjanjian") % {"total": grouped(page.paginator.count)},
    }
    return render(request, "agreements/agreement_list.html", context)


def paper_url(request, agreement):
    if not may(request.role, Permission.PRINT_AGREEMENTS):
        return ""
    return reverse("agreement_paper", args=[agreement.public_id])


def agreement_row(agreement, *, with_city):
    day = agreement.municipality.today()
    stands = standing(agreement, day=day)
    return {
        "public_id": agreement.public_id,
        "title": agreement.title,
        "pks_number": agreement.pks_number,
        "branch_number": agreement.branch_number,
        "municipality_label": str(agreement.municipality) if with_city else "",
        "start_date": agreement.start_date,
        "end_date": agreement.last_day,
        "days_left_label": days_left_label(agreement, day=day),
        "status": stands.word,
        "status_label": stands.label,
        "is_invented": agreement.is_invented,
    }
