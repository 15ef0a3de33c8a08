"""
What is done to whole accounts: each through a function that asks the caller's own scope and writes its columns itself.

An account is of no city. Whoever keeps people in one place learns of somebody whether that place is all there is, and
nothing of the others.
"""

from municipalities.wall.people import IN_FORCE, ME


ACCOUNT_FUNCTIONS = f"""
-- whether every role that the person holds, or will hold, lies where the caller keeps people; yes or no, never where
CREATE FUNCTION sec.works_only_here(person bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT sec.is_platform() OR coalesce(bool_and(coalesce(
      CASE sec.role()
        WHEN 'ADMIN' THEN s.municipality_id = ANY (sec.munis())
        WHEN 'BRANCH_HEAD' THEN s.branch_id = ANY (sec.offices()) END, false)), false)
  FROM public.municipalities_scope s
  WHERE s.user_id = person AND coalesce(s.end_date, 'infinity') >= sec.today() $$;

-- the platform shuts an account and opens it again: nobody the own, and no service user; NULL where nothing was done
CREATE FUNCTION sec.switch_account(person bigint, active boolean)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.municipalities_user u SET is_active = active
  WHERE u.id = person AND u.id <> {ME} AND NOT u.is_service AND sec.is_platform()
  RETURNING u.is_active $$;

-- the own address, and the name to sign in with where that was the address; NULL where it is somebody else's
CREATE FUNCTION sec.change_own_address(address text) RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.municipalities_user u
  SET email = lower(address),
      username = CASE WHEN lower(u.username) = lower(u.email) THEN lower(address) ELSE u.username END
  WHERE u.id = {ME} AND u.is_active AND NOT u.is_service AND address LIKE '_%@_%'
    AND EXISTS (SELECT FROM public.municipalities_scope s WHERE s.user_id = u.id AND {IN_FORCE})
    AND NOT EXISTS (
      SELECT FROM public.municipalities_user o
      WHERE o.id <> u.id AND lower(address) IN (lower(o.email), lower(o.username)))
  RETURNING u.email $$;
"""
NAMES = ("sec.works_only_here(bigint)", "sec.switch_account(bigint, boolean)", "sec.change_own_address(text)")
FUNCTION_CHANGES = {"municipalities_user": ("email", "username", "is_active")}
HAND_OVER_ACCOUNTS = f"""
GRANT UPDATE ({", ".join(FUNCTION_CHANGES["municipalities_user"])}) ON municipalities_user TO payung_fn;
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
{" ".join(f"ALTER FUNCTION {name} OWNER TO payung_fn;" for name in NAMES)}
REVOKE ALL ON FUNCTION {", ".join(NAMES)} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {", ".join(NAMES)} TO payung_app;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_ACCOUNTS = f"""
DROP FUNCTION {", ".join(NAMES)};
REVOKE UPDATE ({", ".join(FUNCTION_CHANGES["municipalities_user"])}) ON municipalities_user FROM payung_fn;
"""
