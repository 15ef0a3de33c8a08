"""The gates are clean on our schema, and each finds the fault that it is for."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from municipalities.models import Unit
from municipalities.wall import gates
from municipalities.wall.boot import refuse_unsafe_role
from tests.safety.attack import administrator


WORKER, ENROLLMENT = "enrollment_worker", "enrollment_enrollment"
UNPROTECTED = "table with municipality_id without row security"
NO_PAIR = "foreign key that does not pair municipality_id"
NOT_UNIQUE = "unique or exclusion index without municipality_id"
ATTRIBUTES = "application role with too many attributes"
MEMBER = "role that payung_app is a member of"
TOO_FAR = "grant that goes too far"
COLUMN = "grant on a column"
VIEW = "view that does not run as the caller"
LOOSE = "loose SECURITY DEFINER function"
NO_NULLIF = "policy that reads a setting without nullif"
READING = "current_setting('app.user_id', true)"
DEFINER = "CREATE FUNCTION sec.leak() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER"
HANDED_OVER = "GRANT CREATE ON SCHEMA sec TO payung_fn; ALTER FUNCTION sec.leak() OWNER TO payung_fn"
PATH = "SET search_path = pg_catalog, pg_temp"

FAULTS = [
    ("every policy dropped", UNPROTECTED, "DROP POLICY tenant ON enrollment_enrollment"),
    ("row security off", UNPROTECTED, f"ALTER TABLE {WORKER} DISABLE ROW LEVEL SECURITY"),
    ("the owner is let through", UNPROTECTED, f"ALTER TABLE {WORKER} NO FORCE ROW LEVEL SECURITY"),
    ("a new table", UNPROTECTED, "CREATE TABLE forgotten (id bigint PRIMARY KEY, municipality_id bigint)"),
    ("a new table in another schema", UNPROTECTED, "CREATE TABLE sec.forgotten (municipality_id bigint)"),
    ("a policy for everybody", "policy without named roles", f"CREATE POLICY p ON {WORKER} TO PUBLIC USING (true)"),
    (
        "a foreign key of one column",
        NO_PAIR,
        f"ALTER TABLE {ENROLLMENT} ADD CONSTRAINT lone FOREIGN KEY (worker_id) REFERENCES {WORKER} (id)",
    ),
    (
        "a foreign key that cascades",
        NO_PAIR,
        f"ALTER TABLE {ENROLLMENT} ADD CONSTRAINT falls FOREIGN KEY (municipality_id, worker_id) "
        f"REFERENCES {WORKER} (municipality_id, id) ON DELETE CASCADE",
    ),
    ("unique over all cities", NOT_UNIQUE, f"CREATE UNIQUE INDEX nik_once ON {WORKER} (nik)"),
    (
        "an exclusion over all cities",
        NOT_UNIQUE,
        f"ALTER TABLE {ENROLLMENT} ADD EXCLUDE USING gist (kpj WITH =, daterange(start_date, end_date) WITH &&)",
    ),
    ("a superuser", ATTRIBUTES, "ALTER ROLE payung_app SUPERUSER"),
    ("a role that bypasses", ATTRIBUTES, "ALTER ROLE payung_app BYPASSRLS"),
    ("a definer that bypasses", ATTRIBUTES, "ALTER ROLE payung_fn BYPASSRLS"),
    ("a role that makes roles", ATTRIBUTES, "ALTER ROLE payung_app CREATEROLE"),
    ("membership in the owner", MEMBER, "GRANT payung_owner TO payung_app"),
    ("membership in who may read all", MEMBER, "GRANT pg_read_all_data TO payung_app"),
    (
        "a table of the application",
        "table owned by payung_app",
        "CREATE TABLE own (id bigint); ALTER TABLE own OWNER TO payung_app",
    ),
    ("truncate granted", TOO_FAR, f"GRANT TRUNCATE ON {WORKER} TO payung_app"),
    ("references granted", TOO_FAR, f"GRANT REFERENCES ON {WORKER} TO payung_app"),
    ("triggers granted", TOO_FAR, f"GRANT TRIGGER ON {WORKER} TO payung_app"),
    ("granted onward", TOO_FAR, f"GRANT SELECT ON {WORKER} TO payung_app WITH GRANT OPTION"),
    ("granted to everybody", TOO_FAR, f"GRANT SELECT ON {WORKER} TO PUBLIC"),
    ("a column granted to everybody", COLUMN, f"GRANT SELECT (nik) ON {WORKER} TO PUBLIC"),
    ("a column referenced", COLUMN, f"GRANT REFERENCES (nik) ON {WORKER} TO payung_app"),
    ("a view of the owner", VIEW, f"CREATE VIEW v AS SELECT * FROM {WORKER}"),
    ("a materialized view", VIEW, f"CREATE MATERIALIZED VIEW mv AS SELECT * FROM {WORKER}"),
    (
        "a definer of the owner",
        LOOSE,
        f"{DEFINER} {PATH} AS 'SELECT 1::bigint'; REVOKE ALL ON FUNCTION sec.leak() FROM PUBLIC",
    ),
    (
        "a definer without a path",
        LOOSE,
        f"{DEFINER} AS 'SELECT 1::bigint'; REVOKE ALL ON FUNCTION sec.leak() FROM PUBLIC; {HANDED_OVER}",
    ),
    ("a definer for everybody", LOOSE, f"{DEFINER} {PATH} AS 'SELECT 1::bigint'; {HANDED_OVER}"),
    (
        "a setting that may be empty",
        NO_NULLIF,
        f"CREATE POLICY raw ON {WORKER} AS RESTRICTIVE FOR SELECT TO payung_app USING ({READING} IS NOT NULL)",
    ),
    (
        "a function over a setting that may be empty",
        "function that reads a setting without nullif",
        f"CREATE FUNCTION sec.raw() RETURNS text LANGUAGE sql STABLE AS $$ SELECT {READING} $$",
    ),
    ("a table in no class", "table without a class", "CREATE TABLE stray (id bigint PRIMARY KEY)"),
]


@pytest.fixture
def cursor(db):
    with connection.cursor() as cursor:
        yield cursor


def test_every_gate_is_clean_on_our_schema(db):
    assert gates.findings(connection) == []


@pytest.mark.parametrize(("gate", "fault"), [pytest.param(gate, fault, id=name) for name, gate, fault in FAULTS])
def test_a_planted_fault_is_found(cursor, gate, fault):
    cursor.execute(fault)
    assert gate in {found for found, _what in gates.findings(connection)}


def test_every_gate_has_a_planted_fault():
    assert {*gates.GATES, "table without a class"} == {gate for _name, gate, _fault in FAULTS}


def test_a_model_whose_migration_forgot_the_wall_is_found(monkeypatch):
    monkeypatch.setattr(Unit, "wall", gates.table_classes()["enrollment_worker"])
    assert [what for _gate, what in gates.unprotected()] == ["municipalities_unit"]


def test_the_command_says_that_the_wall_stands(world, capsys):
    call_command("check_wall")
    assert "nothing found" in capsys.readouterr().out


def test_the_command_fails_on_a_gap(world):
    with administrator() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON {WORKER} TO payung_app")
    with pytest.raises(CommandError, match="1 gaps"):
        call_command("check_wall")


def test_the_application_is_safe_to_serve(world):
    refuse_unsafe_role(connection)


def test_a_process_of_the_administrator_refuses_to_serve(db):
    with pytest.raises(ImproperlyConfigured, match="tenant wall"):
        refuse_unsafe_role(connection)


def test_a_process_that_sees_rows_without_a_context_refuses_to_serve(world):
    with administrator() as cursor:
        cursor.execute("ALTER TABLE municipalities_unit DISABLE ROW LEVEL SECURITY")
    with pytest.raises(ImproperlyConfigured, match="tenant wall"):
        refuse_unsafe_role(connection)


def test_a_process_whose_role_owns_a_table_refuses_to_serve(world):
    with administrator() as cursor:
        cursor.execute("CREATE TABLE own (id bigint); ALTER TABLE own OWNER TO payung_app")
    with pytest.raises(ImproperlyConfigured, match="tenant wall"):
        refuse_unsafe_role(connection)
