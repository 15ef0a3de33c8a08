"""The forms of the doors: allauth's, in our words, each slowed down by attempts.py."""

import struct

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as keys
from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from municipalities.accounts import account_events, attempts, second_factor
from municipalities.accounts.account_events import Action
from municipalities.accounts.allauth_doors import TooSoon
from municipalities.accounts.passwords import account_of
from municipalities.forms.base import Told
from municipalities.visitors import address_of


NEW_PASSWORD = _("Paling sedikit 15 huruf atau angka. Beberapa kata lebih mudah diingat daripada satu kata rumit.")
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
BROKEN_KEY = _("Jawaban kunci sandi itu rusak. Muat ulang halaman, lalu coba sekali lagi.")
WRONG_KEY = _("Kunci sandi tidak cocok. Coba lagi, atau isi kata sandi Anda.")
# What the readers of passkeys raise where no browser spoke, beside the refusals of allauth.
UNREADABLE = (LookupError, TypeError, AttributeError, ValueError, NotImplementedError, RecursionError, struct.error)
# Whatever is typed or pasted is looked at; a code is no reason for a long answer.
LONGEST_CODE = 20
LONGEST_PASSWORD = 1000


def password_field(form, name, label, *, autocomplete="current-password", help_text=""):
    field = form.fields[name]
    field.label, field.help_text, field.max_length = label, help_text, LONGEST_PASSWORD
    field.widget = forms.PasswordInput(
        attrs={"class": "input", "autocomplete": autocomplete, "maxlength": LONGEST_PASSWORD}
    )


class Waiting(Told):
    """A form that may have to wait: `wait` is the seconds until the next try."""

    wait = 0

    def _clean_fields(self):
        super()._clean_fields()
        self._note_wait()

    def _clean_form(self):
        super()._clean_form()
        self._note_wait()

    def _note_wait(self):
        for errors in self.errors.as_data().values():
            self.wait = max([self.wait, *(error.seconds for error in errors if isinstance(error, TooSoon))])


class SignInForm(Waiting, LoginForm):
    """Says the same to a wrong password, an unknown name and a user who cannot sign in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Surel atau nama pengguna"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"class": "input", "autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
            ),
        )
        self.order_fields(["login", "password"])
        password_field(self, "password", _("Kata sandi"))


def code_field(label="", *, required=True):
    return forms.CharField(
        label=label or _("Kode 6 angka"),
        required=required,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={**CODE}),
    )


def try_code(request, user, *, step="code"):
    """
    One attempt at a code or a key of this person; whoever finds it right says so to it.

    :raises TooSoon: if it is too soon to try
    """
    attempt = attempts.Attempt("code", account=user.pk, address=address_of(request))
    if wait := attempt.begin():
        account_events.after_block(request, Action.SLOWED_DOWN, about=user, step=step)
        raise TooSoon(wait)
    return attempt


def take_code(request, user, code):
    """
    The authenticator that this code opens.

    :raises ValidationError: if it opens none, or it is too soon to try
    """
    attempt = try_code(request, user)
    authenticator = second_factor.take_code(user=user, code=code)
    if authenticator is None:
        account_events.after_block(request, Action.REFUSED, about=user, step="code")
        raise forms.ValidationError(second_factor.WRONG_CODE, code="incorrect_code")
    attempt.right()
    return authenticator


class CodeForm(Waiting, AuthenticateForm):
    """The second step: a code of the app, or one of those that were written down."""

    trust = forms.BooleanField(label=_("Percayai peramban ini 14 hari"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()

    def clean_code(self):
        self.authenticator = take_code(get_adapter().request, self.user, self.cleaned_data["code"])
        self.authenticator.user = self.user
        return self.cleaned_data["code"]


class AppForm(Waiting, ActivateTOTPForm):
    """The first code of an app proves that it has read the secret."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field()

    def clean_code(self):
        code = "".join(self.cleaned_data["code"].split())
        attempt = try_code(get_adapter().request, self.user)
        if not validate_totp_code(self.secret, code):
            raise forms.ValidationError(second_factor.WRONG_CODE, code="incorrect_code")
        attempt.right()
        return code


