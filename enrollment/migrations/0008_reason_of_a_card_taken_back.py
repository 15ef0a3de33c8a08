from django.db import migrations, models


class Migration(migrations.Migration):
    """Why a tick was undone stays with the card, and out of the audit trail."""

    dependencies = [("enrollment", "0007_clerks_read_figures")]

    operations = [
        migrations.AddField(
            model_name="cardhandover",
            name="taken_back_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="alasan pembatalan terakhir"),
        ),
    ]
