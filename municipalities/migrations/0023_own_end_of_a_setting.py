from django.db import migrations, models


DATED = ("letterhead", "minimumwage", "official", "paperformat", "registration", "reminderplan", "retentionperiod",
         "wagebasis")  # fmt: skip
KEEP = """
CREATE OR REPLACE FUNCTION sec.keep_what_has_begun() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> 'payung_app' OR OLD.start_date > sec.today() THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE'
     OR to_jsonb(NEW) - {ends} IS DISTINCT FROM to_jsonb(OLD) - {ends}
     OR NEW.end_date < sec.today() - 1
     OR OLD.end_date < sec.today() - 1 THEN
    RAISE EXCEPTION 'what has begun is ended and followed, never changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """The last day that somebody set, beside the one that what follows brought about."""

    dependencies = [("municipalities", "0022_whole_accounts")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="own_end_date",
                field=models.DateField(blank=True, editable=False, null=True, verbose_name="akhir yang ditetapkan"),
            )
            for name in DATED
        ),
        migrations.RunSQL(KEEP.format(ends="ARRAY['end_date', 'own_end_date']"), KEEP.format(ends="'end_date'::text")),
    ]
