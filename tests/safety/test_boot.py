"""A process tries the wall before it serves, and refuses where it does not stand."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from municipalities.models import Municipality, User
from municipalities.models.canary import Canary
from municipalities.roles import Role
from municipalities.wall import canary
from municipalities.wall.boot import refuse_unsafe_role
from tests.safety.attack import administrator, ask


def test_the_application_is_safe_to_serve(world):
    refuse_unsafe_role(connection)


def test_a_process_of_the_administrator_refuses_to_serve(db):
    with pytest.raises(ImproperlyConfigured, match="tenant wall"):
        refuse_unsafe_role(connection)


def test_a_process_that_sees_rows_without_a_context_refuses_to_serve(world):
    with administrator() as cursor:
        cursor.execute("ALTER TABLE municipalities_canary DISABLE ROW LEVEL SECURITY")
    with pytest.raises(ImproperlyConfigured, match="sees rows without a context"):
        refuse_unsafe_role(connection)


def test_a_process_whose_role_owns_a_table_refuses_to_serve(world):
    with administrator() as cursor:
        cursor.execute("CREATE TABLE own (id bigint); ALTER TABLE own OWNER TO payung_app")
    with pytest.raises(ImproperlyConfigured, match="tenant wall"):
        refuse_unsafe_role(connection)


ROLE_FAULTS = {
    "BYPASSRLS": "ALTER ROLE payung_app BYPASSRLS",
    "SUPERUSER": "ALTER ROLE payung_app SUPERUSER",
    "CREATEROLE": "ALTER ROLE payung_app CREATEROLE",
    "CREATEDB": "ALTER ROLE payung_app CREATEDB",
    "REPLICATION": "ALTER ROLE payung_app REPLICATION",
    "member of payung_owner": "GRANT payung_owner TO payung_app",
    "member of pg_read_all_data": "GRANT pg_read_all_data TO payung_app",
    "owns schema leak": "CREATE SCHEMA leak AUTHORIZATION payung_app",
    "owns function leak": "CREATE FUNCTION leak() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    " ALTER FUNCTION leak() OWNER TO payung_app",
}


@pytest.mark.parametrize(("said", "fault"), ROLE_FAULTS.items(), ids=ROLE_FAULTS)
def test_a_role_that_is_more_than_the_applications_refuses_to_serve(world, said, fault):
    with administrator() as cursor:
        cursor.execute(fault)
    with pytest.raises(ImproperlyConfigured, match=said):
        refuse_unsafe_role(connection)


BLIND = {
    "no tenant policy": "DROP POLICY tenant ON municipalities_canary",
    "no scope": f"DELETE FROM municipalities_scope s USING municipalities_user u "
    f"WHERE u.id = s.user_id AND u.username = '{canary.USERNAME}'",
    "no canary": "DELETE FROM municipalities_canary",
}


@pytest.mark.parametrize("fault", BLIND.values(), ids=BLIND)
def test_a_process_that_sees_nothing_even_with_the_context_refuses_to_serve(world, fault):
    with administrator() as cursor:
        cursor.execute(fault)
    with pytest.raises(ImproperlyConfigured, match="lets nobody pass"):
        refuse_unsafe_role(connection)


def test_a_process_before_an_empty_schema_says_what_to_run(world):
    with administrator() as cursor:
        cursor.execute("DROP TABLE municipalities_canary")
    with pytest.raises(ImproperlyConfigured, match="Run set_up"):
        refuse_unsafe_role(connection)


def test_a_temporary_table_of_a_bulk_load_is_no_reason_to_refuse(world):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE load (id bigint) ON COMMIT DROP")
    refuse_unsafe_role(connection)


def test_the_check_leaves_no_context_behind(world):
    refuse_unsafe_role(connection)
    assert ask("SELECT sec.uid(), sec.role(), sec.munis()") == (None, None, [])


def test_the_canary_is_planted_once_however_often_it_is_planted(world):
    with administrator() as cursor:
        cursor.execute(canary.PLANT)
    refuse_unsafe_role(connection)


def test_the_canarys_city_is_in_no_list_of_cities(world):
    assert canary.CODE not in {city.code for city in Municipality.objects.all()}


def test_the_canarys_user_cannot_sign_in(world, client):
    assert not client.login(username=canary.USERNAME, password="!")
    assert not User.objects.get(username=canary.USERNAME).is_active


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("operator", Role.OPERATOR),
        ("admin", Role.ADMIN),
        ("auditor", Role.AUDITOR),
        ("officer", Role.OFFICER),
        ("system", Role.SYSTEM),
    ],
)
def test_nobody_of_a_city_sees_the_canary(world, name, role):
    reserved = Municipality._base_manager.get(code=canary.CODE)
    with world.acting(getattr(world, name), role, world.bengkulu, reserved):
        assert Canary.objects.count() == 0
