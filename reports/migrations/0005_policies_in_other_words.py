from django.db import migrations

from municipalities.wall import Reword


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_reminders"),
        ("claims", "0006_people_approve"),
        ("contributions", "0009_attempt_counts_bills"),
        ("enrollment", "0016_one_enrollment_at_a_time_by_worker"),
        ("municipalities", "0021_addresses"),
        ("reports", "0004_wall_of_retention"),
    ]

    operations = [Reword()]
