"""What moves money, a bank account, persons or access asks who is there first (urls.toml, `fresh`)."""

import pytest

from municipalities.models import AuditEvent, Scope
from municipalities.roles import Permission
from tests.doors import refresh
from tests.safety.addresses import PEOPLE, POLICY, Address, patterns
from tests.safety.attack import administrator


VIEWS = {name: pattern.callback for name, pattern in patterns()}
FRESH = sorted(name for name, policy in POLICY["urls"].items() if policy.get("fresh"))
# Of what these open for a POST the policy says whether it asks.
TELLING = {
    Permission.APPROVE_RUN, Permission.ISSUE_BILL, Permission.RECORD_PAYMENT, Permission.APPROVE_CLAIM,
    Permission.VERIFY_CLAIM, Permission.DECIDE_CLAIM, Permission.RECORD_PAYOUT, Permission.EXPORT_PERSONAL,
    Permission.MANAGE_PEOPLE, Permission.MANAGE_PLACES, Permission.VIEW_AUDIT, Permission.REPORT_INCIDENT,
}  # fmt: skip


def asks(view):
    while view:
        if getattr(view, "fresh", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_the_views_that_ask_are_those_of_the_policy():
    assert sorted(name for name, view in VIEWS.items() if asks(view)) == FRESH


def test_of_everything_that_moves_money_persons_or_access_the_policy_says_whether_it_asks():
    posts = [name for name, policy in POLICY["urls"].items() if policy.get("POST")]
    told = [name for name in posts if getattr(VIEWS[name], "permission", None) in TELLING]
    assert [name for name in told if "fresh" not in POLICY["urls"][name]] == []


def test_a_reason_is_one_of_six():
    reasons = {policy["fresh"] for policy in POLICY["urls"].values() if policy.get("fresh")}
    assert reasons == {"money", "bank", "export", "access", "account", "keeping"}


OPENED = [name for name in FRESH if POLICY["urls"][name].get("POST") or POLICY["urls"][name].get("GET")]


def asked(address):
    """(method, role) of somebody whom the address is open to."""
    method = "POST" if "POST" in address.methods else "GET"
    return method, next(role for role in PEOPLE if role in address.roles(method))


@pytest.mark.parametrize("name", OPENED)
def test_with_an_old_sign_in_nothing_is_done(world, visit, name):
    address = Address(name)
    method, role = asked(address)
    with administrator():
        url = address.of(world.bengkulu)
        before = AuditEvent.objects.count(), Scope.objects.count()
    user = getattr(world, PEOPLE[role])
    answer = refresh(visit(user), user, ago=3600).generic(
        method, url, b"do=approve", content_type="application/x-www-form-urlencoded"
    )
    with administrator():
        assert (AuditEvent.objects.count(), Scope.objects.count()) == before
    assert (answer.status_code, [part.name for part in answer.templates][:1]) == (200, ["account/confirm.html"])
