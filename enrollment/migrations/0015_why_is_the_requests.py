from django.db import migrations


class Migration(migrations.Migration):
    """Why a correction was refused stands in the request, which can be forgotten; not a second time in its move."""

    dependencies = [("enrollment", "0014_wall_of_corrections")]

    operations = [migrations.RemoveField("correctionevent", "note")]
