from django.db import migrations, models


# Bills of two OPD or units are paid from two budgets: that one pays for the other is said, or it is not written.
SAID = """
CREATE FUNCTION sec.refuse_silent_crossing() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.reason = '' AND (
    SELECT count(DISTINCT coalesce(place_id, 0)) > 1 FROM public.contributions_bill
    WHERE municipality_id = NEW.municipality_id AND id IN (NEW.source_id, NEW.bill_id)
  ) THEN
    RAISE EXCEPTION 'money of one place settles a bill of another with a reason'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'between_places_with_a_reason';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER between_places_with_a_reason BEFORE INSERT ON contributions_settlement
  FOR EACH ROW EXECUTE FUNCTION sec.refuse_silent_crossing();
"""
UNSAID = """
DROP TRIGGER between_places_with_a_reason ON contributions_settlement;
DROP FUNCTION sec.refuse_silent_crossing();
"""
NAME = "a_settlement_stands_or_says_why_it_is_taken_back"


class Migration(migrations.Migration):
    dependencies = [("contributions", "0013_lines_are_held_by_their_run")]

    operations = [
        migrations.RemoveConstraint(model_name="settlement", name=NAME),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("reverses", None)),
                    models.Q(("amount__lt", 0), ("reverses__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name=NAME,
            ),
        ),
        migrations.RunSQL(SAID, UNSAID),
    ]
