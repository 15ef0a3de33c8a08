"""The claims by their state, and the deaths for which nobody has opened one."""

from django.db.models import Count, Sum
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims import ceremonies, clocks, deaths, visible, words
from claims.models import Claim
from common.rupiah import grouped
from municipalities import audit
from municipalities.access import requires
from municipalities.city.holidays import holidays_of
from municipalities.roles import Permission, may
from municipalities.views import paging


A_PAGE = 20


@require_safe
@requires(Permission.VIEW_CLAIMS)
def claim_list(request):
    claims = visible.claims_of(request.municipalities)
    counts = dict(claims.order_by().values_list("status").annotate(count=Count("pk")))
    status = request.GET.get("keadaan", "")
    if status in Claim.Status.values:
        claims = claims.filter(status=status)
    claims = (
        claims.annotate(total=Sum("benefit_lines__amount"))
        .prefetch_related("events")
        .order_by("-registered_at", "-pk")
    )
    page = paging.page_of(request, claims, A_PAGE)
    holidays = holidays_of(request.municipalities)
    note_seen(request, page)
    context = {
        "filters": chips(counts, status),
        "claims": [row(claim, holidays, with_city=request.municipality is None) for claim in page],
        "deaths_without_claim": waiting(request),
        "ceremony_url": ceremony_url(request),
        "statistics_url": reverse("claim_statistics"),
        **paging.beside(request, page),
        "shown": ngettext("%(n)s klaim", "%(n)s klaim", page.paginator.count) % {"n": grouped(page.paginator.count)},
    }
    return render(request, "claims/claim_list.html", context)


def note_seen(request, claims):
    """Whose claims somebody has looked at is written down, one row per city."""
    people = {
        city: [claim.worker_id for claim in claims if claim.municipality_id == city.pk]
        for city in request.municipalities
    }
    audit.record_people_seen("claims.listed", people=people, by=request.user, at=timezone.now())


def chips(counts, current):
    if len(counts) < 2:
        return []
    every = [("", _("Semua"), sum(counts.values()))]
    every += [(status.value, status.label, counts[status]) for status in Claim.Status if status in counts]
    return [
        {"label": label, "count": count, "url": address(status), "current": status == current}
        for status, label, count in every
    ]


def address(status):
    return f"?keadaan={status}" if status else "?"


def row(claim, holidays, *, with_city):
    unit = claim.enrollment.unit.name
    return {
        "public_id": claim.public_id,
        "number": claim.label,
        "name": claim.worker.name,
        "unit_label": f"{unit}, {claim.municipality}" if with_city else unit,
        "death_date": claim.death_date,
        "cause_label": claim.get_cause_display(),
        "total": claim.total,
        "due_label": clocks.due_label(claim, holidays),
        "status": words.chip(claim.status),
        "status_label": claim.get_status_display(),
    }


def waiting(request):
    """Whoever may register a death is led to its form; the others see whose it is."""
    may_register = may(request.role, Permission.REGISTER_DEATH)
    return [
        {
            "name": enrollment.worker.name,
            "unit_label": enrollment.unit.name,
            "end_date": enrollment.end_date,
            "url": reverse("register_death", args=[enrollment.worker.public_id])
            if may_register
            else worker_url(enrollment.worker),
        }
        for enrollment in deaths.without_claim(request.municipalities)[:A_PAGE]
    ]


def worker_url(worker):
    try:
        return reverse("worker_detail", args=[worker.public_id])
    except NoReverseMatch:
        return ""


def ceremony_url(request):
    if request.municipality is None or not may(request.role, Permission.RECORD_PAYOUT):
        return ""
    return reverse("ceremony_new") if ceremonies.to_hand_over(request.municipality).exists() else ""
