from django.db import migrations

from municipalities.wall import Rerole
from municipalities.wall.functions import global_grants


class Migration(migrations.Migration):
    """Of a person the application writes what signing in writes; a clerk sees the own jobs and forms."""

    dependencies = [("municipalities", "0008_slot_and_unit_of_job")]

    operations = [
        migrations.RunSQL(
            [
                "REVOKE ALL ON municipalities_user FROM payung_app",
                *global_grants("municipalities_user", "municipalities_slot"),
            ],
            ["REVOKE ALL ON municipalities_user FROM payung_app", *global_grants("municipalities_user")],
        ),
        Rerole("job", "JOB_OF_UNIT"),
        Rerole("submission", "SUBMISSIONS"),
    ]
