"""Faults planted into the live schema: (what was done, the gate that must find it, how)."""

from municipalities.wall import live


WORKER, ENROLLMENT = "enrollment_worker", "enrollment_enrollment"
UNPROTECTED = "table with municipality_id without row security"
NO_PAIR = "foreign key that does not pair municipality_id"
NOT_UNIQUE = "unique or exclusion index without municipality_id"
ATTRIBUTES = "application role with too many attributes"
MEMBER = "role that payung_app is a member of"
TOO_FAR = "grant that goes too far"
COLUMN = "grant on a column"
PERSON = "column of a person that signing in does not write"
VIEW = "view that does not run as the caller"
LOOSE = "loose SECURITY DEFINER function"
NO_NULLIF = "policy that reads a setting without nullif"
READING = "current_setting('app.user_id', true)"
DEFINER = "CREATE FUNCTION sec.leak() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER"
HANDED_OVER = "GRANT CREATE ON SCHEMA sec TO payung_fn; ALTER FUNCTION sec.leak() OWNER TO payung_fn"
PATH = "SET search_path = pg_catalog, pg_temp"
ONE_MORE_WRITER = (
    f"DROP POLICY writers_add ON {WORKER}; "
    f"CREATE POLICY writers_add ON {WORKER} AS RESTRICTIVE FOR INSERT TO payung_app "
    "WITH CHECK ((SELECT sec.role()) = ANY ('{OPERATOR,CLERK,APPROVER,TREASURER,SYSTEM,OFFICER}'))"
)
NO_UNITS = (
    f"CREATE OR REPLACE FUNCTION sec.units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER {PATH} "
    "AS 'SELECT NULL::bigint[]'"
)
EVERYBODY_PLATFORM = (
    f"CREATE OR REPLACE FUNCTION sec.is_platform() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER {PATH} "
    "AS 'SELECT true'"
)
NO_REFUSAL = (
    f"CREATE OR REPLACE FUNCTION sec.refuse() RETURNS trigger LANGUAGE plpgsql {PATH} AS 'BEGIN RETURN NULL; END'"
)

