from django.db import migrations

from municipalities.wall.zones import DROP_ZONE, HAND_OVER_ZONE, ZONE_FUNCTION


class Migration(migrations.Migration):
    """A city's administrator sets its zone."""

    dependencies = [("municipalities", "0018_unit_import")]

    operations = [migrations.RunSQL(ZONE_FUNCTION + HAND_OVER_ZONE, DROP_ZONE)]
