"""What people put right in their own account: the name, and the e-mail address that they sign in with."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Trim
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import mails
from municipalities.accounts import account_events, account_trail, invitations, sealed
from municipalities.accounts.account_events import Action
from municipalities.accounts.own_roles import cities_of
from municipalities.models import User


VALID = timedelta(hours=2)


class SameName(Refused):
    """It is the name already."""


class NameTaken(Refused):
    """Somebody in one of the same cities is called so: pages and the trail could not tell who did what."""


class SameAddress(Refused):
    """It is the address already."""


class LinkIsOver(Refused):
    """The link is too old, of somebody else, or the address or the password has changed since."""


class AddressTaken(Refused):
    """Another account has this address."""


@transaction.atomic
def rename(*, name, by, at):
    """
    The own name, as pages and the trail show it from now on; what it was stands in the trail of each city of theirs.

    :raises SameName: if it is the own one
    :raises NameTaken: if a colleague is called so
    """
    before = str(by)
    if name == before:
        raise SameName(_("Itu sudah nama Anda. Isi nama yang lain."))
    if has_namesake(by, name):
        raise NameTaken(_("Rekan Anda sudah bernama demikian. Tambahkan gelar atau nama tengah agar dapat dibedakan."))
    by.first_name, by.last_name = name, ""
    by.save(update_fields=["first_name", "last_name"])
    was = {"before": {"name": before}, "after": {"name": name}}
    account_events.record(Action.NAME_CHANGED, about=by, by=by, at=at, **was)
    account_trail.record_where_they_work(Action.NAME_CHANGED.value, about=by, by=by, at=at, **was)
    notify(by.email, RENAMED, {"name": name}, at)


def has_namesake(user, name):
    """Whether somebody whom pages call so works in one of this person's cities."""
    called = User.objects.annotate(full_name=Trim(Concat("first_name", Value(" "), "last_name")))
    others = called.filter(Q(full_name__iexact=name) | Q(username__iexact=name)).exclude(pk=user.pk)
    here = cities_of(user)
    return any(city in here for other in others for city in cities_of(other))


@transaction.atomic
def ask_for_address(*, address, by, at):
    """
    Write a link to the new address and a notice to the old one; nothing changes before the link is followed.

    Of an address that is somebody's the asker learns nothing: its owner alone is told.

    :raises SameAddress: if it is the own one
    """
    address = address.lower()
    if address == by.email.lower():
        raise SameAddress(_("Itu sudah alamat surel Anda. Isi alamat yang baru."))
    link = settings.PUBLIC_URL.rstrip("/") + reverse("address_confirm", args=[token_for(address, by, at)])
    words = {"name": by, "link": link, "address": address}
    body = TAKEN if invitations.of_address(address) else CONFIRM
    mails.send(to=address, subject=_("Alamat surel baru untuk Payung"), body=_(body) % words, at=at)
    notify(by.email, ASKED, words, at)
    account_events.record(Action.ADDRESS_ASKED, about=by, by=by, at=at)


@transaction.atomic
def take_address(*, token, by, at):
    """
    Whoever followed the link reads mail at the new address: from now on it is the account's.

    :raises LinkIsOver: as `behind`
    :raises AddressTaken: if another account has it by now
    """
    address, before = behind(token, by=by, at=at), by.email
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT sec.change_own_address(%s)", [address])
            changed = cursor.fetchone()[0]
    except IntegrityError:
        changed = None
    if changed is None:
        raise AddressTaken(_("Alamat itu sudah dipakai akun lain. Pilih alamat yang lain."))
    by.refresh_from_db(fields=["email", "username"])
    account_events.record(Action.ADDRESS_CHANGED, about=by, by=by, at=at)
    for recipient in (before, address):
        notify(recipient, CHANGED, {"name": by, "address": address}, at)
    return address


def notify(address, body, words, at):
    if address:
        mails.send(to=address, subject=_("Perubahan pada akun Payung Anda"), body=_(body) % words, at=at)


def token_for(address, user, at):
    """Unreadable to whoever sees the link, and void once the address or the password is another."""
    said = {"user": user.pk, "old": user.email, "new": address, "key": key_of(user), "until": (at + VALID).isoformat()}
    return sealed.seal(json.dumps(said)).rstrip("=")  # which a link would spell out


def behind(token, *, by, at):
    """
    The address that this link of the person is for.

    :raises LinkIsOver: if it is for nobody, for somebody else, too late, or something has changed since
    """
    said = json.loads(sealed.unseal(token + "=" * (-len(token) % 4)) or "{}")
    mine = said.get("user") == by.pk and said.get("old") == by.email and constant_time_compare(said["key"], key_of(by))
    if not mine or at >= datetime.fromisoformat(said["until"]):
        raise LinkIsOver(_("Tautan ini sudah dipakai, lewat waktunya, atau bukan untuk akun ini. Minta yang baru."))
    return said["new"]


def key_of(user):
    return salted_hmac("payung.address_change", user.password, algorithm="sha256").hexdigest()


RENAMED = """\
Yth. %(name)s,

Nama pada akun Payung Anda baru saja diganti menjadi seperti di atas.

Bukan Anda? Ganti kata sandi Anda sekarang dan beri tahu admin Anda.
"""
# Without the name of whoever asks: it goes to an address that they chose, and they choose the name too.
CONFIRM = """\
Alamat ini diminta menjadi alamat surel sebuah akun Payung. Jika itu akun Anda, buka tautan ini dalam dua jam,
dengan akun itu:
%(link)s

Jika Anda tidak memintanya, abaikan saja surat ini.
"""
TAKEN = """\
Seseorang ingin memakai alamat ini untuk akun Payung yang lain. Alamat ini sudah milik akun Anda, jadi tidak ada
yang berubah.

Jika Anda sendiri yang meminta, Anda sudah punya akun dengan alamat ini: masuklah dengan akun itu.
"""
ASKED = """\
Yth. %(name)s,

Akun Payung Anda diminta berganti alamat surel menjadi %(address)s. Belum ada yang berubah.

Bukan Anda? Ganti kata sandi Anda sekarang; tautan yang dikirim ke alamat itu langsung tidak berlaku.
"""
CHANGED = """\
Yth. %(name)s,

Alamat surel akun Payung Anda sekarang %(address)s. Surat dan tautan untuk Anda dikirim ke sana.

Bukan Anda? Hubungi admin Anda atau pengelola aplikasi sekarang juga.
"""
