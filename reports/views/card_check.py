"""The public page behind the QR of a card: no sign-in, no script, nothing that names a person."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from municipalities import throttle
from municipalities.visitors import address_of
from reports import card_checks


A_MINUTE = 60  # cards from one address: a desk that hands over many scans one a second at most


@require_safe
@never_cache
def card_check(request, token):
    if throttle.too_many("card-check", address_of(request), most=A_MINUTE, seconds=60):
        return answer(request, "429.html", {}, status=429)
    return answer(request, "reports/card_check.html", {"card": card_checks.check(token.upper())})


def answer(request, template, context, *, status=200):
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
