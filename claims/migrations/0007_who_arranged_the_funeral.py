from django.db import migrations, models


class Migration(migrations.Migration):
    """Where nobody inherits, the funeral is paid to whoever arranged it."""

    dependencies = [("claims", "0006_appeals_are_looked_at_by_others")]

    operations = [
        migrations.AlterField(
            model_name="heir",
            name="relation",
            field=models.CharField(
                choices=[
                    ("WIDOW", "istri"),
                    ("WIDOWER", "suami"),
                    ("CHILD", "anak"),
                    ("PARENT", "orang tua"),
                    ("GRANDPARENT", "kakek atau nenek"),
                    ("GRANDCHILD", "cucu"),
                    ("SIBLING", "saudara kandung"),
                    ("PARENT_IN_LAW", "mertua"),
                    ("NAMED_IN_WILL", "ditunjuk dalam wasiat"),
                    ("FUNERAL_ARRANGER", "bukan ahli waris, yang mengurus pemakaman"),
                ],
                max_length=20,
                verbose_name="hubungan",
            ),
        ),
    ]
