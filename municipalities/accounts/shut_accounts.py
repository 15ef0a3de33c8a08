"""An account is shut for whoever left or may have lost it, and opened again: by the platform, with a reason."""

import secrets

from django.conf import settings
from django.db import connection, models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities import mails
from municipalities.accounts import account_events, account_trail, kept_forms, sessions
from municipalities.accounts.account_events import Action
from municipalities.context import acting
from municipalities.models import User


class NotSwitched(Refused):
    """It is so already, it is the own account, or the asker is not of the platform."""


class WhyShut(models.TextChoices):
    LEFT = "LEFT", gettext_lazy("Tidak lagi bekerja")
    FEARED_LOST = "FEARED_LOST", gettext_lazy("Diduga dipakai orang lain")
    ASKED_FOR = "ASKED_FOR", gettext_lazy("Diminta oleh orangnya atau instansinya")


class WhyOpened(models.TextChoices):
    CAME_BACK = "CAME_BACK", gettext_lazy("Bekerja lagi")
    LOOKED_INTO = "LOOKED_INTO", gettext_lazy("Sudah diperiksa dan aman")
    BY_MISTAKE = "BY_MISTAKE", gettext_lazy("Dinonaktifkan karena keliru")


def everybody():
    """Whose account it may be; service users are nobody's."""
    return User.objects.filter(is_service=False)


@transaction.atomic
def shut(*, user, reason, by, at):
    """
    Nobody comes in with this account any more, and whoever is in is out at once; the person is told.

    Where somebody else may know the password it opens nothing again, and neither does a link to a new one.

    :param reason: of WhyShut
    :raises NotSwitched: if nothing was done
    """
    _hold(user)
    if not user.is_active:
        raise NotSwitched(_("Akun ini sudah dinonaktifkan."))
    _switch(user, active=False)
    if reason == WhyShut.FEARED_LOST:
        # One that nobody knows, not none: with none the link of an old invitation would open the account.
        user.set_password(secrets.token_urlsafe(32))
        user.save(update_fields=["password"])
    sessions.end_others(user)
    kept_forms.forget(user)
    _remember(Action.SHUT, SHUT, user=user, reason=WhyShut(reason), by=by, at=at)


@transaction.atomic
def open_again(*, user, reason, by, at):
    """
    The account opens again, with the password that it had; where that was feared known, with a new one by mail.

    :param reason: of WhyOpened
    :raises NotSwitched: if nothing was done
    """
    _hold(user)
    if user.is_active:
        raise NotSwitched(_("Akun ini sudah aktif."))
    _switch(user, active=True)
    _remember(Action.OPENED, OPENED, user=user, reason=WhyOpened(reason), by=by, at=at)


def _hold(user):
    """Of two clicks the second waits here, and then sees what the first has done."""
    user.is_active = User.objects.select_for_update(no_key=True).get(pk=user.pk).is_active


def _switch(user, *, active):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.switch_account(%s, %s)", [user.pk, active])
        if cursor.fetchone()[0] is None:
            raise NotSwitched(_("Akun ini tidak dapat Anda ubah. Minta pengelola aplikasi yang lain."))
    user.is_active = active


def _remember(action, mail, *, user, reason, by, at):
    account_events.record(action, about=user, by=by, at=at, role=acting().role, reason=reason.value)
    account_trail.record_where_they_work(action.value, about=user, by=by, at=at, reason=reason.value)
    if user.email:
        subject, body = mail
        link = settings.PUBLIC_URL.rstrip("/") + reverse("account_reset_password")
        words = {"name": user, "reason": reason.label, "link": link}
        mails.send(to=user.email, subject=_(subject), body=_(body) % words, at=at)


SHUT = (
    "Akun Payung Anda dinonaktifkan",
    """\
Yth. %(name)s,

Pengelola aplikasi menonaktifkan akun Payung Anda. Alasannya: %(reason)s.
Semua sesi Anda sudah dikeluarkan. Jika ini keliru, hubungi pengelola aplikasi.
""",
)
OPENED = (
    "Akun Payung Anda aktif lagi",
    """\
Yth. %(name)s,

Pengelola aplikasi mengaktifkan lagi akun Payung Anda. Alasannya: %(reason)s.
Masuklah seperti biasa. Jika kata sandi Anda tidak berlaku lagi, atau mungkin diketahui orang lain, buat yang baru:
%(link)s

Periksa juga langkah kedua di Akun saya, dan lepas kunci yang bukan milik Anda.
""",
)
