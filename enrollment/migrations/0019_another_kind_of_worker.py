from django.db import migrations, models


class Migration(migrations.Migration):
    """An enrollment may end because the person becomes another kind of worker."""

    dependencies = [("enrollment", "0018_forget_changes")]

    operations = [
        migrations.AlterField(
            model_name="enrollment",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("CONTRACT_ENDED", "kontrak berakhir"),
                    ("RESIGNED", "mengundurkan diri"),
                    ("MOVED", "pindah unit"),
                    ("STATUS_CHANGED", "ganti jenis pekerja"),
                    ("DIED", "meninggal"),
                    ("OTHER", "lainnya"),
                ],
                max_length=20,
                verbose_name="alasan berakhir",
            ),
        ),
    ]
