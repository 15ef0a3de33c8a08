"""Changes of roles are written down: as events of the account, and in the city's trail where the role is a city's."""

from municipalities import audit, service_user
from municipalities.accounts import account_events
from municipalities.context import acting, sees


def record(action, *, scope, by, at, before=None, after=None):
    """
    Remember that a role was given, changed or taken.

    :param action: a word like "role.given", with its sentence in municipalities/trails/sentences.py
    """
    account_events.record(
        action, about=scope.user, by=by, at=at, role=acting().role, role_given=scope.role, scope=scope.pk
    )
    if not scope.municipality_id:
        return
    facts = {"before": before, "after": after, "person": scope.user.username, "role": scope.role}
    if sees(scope.municipality_id):
        audit.record(action, of=scope, by=by, at=at, **facts)
        return
    # The platform sees no city: its service user writes it down on behalf of whoever did it.
    with service_user.at_work(scope.municipality):
        audit.record(action, of=scope, by=by, at=at, **facts)
