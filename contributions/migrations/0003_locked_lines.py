from django.db import migrations


LOCK = """
CREATE FUNCTION sec.refuse_locked_line() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.contributions_contributionrun r JOIN touched t
             ON r.municipality_id = t.municipality_id AND r.id = t.run_id WHERE r.status = 'APPROVED') THEN
    RAISE EXCEPTION 'the lines of an approved run are locked' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER locked_add AFTER INSERT ON contributions_contributionline
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_remove AFTER DELETE ON contributions_contributionline
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
CREATE TRIGGER locked_change AFTER UPDATE ON contributions_contributionline
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_locked_line();
"""
UNLOCK = """
DROP TRIGGER locked_add ON contributions_contributionline;
DROP TRIGGER locked_remove ON contributions_contributionline;
DROP TRIGGER locked_change ON contributions_contributionline;
DROP FUNCTION sec.refuse_locked_line();
"""


class Migration(migrations.Migration):
    """The lines of an approved run never change, whoever asks."""

    dependencies = [("contributions", "0002_wall")]

    operations = [migrations.RunSQL(LOCK, UNLOCK)]
