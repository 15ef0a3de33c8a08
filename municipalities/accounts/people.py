"""Who works where in which role: the people that a city's admin, a head of a branch or the platform keeps."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities.accounts import account_trail, invitations
from municipalities.accounts.invitations import OVER, HasEnded, NotYourOwn
from municipalities.models import Scope
from municipalities.roles import KEEPS, Role


class EndsBeforeItStarts(Refused):
    """A role cannot end before its first day."""


class EndsAlready(Refused):
    """That is its last day already: the second of two clicks."""


class NotYours(Refused):
    """The role is not among those that this person keeps."""


STATES = {
    "invited": gettext_lazy("Diundang"),
    "expired": gettext_lazy("Undangan kedaluwarsa"),
    "coming": gettext_lazy("Akan mulai"),
    "active": gettext_lazy("Aktif"),
    "ended": gettext_lazy("Berakhir"),
    "disabled": gettext_lazy("Dinonaktifkan"),
}


def is_only_admin(user, *, city):
    """Whether no other admin of the city could come in today."""
    admins = Scope.objects.in_force_on(timezone.localdate()).filter(municipality=city, role=Role.ADMIN)
    return not admins.filter(user__is_active=True, user__last_login__isnull=False).exclude(user=user).exists()


@dataclass(frozen=True)
class Held:
    """One role of one person, as whoever keeps it sees it."""

    scope: Scope
    state: str
    name: str

    @property
    def user(self):
        return self.scope.user

    @property
    def state_label(self):
        return STATES[self.state]

    @property
    def known(self):
        """Of somebody who has not answered yet nothing is shown that the inviter did not write."""
        return self.state not in ("invited", "expired")


def kept_by(*, role, municipality=None, offices=()):
    """The scopes that somebody in this role keeps; the database shows no others."""
    found = Scope.objects.filter(role__in=KEEPS[role]).select_related("user", "municipality", "branch", "unit")
    if role == Role.ADMIN:
        found = found.filter(municipality=municipality)
    elif role == Role.BRANCH_HEAD:
        found = found.filter(branch__in=offices)
    return found.filter(user__is_service=False).prefetch_related("invitations")


def held(scopes, *, day, at):
    """These scopes with their state, those in force first, by name."""
    found = [held_one(scope, day=day, at=at) for scope in scopes]
    return sorted(found, key=lambda each: (each.state in ("ended", "disabled"), each.name.casefold(), each.scope.pk))


def held_one(scope, *, day, at):
    told = [invitation for invitation in scope.invitations.all() if invitation.withdrawn_at is None]
    state = state_of(scope, told, day=day, at=at)
    name = told[0].name if state in ("invited", "expired") and told else str(scope.user)
    return Held(scope=scope, state=state, name=name)


def state_of(scope, told, *, day, at):
    if scope.end_date and scope.end_date < day:
        return "ended"
    newest = told[0] if told else None
    # The same for whoever had an account and whoever had none: until the first sign-in after the mail.
    if newest and not (scope.user.last_login and scope.user.last_login >= newest.created_at):
        return "invited" if at < newest.expires_at else "expired"
    if not scope.user.is_active:
        return "disabled"
    return "coming" if scope.start_date > day else "active"


@transaction.atomic
def end(*, scope, end_date, by, at):
    """
    Set or lift the last day of a role; both days are within it.

    :raises NotYourOwn: if it is the own role
    :raises HasEnded: if it is over already
    :raises EndsBeforeItStarts: if the last day is before the first
    :raises EndsAlready: if that is its last day
    """
    if end_date and end_date < scope.start_date:
        raise EndsBeforeItStarts(_("Tanggal berakhir tidak boleh sebelum tanggal mulai."))
    held = Scope.objects.select_for_update(of=["self"]).filter(pk=scope.pk).first() if scope.user != by else None
    before = period_of(held or scope)
    if held and held.end_date == end_date:
        raise EndsAlready(_("Hari terakhir peran ini sudah tercatat demikian."))
    change(scope, by=by, at=at, end_date=end_date)
    account_trail.record("role.end_changed", scope=scope, by=by, at=at, before=before, after=period_of(scope))


@transaction.atomic
def end_now(*, scope, day, by, at):
    """
    Take a role at once: its last day is yesterday, so that the next statement of the person finds nothing.

    An invitation that is still open is withdrawn with it.

    :param day: today
    :raises NotYourOwn: if it is the own role
    :raises HasEnded: if it is over already
    """
    yesterday, before = day - timedelta(days=1), period_of(scope)
    change(scope, by=by, at=at, end_date=yesterday, start_date=min(scope.start_date, yesterday))
    invitations.withdraw_links(scope, at)
    account_trail.record("role.taken", scope=scope, by=by, at=at, before=before, after=period_of(scope))


@transaction.atomic
def end_all(*, scopes, day, by, at):
    """
    Somebody does not work here any more: these roles are taken at once, those that lie ahead too; how many.

    :param day: today
    :raises NotYourOwn: if they are the own roles
    :raises HasEnded: if all of them are over already
    """
    running = [scope for scope in scopes if scope.end_date is None or scope.end_date >= day]
    if not running:
        raise HasEnded(_("Semua peran orang ini di sini sudah berakhir."))
    for scope in running:
        end_now(scope=scope, day=day, by=by, at=at)
    return len(running)


def period_of(scope):
    return {"start_date": scope.start_date, "end_date": scope.end_date}


def change(scope, *, by, at, **dates):
    if scope.user == by:
        raise NotYourOwn(_("Peran Anda sendiri hanya dapat diatur oleh orang lain."))
    day, found = timezone.localdate(at), Scope.objects.filter(pk=scope.pk)
    if found.filter(end_date__lt=day).exists():
        raise HasEnded(OVER)
    if not found.exclude(end_date__lt=day).update(**dates):
        raise NotYours(_("Peran ini tidak diatur oleh Anda."))
    scope.refresh_from_db(fields=["start_date", "end_date"])
