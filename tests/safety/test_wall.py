"""Every table is behind the wall, no row points over it, and a gap is seen (the tries themselves: test_pairs.py)."""

import pytest
from django.db import IntegrityError, connection, transaction

from municipalities import wall
from municipalities.wall import gates
from municipalities.wall.classes import SYSTEM_TABLES
from tests.safety.attack import DENIED, administrator, ask
from tests.safety.rows import row_in, table_models


TABLES = table_models()
TENANT = [table for table, model in TABLES.items() if model.wall is not wall.LINKS]
ONE_POLICY = [table for table in TENANT if TABLES[table].wall is not wall.ACCOUNTS]
POINTERS = [
    (table, field.name)
    for table, model in TABLES.items()
    for field in model._meta.local_fields
    if getattr(field, "within_tenant", False)
]
every_tenant_table = pytest.mark.parametrize("table", TENANT)


def test_every_table_of_the_catalogue_with_a_municipality_is_in_this_matrix(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name::text FROM information_schema.columns "
            "WHERE column_name = 'municipality_id' AND table_schema = 'public'"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {*TABLES, *SYSTEM_TABLES}


def test_a_table_without_a_class_is_found(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id bigint PRIMARY KEY, municipality_id bigint)")
    assert ("table without a class", "forgotten") in gates.findings(connection)


@every_tenant_table
def test_a_city_sees_its_own_rows(world, attack):
    with world.acting(attack.attacker, attack.role, attack.own):
        assert attack.see(attack.own) > 0


@pytest.mark.parametrize("table", [table for table, model in TABLES.items() if model.wall is wall.LINKS])
def test_links_are_read_by_everybody_and_written_by_nobody_of_a_city(world, attack):
    with world.acting(attack.attacker, attack.role, attack.own):
        found = [do(attack.other) for do in (attack.see, attack.add, attack.change, attack.remove)]
    assert found == [1, DENIED, DENIED, DENIED]


def drop_checks(cursor, table):
    """So that the foreign key alone answers."""
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


@pytest.mark.parametrize(("table", "field"), POINTERS)
def test_no_row_can_point_at_a_row_of_another_city(attack, field):
    """Not even the administrator's: the composite foreign key holds what no policy sees."""
    target = attack.model._meta.get_field(field)
    with administrator() as cursor:
        foreign = row_in(attack.other, target.remote_field.model)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {attack.table} DISABLE TRIGGER USER")
        drop_checks(cursor, attack.table)
        point = f"UPDATE {attack.table} SET {target.column} = %s WHERE id = %s"
        with pytest.raises(IntegrityError, match=f"{attack.table}_{target.column}_same_city"), transaction.atomic():
            cursor.execute(point, [foreign.pk, attack.rows[attack.own.pk].pk])


@every_tenant_table
def test_a_table_whose_policies_are_gone_turns_this_matrix_red(world, attack):
    with administrator() as cursor:
        cursor.execute(f"ALTER TABLE {attack.table} DISABLE ROW LEVEL SECURITY")
    with world.acting(attack.attacker, attack.role, attack.own):
        assert attack.see(attack.other) > 0
    assert attack.see(attack.own) > 0


@pytest.mark.parametrize("table", ONE_POLICY)
def test_a_dropped_tenant_policy_hides_everything_and_shows_nothing_more(world, attack):
    with administrator() as cursor:
        cursor.execute(f"DROP POLICY tenant ON {attack.table}")
    with world.acting(attack.attacker, attack.role, attack.own):
        assert (attack.see(attack.own), attack.see(attack.other)) == (0, 0)


@pytest.mark.parametrize("table", ONE_POLICY)
def test_a_tenant_policy_that_lets_everything_pass_turns_this_matrix_red(world, attack):
    with administrator() as cursor:
        cursor.execute(f"ALTER POLICY tenant ON {attack.table} USING (true) WITH CHECK (true)")
        for name, _expression in attack.kind.extra:  # a second wall, which would hold alone
            cursor.execute(f"ALTER POLICY {name} ON {attack.table} USING (true)")
    with world.acting(attack.attacker, attack.role, attack.own):
        assert attack.see(attack.other) > 0


def test_the_application_signs_in_as_nobody_special(world):
    found = ask("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert found == ("payung_app", False)
