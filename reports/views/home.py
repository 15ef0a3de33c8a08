from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import home as home_page


@require_safe
@login_required
def home(request):
    day = request.municipality.today() if request.municipality else timezone.localdate()
    context = home_page.page(municipalities=request.municipalities, user=request.user, role=request.role, day=day)
    return render(request, "reports/home.html", context)
