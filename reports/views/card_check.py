"""The public page behind the QR of a card: no sign-in, no script, nothing that names a person."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from municipalities import throttle
from municipalities.visitors import address_of
from reports import card_at_hand, card_checks, card_reports
from reports.forms.cards import CardReportForm


A_MINUTE = 60  # cards from one address: a desk that hands over many scans one a second at most


@require_safe
@never_cache
def card_check(request, token):
    if throttle.too_many("card-check", address_of(request), most=A_MINUTE, seconds=60):
        return answer(request, "429.html", {}, status=429)
    if request.user.is_authenticated and card_at_hand.session_of(request.session, request.municipalities):
        return redirect("handover_card", token)  # at the table of a hand-over
    return answer(request, "reports/card_check.html", {"card": card_checks.check(token.upper()), "token": token})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card_report(request, token):
    """Whoever holds the card says what looks false on it; the city of the card and its branch read it."""
    token = token.upper()
    form = CardReportForm(request.POST if request.method == "POST" else None)
    # A browser sends no origin from a page that keeps its address to itself, and Django asks for it.
    same_site = {"referrer": "same-origin"}
    if throttle.too_many("card-check", address_of(request), most=A_MINUTE, seconds=60):
        return answer(request, "429.html", {}, status=429)
    try:
        city = card_reports.city_of(token)
        if request.method != "POST" or not form.is_valid():
            status = 422 if request.method == "POST" else 200
            return answer(
                request, "reports/card_report.html", {"form": form, "city": city}, status=status, **same_site
            )
        card_reports.report(token=token, address=address_of(request), at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        return answer(request, "reports/card_report.html", {"refused": str(refusal)}, status=422)
    return answer(request, "reports/card_report.html", {"thanks": True, "city": city})


def answer(request, template, context, *, status=200, referrer="no-referrer"):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response
