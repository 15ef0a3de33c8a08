from django.db import migrations


# 0004 lets `ended_date` move beside the state; once a circular is over, its day stands as its text does.
ENDS_ONCE = """
CREATE FUNCTION sec.check_circular_end() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.ended_date IS DISTINCT FROM OLD.ended_date AND NEW.status = OLD.status THEN
    RAISE EXCEPTION 'the day on which a circular ended stands still' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_circular_end() FROM PUBLIC;
CREATE TRIGGER ends_once BEFORE UPDATE ON agreements_circular
  FOR EACH ROW EXECUTE FUNCTION sec.check_circular_end();
"""
UNDO = """
DROP TRIGGER ends_once ON agreements_circular;
DROP FUNCTION sec.check_circular_end();
"""


class Migration(migrations.Migration):
    """The day from which a circular no longer holds is written once, with the step that ends it."""

    dependencies = [("agreements", "0011_the_approver_signs_for_the_city")]

    operations = [migrations.RunSQL(ENDS_ONCE, UNDO)]
