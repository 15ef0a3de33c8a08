from django.db import migrations


# The newest version is what was agreed (0007); the owner's fixtures have no context.
FOUR_EYES = """
CREATE FUNCTION sec.check_signer() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last record;
BEGIN
  IF sec.uid() IS NOT NULL AND NEW.side = 'CITY' AND sec.role() IS DISTINCT FROM 'APPROVER' THEN
    RAISE EXCEPTION 'the approver signs for the city' USING ERRCODE = '42501';
  END IF;
  SELECT v.side, v.by_id INTO last FROM public.agreements_agreementversion v
  WHERE v.municipality_id = NEW.municipality_id AND v.agreement_id = NEW.agreement_id ORDER BY v.number DESC LIMIT 1;
  IF last.side = NEW.side AND last.by_id = NEW.by_id THEN
    RAISE EXCEPTION 'another person than the writer signs' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_signer() FROM PUBLIC;
CREATE TRIGGER four_eyes BEFORE INSERT ON agreements_agreementsignature
  FOR EACH ROW EXECUTE FUNCTION sec.check_signer();
"""
UNDO = """
DROP TRIGGER four_eyes ON agreements_agreementsignature;
DROP FUNCTION sec.check_signer();
"""


class Migration(migrations.Migration):
    """Whoever wrote the text does not record that his side has signed it; the city's approver does, for the city."""

    dependencies = [("agreements", "0010_scans_are_replaced")]

    operations = [migrations.RunSQL(FOUR_EYES, UNDO)]
