import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import municipalities.wall.protect
from municipalities.wall import Pair


# As 0006 has it of both tables; of scans, one comes after the signature too, in the place of one of the same side.
SCAN = """
CREATE FUNCTION sec.check_scan() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT a.status INTO here FROM public.agreements_agreement a
  WHERE a.municipality_id = part.municipality_id AND a.id = part.agreement_id FOR SHARE;
  IF TG_OP = 'INSERT' AND NEW.replaces_id IS NOT NULL THEN
    IF here IS NULL OR here NOT IN ('SIGNED', 'ENDED') OR NOT EXISTS (
        SELECT FROM public.agreements_agreementscan c
        WHERE c.municipality_id = NEW.municipality_id AND c.id = NEW.replaces_id
          AND c.agreement_id = NEW.agreement_id AND c.side = NEW.side) THEN
      RAISE EXCEPTION 'a scan takes the place of one of the same side, once that is signed' USING ERRCODE = '42501';
    END IF;
  ELSIF here IS NULL OR here <> 'AGREED' AND NOT (TG_OP = 'DELETE' AND here = 'IN_REVIEW') THEN
    RAISE EXCEPTION 'an agreed text is signed, and a signed one stays signed' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' AND sec.uid() IS NOT NULL AND (NEW.by_id <> sec.uid() OR NEW.side <> sec.side()) THEN
    RAISE EXCEPTION 'each side speaks for itself' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
REVOKE ALL ON FUNCTION sec.check_scan() FROM PUBLIC;
DROP TRIGGER check_signature ON agreements_agreementscan;
CREATE TRIGGER check_scan BEFORE INSERT OR DELETE ON agreements_agreementscan
  FOR EACH ROW EXECUTE FUNCTION sec.check_scan();
"""
UNDO = """
DROP TRIGGER check_scan ON agreements_agreementscan;
CREATE TRIGGER check_signature BEFORE INSERT OR DELETE ON agreements_agreementscan
  FOR EACH ROW EXECUTE FUNCTION sec.check_signature();
DROP FUNCTION sec.check_scan();
"""


class Migration(migrations.Migration):
    """A wrong scan of a signed agreement is replaced, for a reason, and kept."""

    dependencies = [("agreements", "0009_circulars_go_step_by_step")]

    operations = [
        migrations.AddField(
            model_name="agreementscan",
            name="reason",
            field=models.TextField(blank=True, verbose_name="alasan penggantian"),
        ),
        migrations.AddField(
            model_name="agreementscan",
            name="replaces",
            field=municipalities.wall.protect.TenantForeignKey(
                blank=True, db_constraint=False, db_index=False, null=True,
                on_delete=django.db.models.deletion.PROTECT, related_name="replacements",
                to="agreements.agreementscan",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementscan",
            constraint=models.UniqueConstraint(
                fields=("municipality", "replaces"), name="a_scan_is_replaced_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementscan",
            constraint=models.CheckConstraint(
                condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="a_scan_is_replaced_for_a_reason",
            ),
        ),
        Pair("agreementscan", "replaces"),
        migrations.RunSQL(SCAN, UNDO),
    ]  # fmt: skip
