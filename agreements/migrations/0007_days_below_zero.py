from django.db import migrations, models


class Migration(migrations.Migration):
    """A reminder of any kind counts its days alike: below zero after the last one."""

    dependencies = [("agreements", "0006_reminders")]

    operations = [
        migrations.AlterField(
            model_name="agreementreminder",
            name="days_before",
            field=models.SmallIntegerField(verbose_name="hari sebelumnya"),
        ),
    ]
