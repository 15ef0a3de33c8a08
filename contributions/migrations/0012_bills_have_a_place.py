import django.db.models.deletion
from django.db import migrations

import municipalities.wall.protect
from municipalities.wall import Pair


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0011_bank_files"),
        ("municipalities", "0011_bill_divisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="place",
            field=municipalities.wall.protect.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                indexed=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bills",
                to="municipalities.unit",
            ),
        ),
        Pair("bill", "place"),
    ]
