from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0013_corrections")]

    operations = [
        Protect("correctionrequest", "WORKER_DATA"),
        Protect("correctionevent", "UNIT_EVENTS"),
    ]
