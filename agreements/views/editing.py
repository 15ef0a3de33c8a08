"""Around the writing of an agreement: finding it, its number, throwing a draft away. The form: reports/views."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements import drafts, signing, terms
from agreements.forms.agreement_head import NumberForm
from common.refusals import Refused
from municipalities.access import requires
from municipalities.roles import Permission


form_page = require_http_methods(["GET", "HEAD", "POST"])


def find(request, public_id):
    """Of the own cities; what is no address at all is not found either."""
    agreements = terms.agreements_of(request.municipalities).select_related("branch", "renews", "amends")
    try:
        return get_object_or_404(agreements, public_id=public_id)
    except ValidationError as error:
        raise Http404 from error


@form_page
@requires(Permission.EDIT_AGREEMENTS)
def agreement_number(request, public_id):
    agreement = find(request, public_id)
    side = signing.side_of(request.role)
    if request.method != "POST":
        form = NumberForm(initial={"number": getattr(agreement, drafts.NUMBERS[side])})
        return show_number(request, agreement, form)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return show_number(request, agreement, form, status=422)
    number = form.cleaned_data["number"]
    try:
        drafts.give_number(agreement=agreement, number=number, side=side, by=request.user, at=timezone.now())
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
    side = signing.side_of(request.role)
    if request.method != "POST":
        return render(request, "agreements/agreement_discard.html", {"agreement": agreement})
    try:
        drafts.discard(agreement=agreement, side=side, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(agreement)
    messages.success(request, _("Konsep dihapus."))
    return redirect("agreement_list")
