from django.db import migrations

from municipalities.wall import Pair, Protect, Reprotect


DATED = ("minimumwage", "wagebasis", "registration", "letterhead", "paperformat", "official", "reminderplan",
         "retentionperiod")  # fmt: skip
# What has begun is ended and followed, whoever asks; set-up through the owner's login is another matter.
KEEP = """
CREATE FUNCTION sec.keep_what_has_begun() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> 'payung_app' OR OLD.start_date > sec.today() THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE'
     OR to_jsonb(NEW) - 'end_date' IS DISTINCT FROM to_jsonb(OLD) - 'end_date'
     OR NEW.end_date < sec.today() - 1
     OR OLD.end_date < sec.today() - 1 THEN
    RAISE EXCEPTION 'what has begun is ended and followed, never changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER keep_what_has_begun BEFORE UPDATE OR DELETE ON municipalities_{table}
  FOR EACH ROW EXECUTE FUNCTION sec.keep_what_has_begun()
"""


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0013_settings")]

    operations = [
        Pair("unit", "merged_into"),
        Protect("letterhead", "DATED"),
        Protect("paperformat", "DATED"),
        Protect("office", "ORGANIZATION"),
        Protect("official", "DATED"),
        Protect("reminderplan", "DATED"),
        Protect("retentionperiod", "DATED"),
        Protect("unitname", "ORGANIZATION"),
        Protect("unitmerge", "ORGANIZATION"),
        Protect("mergedrow", "UNIT_TRACES"),
        *(
            Reprotect(name, "DATED", "ORGANIZATION")
            for name in ("minimumwage", "wagebasis", "registration", "holiday")
        ),
        migrations.RunSQL(
            [KEEP, *(TRIGGER.format(table=table) for table in DATED)],
            [
                *(f"DROP TRIGGER keep_what_has_begun ON municipalities_{table}" for table in DATED),
                "DROP FUNCTION sec.keep_what_has_begun()",
            ],
        ),
    ]
