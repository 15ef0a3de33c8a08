from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_retention")]

    operations = [Protect("retentionswitch", "ORGANIZATION")]
