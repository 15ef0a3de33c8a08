from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0004_saved_views")]

    operations = [Protect("savedview", "OWN_VIEWS")]
