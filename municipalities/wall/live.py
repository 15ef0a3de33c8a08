"""
What the live database has of the wall, compared with what the classes of the tables say.

The expected policies are made for real, on an empty temporary table of the same columns, and read back: so both sides
are in PostgreSQL's own words.
"""

import re

from django.apps import apps
from django.db import transaction

from municipalities.wall import accounts, zones
from municipalities.wall.addresses import ADDRESSES_FUNCTION
from municipalities.wall.classes import GLOBAL_APPEND_ONLY, GLOBAL_GRANTS, TableClass
from municipalities.wall.forgetting import FORGET_FUNCTION, FUNCTION_EMPTIES
from municipalities.wall.functions import CARD_FUNCTION, OF_THE_OWNER, PLAIN_FUNCTIONS, SCOPE_FUNCTIONS
from municipalities.wall.guards import GUARDS, guard_sql
from municipalities.wall.keys import letting_go
from municipalities.wall.links import LINK_FUNCTION
from municipalities.wall.people import FUNCTION_WRITES, PEOPLE_FUNCTIONS
from municipalities.wall.protect import FUNCTION_READS, FUNCTIONS_ASK, protect_sql


POLICY = "policy that is not as the class says"
GRANT = "grant that is not as the class says"
KEY = "key of a city's rows that is missing"
APPEND_ONLY = "append-only table that can be rewritten"
FUNCTION = "function of the wall that is not as written"
NAMES = (POLICY, GRANT, KEY, APPEND_ONLY, FUNCTION)

POLICIES = """
    SELECT p.polname::text, p.polpermissive, p.polcmd::text,
           ARRAY(SELECT rolname::text FROM pg_roles WHERE oid = ANY (p.polroles) ORDER BY 1),
           pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
    FROM pg_policy p WHERE p.polrelid = %s::regclass"""
COLUMNS = """
    SELECT string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY attnum)
    FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"""
GRANTS = """
    SELECT c.relname::text, coalesce(r.rolname::text, 'PUBLIC'), x.privilege_type
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) x
    LEFT JOIN pg_roles r ON r.oid = x.grantee
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'S') AND x.grantee <> c.relowner"""
COLUMN_GRANTS = """
    SELECT c.relname::text, coalesce(r.rolname::text, 'PUBLIC'), x.privilege_type || ' (' || a.attname || ')'
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped, aclexplode(a.attacl) x
    LEFT JOIN pg_roles r ON r.oid = x.grantee
    WHERE n.nspname = 'public'"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text || ': ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype IN ('u', 'f') AND connamespace = 'public'::regnamespace"""
# BEFORE UPDATE OR DELETE OR TRUNCATE, for each statement: the bits of pg_trigger.h
TRIGGERS = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgname = 'append_only' AND tgtype = 2 + 8 + 16 + 32 AND tgenabled IN ('O', 'A')
      AND tgfoid = 'sec.refuse()'::regprocedure AND tgqual IS NULL"""
FUNCTIONS = """
    SELECT proname::text, prosecdef, pg_get_userbyid(proowner)::text, provolatile::text, btrim(prosrc, E' \n')
    FROM pg_proc WHERE pronamespace = 'sec'::regnamespace"""
WRITTEN = re.compile(r"CREATE FUNCTION sec\.(\w+)\([^)]*\)\s+RETURNS [^$]*?\$\$(.*?)\$\$", re.DOTALL)


def table_classes():
    """{table: TableClass} as the models declare it."""
    return {model._meta.db_table: model.wall for model in walled_models()}


def walled_models():
    return [model for model in apps.get_models() if isinstance(getattr(model, "wall", None), TableClass)]


def differences(connection):
    """(gate, what) for everything that the live database has otherwise than the classes say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        tables = {name for (name,) in cursor.fetchall()}
        classes = {table: kind for table, kind in table_classes().items() if table in tables}
        found = [(POLICY, what) for table in sorted(tables) for what in policies(connection, table, classes)]
        found += [(GRANT, what) for what in apart(granted(cursor), expected_grants(classes, tables))]
        missing = {key for model in walled_models() for key in expected_keys(model)} - column_of(cursor, CONSTRAINTS)
        found += [(KEY, key) for key in sorted(missing) if key.split(":")[0] in tables]
        found += [(FUNCTION, f"sec.{name}()") for name in changed_functions(cursor)]
        locked = column_of(cursor, TRIGGERS)
        stay = [table for table, kind in classes.items() if kind.append_only] + [*tables & {*GLOBAL_APPEND_ONLY}]
        found += [(APPEND_ONLY, table) for table in stay if table not in locked]
    return found


