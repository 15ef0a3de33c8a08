"""Whom a city's reminders reach: the one question about other people that the service user may ask."""

from municipalities.wall.people import IN_FORCE, ME, ROLE


ADDRESSES_FUNCTION = f"""
-- addresses alone, of whoever has one of these roles today in the caller's own city or in an office that serves it;
-- nothing for anybody but SYSTEM
CREATE FUNCTION sec.addresses(city bigint, roles text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT lower(u.email)
  FROM public.municipalities_scope s JOIN public.municipalities_user u ON u.id = s.user_id
  WHERE s.role = ANY (roles) AND {IN_FORCE}
    AND (s.municipality_id = city OR s.branch_id IN (
      SELECT b.branch_id FROM public.municipalities_branchmunicipality b
      WHERE b.municipality_id = city AND sec.today() BETWEEN b.start_date AND coalesce(b.end_date, 'infinity')))
    AND u.is_active AND NOT u.is_service AND u.email <> ''
    AND EXISTS (
      SELECT FROM public.municipalities_scope mine
      WHERE mine.user_id = {ME} AND mine.role = 'SYSTEM' AND {ROLE} = 'SYSTEM' AND mine.municipality_id = city
        AND city = ANY ((SELECT sec.munis())::bigint[]))
  ORDER BY 1 $$;
"""
HAND_OVER_ADDRESSES = """
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
ALTER FUNCTION sec.addresses(bigint, text[]) OWNER TO payung_fn;
REVOKE ALL ON FUNCTION sec.addresses(bigint, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.addresses(bigint, text[]) TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_ADDRESSES = "DROP FUNCTION sec.addresses(bigint, text[])"
