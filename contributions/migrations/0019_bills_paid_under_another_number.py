import django.db.models.deletion
from django.db import migrations

import municipalities.wall.protect
from municipalities.wall import Pair


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0018_sipp_lines_name_their_end"),
        ("municipalities", "0011_bill_divisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="bill",
            name="paid_under",
            field=municipalities.wall.protect.TenantForeignKey(
                db_constraint=False,
                db_index=False,
                indexed=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipalities.registration",
            ),
        ),
        Pair("bill", "paid_under"),
    ]
