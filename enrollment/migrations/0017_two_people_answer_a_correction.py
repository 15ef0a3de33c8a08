from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever recorded what a person asks for does not answer it."""

    dependencies = [("enrollment", "0016_one_enrollment_at_a_time_by_worker")]

    operations = [
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="who_answers_a_correction_did_not_record_it",
            ),
        ),
    ]
