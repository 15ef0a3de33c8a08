"""The password of an account: one look at one password, whoever is asked for."""

import re

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from municipalities.models import User


def account_of(name):
    """The one user of this name or e-mail address; None where there is none, or more than one."""
    for field in ("username", "email"):
        found = User.objects.filter(**{f"{field}__iexact": name})[:2] if name else []
        if len(found) == 1:
            return found[0]
    return None


class PasswordBackend(ModelBackend):
    """Signs in by name or e-mail address; an unknown name costs as much time as a wrong password."""

    def authenticate(self, request, username=None, password=None, email=None, **rest):
        user = account_of(username or email)
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not user.is_service


class ResetToken(PasswordResetTokenGenerator):
    """A token with as many digits in a row as a NIK would be masked in the mail; the second before has another one."""

    def make_token(self, user):
        now = self._num_seconds(self._now())
        tokens = (self._make_token_with_timestamp(user, now - back, self.secret) for back in range(100))
        return next(token for token in tokens if not re.search(r"\d(?:-?\d){15}", token))

    def check_token(self, user, token):
        """For an account that is shut no password is made, or it would open with it later."""
        return bool(user and user.is_active and not user.is_service) and super().check_token(user, token)
