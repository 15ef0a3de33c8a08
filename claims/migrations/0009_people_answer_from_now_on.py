from django.db import migrations


TRIGGER = """
DROP TRIGGER people_answer ON enrollment_correctionrequest;
CREATE TRIGGER people_answer BEFORE INSERT OR UPDATE{columns} ON enrollment_correctionrequest
  FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION sec.refuse_service_user('decided_by_id');
"""


class Migration(migrations.Migration):
    """Who answers a correction is asked when it is answered, not when what was answered long ago is forgotten."""

    dependencies = [
        ("claims", "0008_people_answer_corrections"),
        ("enrollment", "0020_two_people_answer_from_now_on"),
    ]

    operations = [migrations.RunSQL(TRIGGER.format(columns=" OF decided_by_id"), TRIGGER.format(columns=""))]
