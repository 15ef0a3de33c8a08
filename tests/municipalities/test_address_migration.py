"""An upgrade says which accounts share an address before it forbids it, by their ids and not by the address."""

from importlib import import_module

import pytest
from django.db import IntegrityError, transaction

from municipalities.models import User
from tests.safety.attack import administrator


LOOK = import_module("municipalities.migrations.0022_whole_accounts").LOOK


@pytest.fixture
def before(world):
    """The table of before, with two accounts of which neither has an address."""
    with administrator() as cursor:
        cursor.execute("DROP INDEX an_address_is_of_one_account")
        yield cursor


def user(name, email):
    return User.objects.create(username=name, email=email)


def test_accounts_that_share_an_address_are_named_by_their_ids(before):
    first, second = user("sari", "sari@kota.go.id"), user("sari.2", "SARI@kota.go.id")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        before.execute(LOOK)
    assert f"user ids: {first.pk}, {second.pk}. Give each" in str(refusal.value)
    assert "@" not in str(refusal.value)


def test_accounts_without_an_address_share_nothing(before):
    user("satu", ""), user("dua", "")
    before.execute(LOOK)
