from django.db import migrations

from municipalities.wall import Protect
from municipalities.wall.accounts import ACCOUNT_FUNCTIONS, DROP_ACCOUNTS, HAND_OVER_ACCOUNTS
from municipalities.wall.addresses import ADDRESSES_FUNCTION, DROP_ADDRESSES, HAND_OVER_ADDRESSES
from municipalities.wall.canary import PLANT
from municipalities.wall.classes import GLOBAL_APPEND_ONLY
from municipalities.wall.functions import DROP, HAND_OVER, PLAIN_FUNCTIONS, SCOPE_FUNCTIONS, global_grants
from municipalities.wall.guards import GUARDS, guard_sql, unguard_sql
from municipalities.wall.people import DROP_PEOPLE, HAND_OVER_PEOPLE, PEOPLE_FUNCTIONS, function_writes
from municipalities.wall.protect import append_only_sql, global_reads
from municipalities.wall.zones import DROP_ZONE, HAND_OVER_ZONE, ZONE_FUNCTION


DATED = ("letterhead", "minimumwage", "official", "paperformat", "registration", "reminderplan", "retentionperiod",
         "wagebasis")  # fmt: skip
# What has begun is ended and followed, whoever asks; set-up through the owner's login is another matter.
KEEP = """
CREATE FUNCTION sec.keep_what_has_begun() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> 'payung_app' OR OLD.start_date > sec.today() THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE'
     OR to_jsonb(NEW) - ARRAY['end_date', 'own_end_date'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['end_date', 'own_end_date']
     OR NEW.end_date < sec.today() - 1
     OR OLD.end_date < sec.today() - 1 THEN
    RAISE EXCEPTION 'what has begun is ended and followed, never changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER keep_what_has_begun BEFORE UPDATE OR DELETE ON municipalities_{table}
  FOR EACH ROW EXECUTE FUNCTION sec.keep_what_has_begun();
"""
# What needs a second person is never decided by the service user, whatever verb was forgotten: the tables of all floors
# ask this of the column that their trigger names.
PEOPLE_DECIDE = """
CREATE FUNCTION sec.refuse_service_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.municipalities_user u
                 WHERE u.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint AND NOT u.is_service) THEN
    RAISE EXCEPTION '% is decided by people', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.refuse_service_user() FROM PUBLIC;
"""
# Who makes cities and offices by command; it cannot sign in.
SERVICE = """
WITH service AS (
  INSERT INTO municipalities_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
                                   date_joined, is_service)
  VALUES ('!', false, 'system-platform', '', '', '', false, true, now(), true) RETURNING id)
INSERT INTO municipalities_scope (user_id, role, start_date) SELECT id, 'PLATFORM', '2015-07-01' FROM service
"""


class Migration(migrations.Migration):
    """The functions that decide a statement's scope, the grants, the wall round the tables, and the first rows."""

    dependencies = [
        ("municipalities", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(PLAIN_FUNCTIONS + SCOPE_FUNCTIONS + HAND_OVER, DROP),
        migrations.RunSQL(PEOPLE_FUNCTIONS + HAND_OVER_PEOPLE, DROP_PEOPLE),
        migrations.RunSQL(ZONE_FUNCTION + HAND_OVER_ZONE, DROP_ZONE),
        migrations.RunSQL(ADDRESSES_FUNCTION + HAND_OVER_ADDRESSES, DROP_ADDRESSES),
        migrations.RunSQL(ACCOUNT_FUNCTIONS + HAND_OVER_ACCOUNTS, DROP_ACCOUNTS),
        migrations.RunSQL([*global_grants(), *global_reads(), *function_writes()], migrations.RunSQL.noop),
        migrations.RunSQL(
            [statement for table in GUARDS for statement in guard_sql(table)],
            [statement for table in GUARDS for statement in unguard_sql(table)],
        ),
        migrations.RunSQL(
            [append_only_sql(table) for table in GLOBAL_APPEND_ONLY],
            [f"DROP TRIGGER append_only ON {table}" for table in GLOBAL_APPEND_ONLY],
        ),
        Protect("canary", "CANARY"),
        Protect("minimumwage", "DATED"),
        Protect("wagebasis", "DATED"),
        Protect("holiday", "DATED"),
        Protect("branchmunicipality", "LINKS"),
        Protect("unit", "ORGANIZATION"),
        Protect("category", "ORGANIZATION"),
        Protect("scope", "ACCOUNTS"),
        Protect("letterhead", "DATED"),
        Protect("paperformat", "DATED"),
        Protect("office", "ORGANIZATION"),
        Protect("official", "DATED"),
        Protect("registration", "DATED"),
        Protect("reminderplan", "DATED"),
        Protect("retentionperiod", "DATED"),
        Protect("submission", "SUBMISSIONS"),
        Protect("auditevent", "AUDIT"),
        Protect("auditseal", "AUDIT_SEALS"),
        Protect("job", "JOB"),
        Protect("unitname", "ORGANIZATION"),
        Protect("unitmerge", "ORGANIZATION"),
        Protect("mergedrow", "UNIT_TRACES"),
        Protect("unitimport", "ORGANIZATION"),
        migrations.RunSQL(
            [KEEP, *(TRIGGER.format(table=table) for table in DATED)],
            [
                *(f"DROP TRIGGER keep_what_has_begun ON municipalities_{table}" for table in DATED),
                "DROP FUNCTION sec.keep_what_has_begun()",
            ],
        ),
        migrations.RunSQL(PEOPLE_DECIDE, "DROP FUNCTION sec.refuse_service_user()"),
        migrations.RunSQL([PLANT, SERVICE], migrations.RunSQL.noop),
    ]
