"""
Roles are given by mail: whoever has no account gets a link to make one, whoever has one is told.

To the inviter both look the same, so that nobody learns here who has an account.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities import mails
from municipalities.accounts import account_events, account_trail
from municipalities.context import tenant_context
from municipalities.models import Invitation, Scope, User
from municipalities.roles import ROLE_LABELS, Role
from municipalities.wall.guards import INVITED


VALID = timedelta(days=7)
OVER = gettext_lazy("Peran ini sudah berakhir, jadi tidak diubah lagi. Beri peran baru jika orangnya kembali bekerja.")


class NotYourOwn(Refused):
    """Nobody gives or takes a role of the own."""


class HasRole(Refused):
    """The person has this role in this place on these days."""


class HasEnded(Refused):
    """A role that is over stays as it was; whoever comes back gets a new one."""


class NotOpen(Refused):
    """The link was used, withdrawn or is too old."""


@transaction.atomic
def invite(*, address, name, role, start_date, end_date=None, municipality=None, branch=None, unit=None, by, at):
    """
    Give a role to whoever has this e-mail address, and tell them.

    :raises NotYourOwn: if it is the inviter's own address
    :raises HasRole: if the person has this role in this place already
    """
    return grant(
        user=of_address(address) or person_with(address, name),
        name=name,
        role=role,
        municipality=municipality,
        branch=branch,
        unit=unit,
        start_date=start_date,
        end_date=end_date,
        by=by,
        at=at,
    )


@transaction.atomic
def grant(*, user, name, role, start_date, end_date=None, municipality=None, branch=None, unit=None, by, at):
    """
    Give somebody a role from day to day, and tell them by mail.

    :raises NotYourOwn: if it is the giver
    :raises HasRole: if the person has this role in this place already
    """
    if user == by:
        raise NotYourOwn(_("Peran Anda sendiri hanya dapat diatur oleh orang lain."))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # of two at once the second sees the role of the first
    where = {"role": role, "municipality": municipality, "branch": branch, "unit": unit}
    overlapping = Scope.objects.filter(user=user, **where).filter(Q(end_date=None) | Q(end_date__gte=start_date))
    if end_date:
        overlapping = overlapping.filter(start_date__lte=end_date)
    if overlapping.exists():
        raise HasRole(_("Orang ini sudah memegang peran itu di tempat yang sama pada masa itu."))
    scope = Scope.objects.create(user=user, start_date=start_date, end_date=end_date, **where)
    tell(scope=scope, name=name, by=by, at=at)
    account_trail.record(
        "role.given", scope=scope, by=by, at=at, after={"start_date": start_date, "end_date": end_date}
    )
    return scope


def of_address(address):
    """Whose account it is, by the address or by the name to sign in with."""
    named = Q(email__iexact=address) | Q(username__iexact=address)
    return User.objects.filter(named, is_service=False).order_by("pk").first()


def person_with(address, name):
    """A new person; where somebody else invites the same address at the same moment, theirs."""
    try:
        with transaction.atomic():
            return add_person(address, name)
    except IntegrityError:
        if found := of_address(address):
            return found
        raise


def add_person(address, name):
    """A person without a password, made by the database, which asks whether the caller keeps anybody's account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.add_person(%s, %s)", [address, name])
        (pk,) = cursor.fetchone()
    return User.objects.get(pk=pk)


def tell(*, scope, name, by, at):
    """Write the mail that tells of a role, and remember that it was told."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        scope=scope,
        user=scope.user,
        name=name,
        token_hash=hash_of(token),
        by=by,
        created_at=at,
        expires_at=at + VALID,
    )
    invitation.save(force_insert=True)
    words = {
        "name": name,
        "role": ROLE_LABELS[Role(scope.role)],
        "place": scope.place,
        "by": str(by),
        "start": f"{scope.start_date:%d-%m-%Y}",
    }
    if scope.user.has_usable_password():
        body, link = NEW_ROLE, reverse("login")
        subject = _("Peran baru di Payung")
    else:
        body, link = NEW_ACCOUNT, reverse("invitation", args=[token])
        subject = _("Undangan ke Payung")
        words["day"] = f"{invitation.expires_at:%d-%m-%Y}"
    words["link"] = settings.PUBLIC_URL.rstrip("/") + link
    mails.send(to=scope.user.email or scope.user.username, subject=subject, body=_(body) % words, at=at)
    return invitation


NEW_ACCOUNT = """\
Yth. %(name)s,

