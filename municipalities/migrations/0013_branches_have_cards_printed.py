from django.db import migrations

from municipalities.wall import Reprotect


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0012_active_members")]

    operations = [Reprotect("job", "JOB", "JOB")]
