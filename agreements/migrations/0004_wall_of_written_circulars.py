from django.db import migrations

from municipalities.wall import Protect, Reprotect


# What was handed in waits as it was read; what is issued stands as it went out.
FREEZE = """
CREATE FUNCTION sec.check_circular() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moving text[] := ARRAY['status', 'ended_date'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'DRAFT' THEN
      RAISE EXCEPTION 'only a draft of a circular goes away' USING ERRCODE = '42501';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.status = 'DRAFT' THEN
    RETURN NEW;
  END IF;
  IF OLD.status = 'SUBMITTED' THEN
    moving := moving || ARRAY['issued_by_id', 'issued_at', 'sequence'];
    IF OLD.number = '' THEN
      moving := moving || ARRAY['number'];
    END IF;
  ELSIF NEW.status IN ('DRAFT', 'SUBMITTED') THEN
    RAISE EXCEPTION 'an issued circular is no draft again' USING ERRCODE = '42501';
  END IF;
  IF to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'the text of a circular that was handed in or issued is frozen' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_is_frozen BEFORE UPDATE OR DELETE ON agreements_circular
  FOR EACH ROW EXECUTE FUNCTION sec.check_circular();

CREATE FUNCTION sec.check_circular_part() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT c.status INTO here FROM public.agreements_circular c
  WHERE c.municipality_id = part.municipality_id AND c.id = part.circular_id FOR SHARE;
  IF here IS DISTINCT FROM 'DRAFT' THEN
    RAISE EXCEPTION 'what belongs to a circular that was handed in or issued is frozen' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.circular_id <> OLD.circular_id THEN
    RAISE EXCEPTION 'what belongs to a circular stays with it' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
"""
MELT = """
DROP TRIGGER text_is_frozen ON agreements_circular; DROP FUNCTION sec.check_circular();
"""
PARTS = ("circularaddressee", "circularcategory", "circularlegalbasis")
FREEZE_PART = """
CREATE TRIGGER part_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON agreements_{part}
  FOR EACH ROW EXECUTE FUNCTION sec.check_circular_part();
"""


class Migration(migrations.Migration):
    """The mayor's office issues, a draft goes away again, and what was handed in or issued stands still."""

    dependencies = [("agreements", "0003_circulars_are_written")]

    operations = [
        Reprotect("circular", "CIRCULAR", "CIRCULAR"),
        Reprotect("circularaddressee", "CIRCULAR_PART", "CIRCULAR_PART"),
        Reprotect("circularcategory", "CIRCULAR_PART", "CIRCULAR_PART"),
        Reprotect("circularlegalbasis", "CIRCULAR_PART", "CIRCULAR_PART"),
        Reprotect("circularevent", "CIRCULAR_EVENTS", "CIRCULAR_EVENTS"),
        Reprotect("briefingattendance", "ATTENDANCE", "FIGURES"),
        Protect("circularreminder", "CIRCULAR_LETTERS"),
        migrations.RunSQL(
            FREEZE + "".join(FREEZE_PART.format(part=part) for part in PARTS),
            "".join(f"DROP TRIGGER part_is_frozen ON agreements_{part};" for part in PARTS)
            + "DROP FUNCTION sec.check_circular_part();"
            + MELT,
        ),
    ]
