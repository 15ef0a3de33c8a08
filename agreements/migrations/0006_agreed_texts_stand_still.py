from django.db import migrations

from municipalities.wall import Pair, Protect


# A draft that never lay on the table may be thrown away by the side that wrote it (its own wall keeps the others off).
DISCARD = """
GRANT DELETE ON agreements_agreement TO payung_app;
DROP POLICY IF EXISTS writers_remove ON agreements_agreement;
CREATE POLICY writers_remove ON agreements_agreement AS RESTRICTIVE FOR DELETE TO payung_app
  USING ((SELECT array_position('{OPERATOR,APPROVER,TREASURER,SYSTEM,OFFICER,BRANCH_HEAD}', sec.role())) IS NOT NULL);
"""
KEEP = """
DROP POLICY IF EXISTS writers_remove ON agreements_agreement;
REVOKE DELETE ON agreements_agreement FROM payung_app;
"""

# Which way an agreement goes, and what of it may still change where it stands.
AGREEMENT = """
CREATE FUNCTION sec.side() RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN sec.role() IN ('OFFICER', 'BRANCH_HEAD') THEN 'BRANCH' WHEN sec.role() IS NOT NULL THEN 'CITY' END
$$;
CREATE FUNCTION sec.check_agreement() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  step text;
  last record;
  free text[];
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'DRAFT' OR EXISTS (
        SELECT 1 FROM public.agreements_agreementversion v
        WHERE v.municipality_id = OLD.municipality_id AND v.agreement_id = OLD.id) THEN
      RAISE EXCEPTION 'an agreement that lay on the table stays' USING ERRCODE = '42501';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- the owner's fixtures have no context
    IF sec.uid() IS NOT NULL AND (NEW.status <> 'DRAFT' OR NEW.side <> sec.side()) THEN
      RAISE EXCEPTION 'an agreement begins as a draft of the own side' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  step := OLD.status || '>' || NEW.status;
  IF NEW.status <> OLD.status THEN
    IF step <> ALL (ARRAY['DRAFT>IN_REVIEW', 'IN_REVIEW>DRAFT', 'IN_REVIEW>AGREED', 'AGREED>IN_REVIEW',
        'AGREED>SIGNED', 'SIGNED>ENDED']) THEN
      RAISE EXCEPTION 'an_agreement_takes_no_other_steps: %', step
        USING ERRCODE = '23514', CONSTRAINT = 'an_agreement_takes_no_other_steps';
    END IF;
    SELECT v.side, v.by_id INTO last FROM public.agreements_agreementversion v
    WHERE v.municipality_id = NEW.municipality_id AND v.agreement_id = NEW.id ORDER BY v.number DESC LIMIT 1;
    IF step IN ('DRAFT>IN_REVIEW', 'IN_REVIEW>AGREED') AND last IS NULL THEN
      RAISE EXCEPTION 'what_lies_on_the_table_is_a_version'
        USING ERRCODE = '23514', CONSTRAINT = 'what_lies_on_the_table_is_a_version';
    END IF;
    IF NEW.status = 'AGREED' AND (last.by_id IS NOT DISTINCT FROM NEW.agreed_by_id
        OR (sec.uid() IS NOT NULL AND (NEW.agreed_by_id <> sec.uid() OR last.side = sec.side()))) THEN
      RAISE EXCEPTION 'the_other_side_agrees' USING ERRCODE = '23514', CONSTRAINT = 'the_other_side_agrees';
    END IF;
    IF NEW.status = 'SIGNED' AND (
        (SELECT count(DISTINCT s.side) FROM public.agreements_agreementsignature s
         WHERE s.municipality_id = NEW.municipality_id AND s.agreement_id = NEW.id) <> 2
        OR NOT EXISTS (SELECT 1 FROM public.agreements_agreementscan c
         WHERE c.municipality_id = NEW.municipality_id AND c.agreement_id = NEW.id)) THEN
      RAISE EXCEPTION 'both_sides_have_signed_and_the_scan_is_there'
        USING ERRCODE = '23514', CONSTRAINT = 'both_sides_have_signed_and_the_scan_is_there';
    END IF;
  END IF;
  free := CASE OLD.status
    WHEN 'AGREED' THEN ARRAY['status', 'agreed_by_id', 'pks_number', 'branch_number', 'signing_date', 'signing_place',
                             'signing_date_quoted']
    WHEN 'SIGNED' THEN ARRAY['status', 'ended_date', 'end_reason']
    WHEN 'ENDED' THEN ARRAY[]::text[]
    END;
  IF free IS NOT NULL AND to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'what is agreed stands still' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.side(), sec.check_agreement() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.side() TO payung_app;
-- after people_agree: triggers go by name
CREATE TRIGGER step BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreement
  FOR EACH ROW EXECUTE FUNCTION sec.check_agreement();
"""

