"""The second step of signing in: who needs it, the codes that are taken, and how a lost one is taken off."""

import hmac
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities.accounts import account_events, account_trail, sealed, sessions
from municipalities.accounts.account_events import Action
from municipalities.accounts.idle import GUARDED
from municipalities.context import acting
from municipalities.models import Invitation, Scope, SecondFactorReset, User


Type = Authenticator.Type
STEPS = (Type.TOTP, Type.WEBAUTHN)
WRONG_CODE = gettext_lazy("Kode salah atau kedaluwarsa. Cek jam ponsel Anda.")


class NotByThisPerson(Refused):
    """A reset takes two admins, and neither of them is the one who lost the phone."""


class NothingToReset(Refused):
    """There is no second factor, or no request that waits."""


class AlreadyAsked(Refused):
    """A request of this person waits already."""


class WorksElsewhereToo(Refused):
    """Whoever keeps people in one place opens no way into another."""


class WorksOnlyHere(Func):
    """Whether all of a person's roles lie where the asker keeps people, as the database answers; never where else."""

    function = "sec.works_only_here"
    output_field = BooleanField()


def is_set_up(user):
    return Authenticator.objects.filter(user=user, type__in=STEPS).exists()


def holders(users):
    """The pks of those of these people who have one."""
    found = Authenticator.objects.filter(user__in=users, type__in=STEPS)
    return set(found.values_list("user_id", flat=True))


def app_of(user):
    return Authenticator.objects.filter(user=user, type=Type.TOTP).first()


def keys_of(user):
    return [each.wrap() for each in Authenticator.objects.filter(user=user, type=Type.WEBAUTHN).order_by("pk")]


def is_missing(user, role):
    """Whether this person may not work in this role until a second factor is set up."""
    return settings.SECOND_FACTOR and role in GUARDED and not is_set_up(user)


def is_worth_offering(user, role):
    """Whether this person could have one and has none; whose role needs one is led to it anyway."""
    return settings.SECOND_FACTOR and role not in GUARDED and not is_set_up(user)


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
        if not _opens(authenticator):
            continue
        if authenticator.type == Type.TOTP and _takes_moment(authenticator, code):
            return authenticator
        if authenticator.type == Type.RECOVERY_CODES and authenticator.wrap().validate_code(code):
            return authenticator
    return None


def _opens(authenticator):
    """Whether its secret is still sealed with a key of ours; out of an empty one anybody could count codes."""
    kept = authenticator.data.get("secret") or authenticator.data.get("seed")
    return bool(kept and sealed.unseal(kept))


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


def works_only_here(user):
    return User.objects.filter(WorksOnlyHere(F("pk")), pk=user.pk).exists()


def everybody_with_one():
    """For the platform, which is given an address and lists nobody."""
    having = Authenticator.objects.filter(type__in=STEPS).values("user")
    return User.objects.filter(pk__in=having, is_service=False)


def people_with_one(*, within):
    """
    The users whose scopes this admin sees, in this city, who have a second factor to lose.

    Without those who have not signed in since they were told of the role: whoever invites does not learn here who
    has an account.
    """
    never_since = Q(created_at__gt=OuterRef("user__last_login")) | Q(user__last_login=None)
    told = Invitation.objects.filter(never_since, scope=OuterRef("pk"), withdrawn_at=None)
    seen = Scope.objects.in_force_on(timezone.localdate()).exclude(Exists(told))
    if within:
        seen = seen.filter(municipality=within)
    return everybody_with_one().filter(pk__in=seen.values("user")).order_by("first_name", "username")


def of_here_alone(people):
    """Those whose second factor may be taken off here."""
    return people.filter(WorksOnlyHere(F("pk")))


def waiting_resets(people):
    """The requests that wait, about these people."""
    asked = SecondFactorReset.objects.filter(status=SecondFactorReset.Status.ASKED)
    return asked.filter(user__in=people).order_by("asked_at")


@transaction.atomic
def ask_reset(*, user, by, reason, at):
    """
    An admin asks that the second factor of somebody who lost it be taken off.

    :raises NotByThisPerson: for the own one
    :raises WorksElsewhereToo: if the person also works where the asker keeps nobody
    :raises NothingToReset: if there is none
    :raises AlreadyAsked: if a request waits already
    """
    if by.pk == user.pk:
        raise NotByThisPerson(_("Langkah kedua milik sendiri tidak bisa dilepas dengan cara ini. Minta admin lain."))
    _refuse_elsewhere(user)
    if not is_set_up(user):
        raise NothingToReset(_("Orang ini tidak memakai langkah kedua."))
    try:
        with transaction.atomic():
            asked = SecondFactorReset.objects.create(user=user, reason=reason[:200], asked_by=by, asked_at=at)
    except IntegrityError as error:
        raise AlreadyAsked(_("Permintaan untuk orang ini sudah ada dan menunggu admin kedua.")) from error
    _write_down(Action.RESET_ASKED, asked, by=by, at=at)
    return asked


@transaction.atomic
def approve_reset(*, asked, by, at):
    """
    Another admin approves: the second factor is gone, and the person is signed out everywhere.

    :raises NothingToReset: if it is decided already
    :raises NotByThisPerson: for who asked, and for whom it is about
    :raises WorksElsewhereToo: if the person also works where the approver keeps nobody, perhaps since the request
    """
    asked = SecondFactorReset.objects.select_for_update().get(pk=asked.pk)
    _refuse_decided(asked)
    if by.pk in (asked.asked_by_id, asked.user_id):
        raise NotByThisPerson(_("Yang meminta dan yang menyetujui harus dua orang. Minta admin lain."))
    _refuse_elsewhere(asked.user)
    Authenticator.objects.filter(user=asked.user).delete()
    sessions.end_others(asked.user)
    _decide(asked, SecondFactorReset.Status.APPROVED, by=by, at=at)
    _write_down(Action.RESET_APPROVED, asked, by=by, at=at)


@transaction.atomic
def cancel_reset(*, asked, by, at):
    """:raises NothingToReset: if it is decided already"""
    asked = SecondFactorReset.objects.select_for_update().get(pk=asked.pk)
    _refuse_decided(asked)
    _decide(asked, SecondFactorReset.Status.CANCELLED, by=by, at=at)
    _write_down(Action.RESET_CANCELLED, asked, by=by, at=at)


def _refuse_decided(asked):
    if asked.status != SecondFactorReset.Status.ASKED:
        raise NothingToReset(_("Permintaan ini sudah diputuskan."))


def _refuse_elsewhere(user):
    if not works_only_here(user):
        raise WorksElsewhereToo(
            _("Orang ini juga bekerja di tempat lain. Langkah keduanya hanya dapat dilepas oleh pengelola aplikasi.")
        )


def _write_down(action, asked, *, by, at):
    account_events.record(action, about=asked.user, by=by, at=at, role=acting().role)
    account_trail.record_where_they_work(action, about=asked.user, by=by, at=at)


def _decide(asked, status, *, by, at):
    asked.status, asked.decided_by, asked.decided_at = status, by, at
    asked.save(update_fields=["status", "decided_by", "decided_at"])
