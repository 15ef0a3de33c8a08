from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0014_settlements_between_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="bankfile",
            name="cells",
            field=models.JSONField(null=True, help_text="Isi berkas selama kolomnya belum ditunjuk."),
        ),
        migrations.AlterField(
            model_name="bankrow",
            name="fault",
            field=models.CharField(
                blank=True,
                choices=[
                    ("DATE", "tanggalnya tidak terbaca"),
                    ("AMOUNT", "jumlahnya tidak terbaca, atau bukan pembayaran"),
                    ("INCOMING", "uang masuk, bukan pembayaran dari rekening ini"),
                    ("DIRECTION", "tidak jelas uang masuk atau keluar"),
                ],
                max_length=10,
            ),
        ),
    ]
