"""The gates are clean on our schema, and each finds the fault that it is for."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from municipalities.models import Unit
from municipalities.wall import gates, live
from tests.safety.attack import administrator, ask
from tests.safety.faults import FAULTS, WORKER


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
    assert {*gates.ALL} - {gates.NO_PROTECT} == {gate for _name, gate, _fault in FAULTS}


def test_a_model_whose_migration_forgot_the_wall_is_found(monkeypatch):
    monkeypatch.setattr(Unit, "wall", gates.table_classes()["enrollment_worker"])
    assert [what for _gate, what in gates.unprotected()] == ["municipalities_unit"]


def test_the_command_says_that_the_wall_stands(world, capsys):
    call_command("check_wall")
    assert "nothing found" in capsys.readouterr().out


def test_the_command_fails_on_a_gap(world):
    with administrator() as cursor:
        cursor.execute(f"GRANT TRUNCATE ON {WORKER} TO payung_app")
    with pytest.raises(CommandError, match="2 gaps"):
        call_command("check_wall")


def one_table_of_each_class():
    tables = {kind.name: table for table, kind in sorted(gates.table_classes().items())}
    return sorted(tables.values())


def policies_of(cursor, table):
    cursor.execute("SELECT polname::text FROM pg_policy WHERE polrelid = %s::regclass ORDER BY 1", [table])
    return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("mutant", ["DROP POLICY {name} ON {table}", "ALTER POLICY {name} ON {table} TO payung_fn"])
@pytest.mark.parametrize("table", one_table_of_each_class())
def test_every_policy_of_every_class_is_missed_when_it_is_gone(cursor, table, mutant):
    for name in policies_of(cursor, table):
        with transaction.atomic():
            cursor.execute(f"{mutant.format(name=name, table=table)}")
            found = [*live.policies(connection, table, gates.table_classes())]
            transaction.set_rollback(True)
        if not (name.startswith("fn_") and "payung_fn" in mutant):
            assert found == [f"{table}.{name}"]


def reads_back(cursor, table, name):
    """The policy's expressions, and the same after they were written as a dump writes them."""
    before = live.read_policies(cursor, f"public.{table}")[name]
    using, check = before[-2:]
    clauses = (f"USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
    command = {"*": "ALL", "r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}[before[1]]
    cursor.execute(f"CREATE POLICY restored ON public.{table} FOR {command} TO payung_app {clauses}")
    after = live.read_policies(cursor, f"public.{table}")["restored"]
    cursor.execute(f"DROP POLICY restored ON public.{table}")
    return (using, check), tuple(after[-2:])


def test_every_policy_reads_the_same_after_a_dump_and_a_restore(cursor):
    """Else check_wall would find gaps in a restored database that are none."""
    cursor.execute("SELECT polrelid::regclass::text, polname::text FROM pg_policy ORDER BY 1, 2")
    changed = {}
    for table, name in cursor.fetchall():
        before, after = reads_back(cursor, table, name)
        if before != after:
            changed[f"{table}.{name}"] = (before, after)
    assert changed == {}


def test_at_least_thirty_mutants_of_the_wall_are_planted():
    assert len(FAULTS) >= 30


def test_the_comparison_leaves_nothing_behind(world):
    live.differences(connection)
    assert ask("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'") == (0,)
