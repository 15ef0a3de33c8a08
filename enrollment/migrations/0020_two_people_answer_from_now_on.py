from django.db import migrations


# A trigger and no constraint: what one person answered alone, while that was allowed, stays as it is and can be
# forgotten. A constraint is asked of such a row again whatever is changed of it.
TWO_PEOPLE = """
ALTER TABLE enrollment_correctionrequest DROP CONSTRAINT IF EXISTS who_answers_a_correction_did_not_record_it;
CREATE FUNCTION sec.refuse_own_correction() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'who_answers_a_correction_did_not_record_it'
    USING ERRCODE = '23514', CONSTRAINT = 'who_answers_a_correction_did_not_record_it';
END $$;
REVOKE ALL ON FUNCTION sec.refuse_own_correction() FROM PUBLIC;
CREATE TRIGGER two_people_answer BEFORE INSERT OR UPDATE OF decided_by_id, recorded_by_id
  ON enrollment_correctionrequest
  FOR EACH ROW WHEN (NEW.decided_by_id = NEW.recorded_by_id) EXECUTE FUNCTION sec.refuse_own_correction();
"""
ONE_PERSON = """
DROP TRIGGER two_people_answer ON enrollment_correctionrequest;
DROP FUNCTION sec.refuse_own_correction();
"""


class Migration(migrations.Migration):
    """Whoever recorded what a person asks for does not answer it."""

    dependencies = [("enrollment", "0019_another_kind_of_worker")]

    operations = [migrations.RunSQL(TWO_PEOPLE, ONE_PERSON)]
