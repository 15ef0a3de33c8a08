from django.db import migrations

from municipalities.wall import Rekeep


class Migration(migrations.Migration):
    """Of who serves whom only the last day is ever changed, and by a head only while the office serves the city."""

    dependencies = [("municipalities", "0016_people_and_places")]

    operations = [Rekeep("branchmunicipality", "KEPT_LINKS", "KEPT_LINKS")]
