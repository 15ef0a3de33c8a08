from django.db import migrations, models


class Migration(migrations.Migration):
    """Until when a scope would have held that a merge of units cut short."""

    dependencies = [("municipalities", "0023_own_end_of_a_setting")]

    operations = [migrations.AddField(model_name="mergedrow", name="until", field=models.DateField(null=True))]
