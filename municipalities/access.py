"""Who is at the door: the scope of a request, and what a view asks of it."""

from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import connection, transaction
from django.http import FileResponse, HttpResponseNotAllowed
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from common.refusals import listening
from municipalities.accounts import account_events, idle, kept_forms, second_factor, sessions
from municipalities.accounts.account_events import Action
from municipalities.accounts.idle import End
from municipalities.accounts.own_roles import municipalities_of, scopes_of
from municipalities.context import tenant_context
from municipalities.roles import may
from municipalities.trails import refused_acts


ENDED = {End.UNUSED: Action.IDLED_OUT, End.OLD: Action.AGED_OUT}
OPENED_AS = "opened_as"  # the field of every form that says in which scope it was shown
# Addresses that carry nothing from one place to another.
IN_ANY_ROLE = ("login", "logout", "choose_role", "appearance")
# Where somebody who still has to set up the second factor may go.
WITHOUT_SECOND_FACTOR = (
    *(*IN_ANY_ROLE, "stay_signed_in", "account_change_password"),
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
)


def zone_of(municipality):
    """Times are told as the clocks of the city show them; a branch reads WIB."""
    return timezone.override(ZoneInfo(municipality.timezone) if municipality else None)


class FormMethods:
    """Pages and forms know GET, HEAD and POST; every other method is refused before anything is asked."""

    methods = ("GET", "HEAD", "POST")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in self.methods:
            return HttpResponseNotAllowed(self.methods)
        response = self.get_response(request)
        if response.status_code == 405:  # a form's address, reloaded or opened as a page
            response.content = render_to_string("405.html")
        return response


def end_session(request, why):
    """To the door, with a word why, and back to the same page after sign-in; a form that came waits there."""
    role, wanted = request.role, request.get_full_path() if request.method == "GET" else ""
    if request.method == "POST" and may_wait(request):
        given = {"user": request.user, "scope": request.active_scope, "at": timezone.now()}
        if kept_forms.keep(path=request.get_full_path(), given=request.POST, **given):
            wanted = reverse("kept_form")
    account_events.of_request(request, ENDED[why], about=request.user)
    sessions.forget(request)
    logout(request)
    request.active_scope = request.municipality = request.role = None
    messages.info(request, sentence_of(why, role))
    return go_to(redirect_to_login(wanted).url if wanted else reverse("login"), request)


def sentence_of(why, role):
    if why is End.UNUSED:
        minutes = int(idle.limit_for(role).total_seconds() // 60)
        return _("Demi keamanan Anda dikeluarkan setelah %(minutes)s menit tanpa kegiatan. Silakan masuk lagi.") % {
            "minutes": minutes
        }
    hours = int(idle.LONGEST.total_seconds() // 3600)
    return _(
        "Demi keamanan satu sesi berlangsung paling lama %(hours)s jam, juga jika dipakai terus. Silakan masuk lagi."
    ) % {"hours": hours}


def may_wait(request):
    """What changes the account itself is asked for anew, and so is leaving it; what another site sent is not kept."""
    if request.headers.get("HX-Request") or is_at(request, *WITHOUT_SECOND_FACTOR):
        return False
    # Django looks at the token just before the view, which is after us.
    return CsrfViewMiddleware(may_wait).process_view(request, may_wait, (), {}) is None


def is_at(request, *names):
    return request.path in [reverse(name) for name in names]


def choose_anew(request):
    """The scope of the session has ended: what was meant for one city must not be done in another."""
    messages.info(
        request,
        _("Peran yang tadi Anda pakai sudah berakhir, jadi permintaan terakhir tidak dijalankan. Pilih peran lain."),
    )
    return go_to(reverse("choose_role"), request)


def was_opened_elsewhere(request):
    """Whether this is a form that was shown while another scope was active, in another tab perhaps."""
    opened = request.POST.get(OPENED_AS, "") if request.method == "POST" else ""
    if opened in ("", str(request.active_scope.pk)):
        return False
    return not is_at(request, *IN_ANY_ROLE)


def refuse_form(request):
    """What was filled in for one city and role is not done in another."""
    if request.headers.get("HX-Request"):  # a part of a page: the whole page has to change
        messages.info(request, _("Formulir tadi dibuka dalam peran lain. Tidak ada yang disimpan; pilih perannya."))
        return go_to(reverse("choose_role"), request)
    opened = {str(scope.pk): scope for scope in request.scopes}.get(request.POST[OPENED_AS])
    context = {"opened": opened, "scope": request.active_scope, "choose": reverse("choose_role")}
    return render(request, "409.html", context, status=409)


def go_to(url, request):
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)


class TenantMiddleware:
    """
    Opens the tenant context round the view and the rendering of its template.

    LAST in MIDDLEWARE, with ATOMIC_REQUESTS off. Sets request.active_scope, .role,
    .municipality (None for a branch) and .municipalities.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.active_scope = request.municipality = request.role = None
        request.municipalities = []
        request.scopes = []
        try:
            return self.come_in(request)
        finally:
            account_events.write_waiting(request)

    def come_in(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)  # no context: no rows
        lost = self.choose_scope(request)
        if request.active_scope is None:
            logout(request)
            return render(request, "municipalities/no_scope.html", status=403)
        if lost:
            return choose_anew(request)
        if why := idle.end_of(request.session, request.role, at=timezone.now()):
            return end_session(request, why)
        if idle.note(request.session, at=timezone.now()):
            sessions.seen(request)
        if second_factor.is_missing(request.user, request.role) and not is_at(request, *WITHOUT_SECOND_FACTOR):
            return go_to(reverse("mfa_index"), request)
        # Reads the whole body before the transaction opens.
        if request.method == "POST" and kept_forms.MARK in request.POST:
            kept_forms.forget(request.user)
        with listening() as heard:
            response = self.inside(request)
        refused_acts.note(request, response, heard, at=timezone.now())
        return response

    def inside(self, request):
        ids = [municipality.pk for municipality in request.municipalities]
        with zone_of(request.municipality), tenant_context(request.user.pk, request.role, ids):
            if request.active_scope.unit_id:
                # Before there was a context the unit could not be seen.
                request.active_scope.unit = request.municipality.units.get(pk=request.active_scope.unit_id)
            response = refuse_form(request) if was_opened_elsewhere(request) else self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            if response.streaming and not isinstance(response, FileResponse):
                raise ImproperlyConfigured("a streaming response runs outside the tenant context")
            return response

    def process_exception(self, request, exception):
        # Exceptions become responses before __call__ sees them.
        if connection.in_atomic_block:
            transaction.set_rollback(True)

    def choose_scope(self, request):
        """Set the request's scope; whether the one the session worked in has ended meanwhile."""
        request.scopes = scopes_of(request.user)
        own = {scope.pk: scope for scope in request.scopes}
        chosen = request.session.get("scope")
        request.active_scope = own.get(chosen) or next(iter(request.scopes), None)
        if request.active_scope:
            request.role = request.active_scope.role
            request.municipalities = municipalities_of(request.active_scope)
            request.municipality = request.active_scope.municipality
            if chosen != request.active_scope.pk:  # each assignment writes the session
                request.session["scope"] = request.active_scope.pk
        return chosen is not None and chosen not in own


def requires(permission):
    """The view asks that the active role holds this permission; without sign-in it leads to the door."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.role, permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate
