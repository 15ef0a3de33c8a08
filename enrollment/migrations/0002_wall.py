from django.db import migrations

from municipalities.wall import Protect
from municipalities.wall.forgetting import DROP_FORGET, FORGET_FUNCTION, HAND_OVER_FORGET
from municipalities.wall.functions import DROP_CARD, FIRST_CARD_FUNCTION, HAND_OVER_CARD


# Triggers and no constraint: asked when somebody answers, and not again when what was answered long ago is forgotten.
TWO_PEOPLE_ANSWER = """
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
CREATE TRIGGER people_answer BEFORE INSERT OR UPDATE OF decided_by_id ON enrollment_correctionrequest
  FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('decided_by_id');
"""
ANYBODY_ANSWERS = """
DROP TRIGGER people_answer ON enrollment_correctionrequest;
DROP TRIGGER two_people_answer ON enrollment_correctionrequest;
DROP FUNCTION sec.refuse_own_correction();
"""


class Migration(migrations.Migration):
    """The wall round workers and what is known of them; the functions that look past it; two people answer."""

    dependencies = [("enrollment", "0001_initial"), ("municipalities", "0002_wall")]

    operations = [
        Protect("worker", "WORKER"),
        Protect("workerunit", "WORKER_UNITS", keyed=False),
        Protect("correctionrequest", "WORKER_DATA"),
        Protect("correctionevent", "UNIT_EVENTS"),
        Protect("roster", "ROSTER"),
        Protect("enrollment", "WORKER_DATA"),
        Protect("enrollmentevent", "WORKER_EVENTS"),
        Protect("rosterrow", "ROSTER_ROWS", keyed=False),
        Protect("rosterchange", "ROSTER_HISTORY", keyed=False),
        Protect("rosterdecision", "ROSTER_ROWS"),
        Protect("populationfigure", "FIGURES"),
        Protect("gaptarget", "FIGURES"),
        Protect("branchstatistic", "FIGURES"),
        Protect("unitgap", "GAPS"),
        Protect("unitgapevent", "UNIT_EVENTS"),
        Protect("rosterreceipt", "UNIT_EVENTS"),
        Protect("cardbatch", "SHARED"),
        Protect("handoversession", "SHARED"),
        Protect("cardhandover", "SHARED"),
        migrations.RunSQL(FIRST_CARD_FUNCTION + HAND_OVER_CARD, DROP_CARD),
        migrations.RunSQL(FORGET_FUNCTION + HAND_OVER_FORGET, DROP_FORGET),
        migrations.RunSQL(TWO_PEOPLE_ANSWER, ANYBODY_ANSWERS),
    ]
