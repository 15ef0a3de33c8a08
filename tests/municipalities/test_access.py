"""Who is at the door: scopes, the middleware round a view, the permission a view asks for."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from municipalities.access import TenantMiddleware, requires
from municipalities.accounts.own_roles import municipalities_of, scopes_of
from municipalities.models import BranchMunicipality, Scope, Unit
from municipalities.roles import ROLES, Permission, Role, may
from tests.doors import give_second_factor
from tests.safety.attack import administrator


def units(request):
    """A view that tells how many units it sees."""
    return HttpResponse(str(Unit.objects.count()) if request.role else "nobody")


def visit(rf, user, view=units, method="get", **session):
    request = getattr(rf, method)("/")
    request.user = user
    request.session = Session(session)
    return request, TenantMiddleware(view)(request)


class Session(dict):
    def flush(self):
        self.clear()


def test_somebody_without_sign_in_has_no_context(rf, db):
    _request, response = visit(rf, AnonymousUser())
    assert response.content == b"nobody"


def test_a_view_sees_the_units_of_the_own_city(rf, world):
    request, response = visit(rf, world.operator)
    assert (response.content, request.municipality, request.role) == (b"3", world.bengkulu, Role.OPERATOR)


def test_a_branch_has_no_city_of_its_own(rf, world):
    request, _response = visit(rf, world.officer)
    assert (request.municipality, request.municipalities) == (None, [world.bengkulu])


def test_somebody_whose_scopes_ended_is_signed_out(rf, world):
    with administrator():
        Scope.objects.filter(user=world.operator).update(end_date=timezone.localdate() - timedelta(days=1))
    request, response = visit(rf, world.operator, scope=1)
    assert (response.status_code, "tidak ada peran yang berlaku" in response.content.decode()) == (403, True)
    assert request.user == AnonymousUser()


@pytest.fixture
def two_scopes(world):
    with administrator():
        give_second_factor(world.operator)
        return world, Scope.objects.create(
            user=world.operator, role="TREASURER", municipality=world.kupang, start_date=date(2020, 1, 1)
        )


def test_the_chosen_scope_decides_role_and_city(rf, two_scopes):
    world, second = two_scopes
    request, _response = visit(rf, world.operator, scope=second.pk)
    assert (request.role, request.municipality) == ("TREASURER", world.kupang)


def test_only_one_scope_is_active_at_a_time(rf, two_scopes):
    world, second = two_scopes
    _request, response = visit(rf, world.operator, scope=second.pk)
    assert response.content == b"3"


def test_the_scopes_of_a_user_are_the_own_alone(two_scopes):
    world, _second = two_scopes
    assert [scope.role for scope in scopes_of(world.operator)] == ["OPERATOR", "TREASURER"]


def test_a_link_that_ended_gives_an_officer_no_city(world):
    with administrator():
        BranchMunicipality.objects.filter(municipality=world.bengkulu).update(end_date=date(2020, 1, 1))
    (scope,) = scopes_of(world.officer)
    assert municipalities_of(scope) == []


def writes_and_answers(status):
    def view(request):
        Unit.objects.create(
            municipality=request.municipality, code="NEW", name="Baru", kind="OPD",
            parent=Unit.objects.get(kind="CITY"),
        )  # fmt: skip
        return HttpResponse(status=status)

    return view


@pytest.mark.parametrize(("status", "kept"), [(200, True), (302, True), (500, False)])
def test_what_a_view_wrote_is_kept_unless_it_failed(rf, world, status, kept):
    visit(rf, world.admin, writes_and_answers(status), method="post")
    with administrator():
        assert Unit.objects.filter(code="NEW").exists() is kept


def test_a_stream_would_run_outside_the_context_and_is_refused(rf, world):
    with pytest.raises(ImproperlyConfigured, match="streaming"):
        visit(rf, world.operator, lambda request: StreamingHttpResponse(["x"]))


@requires(Permission.APPROVE_RUN)
def approve(request):
    return HttpResponse("approved")


def test_a_role_with_the_permission_comes_in(rf, world):
    _request, response = visit(rf, world.approver, approve)
    assert response.content == b"approved"


@pytest.mark.parametrize("who", ["operator", "clerk", "officer", "system"])
def test_a_role_without_the_permission_stays_outside(rf, world, who):
    with pytest.raises(PermissionDenied):
        visit(rf, getattr(world, who), approve)


def test_every_role_has_its_list_of_permissions():
    assert set(ROLES) == set(Role)


def test_an_unknown_role_may_nothing():
    assert not any(may(role, permission) for role in (None, "", "KING") for permission in Permission)


def test_no_role_both_calculates_and_approves():
    makers = {role for role in Role if may(role, Permission.CALCULATE_RUN)}
    checkers = {role for role in Role if may(role, Permission.APPROVE_RUN)}
    assert not makers & checkers


def test_a_clerk_reads_the_own_unit_on_every_page(clerk_client):
    assert "SDN 1" in clerk_client.get(reverse("home")).content.decode()
