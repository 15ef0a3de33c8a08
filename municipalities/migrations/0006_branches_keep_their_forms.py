from django.db import migrations

from municipalities.wall import Reprotect


class Migration(migrations.Migration):
    """A branch, too, sends forms twice; the key of a form is its sender's alone to see."""

    dependencies = [("municipalities", "0005_reminders_reach_the_branch")]

    operations = [Reprotect("submission", "SUBMISSIONS", "SUBMISSIONS")]
