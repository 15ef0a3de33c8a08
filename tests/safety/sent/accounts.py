"""The forms of the doors and of the own account."""

import json
import re
from datetime import timedelta

from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from municipalities.accounts import invitations, kept_forms
from municipalities.accounts.shut_accounts import WhyOpened, WhyShut
from municipalities.models import Mail, Scope, User
from municipalities.roles import Role
from tests.doors import PASSWORD, code_now, give_password, give_second_factor, sign_in
from tests.factories.municipalities import LONG_AGO
from tests.safety.attack import administrator
from tests.safety.sent.form import Form, Guard
from tests.soft_keys import SoftKey, asked


NEW = "kota jalan payung hujan"


def with_password(world, user=None):
    user = user or world.operator
    return give_password(user, email=f"{user.username}@bengkulukota.go.id")


def with_factor(world):
    with administrator():
        give_second_factor(world.operator)
    return world.operator


def newest_link(pattern):
    with administrator():
        bodies = Mail.objects.order_by("-created_at").values_list("body", flat=True)
        return next(found[1] for found in (re.search(pattern, body) for body in bodies) if found)


def invited(world):
    with world.acting(world.admin, Role.ADMIN):
        invitations.invite(
            address="siti@bengkulu.example", name="Siti", role=Role.OPERATOR, municipality=world.bengkulu,
            start_date=LONG_AGO, by=world.admin, at=timezone.now(),
        )  # fmt: skip


def second_role(world):
    with administrator():
        return Scope.objects.create(
            user=world.operator, role="AUDITOR", municipality=world.bengkulu, start_date=LONG_AGO
        )


def kept(world):
    with administrator():
        scope = Scope.objects.get(user=world.operator)
        given = QueryDict("month=2026-11")
        return kept_forms.keep(
            user=world.operator,
            scope=scope,
            path="/iuran/buka/",
            given=given,
            at=timezone.now() - timedelta(minutes=5),
        )


def follow_the_link(sending):
    """The mail with the link is asked for and followed; the link's secret stays in the session."""
    sending.client.post(reverse("account_reset_password"), {"email": sending.thing.email})
    return sending.client.get(newest_link(r"https?://[^/\s]+(/masuk/lupa/\S+)"), follow=True).redirect_chain[-1][0]


def ask_for_address(sending):
    sending.client.post(reverse("address_change"), {"address": "baru@bengkulukota.go.id"})
    return newest_link(r"(/akun/surel/[^/\s]+/)")


def shut(world):
    with administrator():
        User.objects.filter(pk=world.operator.pk).update(is_active=False)
    return world.operator


def first_step(sending):
    sign_in(sending.client, "approver")


def secret_shown(sending):
    sending.secret = sending.client.get(reverse("mfa_activate_totp")).context["form"].secret


def asked_for_a_key(sending):
    challenge = asked(sending.client.get(reverse("mfa_add_webauthn")))
    sending.key = {"name": "laptop", "credential": json.dumps(SoftKey().made(challenge))}


def another_browser(sending):
    for client in (Client(), sending.client):
        sign_in(client)


FORMS = {
    "login": Form(None, Guard.MOVE, {"login": "operator", "password": PASSWORD}, of=with_password),
    "account_login": Form(None, Guard.MOVE, {"login": "operator", "password": PASSWORD}, of=with_password),
    "mfa_authenticate": Form(
        None, Guard.MOVE, lambda sending: {"code": code_now()}, of=lambda world: with_password(world, world.approver),
        prepare=first_step,
    ),
    "logout": Form("operator", Guard.GONE),
    "account_reset_password": Form(
        None, Guard.ANEW, {"email": "operator@bengkulukota.go.id"}, of=with_password, also=("email",)
    ),
    "account_reset_password_from_key": Form(
        None, Guard.MOVE, {"password1": NEW}, of=with_password, prepare=follow_the_link
    ),
    "account_change_password": Form(
        "operator", Guard.MOVE, {"oldpassword": PASSWORD, "password1": NEW}, of=with_password
    ),
    "appearance": Form("operator", Guard.SAME, {"theme": "contrast"}),
    "choose_role": Form("operator", Guard.SAME, lambda sending: {"scope": sending.thing.pk}, of=second_role),
    "invitation": Form(
        None, Guard.MOVE, {"name": "Siti", "password": PASSWORD}, of=invited,
        prepare=lambda sending: newest_link(r"(/undangan/[\w-]+/)"),
    ),
    "own_name": Form("operator", Guard.ONCE, {"name": "Yeni Rahma"}),
    "address_change": Form("operator", Guard.ANEW, {"address": "baru@bengkulukota.go.id"}, of=with_password),
    "address_confirm": Form("operator", Guard.MOVE, of=with_password, prepare=ask_for_address),
    "account_find": Form("platform", Guard.READS, {"whose": "operator"}),
    "account_shut": Form(
        "platform", Guard.MOVE, {"reason": WhyShut.values[0]}, of=lambda world: world.operator
    ),
    "account_open": Form("platform", Guard.MOVE, {"reason": WhyOpened.values[0]}, of=shut),
    "kept_form": Form("operator", Guard.GONE, of=kept),
    "usersessions_list": Form(None, Guard.GONE, {"session": "others"}, of=with_password, prepare=another_browser),
    "second_factor_later": Form("operator", Guard.SAME),
    "mfa_activate_totp": Form(
        "operator", Guard.MOVE, lambda sending: {"code": code_now(sending.secret)}, prepare=secret_shown
    ),
    "mfa_add_webauthn": Form("operator", Guard.MOVE, lambda sending: sending.key, prepare=asked_for_a_key),
    "mfa_deactivate_totp": Form("operator", Guard.GONE, of=with_factor),
    "mfa_view_recovery_codes": Form("operator", Guard.SAME, of=with_factor),
    "mfa_generate_recovery_codes": Form("operator", Guard.ANEW, of=with_factor),
    "second_factor_reset_ask": Form(
        "admin", Guard.ONCE, lambda sending: {"person": sending.world.approver.pk, "reason": "ponsel hilang"}
    ),
}  # fmt: skip
