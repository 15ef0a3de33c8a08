from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0022_decisions_about_the_missing")]

    operations = [Protect("rosterdecision", "ROSTER_ROWS")]
