from django.db import migrations


# The steps of agreements.circulars.NEXT, and who takes them: the mayor's office issues, gives back and withdraws what
# others wrote. What may change beside the state is said in 0004.
STEPS = """
CREATE FUNCTION sec.check_circular_step() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.role() IS NOT DISTINCT FROM 'MAYOR_OFFICE'
      AND (TG_OP <> 'UPDATE' OR OLD.status = 'DRAFT' OR (NEW.status = OLD.status AND NEW IS DISTINCT FROM OLD)) THEN
    RAISE EXCEPTION 'the mayor''s office writes no circular' USING ERRCODE = '42501';
  END IF;
  -- the owner's fixtures have no context
  IF TG_OP = 'INSERT' AND sec.uid() IS NOT NULL AND NEW.status <> 'DRAFT' THEN
    RAISE EXCEPTION 'a circular begins as a draft' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
      ('DRAFT', 'SUBMITTED'), ('SUBMITTED', 'ISSUED'), ('SUBMITTED', 'DRAFT'),
      ('ISSUED', 'SUPERSEDED'), ('ISSUED', 'WITHDRAWN')) THEN
    RAISE EXCEPTION 'a circular goes step by step' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_circular_step() FROM PUBLIC;
CREATE TRIGGER step_by_step BEFORE INSERT OR UPDATE OR DELETE ON agreements_circular
  FOR EACH ROW EXECUTE FUNCTION sec.check_circular_step();
"""
UNDO = """
DROP TRIGGER step_by_step ON agreements_circular;
DROP FUNCTION sec.check_circular_step();
"""


class Migration(migrations.Migration):
    """No statement takes a circular past a step, and the mayor's office rewrites no draft."""

    dependencies = [("agreements", "0008_withdrawn_entries_are_let_go")]

    operations = [migrations.RunSQL(STEPS, UNDO)]
