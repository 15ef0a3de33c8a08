import django.db.models.deletion
from django.db import migrations, models

import municipalities.wall


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0007_wall_of_holiday")]

    operations = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=100)),
                ("start", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("task", "start"), name="a_slot_is_had_once")],
            },
        ),
        migrations.AddField(
            model_name="job",
            name="unit",
            field=municipalities.wall.TenantForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.unit",
            ),
        ),
        municipalities.wall.Pair("job", "unit"),
    ]
