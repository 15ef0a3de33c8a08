"""What an append-only table tells of people who are forgotten: the one thing of it that is ever overwritten."""

from municipalities.wall.people import IN_FORCE, ME, ROLE


FORGET_FUNCTION = f"""
-- empties what rosters changed about these people of the caller's own city; by its service user alone
CREATE FUNCTION sec.forget_changes(city bigint, workers bigint[]) RETURNS SETOF bigint
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.enrollment_rosterchange c SET before = '{{}}', after = '{{}}'
  WHERE c.municipality_id = city AND c.worker_id = ANY (workers) AND EXISTS (
    SELECT FROM public.municipalities_scope s
    WHERE s.user_id = {ME} AND s.role = 'SYSTEM' AND {ROLE} = 'SYSTEM' AND s.municipality_id = city AND {IN_FORCE}
      AND city = ANY ((SELECT sec.munis())::bigint[]))
  RETURNING c.worker_id $$;
"""
HAND_OVER_FORGET = """
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.forget_changes(bigint, bigint[]) OWNER TO payung_fn;
REVOKE ALL ON FUNCTION sec.forget_changes(bigint, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.forget_changes(bigint, bigint[]) TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_FORGET = "DROP FUNCTION sec.forget_changes(bigint, bigint[])"
# {table: the columns that the function empties}; never to anything but nothing.
FUNCTION_EMPTIES = {"enrollment_rosterchange": ("before", "after")}


def emptied_sql(table):
    columns = FUNCTION_EMPTIES[table]
    nothing = " AND ".join(f"{column} = '{{}}'::jsonb" for column in columns)
    yield f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO payung_fn"
    yield f"CREATE POLICY fn_forget ON {table} FOR UPDATE TO payung_fn USING (true) WITH CHECK ({nothing})"
