from django.db import migrations, models
from django.db.models import F, Q


# Whose text it is and what it follows stays; what was signed for an old text does not wait for a new one.
AGREEMENT = """
CREATE FUNCTION sec.check_agreement_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.side <> OLD.side OR (OLD.status <> 'DRAFT'
      AND (NEW.renews_id, NEW.amends_id) IS DISTINCT FROM (OLD.renews_id, OLD.amends_id)) THEN
    RAISE EXCEPTION 'whose text it is and what it follows stays' USING ERRCODE = '42501';
  END IF;
  IF OLD.status = 'AGREED' AND NEW.status = 'IN_REVIEW' AND (
      EXISTS (SELECT FROM public.agreements_agreementsignature s
              WHERE s.municipality_id = NEW.municipality_id AND s.agreement_id = NEW.id)
      OR EXISTS (SELECT FROM public.agreements_agreementscan c
                 WHERE c.municipality_id = NEW.municipality_id AND c.agreement_id = NEW.id)) THEN
    RAISE EXCEPTION 'talk that begins anew takes signatures and scans away' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_agreement_stays() FROM PUBLIC;
CREATE TRIGGER stays BEFORE UPDATE ON agreements_agreement
  FOR EACH ROW EXECUTE FUNCTION sec.check_agreement_stays();
"""
# A scope covers by its mark alone, so the mark is that of a signed agreement.
SCOPE = """
CREATE FUNCTION sec.check_signed_scope() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text;
BEGIN
  SELECT a.status INTO here FROM public.agreements_agreement a
  WHERE a.municipality_id = NEW.municipality_id AND a.id = NEW.agreement_id FOR SHARE;
  IF here IS NULL OR here NOT IN ('SIGNED', 'ENDED') THEN
    RAISE EXCEPTION 'only a signed agreement covers' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_signed_scope() FROM PUBLIC;
CREATE TRIGGER signed_scope BEFORE INSERT OR UPDATE ON agreements_agreementscope
  FOR EACH ROW WHEN (NEW.is_signed) EXECUTE FUNCTION sec.check_signed_scope();
"""
# The newest version is what was agreed: none comes after that.
VERSION = """
CREATE FUNCTION sec.check_version_open() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text;
BEGIN
  SELECT a.status INTO here FROM public.agreements_agreement a
  WHERE a.municipality_id = NEW.municipality_id AND a.id = NEW.agreement_id FOR SHARE;
  IF here IS NULL OR here NOT IN ('DRAFT', 'IN_REVIEW') THEN
    RAISE EXCEPTION 'what is agreed stands still' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION sec.check_version_open() FROM PUBLIC;
CREATE TRIGGER version_open BEFORE INSERT ON agreements_agreementversion
  FOR EACH ROW EXECUTE FUNCTION sec.check_version_open();
"""
UNDO = """
DROP TRIGGER version_open ON agreements_agreementversion;
DROP FUNCTION sec.check_version_open();
DROP TRIGGER signed_scope ON agreements_agreementscope;
DROP FUNCTION sec.check_signed_scope();
DROP TRIGGER stays ON agreements_agreement;
DROP FUNCTION sec.check_agreement_stays();
"""


class Migration(migrations.Migration):
    """What the verbs promise holds against a faulty page too; an addendum may end before it has begun."""

    dependencies = [("agreements", "0006_agreed_texts_stand_still")]

    operations = [
        migrations.RemoveConstraint(model_name="agreement", name="an_agreement_ends_within_its_term"),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=Q(ended_date=None)
                | Q(ended_date__lte=F("end_date")) & (Q(ended_date__gte=F("start_date")) | Q(amends__isnull=False)),
                name="an_agreement_ends_within_its_term",
            ),
        ),
        migrations.RunSQL(AGREEMENT + SCOPE + VERSION, UNDO),
    ]
