import django.db.models.deletion
from django.db import migrations, models

from municipalities.wall import Protect
from municipalities.wall.canary import PLANT


class Migration(migrations.Migration):
    """The row by which a process finds out at its start whether the wall stands before it."""

    dependencies = [("municipalities", "0002_wall")]

    operations = [
        migrations.CreateModel(
            name="Canary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        Protect("canary", "CANARY"),
        migrations.RunSQL(PLANT, migrations.RunSQL.noop),
    ]