class KeyAnswerField(forms.JSONField):
    """What a browser says for a key; what is nested too deep to be read is no answer either."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data, initial):
        """An answer is given once; the page that asks again does not repeat it."""
        return InvalidJSONInput("")


class KeyForm(Told, AddWebAuthnForm):
    """A passkey, or a key that is plugged in."""

    credential = KeyAnswerField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Nama kunci"),
            help_text=_("Misalnya: ponsel saya, kunci USB kantor."),
            max_length=60,
            required=False,
            widget=forms.TextInput(attrs={"class": "input"}),
        )

    def clean(self):
        try:
            return super().clean()
        except UNREADABLE as error:
            raise forms.ValidationError(BROKEN_KEY, code="incorrect_key") from error


class KeyCodeForm(Waiting, AuthenticateWebAuthnForm):
    """The second step with a passkey."""

    credential = KeyAnswerField(error_messages={"invalid": WRONG_KEY})

    def clean_credential(self):
        return take_key(get_adapter().request, self.user, self.cleaned_data["credential"])


class ForgottenForm(Waiting, ResetPasswordForm):
    """Asks for a mail; the answer is the same for every address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("Surel akun Anda"), widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "email"})
        )

    def clean_email(self):
        email, request = self.cleaned_data["email"].lower(), get_adapter().request
        user = account_of(email)
        if wait := attempts.Attempt("reset", account=email, address=address_of(request)).begin():
            account_events.after_block(request, Action.SLOWED_DOWN, about=user, step="reset")
            raise TooSoon(wait)
        self.users = [user] if user and user.is_active and user.email.lower() == email else []
        return email


class NewPasswordForm(Told, ResetPasswordKeyForm):
    """Once is enough: the password can be looked at while it is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        password_field(self, "password1", _("Kata sandi baru"), autocomplete="new-password", help_text=NEW_PASSWORD)


class OtherPasswordForm(Waiting, ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        password_field(self, "oldpassword", _("Kata sandi sekarang"))
        password_field(self, "password1", _("Kata sandi baru"), autocomplete="new-password", help_text=NEW_PASSWORD)

    def clean_oldpassword(self):
        if not knows_password(get_adapter().request, self.cleaned_data["oldpassword"]):
            raise get_adapter().validation_error("enter_current_password")
        return self.cleaned_data["oldpassword"]


def knows_password(request, password):
    """
    Whether the person who is signed in knows the own password; counted like a sign-in.

    :raises TooSoon: if it is too soon to try
    """
    name = request.user.get_username()
    return get_adapter().authenticate(request, username=name, password=password) == request.user


def take_key(request, user, credential):
    """
    The passkey of this person with which the browser answered our question; counted like a code.

    :raises ValidationError: if it did not, or it is too soon to try
    """
    attempt = try_code(request, user, step="key")
    try:
        keys.parse_authentication_response(credential)
        authenticator = keys.complete_authentication(user, credential)
    except (forms.ValidationError, *UNREADABLE) as error:
        account_events.after_block(request, Action.REFUSED, about=user, step="key")
        raise forms.ValidationError(WRONG_KEY, code="incorrect_key") from error
    attempt.right()
    return authenticator


class ConfirmForm(Waiting, forms.Form):
    """Who is there, once more: the password, a code of the second step, or a passkey."""

    password = forms.CharField(required=False, strip=False)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, prefix="lagi", **kwargs)
        self.request = request
        password_field(self, "password", _("Kata sandi Anda"))
        if second_factor.is_set_up(request.user):
            self.fields["code"] = code_field(_("Atau kode 6 angka"), required=False)
        self.has_key = bool(second_factor.keys_of(request.user))
        if self.has_key:
            self.fields["credential"] = KeyAnswerField(required=False, error_messages={"invalid": WRONG_KEY})

    def clean(self):
        given = super().clean()
        if given.get("credential"):
            take_key(self.request, self.request.user, given["credential"]).record_usage()
            self.method = "mfa"
        elif given.get("code"):
            take_code(self.request, self.request.user, given["code"])
            self.method = "mfa"
        elif not given.get("password"):
            self.add_error("password", _("Isi kata sandi Anda."))
        elif not knows_password(self.request, given["password"]):
            self.add_error("password", _("Kata sandi salah."))
        else:
            self.method = "password"
        return given
