"""What happens to roles and to accounts stands in the trail of each city that it concerns, and of no other."""

from municipalities import audit, service_user
from municipalities.accounts import account_events
from municipalities.accounts.own_roles import cities_of
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
    _write(action, city=scope.municipality, of=scope, by=by, at=at, **facts)


def record_where_they_work(action, *, about, by, at, **facts):
    """
    Remember what was done to a whole account in every city where the person works today; each reads of itself alone.

    :param action: a word like "account.shut", with its sentence in municipalities/trails/sentences.py
    """
    for city in cities_of(about):
        _write(action, city=city, of=city, by=by, at=at, person=about.username, **facts)


def _write(action, *, city, of, by, at, **facts):
    """Whoever does not see the city has it written down by its service user, on their behalf."""
    if sees(city.pk):
        audit.record(action, of=of, municipality=city, by=by, at=at, **facts)
        return
    with service_user.at_work(city):
        audit.record(action, of=of, municipality=city, by=by, at=at, **facts)
