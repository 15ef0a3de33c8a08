"""What django-allauth asks of us: how the doors of Payung differ from its own."""

from urllib.parse import urljoin

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.forms import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from municipalities import mails
from municipalities.accounts import account_events, attempts, kept_forms, sealed, second_factor, sessions
from municipalities.accounts.account_events import Action
from municipalities.accounts.own_roles import scopes_of
from municipalities.accounts.passwords import account_of
from municipalities.visitors import address_of


WRONG = _("Nama pengguna atau kata sandi salah.")
# What allauth tells the owner of an account, and what is remembered of it.
NOTICES = {
    "account/email/password_changed": (Action.PASSWORD_CHANGED, _("Kata sandi Anda diganti.")),
    "account/email/password_reset": (Action.PASSWORD_RESET, _("Kata sandi Anda dibuat baru lewat surel.")),
    "mfa/email/totp_activated": (Action.SECOND_FACTOR_ON, _("Kode dari aplikasi dipasang pada akun Anda.")),
    "mfa/email/totp_deactivated": (Action.SECOND_FACTOR_OFF, _("Kode dari aplikasi dilepas dari akun Anda.")),
    "mfa/email/webauthn_added": (Action.SECOND_FACTOR_ON, _("Kunci sandi ditambahkan pada akun Anda.")),
    "mfa/email/webauthn_removed": (Action.SECOND_FACTOR_OFF, _("Kunci sandi dihapus dari akun Anda.")),
    "mfa/email/recovery_codes_generated": (Action.CODES_RENEWED, _("Kode cadangan akun Anda dibuat baru.")),
}
SAID = {
    "account/messages/password_changed.txt": _("Kata sandi diganti. Sesi lain sudah dikeluarkan."),
    "mfa/messages/totp_activated.txt": _("Kode dari aplikasi terpasang."),
    "mfa/messages/totp_deactivated.txt": _("Kode dari aplikasi dilepas."),
    "mfa/messages/webauthn_added.txt": _("Kunci sandi terpasang."),
    "mfa/messages/webauthn_removed.txt": _("Kunci sandi dihapus."),
}


class TooSoon(ValidationError):
    """This account or this address has tried too often; `seconds` until the next try."""

    def __init__(self, seconds):
        super().__init__(attempts.sentence_of_wait(seconds), code="wait")
        self.seconds = seconds


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "enter_current_password": _("Kata sandi sekarang salah."),
        "invalid_password_reset": _("Tautan ini sudah dipakai atau sudah lewat waktunya."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        return False  # forms are answered with pages

    def get_client_ip(self, request):
        return address_of(request)

    def authenticate(self, request, **credentials):
        """:raises TooSoon: if this account or this address has to wait; the password is not even looked at"""
        name = credentials.get("username") or credentials.get("email")
        user = account_of(name)
        attempt = attempts.Attempt("password", account=user.pk if user else name, address=address_of(request))
        if wait := attempt.begin():
            account_events.after_block(request, Action.SLOWED_DOWN, about=user)
            raise TooSoon(wait)
        found = authenticate(request, username=name, password=credentials["password"])
        if found:
            attempt.right()
        else:
            account_events.after_block(request, Action.REFUSED, about=user)
        return found

    def get_login_stages(self):
        """Whether the browser is trusted is ticked beside the code, not asked on a page of its own."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def post_login(self, request, user, **login):
        response = super().post_login(request, user, **login)
        account_events.of_request(request, Action.SIGNED_IN, about=user)
        return response

    def logout(self, request):
        sessions.forget(request)
        account_events.of_request(request, Action.SIGNED_OUT, about=request.user)
        super().logout(request)

    def set_password(self, user, password):
        user.set_password(password)
        user.save(update_fields=["password"])
        sessions.end_others(user, current=self.request.session.session_key)

    def is_reauthentication_required(self, *, app, **more):
        return False  # `fresh` stands before every view that needs it

    def get_login_redirect_url(self, request):
        """Whoever has a form left sends it first; whoever works in several places chooses first."""
        if kept_forms.of(request.user, at=timezone.now()):
            return reverse("kept_form")
        return reverse("choose_role" if len(scopes_of(request.user)) > 1 else "home")

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        if text := message or SAID.get(message_template):
            messages.add_message(request, level, text, extra_tags=extra_tags)

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return urljoin(settings.PUBLIC_URL, path)

    def send_password_reset_mail(self, user, email, context):
        """To those who have a password; whoever has none yet was invited, or never signs in."""
        account_events.of_request(self.request, Action.PASSWORD_ASKED, about=user)
        if user.has_usable_password() and not user.is_service:
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Every change of what opens an account is remembered, and told to its owner."""
        action, sentence = NOTICES[template_prefix]
        account_events.of_request(self.request, action, about=user)
        self.tell(user, sentence)

    def tell(self, user, sentence):
        if user.email:
            self.send_mail("account/email/notice", user.email, {"user": user, "sentence": sentence})

    def send_mail(self, template_prefix, email, context):
        now = timezone.now()
        given = {"site": settings.PUBLIC_URL, "at": now} | context
        subject, body = (render_to_string(f"{template_prefix}_{part}.txt", given) for part in ("subject", "message"))
        mails.send(to=email, subject=subject.strip(), body=body.strip() + "\n", at=now)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": second_factor.WRONG_CODE,
        "cannot_delete_authenticator": _(
            "Peran Anda wajib memakai langkah kedua. Pasang cara lain lebih dulu, lalu lepas yang ini."
        ),
    }

    def encrypt(self, text):
        return sealed.seal(text)

    def decrypt(self, encrypted_text):
        """:raises ValueError: if it does not open; out of an empty secret anybody could count codes"""
        text = sealed.unseal(encrypted_text)
        if not text:
            raise ValueError("a second factor is sealed with another secret key: see PAYUNG_SECRET_KEY")
        return text

    def build_totp_svg(self, url):
        drawn = super().build_totp_svg(url)
        return mark_safe(drawn[drawn.index("<svg") :])

    def can_delete_authenticator(self, authenticator):
        return second_factor.may_take_off(authenticator, scopes=scopes_of(authenticator.user))

    def generate_authenticator_name(self, user, type):
        return str(_("Kunci sandi"))
