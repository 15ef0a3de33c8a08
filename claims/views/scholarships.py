"""Scholarships after the claim: a year that was paid, and the end."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims import scholarships, visible
from claims.forms import ScholarshipEndForm, ScholarshipYearForm
from claims.views.parts import filled_in
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views.fresh import fresh


PLACE = "#beasiswa"


def find(request, public_id):
    return get_object_or_404(visible.children_of(request.municipalities), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYOUT)
@fresh
def scholarship_year(request, public_id):
    child = find(request, public_id)
    today = child.claim.municipality.today()
    levels = scholarships.open_levels(child, list(child.years.all()))
    form = ScholarshipYearForm(request.POST or None, levels=levels, initial={"payment_date": today})
    title = _("Catat beasiswa %(name)s") % {"name": child.name}
    about = _("Dibayar BPJS Ketenagakerjaan setahun sekali atas permohonan; jumlahnya menurut jenjang.")
    return filled_in(
        request, child.claim, form, title, scholarships.record, _("Beasiswa dicatat."), about=about, place=PLACE,
        child=child,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYOUT)
def scholarship_end(request, public_id):
    child = find(request, public_id)
    form = ScholarshipEndForm(request.POST or None, initial={"ended_date": child.claim.municipality.today()})
    title = _("Akhiri beasiswa %(name)s") % {"name": child.name}
    return filled_in(
        request, child.claim, form, title, scholarships.end, _("Beasiswa diakhiri."), place=PLACE, child=child
    )


def standing_of(request, child, day):
    """What the claim's page shows of a child's years; None before the decision, or without a right."""
    if child.claim.status not in scholarships.GRANTED or not child.qualifies:
        return None
    here = scholarships.of(child, day=day)
    may_end = not here.over and may(request.role, Permission.RECORD_PAYOUT)
    may_record = may_end and here.due is not None and here.due <= day
    return {
        "years": [
            {
                "number": year.number, "level_label": year.get_level_display(), "amount": year.amount,
                "payment_date": year.payment_date,
            }
            for year in here.years
        ],
        "due": here.due, "over": here.over, "number": here.number,
        "record_url": reverse("scholarship_year", args=[child.public_id]) if may_record else "",
        "end_url": reverse("scholarship_end", args=[child.public_id]) if may_end else "",
    }  # fmt: skip
