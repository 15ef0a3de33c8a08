"""The functions that decide a statement's scope, and the roles and grants round them."""

from municipalities.wall.classes import GLOBAL_GRANTS


ROLES = {
    "payung_owner": "LOGIN NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB",
    "payung_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOINHERIT",
    "payung_fn": "NOLOGIN NOSUPERUSER NOBYPASSRLS",
    "payung_backup": "LOGIN NOSUPERUSER BYPASSRLS",
}
# Strict for the web; workers and commands raise them for one transaction (municipalities/context.py).
TIMEOUTS = {"statement_timeout": "10s", "lock_timeout": "3s", "idle_in_transaction_session_timeout": "15s"}

CLUSTER = (
    "GRANT pg_read_all_data TO payung_backup",
    "GRANT payung_fn TO payung_owner",
    *(f"ALTER ROLE payung_app SET {name} = '{value}'" for name, value in TIMEOUTS.items()),
)
SCHEMA = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO payung_owner;
CREATE SCHEMA IF NOT EXISTS sec AUTHORIZATION payung_owner;
GRANT USAGE ON SCHEMA public, sec TO payung_app;
GRANT USAGE ON SCHEMA public TO payung_fn;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
"""

PLAIN_FUNCTIONS = """
CREATE FUNCTION sec.uid() RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('app.user_id', true), '')::bigint $$;

CREATE FUNCTION sec.role() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT nullif(current_setting('app.role', true), '') $$;

-- for scope dates alone, in WIB; the rest uses the municipality's zone
CREATE FUNCTION sec.today() RETURNS date LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT (now() AT TIME ZONE 'Asia/Jakarta')::date $$;

CREATE FUNCTION sec.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501'; END $$;
"""

SCOPE_FUNCTIONS = """
CREATE FUNCTION sec.munis() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT m.municipality_id), '{}')
  FROM public.municipalities_scope s
  CROSS JOIN LATERAL (
    SELECT s.municipality_id WHERE s.municipality_id IS NOT NULL
    UNION ALL
    SELECT b.municipality_id FROM public.municipalities_branchmunicipality b
    WHERE b.branch_id = s.branch_id
      AND sec.today() BETWEEN b.start_date AND coalesce(b.end_date, 'infinity')) m
  WHERE s.user_id = nullif(current_setting('app.user_id', true), '')::bigint
    AND s.role = nullif(current_setting('app.role', true), '')
    AND sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')
    AND m.municipality_id = ANY (string_to_array(
          nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[]) $$;

-- NULL = no unit limit; for a clerk the own units and all below them, possibly an empty array
CREATE FUNCTION sec.units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN nullif(current_setting('app.role', true), '') IS DISTINCT FROM 'CLERK' THEN NULL ELSE (
    WITH RECURSIVE below AS (
      SELECT s.municipality_id, s.unit_id AS id
      FROM public.municipalities_scope s
      WHERE s.user_id = nullif(current_setting('app.user_id', true), '')::bigint
        AND s.role = 'CLERK'
        AND sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')
        AND s.municipality_id = ANY (string_to_array(
              nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[])
      UNION
      SELECT u.municipality_id, u.id
      FROM public.municipalities_unit u
      JOIN below b ON u.municipality_id = b.municipality_id AND u.parent_id = b.id)
    SELECT coalesce(array_agg(id), '{}') FROM below) END $$;
"""

OF_THE_OWNER = ("refuse",)
SCOPE_NAMES = "sec.uid(), sec.role(), sec.today(), sec.munis(), sec.units()"
HAND_OVER = f"""
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.uid() OWNER TO payung_fn;
ALTER FUNCTION sec.role() OWNER TO payung_fn;
ALTER FUNCTION sec.today() OWNER TO payung_fn;
ALTER FUNCTION sec.munis() OWNER TO payung_fn;
ALTER FUNCTION sec.units() OWNER TO payung_fn;
REVOKE ALL ON FUNCTION {SCOPE_NAMES}, sec.refuse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {SCOPE_NAMES} TO payung_app, payung_fn;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP = """
DROP FUNCTION sec.munis(); DROP FUNCTION sec.units(); DROP FUNCTION sec.today();
DROP FUNCTION sec.role(); DROP FUNCTION sec.uid(); DROP FUNCTION sec.refuse();
"""


def global_grants(*tables):
    """What the application may do with tables of no municipality: all of them, or these anew."""
    for table, privileges in GLOBAL_GRANTS.items():
        if tables and table not in tables:
            continue
        yield (
            f"DO $$ BEGIN IF to_regclass('public.{table}') IS NOT NULL THEN "
            f"GRANT {privileges} ON {table} TO payung_app; END IF; END $$"
        )
