from django.db import migrations


PEOPLE = """
CREATE FUNCTION sec.refuse_service_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.municipalities_user u
                 WHERE u.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint AND NOT u.is_service) THEN
    RAISE EXCEPTION '% is decided by people', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.refuse_service_user() FROM PUBLIC;
CREATE TRIGGER people_approve BEFORE INSERT OR UPDATE ON contributions_contributionrun
  FOR EACH ROW WHEN (NEW.approved_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('approved_by_id');
CREATE TRIGGER people_issue BEFORE INSERT OR UPDATE ON agreements_circular
  FOR EACH ROW WHEN (NEW.issued_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('issued_by_id');
CREATE TRIGGER people_agree BEFORE INSERT OR UPDATE ON agreements_agreement
  FOR EACH ROW WHEN (NEW.agreed_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('agreed_by_id');
CREATE TRIGGER a_person_decides BEFORE INSERT ON claims_claimevent
  FOR EACH ROW WHEN (NEW.status IN ('APPROVED', 'VERIFIED', 'GRANTED', 'REFUSED', 'PAID'))
  EXECUTE FUNCTION sec.refuse_service_user('by_id');
"""
ANYBODY = """
DROP TRIGGER people_approve ON contributions_contributionrun;
DROP TRIGGER people_issue ON agreements_circular;
DROP TRIGGER people_agree ON agreements_agreement;
DROP TRIGGER a_person_decides ON claims_claimevent;
DROP FUNCTION sec.refuse_service_user();
"""


class Migration(migrations.Migration):
    """What needs a second person is never approved by the service user, whatever verb was forgotten."""

    dependencies = [
        ("claims", "0005_wall_of_ceremony"),
        ("contributions", "0009_attempt_counts_bills"),
        ("agreements", "0005_clerks_read"),
    ]

    operations = [migrations.RunSQL(PEOPLE, ANYBODY)]
