"""Around the writing of an agreement: its number, throwing a draft away. The form: reports/views."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agreements import drafts, signing
from agreements.forms.agreement_head import NumberForm
from agreements.views.moves import find, speaking
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views.setting_forms import form_page


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_number(request, public_id):
    agreement = find(request, public_id)
    if request.method != "POST":
        number = getattr(agreement, drafts.NUMBERS[signing.side_of(request.role)])
        form = NumberForm(initial={"number": number})
        return show_number(request, agreement, form)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return show_number(request, agreement, form, status=422)
    number = form.cleaned_data["number"]
    try:
        drafts.give_number(agreement=agreement, number=number, **speaking(request))
    except Refused as refusal:
        form.add_error("number", str(refusal))
        return show_number(request, agreement, form, status=422)
    messages.success(request, _("Nomor disimpan.") if number else _("Nomor dikosongkan."))
    return redirect(agreement)


def show_number(request, agreement, form, *, status=200):
    return render(request, "agreements/agreement_number.html", {"agreement": agreement, "form": form}, status=status)


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_discard(request, public_id):
    agreement = find(request, public_id)
    if request.method != "POST":
        return render(request, "agreements/agreement_discard.html", {"agreement": agreement})
    try:
        drafts.discard(agreement=agreement, **speaking(request))
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(agreement)
    messages.success(request, _("Konsep dihapus."))
    return redirect("agreement_list")
