"""The second factor is offered on the home page to those who have none, until they put it off for a while."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.accounts import second_factor


COOKIE = "langkah_kedua_nanti"  # of one person: the next one at the same desk is asked all the same
A_WHILE = timedelta(days=30)


def is_to_be_made(request):
    put_off_by = request.get_signed_cookie(COOKIE, default="", max_age=A_WHILE)
    return put_off_by != str(request.user.pk) and second_factor.is_worth_offering(request.user, request.role)


@login_required
@require_POST
def put_off(request):
    messages.info(
        request,
        _("Baik, kami tanyakan lagi %(days)d hari lagi. Langkah kedua dapat dipasang kapan saja di Akun saya.")
        % {"days": A_WHILE.days},
    )
    response = redirect("home")
    response.set_signed_cookie(
        COOKIE, request.user.pk, max_age=A_WHILE, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response
