from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0006_holiday")]

    operations = [
        Protect("holiday", "ORGANIZATION"),
    ]
