from django.db import migrations


# A run is begun open, whoever writes it; only a month is opened again after it was given up.
BEGINNING = """
CREATE FUNCTION sec.refuse_run_beginning() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.status <> 'OPEN' THEN
    RAISE EXCEPTION 'a run does not begin as %', NEW.status USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_begins BEFORE INSERT ON contributions_contributionrun
  FOR EACH ROW EXECUTE FUNCTION sec.refuse_run_beginning();
CREATE FUNCTION sec.refuse_reopened_correction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a correction that was given up stays so' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER given_up BEFORE UPDATE ON contributions_contributionrun
  FOR EACH ROW WHEN (OLD.kind = 'CORRECTION' AND OLD.status = 'CANCELLED')
  EXECUTE FUNCTION sec.refuse_reopened_correction();
"""
NO_BEGINNING = """
DROP TRIGGER run_begins ON contributions_contributionrun;
DROP TRIGGER given_up ON contributions_contributionrun;
DROP FUNCTION sec.refuse_run_beginning();
DROP FUNCTION sec.refuse_reopened_correction();
"""


class Migration(migrations.Migration):
    """Past the verbs too, no run is there approved from the beginning."""

    dependencies = [("contributions", "0004_corrections")]

    operations = [migrations.RunSQL(BEGINNING, NO_BEGINNING)]
