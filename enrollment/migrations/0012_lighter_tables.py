from django.db import migrations

from municipalities.wall import Lighten


class Migration(migrations.Migration):
    """What a roster of 100,000 people fills row by row carries the keys that hold it, and the indexes asked by."""

    dependencies = [("enrollment", "0011_enrollments_name_their_roster")]

    operations = [
        Lighten("rosterrow", "roster", "unit", "for_unit", "category", "enrollment"),
        Lighten("rosterchange", "roster", "unit", "enrollment"),
        Lighten("workerunit", "unit"),
        Lighten("enrollment", "category", keyed=True),
    ]
