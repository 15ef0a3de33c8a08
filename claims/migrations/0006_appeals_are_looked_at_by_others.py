from importlib import import_module

from django.db import migrations


# The steps of a claim as migration 0004 left them. Whoever refused does not decide again after an appeal; a family may
# bring more papers to it; and what was paid in part, a scholarship also, does not go back.
BEFORE = import_module("claims.migrations.0004_circumstances_and_appeals").AFTER
CHANGES = (
    ("'APPEALED>REFUSED']", "'APPEALED>REFUSED', 'APPEALED>RETURNED']"),
    (
        """  IF NEW.from_status = 'APPEALED' AND NEW.by_id = (
      SELECT e.by_id FROM public.claims_claimevent e
      WHERE e.municipality_id = NEW.municipality_id AND e.claim_id = NEW.claim_id AND e.status = 'REFUSED'
      ORDER BY e.seq DESC LIMIT 1) THEN
""",
        """  IF NEW.status IN ('VERIFIED', 'GRANTED', 'REFUSED') AND EXISTS (
      SELECT 1 FROM public.claims_claimevent e JOIN public.claims_claimevent a
        ON a.municipality_id = e.municipality_id AND a.claim_id = e.claim_id AND a.status = 'APPEALED' AND a.seq > e.seq
      WHERE e.municipality_id = NEW.municipality_id AND e.claim_id = NEW.claim_id AND e.status = 'REFUSED'
        AND e.by_id = NEW.by_id) THEN
""",
    ),
    (
        """  ELSIF NEW.status = 'RETURNED' AND EXISTS (
      SELECT 1 FROM public.claims_payout p
      WHERE p.municipality_id = NEW.municipality_id AND p.claim_id = NEW.claim_id) THEN
""",
        """  ELSIF NEW.status = 'RETURNED' AND (EXISTS (
      SELECT 1 FROM public.claims_payout p
      WHERE p.municipality_id = NEW.municipality_id AND p.claim_id = NEW.claim_id) OR EXISTS (
      SELECT 1 FROM public.claims_scholarshipyear y JOIN public.claims_scholarshipchild k
        ON k.municipality_id = y.municipality_id AND k.id = y.child_id
      WHERE y.municipality_id = NEW.municipality_id AND k.claim_id = NEW.claim_id)) THEN
""",
    ),
)
AFTER = BEFORE
for old, new in CHANGES:
    if AFTER.count(old) != 1:
        raise ValueError(f"the steps of a claim do not say {old}")
    AFTER = AFTER.replace(old, new)


class Migration(migrations.Migration):
    """An appeal is decided by others than the refusal; nothing that was paid goes back."""

    dependencies = [("claims", "0005_scholarship_years")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
