"""The platform helps with whole accounts: found by an address that it is told, never by a list."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.accounts import invitations, second_factor, shut_accounts
from municipalities.accounts.shut_accounts import WhyOpened, WhyShut
from municipalities.forms.accounts import ReasonForm, WhoseForm
from municipalities.forms.resets import AskForm
from municipalities.roles import Permission
from municipalities.views.fresh import fresh


@requires(Permission.SHUT_ACCOUNTS)
def account_find(request):
    """Posted, so that the address stands in no history."""
    form = WhoseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = invitations.of_address(form.cleaned_data["whose"].strip())
        if user:
            return redirect("account_found", user.public_id)
        form.add_error("whose", _("Tidak ada akun dengan alamat atau nama itu. Periksa ejaannya."))
    return render(request, "municipalities/account_find.html", {"form": form}, status=422 if form.errors else 200)


def found(public_id):
    return get_object_or_404(shut_accounts.everybody(), public_id=public_id)


@require_safe
@requires(Permission.SHUT_ACCOUNTS)
def account_found(request, public_id):
    return page(request, found(public_id))


def page(request, user, *, form=None, status=200):
    context = {
        "person": user,
        "is_own": user == request.user,
        "form": form or ReasonForm(reasons=WhyShut if user.is_active else WhyOpened),
        "has_factor": second_factor.is_set_up(user),
        "reset": AskForm(people=second_factor.everybody_with_one()),
    }
    return render(request, "municipalities/account_found.html", context, status=status)


@require_POST
@requires(Permission.SHUT_ACCOUNTS)
@fresh
def account_shut(request, public_id):
    return switched(request, public_id, shut_accounts.shut, WhyShut, _("Akun dinonaktifkan; semua sesinya berakhir."))


@require_POST
@requires(Permission.SHUT_ACCOUNTS)
@fresh
def account_open(request, public_id):
    return switched(request, public_id, shut_accounts.open_again, WhyOpened, _("Akun aktif lagi."))


def switched(request, public_id, verb, reasons, sentence):
    user, form = found(public_id), ReasonForm(request.POST, reasons=reasons)
    if not form.is_valid():
        return page(request, user, form=form, status=422)
    try:
        verb(user=user, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("account_found", public_id)