def apart(live, expected):
    """What only one side has, in words."""
    return [
        *(f"{' '.join(map(str, what))} is too much" for what in sorted(live - expected, key=str)),
        *(f"{' '.join(map(str, what))} is missing" for what in sorted(expected - live, key=str)),
    ]


def column_of(cursor, query):
    cursor.execute(query)
    return {value for (value,) in cursor.fetchall()}


def policies(connection, table, classes):
    with connection.cursor() as cursor:
        live = read_policies(cursor, f"public.{table}")
    expected = {}
    if table in classes:
        expected = expected_policies(connection, table, protect_sql(table, classes[table]))
    elif table in GUARDS:
        expected = expected_policies(connection, table, guard_sql(table))
    for name in sorted({*live, *expected}):
        if live.get(name) != expected.get(name):
            yield f"{table}.{name}"


def read_policies(cursor, table):
    cursor.execute(POLICIES, [table])
    return {name: rest for name, *rest in cursor.fetchall()}


def expected_policies(connection, table, statements):
    """What these statements make of this table, read from a temporary one, which comes first in the path."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(COLUMNS, [f"public.{table}"])
        cursor.execute(f"CREATE TEMP TABLE {table} ({cursor.fetchone()[0]}) ON COMMIT DROP")
        for statement in statements:
            if statement.startswith("CREATE POLICY"):
                cursor.execute(statement)
        found = read_policies(cursor, f"pg_temp.{table}")
        cursor.execute(f"DROP TABLE pg_temp.{table}")
    return found


def granted(cursor):
    found = set()
    for query in (GRANTS, COLUMN_GRANTS):
        cursor.execute(query)
        found |= {tuple(row) for row in cursor.fetchall()}
    return found


def expected_grants(classes, tables):
    """(table, role, privilege) of every class and of the tables of no municipality."""
    found = {(table, "payung_app", grant) for table, kind in classes.items() for grant in kind.grants}
    found |= {(table, "payung_fn", "SELECT") for table, kind in classes.items() if kind.name in FUNCTIONS_ASK}
    for table, columns in FUNCTION_READS.items():
        found |= {(table, "payung_fn", f"SELECT ({column})") for column in columns}
    for table, columns in FUNCTION_WRITES.items():
        found |= {(table, "payung_fn", f"INSERT ({column})") for column in columns}
    changed = (*zones.FUNCTION_CHANGES.items(), *accounts.FUNCTION_CHANGES.items(), *FUNCTION_EMPTIES.items())
    for table, columns in changed:
        found |= {(table, "payung_fn", f"UPDATE ({column})") for column in columns}
    for table, privileges in GLOBAL_GRANTS.items():
        found |= {(table, "payung_app", privilege) for privilege in privileges.split(", ") if table in tables}
    return found


def expected_keys(model):
    """The foreign keys that hold a row in its city, as PostgreSQL writes them."""
    table = model._meta.db_table
    if any(getattr(field, "within_tenant", False) for field in pointing_at(model)):
        yield f"{table}: UNIQUE (municipality_id, id)"
    if model._meta.get_field("municipality").db_constraint:
        yield (
            f"{table}: FOREIGN KEY (municipality_id) REFERENCES municipalities_municipality(id)"
            " DEFERRABLE INITIALLY DEFERRED"
        )
    for field in model._meta.local_fields:
        if getattr(field, "within_tenant", False):
            target = field.remote_field.model._meta.db_table
            pair = f"(municipality_id, {field.column}) REFERENCES {target}(municipality_id, id)"
            yield f"{table}: FOREIGN KEY {pair} {letting_go(field)}DEFERRABLE"


def pointing_at(model):
    hidden_too = model._meta.get_fields(include_hidden=True)
    return [relation.field for relation in hidden_too if relation.auto_created and not relation.concrete]


def changed_functions(cursor):
    """The functions that decide a statement's scope, where their text, owner or kind is another."""
    cursor.execute(FUNCTIONS)
    live = {name: rest for name, *rest in cursor.fetchall()}
    written = PLAIN_FUNCTIONS + SCOPE_FUNCTIONS + CARD_FUNCTION + PEOPLE_FUNCTIONS + ADDRESSES_FUNCTION
    written += FORGET_FUNCTION + LINK_FUNCTION
    for found in WRITTEN.finditer(written + zones.ZONE_FUNCTION + accounts.ACCOUNT_FUNCTIONS):
        name, text = found.groups()
        owner = "payung_owner" if name in OF_THE_OWNER else "payung_fn"
        stable = "s" if " STABLE" in found.group() else "v"
        if live.get(name) != ["SECURITY DEFINER" in found.group(), owner, stable, text.strip()]:
            yield name
