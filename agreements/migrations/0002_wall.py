from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("municipalities", "0002_wall")]

    operations = [
        Protect("agreement", "AGREEMENT"),
        Protect("agreementscope", "FIGURES"),
    ]
