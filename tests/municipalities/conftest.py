import pytest
from django.core.cache import cache

from municipalities.views import doors
from tests.doors import give_password


@pytest.fixture
def forgotten_attempts(settings, monkeypatch):
    """No failures from before, a hash that is quick and answers that wait for nothing: people come in by the dozen."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(doors, "SAME_TIME", 0)
    cache.clear()


@pytest.fixture
def person(world, forgotten_attempts):
    """The operator of Bengkulu, with a password."""
    return give_password(world.operator)
