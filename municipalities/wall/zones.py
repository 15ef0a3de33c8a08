"""The one column of a city that its own administrator changes: the zone, through a function that asks the scope."""

from municipalities.wall.people import IN_FORCE, ME, ROLE


ZONE_FUNCTION = f"""
CREATE FUNCTION sec.set_zone(city bigint, zone text) RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.municipalities_municipality m SET timezone = zone
  WHERE m.id = city AND zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura') AND EXISTS (
    SELECT FROM public.municipalities_scope s
    WHERE s.user_id = {ME} AND s.role = 'ADMIN' AND {ROLE} = 'ADMIN' AND s.municipality_id = city AND {IN_FORCE})
  RETURNING m.timezone $$;
"""
HAND_OVER_ZONE = """
GRANT UPDATE (timezone) ON municipalities_municipality TO payung_fn;
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.set_zone(bigint, text) OWNER TO payung_fn;
REVOKE ALL ON FUNCTION sec.set_zone(bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.set_zone(bigint, text) TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_ZONE = """
DROP FUNCTION sec.set_zone(bigint, text);
REVOKE UPDATE (timezone) ON municipalities_municipality FROM payung_fn;
"""
FUNCTION_CHANGES = {"municipalities_municipality": ("timezone",)}
