from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial"), ("enrollment", "0002_wall")]

    operations = [
        Protect("contributionrun", "CITY"),
        Protect("contributionline", "LINES"),
    ]
