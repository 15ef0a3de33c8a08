"""How long people are remembered: what tonight's run would forget, and the switch."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities import service_user
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.fresh import fresh
from reports import retention


@require_safe
@requires(Permission.CHANGE_SETTINGS)
def retention_page(request):
    """Counts alone, asked by the service user: an admin sees no worker."""
    city = request.municipality
    with service_user.at_work(city):
        found = retention.preview(city, day=city.today())
    context = {"preview": found, "is_on": retention.is_on(city)}
    return render(request, "reports/retention.html", context)


@require_POST
@requires(Permission.CHANGE_SETTINGS)
@fresh
def retention_switch(request):
    on = request.POST.get("on") == "1"
    try:
        retention.switch(municipality=request.municipality, on=on, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Penghapusan dinyalakan.") if on else _("Penghapusan dihentikan."))
    return redirect("retention")
