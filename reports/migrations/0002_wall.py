from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("municipalities", "0002_wall")]

    operations = [
        Protect("paper", "PAPER"),
        Protect("paperremoval", "PAPER_REMOVALS"),
        Protect("retentionswitch", "ORGANIZATION"),
    ]
