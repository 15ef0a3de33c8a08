"""The people of a city, of a branch, of the platform: who holds which role, and giving and taking roles."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refused
from municipalities.access import requires
from municipalities.accounts import invitations, people, second_factor
from municipalities.forms.people import EndForm, InviteForm, RoleForm
from municipalities.roles import Permission, Role, may
from municipalities.views import paging
from municipalities.views.fresh import fresh


A_PAGE = 12


def place_of(request):
    """Where the roles are that the asker keeps."""
    offices = request.active_scope.branch.and_below() if request.role == Role.BRANCH_HEAD else ()
    return {"municipality": request.municipality, "offices": offices}


def day_of(request):
    return request.municipality.today() if request.municipality else timezone.localdate()


def kept(request):
    return people.kept_by(role=request.role, **place_of(request))


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def people_list(request):
    found = people.held(kept(request), day=day_of(request), at=timezone.now())
    wanted = request.GET.get("keadaan", "")
    page = paging.page_of(request, [each for each in found if wanted in ("", each.state)], A_PAGE)
    context = {
        "people": page,
        "with_factor": second_factor.holders([each.user.pk for each in page]),
        "anybody": bool(found),
        "states": [
            {
                "state": state,
                "label": label,
                "count": sum(each.state == state for each in found),
                "current": wanted == state,
            }
            for state, label in people.STATES.items()
            if any(each.state == state for each in found)
        ],
        "wanted": wanted,
        "is_of_a_city": request.municipality is not None,
        "may_shut": may(request.role, Permission.SHUT_ACCOUNTS),
        "shown": _("%(shown)s dari %(total)s") % {"shown": len(page), "total": page.paginator.count},
        **paging.beside(request, page),
    }
    return render(request, "municipalities/people.html", context)


def form_of(kind, request, **given):
    return kind(request.POST or None, giver=request.role, day=day_of(request), **place_of(request), **given)


@requires(Permission.MANAGE_PEOPLE)
@fresh
def invite(request):
    form = form_of(InviteForm, request)
    if request.method != "POST":
        return render(request, "municipalities/invite.html", {"form": form})
    if form.is_valid():
        try:
            invitations.invite(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Undangan dikirim ke %(to)s.") % {"to": form.cleaned_data["address"]})
            return redirect("people")
    return render(request, "municipalities/invite.html", {"form": form}, status=422)


def roles_of(request, public_id):
    """The roles of this person that the asker keeps; a person of whom nobody here keeps a role is not there."""
    found = people.held(kept(request).filter(user__public_id=public_id), day=day_of(request), at=timezone.now())
    if not found:
        raise Http404
    return found


@requires(Permission.MANAGE_PEOPLE)
@fresh
def person(request, public_id):
    """Everything this page says of somebody; a POST gives another role."""
    found = roles_of(request, public_id)
    form = form_of(RoleForm, request)
    user = found[0].user
    if request.method == "POST" and form.is_valid():
        try:
            invitations.grant(user=user, name=found[0].name, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Peran diberikan. Orang ini diberi tahu lewat surel."))
            return redirect("person", public_id)
    return page_of(request, found, form=form, status=422 if form.errors else 200)


def page_of(request, found, *, form, wrong=None, status=200):
    """:param wrong: (pk of a role, the form of its last day that was refused)"""
    pk, refused = wrong or (None, None)
    context = {
        "user": found[0].user,
        "name": found[0].name,
        "known": any(each.known for each in found),
        "held": [
            {
                "each": each,
                "form": refused
                if each.scope.pk == pk
                else EndForm(prefix=f"s{each.scope.pk}", initial={"end_date": each.scope.end_date}),
            }
            for each in found
        ],
        "form": form,
        "is_own": found[0].user == request.user,
        "works_here": any(each.state != "ended" for each in found),
        "has_factor": second_factor.is_set_up(found[0].user),
    }
    return render(request, "municipalities/person.html", context, status=status)


def chosen(request, public_id):
    """The roles of the person, and the one that the form names; None where it names none of them."""
    found = roles_of(request, public_id)
    named = [each for each in found if str(each.scope.pk) == request.POST.get("role_held")]
    if not named:
        messages.error(request, _("Pilih peran yang dimaksud."))
    return found, named[0] if named else None


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def change_end(request, public_id):
    found, each = chosen(request, public_id)
    if each is None:
        return redirect("person", public_id)
    form = EndForm(request.POST, prefix=f"s{each.scope.pk}")
    if form.is_valid():
        try:
            people.end(scope=each.scope, end_date=form.cleaned_data["end_date"], by=request.user, at=timezone.now())
        except invitations.HasEnded as refusal:  # there is no form of it any more
            messages.error(request, str(refusal))
            return redirect("person", public_id)
        except Refused as refusal:
            form.add_error("end_date", str(refusal))
        else:
            messages.success(request, _("Masa peran diubah."))
            return redirect("person", public_id)
    return page_of(request, found, form=form_of_get(request), wrong=(each.scope.pk, form), status=422)


def form_of_get(request):
    return RoleForm(giver=request.role, day=day_of(request), **place_of(request))


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def end_now(request, public_id):
    facts = {"day": timezone.localdate(), "by": request.user, "at": timezone.now()}
    return done(request, public_id, people.end_now, _("Peran diakhiri, mulai sekarang juga."), **facts)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def leave(request, public_id):
    """Whoever left: every role that the asker keeps ends at once, and the person is told."""
    found = roles_of(request, public_id)
    given = {"day": timezone.localdate(), "by": request.user, "at": timezone.now()}
    try:
        people.end_all(scopes=[each.scope for each in found], **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person", public_id)
    if any(each.known for each in found):
        place = request.municipality or request.active_scope.place
        get_adapter().tell(found[0].user, _("Semua peran Anda di %(place)s diakhiri.") % {"place": place})
    messages.success(request, _("Semua peran orang ini di sini diakhiri, mulai sekarang juga."))
    return redirect("person", public_id)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
@fresh
def send_again(request, public_id):
    facts = {"by": request.user, "at": timezone.now()}
    sentence = _("Undangan dikirim lagi. Tautan yang lama tidak berlaku.")
    return done(request, public_id, invitations.send_again, sentence, **facts)


def done(request, public_id, act, sentence, **facts):
    """One act on the role that the form names, and back to its person."""
    _found, each = chosen(request, public_id)
    if each:
        try:
            act(scope=each.scope, **facts)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, sentence)
    return redirect("person", public_id)
