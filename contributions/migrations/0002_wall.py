from django.db import migrations

from municipalities.wall import Protect


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
PEOPLE_APPROVE = """
CREATE TRIGGER people_approve BEFORE INSERT OR UPDATE ON contributions_contributionrun
  FOR EACH ROW WHEN (NEW.approved_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('approved_by_id');
"""


class Migration(migrations.Migration):
    """The lines of an approved run never change, whoever asks; a person approves it."""

    dependencies = [
        ("contributions", "0001_initial"),
        ("enrollment", "0002_wall"),
        ("municipalities", "0002_wall"),
    ]

    operations = [
        Protect("contributionrun", "CITY"),
        Protect("contributionline", "LINES"),
        Protect("bill", "CITY"),
        Protect("billunit", "CITY"),
        Protect("payment", "CITY"),
        Protect("budgetplan", "CITY"),
        Protect("billreminder", "SENT_REMINDERS"),
        migrations.RunSQL(LOCK, UNLOCK),
        migrations.RunSQL(PEOPLE_APPROVE, "DROP TRIGGER people_approve ON contributions_contributionrun"),
    ]
