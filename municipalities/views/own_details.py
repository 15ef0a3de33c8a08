"""The own name and the own e-mail address, put right by their owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from common.refusals import Refused
from municipalities.accounts import own_details, sessions
from municipalities.forms.accounts import AddressForm, NameForm
from municipalities.throttle import too_many
from municipalities.views.fresh import fresh


MAILS_PER_HOUR = 5  # links to new addresses of one account


@login_required
@fresh
def own_name(request):
    form = NameForm(request.POST or None, initial={"name": request.user.get_full_name()})
    if request.method == "POST" and form.is_valid():
        try:
            own_details.rename(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Nama tersimpan."))
            return redirect("account")
    return render(request, "account/name.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@fresh
def address_change(request):
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/address.html", {"form": form}, status=422 if form.errors else 200)
    if too_many("address", str(request.user.pk), most=MAILS_PER_HOUR, seconds=3600):
        form.add_error(None, _("Terlalu banyak permintaan. Coba lagi satu jam lagi."))
        return render(request, "account/address.html", {"form": form}, status=429)
    try:
        own_details.ask_for_address(**form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        form.add_error("address", str(refusal))
        return render(request, "account/address.html", {"form": form}, status=422)
    messages.success(request, _("Tautan dikirim ke alamat baru. Buka dalam dua jam, di peramban tempat Anda masuk."))
    return redirect("account")


@never_cache
@login_required
@fresh
def address_confirm(request, token):
    """Shown first, changed by the button: what opens links by itself changes nothing."""
    given = {"token": token, "by": request.user, "at": timezone.now()}
    try:
        if request.method != "POST":
            return render(request, "account/address_confirm.html", {"address": own_details.behind(**given)})
        own_details.take_address(**given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("address_change")
    sessions.end_others(request.user, current=request.session.session_key)
    messages.success(request, _("Alamat surel Anda diganti. Sesi lain sudah dikeluarkan."))
    return redirect("account")
