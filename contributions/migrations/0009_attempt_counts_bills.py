from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_every_bill_has_a_segment")]

    operations = [
        migrations.AlterField(
            model_name="bill",
            name="attempt",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="Tagihan ke berapa dari segmen dan pendaftaran ini."
            ),
        ),
    ]
