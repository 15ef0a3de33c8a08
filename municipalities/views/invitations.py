"""At the door with an invitation: a name, a password, and on to the sign-in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from municipalities.accounts import invitations
from municipalities.forms.people import NewAccountForm


@never_cache
def invitation(request, token):
    """A link that does not hold looks the same whatever is wrong with it."""
    try:
        invited = invitations.behind(token, at=timezone.now())
    except invitations.NotOpen:
        return render(request, "municipalities/invitation_over.html")
    form = NewAccountForm(request.POST or None, user=invited.user, initial={"name": invited.name})
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(token=token, **form.cleaned_data, at=timezone.now())
        except invitations.NotOpen:
            return render(request, "municipalities/invitation_over.html")
        messages.success(request, _("Akun Anda siap. Masuk dengan %(name)s.") % {"name": invited.user.username})
        return redirect("login")
    context = {"form": form, "invited": invited, "scope": invitations.scope_of(invited)}
    return render(request, "municipalities/invitation.html", context, status=422 if form.errors else 200)
