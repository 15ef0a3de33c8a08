"""
Who keeps whose account: the questions and the doors of the database round users, scopes, cities and offices.

The application may change of a person what signing in changes; a new person, city or office comes in through a
function that asks the caller's own scope first, so that no statement of the application makes a superuser.
"""

ME = "nullif(current_setting('app.user_id', true), '')::bigint"
ROLE = "nullif(current_setting('app.role', true), '')"
IN_FORCE = "sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')"

PEOPLE_FUNCTIONS = f"""
-- the offices that a head of a branch looks after: the own, and for a regional office all below it
CREATE FUNCTION sec.offices() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE below AS (
    SELECT s.branch_id AS id FROM public.municipalities_scope s
    WHERE s.user_id = {ME} AND s.role = 'BRANCH_HEAD' AND {ROLE} = 'BRANCH_HEAD' AND {IN_FORCE}
    UNION
    SELECT o.id FROM public.municipalities_branch o JOIN below b ON o.parent_id = b.id)
  SELECT coalesce(array_agg(id), '{{}}') FROM below $$;

CREATE FUNCTION sec.is_platform() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM public.municipalities_scope s
    WHERE s.user_id = {ME} AND s.role = 'PLATFORM' AND {ROLE} = 'PLATFORM' AND {IN_FORCE}) $$;

-- a person without rights and without a password; NULL where the caller keeps nobody's account
CREATE FUNCTION sec.add_person(address text, given_name text) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.municipalities_user (password, is_superuser, username, first_name, last_name, email, is_staff,
                                          is_active, date_joined, is_service)
  SELECT '!', false, lower(address), given_name, '', lower(address), false, true, now(), false
  WHERE EXISTS (
    SELECT FROM public.municipalities_scope s
    WHERE s.user_id = {ME} AND s.role = {ROLE} AND s.role IN ('ADMIN', 'BRANCH_HEAD', 'PLATFORM') AND {IN_FORCE})
  RETURNING id $$;

-- a city with the service user that does its routine work; NULL for whoever is not the platform's
CREATE FUNCTION sec.add_municipality(new_code text, new_name text, zone text)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH city AS (
    INSERT INTO public.municipalities_municipality (public_id, code, name, timezone)
    SELECT gen_random_uuid(), new_code, new_name, zone WHERE sec.is_platform()
    RETURNING id),
  service AS (
    INSERT INTO public.municipalities_user (password, is_superuser, username, first_name, last_name, email, is_staff,
                                            is_active, date_joined, is_service)
    SELECT '!', false, 'system-' || new_code, '', '', '', false, true, now(), true FROM city
    RETURNING id),
  at_work AS (
    INSERT INTO public.municipalities_scope (user_id, role, municipality_id, start_date)
    SELECT service.id, 'SYSTEM', city.id, sec.today() FROM city, service)
  SELECT id FROM city $$;

CREATE FUNCTION sec.add_branch(new_code text, new_name text, new_kind text, above bigint)
RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.municipalities_branch (code, name, kind, parent_id)
  SELECT new_code, new_name, new_kind, above WHERE sec.is_platform()
  RETURNING id $$;
"""
NAMES = (
    "sec.offices(), sec.is_platform(), sec.add_person(text, text), sec.add_municipality(text, text, text), "
    "sec.add_branch(text, text, text, bigint)"
)
HAND_OVER_PEOPLE = f"""
GRANT USAGE, CREATE ON SCHEMA sec TO payung_fn;
{" ".join(f"ALTER FUNCTION {name} OWNER TO payung_fn;" for name in NAMES.replace("), ", ")|").split("|"))}
REVOKE ALL ON FUNCTION {NAMES} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {NAMES} TO payung_app, payung_fn;
REVOKE CREATE ON SCHEMA sec FROM payung_fn;
"""
DROP_PEOPLE = f"DROP FUNCTION {NAMES}"

# What the functions write: the columns they name above, and what is returned of a new row.
PERSON = (
    *("password", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active"),
    *("date_joined", "is_service"),
)
FUNCTION_WRITES = {
    "municipalities_user": PERSON,
    "municipalities_municipality": ("public_id", "code", "name", "timezone"),
    "municipalities_branch": ("code", "name", "kind", "parent_id"),
    "municipalities_scope": ("user_id", "role", "municipality_id", "start_date"),
}


def function_writes():
    for table, columns in FUNCTION_WRITES.items():
        yield f"GRANT INSERT ({', '.join(columns)}) ON {table} TO payung_fn"


# Whose scopes a role keeps: (role in the policies' names, which rows, which roles of people).
KEPT = {
    "admin": (
        "municipality_id = ANY ((SELECT sec.munis())::bigint[]) AND (SELECT sec.role()) = 'ADMIN'",
        "'{OPERATOR,CLERK,APPROVER,TREASURER,MAYOR_OFFICE,AUDITOR}'::text[]",
    ),
    "head": ("branch_id = ANY ((SELECT sec.offices())::bigint[])", "'{OFFICER,BRANCH_HEAD}'::text[]"),
    "platform": ("(SELECT sec.is_platform())", "'{ADMIN,BRANCH_HEAD,PLATFORM}'::text[]"),
}


def accounts_sql(table):
    """
    A user reads the own rows. A city's admin keeps the city's people, a head those of the branch and of the offices
    below, the platform the administrators, the heads and its own; nobody the own rows.
    """
    yield f"CREATE POLICY own_rows ON {table} FOR SELECT TO payung_app USING (user_id = (SELECT sec.uid()))"
    for name, (rows, roles) in KEPT.items():
        of_them = f"{rows} AND role::text = ANY ({roles})"
        theirs = f"{of_them} AND user_id <> (SELECT sec.uid())"
        seen = rows if name == "admin" else of_them
        yield f"CREATE POLICY {name}_read ON {table} FOR SELECT TO payung_app USING ({seen})"
        yield f"CREATE POLICY {name}_add ON {table} FOR INSERT TO payung_app WITH CHECK ({theirs})"
        yield f"CREATE POLICY {name}_change ON {table} FOR UPDATE TO payung_app USING ({theirs}) WITH CHECK ({theirs})"
    # of sec.add_municipality alone
    yield f"CREATE POLICY fn_service ON {table} FOR INSERT TO payung_fn WITH CHECK (role::text = 'SYSTEM'::text)"


def links_sql(table):
    """
    Everybody reads who serves whom, also before there is a context. The platform says it; a head may hand on a city
    that the branch serves, and never take one.
    """
    platform = "(SELECT sec.is_platform())"
    giving = "(SELECT sec.role()) = 'BRANCH_HEAD' AND municipality_id = ANY ((SELECT sec.munis())::bigint[])"
    mine = f"{giving} AND branch_id = ANY ((SELECT sec.offices())::bigint[])"
    yield f"CREATE POLICY everyone_reads ON {table} FOR SELECT TO payung_app USING (true)"
    yield f"CREATE POLICY platform_adds ON {table} FOR INSERT TO payung_app WITH CHECK ({platform})"
    yield f"CREATE POLICY platform_changes ON {table} FOR UPDATE TO payung_app USING ({platform})"
    yield f"CREATE POLICY head_gives ON {table} FOR INSERT TO payung_app WITH CHECK ({giving})"
    yield f"CREATE POLICY head_ends ON {table} FOR UPDATE TO payung_app USING ({mine}) WITH CHECK (true)"
