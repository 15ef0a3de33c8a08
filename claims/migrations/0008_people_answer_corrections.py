from django.db import migrations


class Migration(migrations.Migration):
    """A correction is answered by a person, as a claim is decided by one (0006)."""

    dependencies = [("claims", "0007_reminders"), ("enrollment", "0017_two_people_answer_a_correction")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER people_answer BEFORE INSERT OR UPDATE ON enrollment_correctionrequest"
            " FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL)"
            " EXECUTE FUNCTION sec.refuse_service_user('decided_by_id')",
            "DROP TRIGGER people_answer ON enrollment_correctionrequest",
        )
    ]
