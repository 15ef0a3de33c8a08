"""The tenant context holds for one transaction and leaves nothing behind."""

import pytest
from django.db import connection, transaction

from municipalities.context import KEYS, NoTenant, as_owner, require, tenant_context
from municipalities.models import Unit
from municipalities.roles import Role


def settings_now():
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(KEYS)), KEYS)
        return cursor.fetchone()


def timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


def test_inside_the_settings_say_who_asks(world):
    with tenant_context(world.operator.pk, Role.OPERATOR, [world.bengkulu.pk]):
        assert settings_now() == (str(world.operator.pk), "OPERATOR", str(world.bengkulu.pk), "")


def test_afterwards_the_settings_are_empty(world):
    with world.acting(world.operator):
        pass
    assert settings_now() == ("", "", "", "")


def test_after_an_error_the_settings_are_empty(world):
    with pytest.raises(ZeroDivisionError), world.acting(world.operator):
        _ = 1 / 0
    assert settings_now() == ("", "", "", "")


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("fails", [False, True])
def test_the_next_transaction_on_the_connection_finds_no_settings(fails):
    try:
        with tenant_context(1, Role.OPERATOR, [1]):
            if fails:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with transaction.atomic():
        assert settings_now() == ("", "", "", "")


@pytest.mark.usefixtures("transactional_db")
def test_the_patience_of_long_work_ends_with_it():
    before = timeout()
    with tenant_context(1, Role.SYSTEM, [1], patient=True):
        assert timeout() != before
    assert timeout() == before


def test_an_inner_context_gives_the_outer_one_back(world):
    with world.acting(world.operator):
        with world.acting(world.stranger, Role.OPERATOR, world.kupang):
            inner = Unit.objects.filter(municipality=world.bengkulu).count()
        outer = Unit.objects.filter(municipality=world.bengkulu).count()
    assert (inner, outer) == (0, 3)


def test_an_inner_context_that_failed_gives_the_outer_one_back(world):
    with world.acting(world.operator):
        with pytest.raises(ZeroDivisionError), world.acting(world.stranger, Role.OPERATOR, world.kupang):
            _ = 1 / 0
        assert Unit.objects.filter(municipality=world.bengkulu).count() == 3


def test_outside_a_context_it_is_asked_for():
    with pytest.raises(NoTenant):
        require()


def test_after_a_context_it_is_asked_for_again(world):
    with world.acting(world.operator):
        require()
    with pytest.raises(NoTenant):
        require()


def test_a_fixture_writes_without_a_context():
    with as_owner():
        require()


def test_a_city_that_is_no_number_never_reaches_the_settings(db):
    with pytest.raises(ValueError, match="invalid literal"), tenant_context(1, Role.OPERATOR, ["1,2"]):
        pass


def test_long_work_has_ten_minutes(world):
    with tenant_context(world.system.pk, Role.SYSTEM, [world.bengkulu.pk], patient=True):
        assert timeout() == "10min"
