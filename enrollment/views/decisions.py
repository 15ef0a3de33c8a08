"""What becomes of people who are enrolled and not in a roster's file, or whom it brings in from another unit."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Refused
from common.rupiah import grouped
from enrollment import arrivals, decisions, orders
from enrollment.bulk import WHY
from enrollment.forms.decisions import ArrivalForm, DecisionForm
from enrollment.views.rosters import find, shown
from municipalities.access import requires
from municipalities.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_decide(request, public_id):
    """They stay, leave, move or have died."""
    roster = find(request, public_id)
    if request.method != "POST":
        return redirect(roster)  # who loads the page again that said what cannot stand
    form = DecisionForm(request.POST, roster=roster)
    if not form.is_valid():
        return again(request, roster, form)
    try:
        count = decide(roster, form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return again(request, roster, form)
    messages.success(request, _("Keputusan dicatat untuk %(count)s orang.") % {"count": grouped(count)})
    return redirect(roster.get_absolute_url() + "?perubahan=missing#perubahan")


def decide(roster, cleaned, *, by, at):
    """Returns how many people it is about."""
    chosen = {"ids": [each.pk for each in cleaned["people"]], "unit": cleaned["unit"]}
    given = {"roster": roster, "by": by, "at": at, **chosen}
    if cleaned["reason"] == DecisionForm.KEEP:
        return orders.decide(decisions.keep, **given)
    what = {name: cleaned[name] for name in ("reason", "end_date", "to_unit")}
    return orders.decide(decisions.decide, **given, **what)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_arrivals(request, public_id):
    """They go on as the file has them, or work in both."""
    roster = find(request, public_id)
    if request.method != "POST":
        return redirect(roster)
    form = ArrivalForm(request.POST, roster=roster)
    if not form.is_valid():
        return again(request, roster, form, "new")
    try:
        said = settle(roster, form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return again(request, roster, form, "new")
    for sentence in said:
        messages.success(request, sentence)
    return redirect(roster.get_absolute_url() + "?perubahan=new&lain=1#perubahan")


def settle(roster, cleaned, *, by, at):
    """Returns what to say of it."""
    pairs, given = cleaned["pairs"], {"roster": roster, "by": by, "at": at}
    if pairs is not None and cleaned["what"] == ArrivalForm.BOTH:
        count = orders.decide(arrivals.keep_both, pairs=pairs, **given)
        return [_("%(count)s orang tetap di keduanya.") % {"count": grouped(count)}]
    moved = orders.decide(arrivals.move, pairs=pairs, day=cleaned["day"], **given)
    left = [
        _("%(count)s orang dilewati: %(why)s.") % {"count": grouped(count), "why": WHY[refusal]}
        for refusal, count in moved.left
    ]
    return [_("Keputusan dicatat untuk %(count)s orang.") % {"count": grouped(moved.count)}, *left]


def again(request, roster, form, kind="missing"):
    """The page with what is wrong; once the roster is saved there is no form to mend."""
    if roster.status == roster.Status.CHECKED and not orders.under_way(roster):
        return shown(request, roster, perubahan=kind, lain="1" if kind == "new" else "", form=form)
    messages.error(request, _("Keputusan ini hanya dapat diambil sesudah berkas diperiksa dan sebelum disimpan."))
    return redirect(roster)
