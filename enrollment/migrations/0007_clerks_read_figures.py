from django.db import migrations

from municipalities.wall import Rerole


class Migration(migrations.Migration):
    """A clerk reads the figures of the city, and writes none."""

    dependencies = [("enrollment", "0006_roster_by_clerk")]

    operations = [
        Rerole("populationfigure", "FIGURES"),
        Rerole("gaptarget", "FIGURES"),
        Rerole("branchstatistic", "FIGURES"),
    ]
