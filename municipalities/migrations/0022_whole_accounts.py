from django.db import migrations, models
from django.db.models.functions import Upper

from municipalities.wall.accounts import ACCOUNT_FUNCTIONS, DROP_ACCOUNTS, HAND_OVER_ACCOUNTS


class Migration(migrations.Migration):
    """Whether somebody works here alone, an account that is shut, an own address that changes: each is a function."""

    dependencies = [("municipalities", "0021_addresses")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Upper("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="an_address_is_of_one_account",
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (last_name) ON municipalities_user TO payung_app",
            "REVOKE UPDATE (last_name) ON municipalities_user FROM payung_app",
        ),
        migrations.RunSQL(ACCOUNT_FUNCTIONS + HAND_OVER_ACCOUNTS, DROP_ACCOUNTS),
    ]
