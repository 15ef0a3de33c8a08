from django.db import migrations

from municipalities.wall import Protect


# Each step follows the one before, by somebody whose role takes such a step, and by another person where it is a check.
EVENT = """
CREATE FUNCTION sec.check_claim_event() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text;
  before record;
  step text;
  lines bigint;
BEGIN
  SELECT c.status INTO here FROM public.claims_claim c
  WHERE c.municipality_id = NEW.municipality_id AND c.id = NEW.claim_id FOR UPDATE;
  IF here IS NULL THEN
    RAISE EXCEPTION 'there is no such claim' USING ERRCODE = '42501';
  END IF;
  SELECT e.seq, e.status, e.by_id INTO before FROM public.claims_claimevent e
  WHERE e.municipality_id = NEW.municipality_id AND e.claim_id = NEW.claim_id ORDER BY e.seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(before.seq, 0) + 1 OR NEW.from_status <> coalesce(before.status, '')
     OR (before.status IS NOT NULL AND before.status <> here) THEN
    RAISE EXCEPTION 'claim_events_follow_each_other' USING ERRCODE = '23514', CONSTRAINT = 'claim_events_follow_each_other';
  END IF;
  step := NEW.from_status || '>' || NEW.status;
  IF step <> ALL (ARRAY['>REPORTED',
      'REPORTED>COMPLETE', 'REPORTED>CANCELLED', 'COMPLETE>SUBMITTED', 'COMPLETE>RETURNED', 'COMPLETE>CANCELLED',
      'RETURNED>COMPLETE', 'RETURNED>CANCELLED', 'SUBMITTED>APPROVED', 'SUBMITTED>RETURNED',
      'APPROVED>VERIFIED', 'APPROVED>RETURNED', 'VERIFIED>GRANTED', 'VERIFIED>REFUSED', 'VERIFIED>RETURNED',
      'GRANTED>PAID', 'GRANTED>RETURNED']) THEN
    RAISE EXCEPTION 'a_claim_takes_no_other_steps: %', step USING ERRCODE = '23514', CONSTRAINT = 'a_claim_takes_no_other_steps';
  END IF;
  IF NEW.status <> 'RETURNED' AND NEW.from_status IN ('SUBMITTED', 'APPROVED', 'VERIFIED', 'GRANTED')
     AND NEW.by_id = before.by_id THEN
    RAISE EXCEPTION 'neighbouring_steps_are_two_people' USING ERRCODE = '23514', CONSTRAINT = 'neighbouring_steps_are_two_people';
  END IF;
  -- the person of the step is whoever asks, in a role that takes it; the owner's fixtures have no context
  IF sec.uid() IS NOT NULL AND (NEW.by_id <> sec.uid() OR NOT CASE
      WHEN NEW.status IN ('REPORTED', 'COMPLETE', 'SUBMITTED', 'CANCELLED') THEN sec.role() = 'OPERATOR'
      WHEN NEW.status = 'APPROVED' THEN sec.role() = 'APPROVER'
      WHEN NEW.status IN ('VERIFIED', 'GRANTED', 'REFUSED') THEN sec.role() IN ('OFFICER', 'BRANCH_HEAD')
      WHEN NEW.status = 'PAID' THEN sec.role() IN ('OPERATOR', 'TREASURER')
      WHEN step = 'COMPLETE>RETURNED' THEN sec.role() = 'OPERATOR'
      WHEN step = 'SUBMITTED>RETURNED' THEN sec.role() IN ('OPERATOR', 'APPROVER')
      ELSE sec.role() IN ('OPERATOR', 'OFFICER', 'BRANCH_HEAD') END) THEN
    RAISE EXCEPTION 'this role does not take the step %', step USING ERRCODE = '42501';
  END IF;
  SELECT sum(l.amount) INTO lines FROM public.claims_benefitline l
  WHERE l.municipality_id = NEW.municipality_id AND l.claim_id = NEW.claim_id;
  IF NEW.status IN ('COMPLETE', 'SUBMITTED') THEN
    IF EXISTS (SELECT 1 FROM public.claims_claimdocument d
               WHERE d.municipality_id = NEW.municipality_id AND d.claim_id = NEW.claim_id
                 AND d.asked AND d.required AND d.status NOT IN ('ACCEPTED', 'NOT_NEEDED')) THEN
      RAISE EXCEPTION 'a_complete_claim_has_its_papers' USING ERRCODE = '23514', CONSTRAINT = 'a_complete_claim_has_its_papers';
    END IF;
    IF lines IS NULL OR lines IS DISTINCT FROM (SELECT sum(h.share)::bigint FROM public.claims_heir h
               WHERE h.municipality_id = NEW.municipality_id AND h.claim_id = NEW.claim_id) THEN
      RAISE EXCEPTION 'the_shares_are_the_sum_of_the_lines' USING ERRCODE = '23514', CONSTRAINT = 'the_shares_are_the_sum_of_the_lines';
    END IF;
  ELSIF NEW.status = 'PAID' AND (
      lines IS DISTINCT FROM (SELECT sum(p.amount)::bigint FROM public.claims_payout p
                              WHERE p.municipality_id = NEW.municipality_id AND p.claim_id = NEW.claim_id)) THEN
    RAISE EXCEPTION 'a_paid_claim_is_paid_in_full' USING ERRCODE = '23514', CONSTRAINT = 'a_paid_claim_is_paid_in_full';
  ELSIF NEW.status = 'RETURNED' AND EXISTS (
      SELECT 1 FROM public.claims_payout p
      WHERE p.municipality_id = NEW.municipality_id AND p.claim_id = NEW.claim_id) THEN
    RAISE EXCEPTION 'a_claim_partly_paid_is_not_returned' USING ERRCODE = '23514', CONSTRAINT = 'a_claim_partly_paid_is_not_returned';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_step BEFORE INSERT ON claims_claimevent
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_event();
"""

