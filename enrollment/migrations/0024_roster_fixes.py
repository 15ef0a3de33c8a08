from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0023_wall_of_roster_decisions")]

    operations = [
        migrations.AddField(model_name="roster", name="fixes", field=models.JSONField(default=dict)),
    ]
