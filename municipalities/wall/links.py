"""The door of a roster link: whoever holds its token learns for which city and unit it is, of that one link alone."""

LINK_FUNCTION = """
-- by the hash of its token, while it works; by the clock of the database, and the calendar on the city's wall
CREATE FUNCTION sec.roster_link(asked_hash text)
RETURNS TABLE (city bigint, link bigint, unit bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT l.municipality_id, l.id, l.unit_id
  FROM public.enrollment_rosterlink l
  JOIN public.municipalities_municipality m ON m.id = l.municipality_id
  WHERE l.token_hash = asked_hash AND l.revoked_at IS NULL
    AND (now() AT TIME ZONE m.timezone)::date <= l.last_day $$;
"""
HAND_OVER_LINK = """
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.roster_link(text) OWNER TO payung_fn;
REVOKE ALL ON FUNCTION sec.roster_link(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.roster_link(text) TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_LINK = "DROP FUNCTION sec.roster_link(text)"
