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

-- the one table that the functions of the wall overwrite in spite of it, column by column: wall/forgetting.py
CREATE FUNCTION sec.refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'payung_fn' AND TG_TABLE_NAME = 'enrollment_rosterchange' THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
"""

MUNIS_FUNCTION = """
CREATE FUNCTION sec.munis() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT m.municipality_id), '{}')
  FROM public.municipalities_scope s
  CROSS JOIN LATERAL (
    SELECT s.municipality_id WHERE s.municipality_id IS NOT NULL
    UNION ALL
    SELECT b.municipality_id FROM public.municipalities_branchmunicipality b
    WHERE b.branch_id IN (
        WITH RECURSIVE below AS (
          SELECT s.branch_id AS id WHERE s.branch_id IS NOT NULL
          UNION
          SELECT o.id FROM public.municipalities_branch o JOIN below u ON o.parent_id = u.id
          WHERE s.role = 'BRANCH_HEAD')
        SELECT id FROM below)
      AND sec.today() BETWEEN b.start_date AND coalesce(b.end_date, 'infinity')) m
  WHERE s.user_id = nullif(current_setting('app.user_id', true), '')::bigint
    AND s.role = nullif(current_setting('app.role', true), '')
    AND sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')
    AND m.municipality_id = ANY (string_to_array(
          nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[]) $$;
"""
UNITS_FUNCTION = """
-- NULL = no unit limit; else some units and all below them, possibly an empty array: of a clerk those of the scopes,
-- of the service user the one it works for (app.unit_id)
CREATE FUNCTION sec.units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN nullif(current_setting('app.role', true), '') IS DISTINCT FROM 'CLERK'
                AND nullif(current_setting('app.unit_id', true), '') IS NULL THEN NULL ELSE (
    WITH RECURSIVE below AS (
      (SELECT s.municipality_id, s.unit_id AS id
       FROM public.municipalities_scope s
       WHERE s.user_id = nullif(current_setting('app.user_id', true), '')::bigint
         AND s.role = 'CLERK' AND nullif(current_setting('app.role', true), '') = 'CLERK'
         AND sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')
         AND s.municipality_id = ANY (string_to_array(
               nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[])
       UNION ALL
       SELECT u.municipality_id, u.id
       FROM public.municipalities_unit u
       WHERE u.id = nullif(current_setting('app.unit_id', true), '')::bigint
         AND nullif(current_setting('app.role', true), '') IS DISTINCT FROM 'CLERK'
         AND u.municipality_id = ANY (string_to_array(
               nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[]))
      UNION
      SELECT u.municipality_id, u.id
      FROM public.municipalities_unit u
      JOIN below b ON u.municipality_id = b.municipality_id AND u.parent_id = b.id)
    SELECT coalesce(array_agg(id), '{}') FROM below) END $$;
"""
SCOPE_FUNCTIONS = MUNIS_FUNCTION + UNITS_FUNCTION

# The public door of a card: whoever holds its token reads its state and the initials, of that one card alone. It is
# a question of nobody's scope, so it is the one function that looks past the wall, and this is all that it returns.
CARD_FUNCTION = """
CREATE FUNCTION sec.card(asked_code text, asked_number bigint)
RETURNS TABLE (city text, day date, initials text, programs text, status text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.name::text, t.day,
    (SELECT string_agg(left(word, 1) || '.', ' ' ORDER BY place)
     FROM unnest(string_to_array(w.name_search::text, ' ')) WITH ORDINALITY AS words (word, place) WHERE word <> ''),
    e.programs::text,
    CASE
      WHEN c.voided_at IS NOT NULL THEN 'REPLACED'
      WHEN NOT e.is_void AND t.day BETWEEN e.start_date AND coalesce(e.end_date, 'infinity') THEN 'VALID'
      WHEN e.is_void OR EXISTS (
        SELECT FROM public.enrollment_enrollment n
        WHERE n.municipality_id = e.municipality_id AND n.worker_id = e.worker_id AND n.id <> e.id
          AND NOT n.is_void AND n.kpj <> '' AND n.start_date >= e.start_date
          AND t.day BETWEEN n.start_date AND coalesce(n.end_date, 'infinity')) THEN 'REPLACED'
      ELSE 'INACTIVE' END
  FROM public.municipalities_municipality m
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE m.timezone)::date AS day) t
  JOIN public.enrollment_card c ON c.municipality_id = m.id AND c.id = asked_number
  JOIN public.enrollment_enrollment e ON e.municipality_id = c.municipality_id AND e.id = c.enrollment_id
  JOIN public.enrollment_worker w ON w.municipality_id = e.municipality_id AND w.id = e.worker_id
  WHERE m.code = asked_code AND e.kpj <> '' $$;
"""
# Before there were rows of cards the number in a token was the enrollment's.
FIRST_CARD_FUNCTION = """
CREATE FUNCTION sec.card(asked_code text, asked_number bigint)
RETURNS TABLE (city text, day date, initials text, programs text, status text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.name::text, t.day,
    (SELECT string_agg(left(word, 1) || '.', ' ' ORDER BY place)
     FROM unnest(string_to_array(w.name_search::text, ' ')) WITH ORDINALITY AS words (word, place) WHERE word <> ''),
    e.programs::text,
    CASE
      WHEN NOT e.is_void AND t.day BETWEEN e.start_date AND coalesce(e.end_date, 'infinity') THEN 'VALID'
      WHEN e.is_void OR EXISTS (
        SELECT FROM public.enrollment_enrollment n
        WHERE n.municipality_id = e.municipality_id AND n.worker_id = e.worker_id AND n.id <> e.id
          AND NOT n.is_void AND n.kpj <> '' AND n.start_date >= e.start_date
          AND t.day BETWEEN n.start_date AND coalesce(n.end_date, 'infinity')) THEN 'REPLACED'
      ELSE 'INACTIVE' END
  FROM public.municipalities_municipality m
  CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE m.timezone)::date AS day) t
  JOIN public.enrollment_enrollment e ON e.municipality_id = m.id
  JOIN public.enrollment_worker w ON w.municipality_id = e.municipality_id AND w.id = e.worker_id
  WHERE m.code = asked_code AND e.id = asked_number AND e.kpj <> '' $$;
"""
HAND_OVER_CARD = """
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.card(text, bigint) OWNER TO payung_fn;
REVOKE ALL ON FUNCTION sec.card(text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.card(text, bigint) TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_CARD = "DROP FUNCTION sec.card(text, bigint)"

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
