from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipalities import attempts


class SignInForm(AuthenticationForm):
    """Says the same to a wrong password, an unknown name and a user who cannot sign in."""

    error_messages = {
        "invalid_login": _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya."),
        "inactive": _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya."),
    }

    def __init__(self, *args, address="", **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address
        self.wait = 0
        self.fields["username"].label = _("Nama pengguna")
        self.fields["password"].label = _("Kata sandi")

    def clean(self):
        username = self.cleaned_data.get("username", "")
        self.wait = attempts.seconds_to_wait(username=username, address=self.address)
        if self.wait:  # the password is not even looked at
            raise forms.ValidationError(self.sentence_of_wait(), code="wait")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            attempts.failed(username=username, address=self.address)
            raise
        attempts.succeeded(username=username)
        return cleaned

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if user.is_service:
            raise self.get_invalid_login_error()

    def sentence_of_wait(self):
        if self.wait < 60:
            return ngettext(
                "Terlalu banyak percobaan. Tunggu %(count)s detik, lalu coba lagi.",
                "Terlalu banyak percobaan. Tunggu %(count)s detik, lalu coba lagi.",
                self.wait,
            ) % {"count": self.wait}
        minutes = -(-self.wait // 60)
        return ngettext(
            "Terlalu banyak percobaan. Tunggu %(count)s menit, lalu coba lagi.",
            "Terlalu banyak percobaan. Tunggu %(count)s menit, lalu coba lagi.",
            minutes,
        ) % {"count": minutes}
