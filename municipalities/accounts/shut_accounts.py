"""An account is shut for whoever left or may have lost it, and opened again: by the platform, with a reason."""

from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused
from municipalities import mails
from municipalities.accounts import account_events, kept_forms, sessions
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

    :param reason: of WhyShut
    :raises NotSwitched: if nothing was done
    """
    if not user.is_active:
        raise NotSwitched(_("Akun ini sudah dinonaktifkan."))
    _switch(user, active=False)
    sessions.end_others(user)
    kept_forms.forget(user)
    _remember(Action.SHUT, SHUT, user=user, reason=WhyShut(reason), by=by, at=at)


@transaction.atomic
def open_again(*, user, reason, by, at):
    """
    The account opens again, with the password that it had.

    :param reason: of WhyOpened
    :raises NotSwitched: if nothing was done
    """
    if user.is_active:
        raise NotSwitched(_("Akun ini sudah aktif."))
    _switch(user, active=True)
    _remember(Action.OPENED, OPENED, user=user, reason=WhyOpened(reason), by=by, at=at)


def _switch(user, *, active):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.switch_account(%s, %s)", [user.pk, active])
        if cursor.fetchone()[0] is None:
            raise NotSwitched(_("Akun ini tidak dapat Anda ubah. Minta pengelola aplikasi yang lain."))
    user.is_active = active


def _remember(action, mail, *, user, reason, by, at):
    account_events.record(action, about=user, by=by, at=at, role=acting().role, reason=reason.value)
    if user.email:
        subject, body = mail
        mails.send(to=user.email, subject=_(subject), body=_(body) % {"name": user, "reason": reason.label}, at=at)


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
Masuklah seperti biasa. Jika kata sandi Anda mungkin diketahui orang lain, buat yang baru lewat "Lupa kata sandi".
""",
)
