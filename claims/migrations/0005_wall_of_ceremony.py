from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_ceremony")]

    operations = [
        Protect("ceremony", "CITY"),
        Protect("ceremonyitem", "CITY"),
    ]