# Its arguments are the columns that may still change once the agreement is agreed.
PART = """
CREATE FUNCTION sec.check_agreement_part() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT a.status INTO here FROM public.agreements_agreement a
  WHERE a.municipality_id = part.municipality_id AND a.id = part.agreement_id FOR SHARE;
  IF TG_OP = 'UPDATE' AND NEW.agreement_id <> OLD.agreement_id THEN
    RAISE EXCEPTION 'what belongs to an agreement stays with it' USING ERRCODE = '42501';
  END IF;
  IF here IN ('AGREED', 'SIGNED', 'ENDED')
     AND (TG_OP <> 'UPDATE' OR to_jsonb(NEW) - coalesce(TG_ARGV[:], '{}') <> to_jsonb(OLD) - coalesce(TG_ARGV[:], '{}')) THEN
    RAISE EXCEPTION 'what is agreed stands still' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
REVOKE ALL ON FUNCTION sec.check_agreement_part() FROM PUBLIC;
"""
PARTS = {
    "agreementparty": (),
    "agreementwitness": (),
    "agreementrate": (),
    "agreementheadcount": (),
    "agreementlegalbasis": (),
    "agreementarticle": (),
    "agreementscope": ("is_signed", "start_date", "end_date"),
    "agreementcopy": ("stamp_serial",),
}

# Signatures and scans come while the text is agreed, from the own side; they go only when talk begins anew.
SIGNATURE = """
CREATE FUNCTION sec.check_signature() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT a.status INTO here FROM public.agreements_agreement a
  WHERE a.municipality_id = part.municipality_id AND a.id = part.agreement_id FOR SHARE;
  IF here IS NULL OR here <> 'AGREED' AND NOT (TG_OP = 'DELETE' AND here = 'IN_REVIEW') THEN
    RAISE EXCEPTION 'an agreed text is signed, and a signed one stays signed' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' AND sec.uid() IS NOT NULL AND (NEW.by_id <> sec.uid() OR NEW.side <> sec.side()) THEN
    RAISE EXCEPTION 'each side speaks for itself' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
REVOKE ALL ON FUNCTION sec.check_signature() FROM PUBLIC;
CREATE TRIGGER check_signature BEFORE INSERT OR DELETE ON agreements_agreementsignature
  FOR EACH ROW EXECUTE FUNCTION sec.check_signature();
CREATE TRIGGER people_sign BEFORE INSERT ON agreements_agreementsignature
  FOR EACH ROW EXECUTE FUNCTION sec.refuse_service_user('by_id');
CREATE TRIGGER check_signature BEFORE INSERT OR DELETE ON agreements_agreementscan
  FOR EACH ROW EXECUTE FUNCTION sec.check_signature();
"""

# Each side puts its own text on the table.
VERSION = """
CREATE FUNCTION sec.check_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF sec.uid() IS NOT NULL AND (NEW.by_id <> sec.uid() OR NEW.side <> sec.side()) THEN
    RAISE EXCEPTION 'each side speaks for itself' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_version() FROM PUBLIC;
CREATE TRIGGER check_version BEFORE INSERT ON agreements_agreementversion
  FOR EACH ROW EXECUTE FUNCTION sec.check_version();
"""
UNDO = """
DROP TRIGGER check_version ON agreements_agreementversion;
DROP FUNCTION sec.check_version();
DROP TRIGGER check_signature ON agreements_agreementscan;
DROP TRIGGER people_sign ON agreements_agreementsignature;
DROP TRIGGER check_signature ON agreements_agreementsignature;
DROP FUNCTION sec.check_signature();
DROP TRIGGER step ON agreements_agreement;
DROP FUNCTION sec.check_agreement();
DROP FUNCTION sec.side();
"""


def part_trigger(table, free):
    given = ", ".join(f"'{column}'" for column in free)
    return (
        f"CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON agreements_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION sec.check_agreement_part({given});"
    )


class Migration(migrations.Migration):
    """What is agreed stands still, what is signed was signed by both sides, and each side speaks for itself."""

    dependencies = [("agreements", "0005_text_scans_and_signatures")]

    operations = [
        Protect("agreementarticle", "AGREEMENT_PART"),
        Protect("agreementversion", "AGREEMENT_EVENTS"),
        Protect("agreementheadcount", "AGREEMENT_PART"),
        Protect("agreementcopy", "AGREEMENT_PART"),
        Protect("agreementsignature", "AGREEMENT_SIGNATURES"),
        Protect("agreementscan", "AGREEMENT_SIGNATURES"),
        Pair("agreement", "amends"),
        Pair("agreementparty", "official"),
        Pair("agreementscope", "registration"),
        migrations.RunSQL(DISCARD, KEEP),
        migrations.RunSQL(AGREEMENT + SIGNATURE + VERSION, UNDO),
        migrations.RunSQL(
            PART + "\n".join(part_trigger(table, free) for table, free in PARTS.items()),
            "\n".join(f"DROP TRIGGER check_part ON agreements_{table};" for table in PARTS)
            + "DROP FUNCTION sec.check_agreement_part();",
        ),
    ]