FAULTS = [
    ("every policy dropped", UNPROTECTED, "DROP POLICY tenant ON enrollment_enrollment"),
    ("row security off", UNPROTECTED, f"ALTER TABLE {WORKER} DISABLE ROW LEVEL SECURITY"),
    ("the owner is let through", UNPROTECTED, f"ALTER TABLE {WORKER} NO FORCE ROW LEVEL SECURITY"),
    ("a new table", UNPROTECTED, "CREATE TABLE forgotten (id bigint PRIMARY KEY, municipality_id bigint)"),
    ("a new table in another schema", UNPROTECTED, "CREATE TABLE sec.forgotten (municipality_id bigint)"),
    ("a policy for everybody", "policy without named roles", f"CREATE POLICY p ON {WORKER} TO PUBLIC USING (true)"),
    (
        "a foreign key of one column",
        NO_PAIR,
        f"ALTER TABLE {ENROLLMENT} ADD CONSTRAINT lone FOREIGN KEY (worker_id) REFERENCES {WORKER} (id)",
    ),
    (
        "a foreign key that cascades",
        NO_PAIR,
        f"ALTER TABLE {ENROLLMENT} ADD CONSTRAINT falls FOREIGN KEY (municipality_id, worker_id) "
        f"REFERENCES {WORKER} (municipality_id, id) ON DELETE CASCADE",
    ),
    ("unique over all cities", NOT_UNIQUE, f"CREATE UNIQUE INDEX nik_once ON {WORKER} (nik)"),
    (
        "an exclusion over all cities",
        NOT_UNIQUE,
        f"ALTER TABLE {ENROLLMENT} ADD EXCLUDE USING gist (kpj WITH =, daterange(start_date, end_date) WITH &&)",
    ),
    (
        "mail without its guard",
        "table of no municipality whose guard is off",
        "ALTER TABLE municipalities_mail DISABLE ROW LEVEL SECURITY",
    ),
    ("mail that everybody reads", live.POLICY, "ALTER POLICY mailer_reads ON municipalities_mail USING (true)"),
    ("the receiver of a mail changed", COLUMN, "GRANT UPDATE (recipient) ON municipalities_mail TO payung_app"),
    ("mail deleted", live.GRANT, "GRANT DELETE ON municipalities_mail TO payung_app"),
    ("a person made past the function", live.GRANT, "GRANT INSERT ON municipalities_user TO payung_app"),
    ("the functions write a column more", live.GRANT, "GRANT INSERT (id) ON municipalities_user TO payung_fn"),
    ("everybody is the platform", live.FUNCTION, EVERYBODY_PLATFORM),
    (
        "a head of every office",
        live.FUNCTION,
        f"CREATE OR REPLACE FUNCTION sec.offices() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER {PATH} "
        "AS 'SELECT array_agg(id) FROM public.municipalities_branch'",
    ),
    (
        "a person made for whoever asks",
        live.FUNCTION,
        "DO $$ BEGIN EXECUTE (SELECT regexp_replace(pg_get_functiondef('sec.add_person(text,text)'::regprocedure), "
        "'WHERE EXISTS.*RETURNING', 'RETURNING')); END $$",
    ),
    ("an admin who makes admins", live.POLICY, "ALTER POLICY admin_add ON municipalities_scope WITH CHECK (true)"),
    ("a head who keeps the own rows", live.POLICY, "DROP POLICY head_change ON municipalities_scope"),
    (
        "roles that the platform reads all",
        live.POLICY,
        "ALTER POLICY platform_read ON municipalities_scope USING (true)",
    ),
    ("invitations open to all", live.POLICY, "ALTER POLICY invited_read ON municipalities_invitation USING (true)"),
    (
        "a head who takes a city",
        live.POLICY,
        "ALTER POLICY head_gives ON municipalities_branchmunicipality WITH CHECK (true)",
    ),
    (
        "the city of a link changed",
        COLUMN,
        "GRANT UPDATE (municipality_id) ON municipalities_branchmunicipality TO payung_app",
    ),
    ("a superuser", ATTRIBUTES, "ALTER ROLE payung_app SUPERUSER"),
    ("a role that bypasses", ATTRIBUTES, "ALTER ROLE payung_app BYPASSRLS"),
    ("a definer that bypasses", ATTRIBUTES, "ALTER ROLE payung_fn BYPASSRLS"),
    ("a role that makes roles", ATTRIBUTES, "ALTER ROLE payung_app CREATEROLE"),
    ("membership in the owner", MEMBER, "GRANT payung_owner TO payung_app"),
    ("membership in who may read all", MEMBER, "GRANT pg_read_all_data TO payung_app"),
    (
        "a table of the application",
        "table owned by payung_app",
        "CREATE TABLE own (id bigint); ALTER TABLE own OWNER TO payung_app",
    ),
    ("truncate granted", TOO_FAR, f"GRANT TRUNCATE ON {WORKER} TO payung_app"),
    ("references granted", TOO_FAR, f"GRANT REFERENCES ON {WORKER} TO payung_app"),
    ("triggers granted", TOO_FAR, f"GRANT TRIGGER ON {WORKER} TO payung_app"),
    ("granted onward", TOO_FAR, f"GRANT SELECT ON {WORKER} TO payung_app WITH GRANT OPTION"),
    ("granted to everybody", TOO_FAR, f"GRANT SELECT ON {WORKER} TO PUBLIC"),
    ("a column granted to everybody", COLUMN, f"GRANT SELECT (nik) ON {WORKER} TO PUBLIC"),
    ("a column referenced", COLUMN, f"GRANT REFERENCES (nik) ON {WORKER} TO payung_app"),
    ("a column of a person more", COLUMN, "GRANT UPDATE (is_superuser) ON municipalities_user TO payung_app"),
    ("a password for everybody", COLUMN, "GRANT UPDATE (password) ON municipalities_user TO PUBLIC"),
    ("every column of a person", PERSON, "GRANT UPDATE ON municipalities_user TO payung_app"),
    ("a view of the owner", VIEW, f"CREATE VIEW v AS SELECT * FROM {WORKER}"),
    ("a materialized view", VIEW, f"CREATE MATERIALIZED VIEW mv AS SELECT * FROM {WORKER}"),
    (
        "a definer of the owner",
        LOOSE,
        f"{DEFINER} {PATH} AS 'SELECT 1::bigint'; REVOKE ALL ON FUNCTION sec.leak() FROM PUBLIC",
    ),
    (
        "a definer without a path",
        LOOSE,
        f"{DEFINER} AS 'SELECT 1::bigint'; REVOKE ALL ON FUNCTION sec.leak() FROM PUBLIC; {HANDED_OVER}",
    ),
    ("a definer for everybody", LOOSE, f"{DEFINER} {PATH} AS 'SELECT 1::bigint'; {HANDED_OVER}"),
    (
        "a setting that may be empty",
        NO_NULLIF,
        f"CREATE POLICY raw ON {WORKER} AS RESTRICTIVE FOR SELECT TO payung_app USING ({READING} IS NOT NULL)",
    ),
    (
        "a function over a setting that may be empty",
        "function that reads a setting without nullif",
        f"CREATE FUNCTION sec.raw() RETURNS text LANGUAGE sql STABLE AS $$ SELECT {READING} $$",
    ),
    ("a table in no class", "table without a class", "CREATE TABLE stray (id bigint PRIMARY KEY)"),
    ("a wider policy beside ours", live.POLICY, f"CREATE POLICY wide ON {WORKER} TO payung_app USING (true)"),
    ("a dropped policy of the readers", live.POLICY, f"DROP POLICY readers ON {WORKER}"),
    ("a dropped policy of the clerks", live.POLICY, f"DROP POLICY unit_only ON {ENROLLMENT}"),
    ("a tenant policy that lets all pass", live.POLICY, f"ALTER POLICY tenant ON {WORKER} USING (true)"),
    ("a check that lets all in", live.POLICY, f"ALTER POLICY tenant ON {WORKER} WITH CHECK (true)"),
    ("one more role among the writers", live.POLICY, ONE_MORE_WRITER),
    ("the readers for another login", live.POLICY, f"ALTER POLICY readers ON {WORKER} TO payung_backup"),
    (
        "a restriction that became a permission",
        live.POLICY,
        f"DROP POLICY readers ON {WORKER}; CREATE POLICY readers ON {WORKER} FOR SELECT TO payung_app USING (true)",
    ),
    (
        "a policy where there should be none",
        live.POLICY,
        "CREATE POLICY p ON django_session TO payung_app USING (true)",
    ),
    ("a job open to every clerk", live.POLICY, "DROP POLICY own_or_of_unit ON municipalities_job"),
    ("a draft open to the other side", live.POLICY, "DROP POLICY draft_side ON agreements_agreement"),
    ("the functions see nothing", live.POLICY, "DROP POLICY fn_read ON municipalities_scope"),
    ("deletion granted", live.GRANT, f"GRANT DELETE ON {WORKER} TO payung_app"),
    ("a change of the trail granted", live.GRANT, "GRANT UPDATE ON municipalities_auditevent TO payung_app"),
    ("reading revoked", live.GRANT, f"REVOKE SELECT ON {WORKER} FROM payung_app"),
    ("the functions read workers", live.GRANT, f"GRANT SELECT ON {WORKER} TO payung_fn"),
    ("the functions read a column more", live.GRANT, "GRANT SELECT (name) ON municipalities_unit TO payung_fn"),
    ("a column of the own city granted", live.GRANT, f"GRANT UPDATE (nik) ON {WORKER} TO payung_backup"),
    ("cities may be made", live.GRANT, "GRANT INSERT ON municipalities_municipality TO payung_app"),
    ("a sequence granted", live.GRANT, f"GRANT USAGE ON SEQUENCE {WORKER}_id_seq TO payung_app"),
    (
        "a composite key dropped",
        live.KEY,
        f"ALTER TABLE {ENROLLMENT} DROP CONSTRAINT {ENROLLMENT}_worker_id_same_city",
    ),
    (
        "a composite key nobody validated",
        live.KEY,
        f"ALTER TABLE {ENROLLMENT} DROP CONSTRAINT {ENROLLMENT}_worker_id_same_city; "
        f"ALTER TABLE {ENROLLMENT} ADD CONSTRAINT {ENROLLMENT}_worker_id_same_city FOREIGN KEY "
        f"(municipality_id, worker_id) REFERENCES {WORKER} (municipality_id, id) DEFERRABLE NOT VALID",
    ),
    (
        "a row of no city",
        live.KEY,
        f"DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE {WORKER} DROP CONSTRAINT ' || conname FROM pg_constraint "
        f"WHERE conrelid = '{WORKER}'::regclass AND confrelid = 'municipalities_municipality'::regclass); END $$",
    ),
    ("the trail's trigger dropped", live.APPEND_ONLY, "DROP TRIGGER append_only ON municipalities_auditevent"),
    (
        "the trail's trigger switched off",
        live.APPEND_ONLY,
        "ALTER TABLE municipalities_auditevent DISABLE TRIGGER append_only",
    ),
    (
        "the trail's trigger for deletion alone",
        live.APPEND_ONLY,
        "DROP TRIGGER append_only ON municipalities_auditevent; CREATE TRIGGER append_only BEFORE DELETE "
        "ON municipalities_auditevent FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse()",
    ),
    (
        "every city for everybody",
        live.FUNCTION,
        "CREATE OR REPLACE FUNCTION sec.munis() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER "
        f"{PATH} AS 'SELECT array_agg(id) FROM public.municipalities_municipality'",
    ),
    (
        "the role line left out",
        live.FUNCTION,
        "DO $$ BEGIN EXECUTE (SELECT regexp_replace(pg_get_functiondef('sec.munis()'::regprocedure), "
        "'AND s.role = nullif[^\\n]*', '')); END $$",
    ),
    ("no unit limit for clerks", live.FUNCTION, NO_UNITS),
    ("a function of another owner", live.FUNCTION, "ALTER FUNCTION sec.role() OWNER TO payung_owner"),
    ("a link that asks as the caller", live.FUNCTION, "ALTER FUNCTION sec.roster_link(text) SECURITY INVOKER"),
    ("a function that asks as the caller", live.FUNCTION, "ALTER FUNCTION sec.units() SECURITY INVOKER"),
    ("an append-only that only looks so", live.FUNCTION, NO_REFUSAL),
]