# The state of a claim is that of its last step; everything else of it is written by the city, while it is open.
CLAIM = """
CREATE FUNCTION sec.check_claim() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'REPORTED' OR coalesce(sec.role(), '') IN ('OFFICER', 'BRANCH_HEAD') THEN
      RAISE EXCEPTION 'a claim begins with the city, as reported' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status THEN
    SELECT e.from_status, e.status INTO last FROM public.claims_claimevent e
    WHERE e.municipality_id = NEW.municipality_id AND e.claim_id = NEW.id ORDER BY e.seq DESC LIMIT 1;
    IF last IS NULL OR last.status <> NEW.status OR last.from_status <> OLD.status THEN
      RAISE EXCEPTION 'the_state_of_a_claim_is_its_last_step' USING ERRCODE = '23514', CONSTRAINT = 'the_state_of_a_claim_is_its_last_step';
    END IF;
  END IF;
  IF (OLD.status NOT IN ('REPORTED', 'COMPLETE', 'RETURNED') OR coalesce(sec.role(), '') IN ('OFFICER', 'BRANCH_HEAD'))
     AND to_jsonb(NEW) - 'status' <> to_jsonb(OLD) - 'status' THEN
    RAISE EXCEPTION 'a claim under way is locked' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_change BEFORE INSERT OR UPDATE ON claims_claim FOR EACH ROW EXECUTE FUNCTION sec.check_claim();
"""

# Papers, heirs and amounts stand still from the moment the claim is submitted.
PARTS = """
CREATE FUNCTION sec.check_claim_part() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT c.status INTO here FROM public.claims_claim c
  WHERE c.municipality_id = part.municipality_id AND c.id = part.claim_id FOR SHARE;
  IF here IS NULL OR here NOT IN ('REPORTED', 'COMPLETE', 'RETURNED') THEN
    RAISE EXCEPTION 'papers, heirs and amounts of a claim under way are locked' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.claim_id <> OLD.claim_id THEN
    RAISE EXCEPTION 'what belongs to a claim stays with it' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON claims_heir
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_part();
CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON claims_scholarshipchild
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_part();
CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON claims_claimdocument
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_part();
CREATE TRIGGER check_part BEFORE INSERT OR UPDATE OR DELETE ON claims_benefitline
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_part();
"""

PAYOUT = """
CREATE FUNCTION sec.check_claim_payout() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text;
BEGIN
  SELECT c.status INTO here FROM public.claims_claim c
  WHERE c.municipality_id = NEW.municipality_id AND c.id = NEW.claim_id FOR SHARE;
  IF here IS DISTINCT FROM 'GRANTED' OR (sec.uid() IS NOT NULL AND NEW.by_id <> sec.uid()) THEN
    RAISE EXCEPTION 'only a granted claim is paid' USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.claims_heir h WHERE h.municipality_id = NEW.municipality_id
                 AND h.id = NEW.heir_id AND h.claim_id = NEW.claim_id AND h.share = NEW.amount) THEN
    RAISE EXCEPTION 'a_payout_is_the_share_of_its_heir' USING ERRCODE = '23514', CONSTRAINT = 'a_payout_is_the_share_of_its_heir';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_payout BEFORE INSERT ON claims_payout
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_payout();
"""

PEOPLE_DECIDE = """
CREATE TRIGGER a_person_decides BEFORE INSERT ON claims_claimevent
  FOR EACH ROW WHEN (NEW.status IN ('APPROVED', 'VERIFIED', 'GRANTED', 'REFUSED', 'PAID'))
  EXECUTE FUNCTION sec.refuse_service_user('by_id');
"""

UNDO = """
DROP TRIGGER a_person_decides ON claims_claimevent;
DROP TRIGGER check_payout ON claims_payout; DROP FUNCTION sec.check_claim_payout();
DROP TRIGGER check_part ON claims_heir; DROP TRIGGER check_part ON claims_scholarshipchild;
DROP TRIGGER check_part ON claims_claimdocument; DROP TRIGGER check_part ON claims_benefitline;
DROP FUNCTION sec.check_claim_part();
DROP TRIGGER check_change ON claims_claim; DROP FUNCTION sec.check_claim();
DROP TRIGGER check_step ON claims_claimevent; DROP FUNCTION sec.check_claim_event();
"""


class Migration(migrations.Migration):
    """No path to a payout leaves out a step, a second person or a paper, whoever asks and however."""

    dependencies = [("claims", "0001_initial"), ("enrollment", "0002_wall"), ("municipalities", "0002_wall")]

    operations = [
        Protect("claim", "CLAIM"),
        Protect("claimevent", "CLAIM_EVENTS"),
        Protect("heir", "CLAIM_PARTS"),
        Protect("scholarshipchild", "CLAIM_PARTS"),
        Protect("benefitline", "CLAIM_LINES"),
        Protect("payout", "PAYOUTS"),
        Protect("ceremony", "CITY"),
        Protect("ceremonyitem", "CITY"),
        Protect("claimdocument", "CITY"),
        Protect("claimreminder", "SENT_REMINDERS"),
        migrations.RunSQL(EVENT + CLAIM + PARTS + PAYOUT + PEOPLE_DECIDE, UNDO),
    ]
