from django.db import migrations

from municipalities.wall.addresses import ADDRESSES_FUNCTION, DROP_ADDRESSES, HAND_OVER_ADDRESSES


class Migration(migrations.Migration):
    """The service user asks whom a reminder of its own city goes to."""

    dependencies = [("municipalities", "0020_a_link_of_a_mail_may_hold_digits")]

    operations = [migrations.RunSQL(ADDRESSES_FUNCTION + HAND_OVER_ADDRESSES, DROP_ADDRESSES)]
