from django.db import migrations

from municipalities.wall import Protect


PEOPLE_DECIDE = """
CREATE TRIGGER people_issue BEFORE INSERT OR UPDATE ON agreements_circular
  FOR EACH ROW WHEN (NEW.issued_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('issued_by_id');
CREATE TRIGGER people_agree BEFORE INSERT OR UPDATE ON agreements_agreement
  FOR EACH ROW WHEN (NEW.agreed_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('agreed_by_id');
"""
ANYBODY = """
DROP TRIGGER people_issue ON agreements_circular;
DROP TRIGGER people_agree ON agreements_agreement;
"""


class Migration(migrations.Migration):
    """What belongs to an agreement or a circular is seen by whoever sees it, drafts included; people decide."""

    dependencies = [("agreements", "0001_initial"), ("municipalities", "0002_wall")]

    operations = [
        Protect("agreement", "AGREEMENT"),
        Protect("agreementscope", "AGREEMENT_PART"),
        Protect("agreementevent", "AGREEMENT_EVENTS"),
        Protect("briefing", "FIGURES"),
        Protect("briefingattendance", "FIGURES"),
        Protect("circular", "CIRCULAR"),
        Protect("circularaddressee", "CIRCULAR_PART"),
        Protect("circularcategory", "CIRCULAR_PART"),
        Protect("circularevent", "CIRCULAR_EVENTS"),
        Protect("legalbasis", "REFERENCES"),
        Protect("agreementlegalbasis", "AGREEMENT_PART"),
        Protect("circularlegalbasis", "CIRCULAR_PART"),
        Protect("agreementparty", "AGREEMENT_PART"),
        Protect("agreementwitness", "AGREEMENT_PART"),
        Protect("agreementrate", "AGREEMENT_PART"),
        Protect("agreementreminder", "REMINDERS"),
        migrations.RunSQL(PEOPLE_DECIDE, ANYBODY),
    ]
