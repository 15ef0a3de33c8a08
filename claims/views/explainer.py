"""What a death brings, by the law of today: for anybody who is signed in."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims import explanations


@require_safe
@login_required
def benefit_explainer(request):
    given = "".join(letter for letter in request.GET.get("upah", "") if letter in "0123456789")[:12]
    return render(
        request,
        "claims/benefit_explainer.html",
        explanations.on(timezone.localdate(), wage=int(given) if given else None),
    )
