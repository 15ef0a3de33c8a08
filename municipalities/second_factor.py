"""The second step of signing in: who needs it, the codes that are taken, and how a lost one is taken off."""

import hmac
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities import account_events, sealed, sessions
from municipalities.account_events import Action
from municipalities.idle import GUARDED
from municipalities.models import SecondFactorReset
from municipalities.roles import Role


Type = Authenticator.Type
STEPS = (Type.TOTP, Type.WEBAUTHN)
WRONG_CODE = gettext_lazy("Kode salah atau kedaluwarsa. Cek jam ponsel Anda.")


class NotByThisPerson(Refused):
    """A reset takes two admins, and neither of them is the one who lost the phone."""


class NothingToReset(Refused):
    """There is no second factor, or no request that waits."""


class AlreadyAsked(Refused):
    """A request of this person waits already."""


def is_set_up(user):
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def app_of(user):
    return Authenticator.objects.filter(user=user, type=Type.TOTP).first()


def keys_of(user):
    return [each.wrap() for each in Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).order_by("pk")]


def is_missing(user, role):
    """Whether this person may not work in this role until a second factor is set up."""
    return settings.SECOND_FACTOR and role in GUARDED and not is_set_up(user)


def may_take_off(authenticator, *, scopes):
    """The last one stays while one of the person's roles needs it."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=STEPS).exclude(pk=authenticator.pk)
    needed = settings.SECOND_FACTOR and any(scope.role in GUARDED for scope in scopes)
    return not needed or others.exists()


@transaction.atomic
def take_code(*, user, code):
    """
    The authenticator that this code opens, or None; each code opens once.

    The row is locked and remembers the last moment that was used, so that nothing is forgotten with a cache.
    """
    code = "".join(code.split())
    for authenticator in Authenticator.objects.select_for_update().filter(user=user).order_by("-type"):
        if authenticator.type == Type.TOTP and _takes_moment(authenticator, code):
            return authenticator
        if authenticator.type == Type.RECOVERY_CODES and authenticator.wrap().validate_code(code):
            return authenticator
    return None


def _takes_moment(authenticator, code):
    now = int(time.time()) // app_settings.TOTP_PERIOD
    secret = sealed.unseal(authenticator.data["secret"])
    for moment in range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1):
        expected = format_hotp_value(hotp_value(secret, moment))
        if hmac.compare_digest(code.encode(), expected.encode()) and moment > authenticator.data.get("moment", 0):
            authenticator.data["moment"] = moment
            authenticator.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def ask_reset(*, user, by, reason, at):
    """
    An admin asks that the second factor of somebody who lost it be taken off.

    :raises NotByThisPerson: for the own one
    :raises NothingToReset: if there is none
    :raises AlreadyAsked: if a request waits already
    """
    if by.pk == user.pk:
        raise NotByThisPerson(_("Langkah kedua milik sendiri tidak bisa dilepas dengan cara ini. Minta admin lain."))
    if not is_set_up(user):
        raise NothingToReset(_("Orang ini tidak memakai langkah kedua."))
    try:
        with transaction.atomic():
            asked = SecondFactorReset.objects.create(user=user, reason=reason[:200], asked_by=by, asked_at=at)
    except IntegrityError as error:
        raise AlreadyAsked(_("Permintaan untuk orang ini sudah ada dan menunggu admin kedua.")) from error
    account_events.record(Action.RESET_ASKED, about=user, by=by, at=at, role=Role.ADMIN)
    return asked


@transaction.atomic
def approve_reset(*, asked, by, at):
    """
    Another admin approves: the second factor is gone, and the person is signed out everywhere.

    :raises NothingToReset: if it is decided already
    :raises NotByThisPerson: for who asked, and for whom it is about
    """
    asked = SecondFactorReset.objects.select_for_update().get(pk=asked.pk)
    _refuse_decided(asked)
    if by.pk in (asked.asked_by_id, asked.user_id):
        raise NotByThisPerson(_("Yang meminta dan yang menyetujui harus dua orang. Minta admin lain."))
    Authenticator.objects.filter(user=asked.user).delete()
    sessions.end_others(asked.user)
    _decide(asked, SecondFactorReset.Status.APPROVED, by=by, at=at)
    account_events.record(Action.RESET_APPROVED, about=asked.user, by=by, at=at, role=Role.ADMIN)


@transaction.atomic
def cancel_reset(*, asked, by, at):
    """:raises NothingToReset: if it is decided already"""
    asked = SecondFactorReset.objects.select_for_update().get(pk=asked.pk)
    _refuse_decided(asked)
    _decide(asked, SecondFactorReset.Status.CANCELLED, by=by, at=at)


def _refuse_decided(asked):
    if asked.status != SecondFactorReset.Status.ASKED:
        raise NothingToReset(_("Permintaan ini sudah diputuskan."))


def _decide(asked, status, *, by, at):
    asked.status, asked.decided_by, asked.decided_at = status, by, at
    asked.save(update_fields=["status", "decided_by", "decided_at"])
