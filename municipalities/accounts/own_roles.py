"""Where somebody works: the roles that a person holds today, as that person sees them, and the cities they open."""

from django.utils import timezone

from municipalities.context import tenant_context
from municipalities.models import BranchMunicipality, Municipality, Scope
from municipalities.roles import Role


def scopes_of(user):
    """The scopes a user may choose from today. Runs before there is a context: the user's own rows only."""
    with tenant_context(user.pk, "", []):
        today = timezone.localdate()
        return list(
            Scope.objects.in_force_on(today).filter(user=user).select_related("municipality", "branch", "unit")
        )


def municipalities_of(scope):
    """Of a city's person: that city. Of a branch's: those it serves, of a head's also those of the offices below."""
    if scope.municipality_id:
        return [scope.municipality]
    if scope.branch_id is None:  # the platform's own people see no city
        return []
    offices = scope.branch.and_below() if scope.role == Role.BRANCH_HEAD else [scope.branch]
    links = BranchMunicipality.objects.in_force_on(timezone.localdate()).filter(branch__in=offices)
    return list(Municipality.objects.filter(pk__in=links.values("municipality_id")))


def cities_of(user):
    """Every city that any of the person's roles opens today, in one order."""
    found = {city.pk: city for scope in scopes_of(user) for city in municipalities_of(scope)}
    return [found[pk] for pk in sorted(found)]
