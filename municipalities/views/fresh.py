"""
A fresh sign-in: what moves money or shows whole files of persons asks once more who is there.

What was sent travels through that question and is carried out with the right answer; nothing is kept meanwhile.
"""

import time
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.internal import auth as keys
from django.conf import settings
from django.shortcuts import redirect, render

from municipalities.accounts import account_events
from municipalities.accounts.account_events import Action
from municipalities.forms.doors import ConfirmForm


ASKED_BY = "lagi-method"  # how the page was asked for that stood behind the question


def is_fresh(request):
    """Whether this session has shown a password or a second factor within the last minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh(view=None, *, also_shown=False):
    """
    The view asks for a sign-in that is a few minutes old at most, before it does something.

    :param also_shown: before it shows something too
    """
    if view is None:
        return lambda inner: fresh(inner, also_shown=also_shown)

    @wraps(view)
    def guarded(request, *args, **kwargs):
        answered = request.method == "POST" and ASKED_BY in request.POST
        if not answered and (is_fresh(request) or (request.method != "POST" and not also_shown)):
            return view(request, *args, **kwargs)
        form = ConfirmForm(request.POST if answered else None, request=request)
        if not answered or not form.is_valid():
            return ask(request, form)
        record_authentication(request, request.user, form.method, reauthenticated=True)
        account_events.of_request(request, Action.CONFIRMED, about=request.user, by_means_of=form.method)
        if request.POST[ASKED_BY] != "POST":
            return redirect(request.get_full_path())
        request.POST = without_answer(request.POST)
        return view(request, *args, **kwargs)

    guarded.fresh = True
    return guarded


def ask(request, form):
    method = request.POST.get(ASKED_BY, request.method)
    context = {
        "form": form,
        "asked_by": "POST" if method == "POST" else "GET",
        "carried": [(name, value) for name, values in without_answer(request.POST).lists() for value in values],
        "key_options": {"request_options": keys.begin_authentication(request.user)} if form.has_key else None,
        "minutes": settings.ACCOUNT_REAUTHENTICATION_TIMEOUT // 60,
    }
    status = 429 if form.wait else 422 if form.is_bound else 200
    response = render(request, "account/confirm.html", context, status=status)
    if form.wait:
        response["Retry-After"] = str(form.wait)
    return response


def without_answer(given):
    """What was sent, without the answer to the question."""
    rest = given.copy()
    for name in [name for name in rest if name.startswith("lagi-") or name == "csrfmiddlewaretoken"]:
        del rest[name]
    return rest
