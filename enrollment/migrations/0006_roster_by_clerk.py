from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0005_kpj_index")]

    operations = [
        migrations.AddField(
            model_name="roster",
            name="by_clerk",
            field=models.BooleanField(
                default=False, help_text="Dikirim petugas unit: hanya untuk orang di unitnya sendiri dan orang baru."
            ),
        ),
    ]
