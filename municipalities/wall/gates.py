"""The gate queries: each must return no rows on the live database (`manage.py check_wall`)."""

from django.db.migrations.loader import MigrationLoader

from municipalities.wall import live
from municipalities.wall.classes import COLUMN_GRANTS, GLOBAL_GRANTS, SYSTEM_TABLES, USER_COLUMNS
from municipalities.wall.guards import GUARDS
from municipalities.wall.live import table_classes
from municipalities.wall.protect import Protect


HERE = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"
BY_COLUMN = ", ".join(f"('{table}', '{column}')" for table, names in COLUMN_GRANTS.items() for column in names)
GUARDED = ", ".join(f"'{table}'" for table in GUARDS)
SIGNING_IN = ", ".join(f"'{column}'" for column in USER_COLUMNS)
NAMES = ", ".join(f"'{name}'" for name in SYSTEM_TABLES)

GATES = {
    "table with municipality_id without row security": f"""
        SELECT c.oid::regclass::text FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND {HERE}
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'municipality_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND c.relname <> ALL (ARRAY[{NAMES}])
          AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
               OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
                              AND p.polroles && ARRAY['payung_app'::regrole::oid]))""",
    "table of no municipality whose guard is off": f"""
        SELECT relname::text FROM pg_class
        WHERE relname IN ({GUARDED}) AND relnamespace = 'public'::regnamespace
          AND (NOT relrowsecurity OR NOT relforcerowsecurity)""",
    "policy without named roles": """
        SELECT polrelid::regclass::text || '.' || polname FROM pg_policy WHERE polroles && ARRAY[0::oid]""",
    "foreign key that does not pair municipality_id": """
        WITH t AS (SELECT attrelid, attnum FROM pg_attribute WHERE attname = 'municipality_id' AND NOT attisdropped)
        SELECT k.conrelid::regclass::text || '.' || k.conname
        FROM pg_constraint k JOIN t c ON c.attrelid = k.conrelid JOIN t p ON p.attrelid = k.confrelid
        WHERE k.contype = 'f'
          AND (NOT (c.attnum = ANY (k.conkey))
               OR array_position(k.confkey, p.attnum) IS DISTINCT FROM array_position(k.conkey, c.attnum)
               OR k.confupdtype <> 'a'
               -- what is taken out may empty the one column that named it, and nothing else
               OR (k.confdeltype <> 'a'
                   AND NOT (k.confdeltype = 'n' AND NOT coalesce(c.attnum = ANY (k.confdelsetcols), true))))""",
    "unique or exclusion index without municipality_id": f"""
        SELECT i.indexrelid::regclass::text FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'municipality_id' AND NOT a.attisdropped
        JOIN pg_class c ON c.oid = i.indrelid
        WHERE c.relname <> ALL (ARRAY[{NAMES}])
          AND (i.indisunique OR i.indisexclusion) AND NOT (a.attnum = ANY (i.indkey::int2[]))
          AND NOT (i.indisprimary AND i.indnatts = 1)""",
    "application role with too many attributes": """
        SELECT rolname::text FROM pg_roles WHERE rolname IN ('payung_app', 'payung_fn')
          AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""",
    "role that payung_app is a member of": """
        SELECT rolname::text FROM pg_roles
        WHERE rolname <> 'payung_app' AND pg_has_role('payung_app', oid, 'MEMBER')""",
    "table owned by payung_app": """
        SELECT oid::regclass::text FROM pg_class
        WHERE relowner = 'payung_app'::regrole AND relpersistence <> 't'
          AND relnamespace::regnamespace::text !~ '^pg_(toast_)?temp'""",
    "grant that goes too far": f"""
        SELECT c.oid::regclass::text || ' ' || x.privilege_type
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) x
        WHERE {HERE} AND c.relkind IN ('r', 'p', 'v', 'm')
          AND (x.grantee = 0 OR x.grantee = 'payung_app'::regrole
               AND (x.privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
                    OR c.relispartition OR x.is_grantable))""",
    "grant on a column": f"""
        SELECT c.oid::regclass::text || '.' || a.attname || ' ' || x.privilege_type
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(a.attacl) x
        WHERE {HERE} AND NOT a.attisdropped AND x.grantee IN (0, 'payung_app'::regrole)
          AND NOT ((c.relname, a.attname) IN ({BY_COLUMN})
                   AND x.privilege_type = 'UPDATE' AND x.grantee <> 0)""",
    "column of a person that signing in does not write": f"""
        SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = to_regclass('public.municipalities_user') AND a.attnum > 0 AND NOT a.attisdropped
          AND a.attname NOT IN ({SIGNING_IN})
          AND has_column_privilege('payung_app', a.attrelid, a.attnum, 'UPDATE')""",
    "view that does not run as the caller": f"""
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {HERE} AND (c.relkind = 'm' OR c.relkind = 'v'
               AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false))""",
    "loose SECURITY DEFINER function": f"""
        SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND {HERE}
          AND (p.proowner <> 'payung_fn'::regrole
               OR NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%')
               OR has_function_privilege('public', p.oid, 'EXECUTE'))""",
    "policy that reads a setting without nullif": r"""
        SELECT polrelid::regclass::text || '.' || polname FROM pg_policy, LATERAL (SELECT
           coalesce(pg_get_expr(polqual, polrelid), '') || ' '
           || coalesce(pg_get_expr(polwithcheck, polrelid), '') AS e) x
        WHERE regexp_count(e, 'current_setting\(')
           <> regexp_count(e, '(NULLIF|nullif)\(current_setting\([^)]*, true\)')""",
    "function that reads a setting without nullif": r"""
        SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'sec'::regnamespace
          AND regexp_count(prosrc, 'current_setting\(')
           <> regexp_count(prosrc, 'nullif\(current_setting\([^)]*, true\)')""",
}


NO_CLASS = "table without a class"
NO_PROTECT = "model whose migration does not protect it as its class says"
ALL = (*GATES, *live.NAMES, NO_CLASS, NO_PROTECT)


def findings(connection):
    """(gate, what it found) for every fault in the live database; empty when the wall stands."""
    found = []
    with connection.cursor() as cursor:
        for gate, query in GATES.items():
            cursor.execute(query)
            found += [(gate, row[0]) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1"
        )
        tables = [row[0] for row in cursor.fetchall()]
    return found + live.differences(connection) + unclassified(tables) + unprotected()


def unclassified(tables):
    known = {*table_classes(), *GLOBAL_GRANTS, *SYSTEM_TABLES, *NO_ACCESS}
    return [(NO_CLASS, table) for table in tables if table not in known]


# Django's own tables that nobody uses through the application role.
NO_ACCESS = {
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "municipalities_user_groups",
    "municipalities_user_user_permissions",
}


def unprotected():
    """Models whose class and migrations disagree."""
    protected = {}
    for (app, _name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        for operation in migration.operations:
            if isinstance(operation, Protect):
                protected[f"{app}_{operation.model_name.lower()}"] = operation.kind
    declared = {table: kind.name for table, kind in table_classes().items()}
    return [
        (NO_PROTECT, table) for table in sorted({*declared, *protected}) if declared.get(table) != protected.get(table)
    ]
