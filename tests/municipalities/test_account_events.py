"""What happens to accounts is remembered, for good, and says nothing of what somebody typed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from municipalities.accounts import account_events
from municipalities.models import AccountEvent, Scope
from tests.doors import code_now, give_password, sign_in
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import administrator


pytestmark = pytest.mark.usefixtures("forgotten_attempts")


def remembered():
    return [(event.action, event.about) for event in AccountEvent.objects.order_by("recorded_at")]


def test_coming_and_going_is_remembered(client, person):
    sign_in(client)
    client.post(reverse("logout"))
    assert remembered() == [("account.signed_in", person), ("account.signed_out", person)]


def test_a_failure_is_remembered_of_a_known_account_and_of_nobody(client, person):
    sign_in(client, password="wrong")
    sign_in(client, login="1771010101010001")
    assert remembered() == [("account.refused", person), ("account.refused", None)]


def test_whoever_is_slowed_down_is_remembered(client, person):
    for _try in range(6):
        sign_in(client, password="wrong")
    assert [action for action, _about in remembered()] == ["account.refused"] * 5 + ["account.slowed_down"]


def test_a_wrong_code_is_remembered(client, world):
    give_password(world.approver)
    sign_in(client, "approver")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert [action for action, _about in remembered()] == ["account.refused", "account.signed_in"]


def test_what_was_typed_and_from_where_is_nowhere(client, person):
    sign_in(client, login="1771010101010001", password="my other password")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM municipalities_accountevent e")
        (row,) = cursor.fetchone()
    assert not any(each in row for each in ("1771010101010001", "my other password", "127.0.0.1"))
    event = AccountEvent.objects.get()
    assert (len(event.address), len(event.request_id)) == (16, 32)


STATEMENTS = (
    "UPDATE municipalities_accountevent SET action = 'x'",
    "DELETE FROM municipalities_accountevent",
    "TRUNCATE municipalities_accountevent",
)


@pytest.mark.parametrize("role", ["payung_app", "payung_owner", None])
@pytest.mark.parametrize("statement", STATEMENTS)
def test_nobody_rewrites_them(client, person, statement, role):
    sign_in(client)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}" if role else "RESET ROLE")
        with pytest.raises(DatabaseError):
            cursor.execute(statement)


def test_they_stand_on_the_own_page_in_words_and_nobody_elses_do(client, person, clerk_client):
    sign_in(client)
    assert "Masuk</th>" in client.get(reverse("account")).content.decode()
    assert "Belum ada." in clerk_client.get(reverse("account")).content.decode()


@pytest.fixture
def scopes(person, world):
    """The role that the person works in, and another one."""
    with administrator():
        given = {"user": person, "role": "AUDITOR", "municipality": world.bengkulu, "start_date": LONG_AGO}
        return Scope.objects.get(user=person), Scope.objects.create(**given)


def choose(client, scope):
    return client.post(reverse("choose_role"), {"scope": scope.pk})


def test_a_change_of_role_is_remembered_once(client, person, scopes):
    sign_in(client)
    choose(client, scopes[0])
    choose(client, scopes[1])
    choose(client, scopes[1])
    switched = AccountEvent.objects.filter(action="role.switched")
    assert [(event.about, event.role, event.detail) for event in switched] == [
        (person, scopes[0].role, {"to": "AUDITOR"})
    ]


def test_the_same_role_again_is_no_change(client, person, scopes):
    sign_in(client)
    choose(client, scopes[0])
    choose(client, scopes[0])
    assert remembered() == [("account.signed_in", person)]


def test_what_is_kept_for_after_the_block_stays_when_the_block_is_undone(rf, world):
    request = rf.post("/")
    request.user = world.operator
    with transaction.atomic():
        account_events.after_block(request, account_events.Action.REFUSED, about=world.operator)
        transaction.set_rollback(True)
    account_events.write_waiting(request)
    account_events.write_waiting(request)
    assert remembered() == [("account.refused", world.operator)]