%(by)s mengundang Anda bekerja di Payung sebagai %(role)s untuk %(place)s, mulai %(start)s.

Buat kata sandi Anda di tautan ini:
%(link)s

Tautan berlaku satu kali, sampai %(day)s. Jika Anda tidak mengenal undangan ini, abaikan saja surat ini.
"""
NEW_ROLE = """\
Yth. %(name)s,

%(by)s memberi Anda peran %(role)s untuk %(place)s di Payung, mulai %(start)s.

Masuk seperti biasa, lalu pilih peran itu:
%(link)s

Jika Anda tidak mengenal peran ini, beri tahu admin Anda.
"""


@transaction.atomic
def send_again(*, scope, by, at):
    """
    A new mail with a new link; the old link is void.

    :raises NotYourOwn: if it is the sender's own role
    :raises HasEnded: if the role is over
    """
    if scope.user == by:
        raise NotYourOwn(_("Peran Anda sendiri hanya dapat diatur oleh orang lain."))
    if scope.end_date and scope.end_date < timezone.localdate(at):
        raise HasEnded(OVER)
    latest = scope.invitations.first()
    withdraw_links(scope, at)
    invitation = tell(scope=scope, name=latest.name if latest else str(scope.user), by=by, at=at)
    account_trail.record("invitation.sent_again", scope=scope, by=by, at=at)
    return invitation


def withdraw_links(scope, at):
    scope.invitations.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at)


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


def as_invited():
    """At the door with a token: invitations can be asked for, and nothing else."""
    return tenant_context(0, INVITED, ())


def behind(token, *, at):
    """
    The invitation of this token.

    :raises NotOpen: if there is none, or it is used, withdrawn, too old, its role is over, or the person is disabled
        or has a password by now
    """
    with as_invited():
        invitation = Invitation.objects.select_related("user", "by").filter(token_hash=hash_of(token)).first()
    if invitation is None or not invitation.is_open(at) or not may_begin(invitation.user) or is_over(invitation, at):
        raise NotOpen(_("Undangan ini sudah dipakai, ditarik, atau lewat masanya."))
    return invitation


def may_begin(user):
    return user.is_active and not user.has_usable_password()


def is_over(invitation, at):
    """Whether the role ended before anybody came; the days of roles are those of WIB."""
    end_date = scope_of(invitation).end_date
    return end_date is not None and end_date < timezone.localdate(at)


def scope_of(invitation):
    """The role that an invited person reads about: seen as that person, who sees the own."""
    with tenant_context(invitation.user_id, "", ()):
        return Scope.objects.select_related("municipality", "branch").get(pk=invitation.scope_id)


@transaction.atomic
def accept(*, token, name, password, at):
    """
    Make the account: a name and a password, once. Every open invitation of the person is used with it.

    :raises NotOpen: as `behind`, also where two do it at once
    """
    user = behind(token, at=at).user
    with as_invited():
        mine = Invitation.objects.filter(user=user, used_at=None, withdrawn_at=None)
        # In one order: two links of one person, opened at once, would else each hold what the other waits for.
        list(mine.select_for_update(no_key=True).order_by("pk"))
        if not mine.filter(token_hash=hash_of(token)).update(used_at=at):
            raise NotOpen(_("Undangan ini sudah dipakai, ditarik, atau lewat masanya."))
        mine.update(used_at=at)
    user.first_name = name
    user.set_password(password)
    user.save(update_fields=["first_name", "password"])
    account_events.record(account_events.Action.INVITATION_ACCEPTED, about=user, by=user, at=at)
    return user
