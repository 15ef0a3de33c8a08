from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from municipalities.roles import Role
from municipalities.views import second_factor_offers
from reports import home as home_page


@require_safe
@login_required
def home(request):
    day = request.municipality.today() if request.municipality else timezone.localdate()
    branch = request.active_scope.branch
    context = home_page.page(
        municipalities=request.municipalities,
        user=request.user,
        role=request.role,
        offices=branch.and_below() if branch and request.role == Role.BRANCH_HEAD else (),
        day=day,
        at=timezone.now(),
    )
    offer = {"offer_second_factor": second_factor_offers.is_to_be_made(request)}
    return render(request, "reports/home.html", context | offer)
