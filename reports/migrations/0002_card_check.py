from django.db import migrations

from municipalities.wall.functions import CARD_FUNCTION, DROP_CARD, HAND_OVER_CARD
from municipalities.wall.protect import card_reads


class Migration(migrations.Migration):
    """The one function through which the public door of a card looks, and the columns it may read."""

    dependencies = [("reports", "0001_paper"), ("enrollment", "0009_gap_of_everybody")]

    operations = [
        migrations.RunSQL([*card_reads()], migrations.RunSQL.noop),
        migrations.RunSQL(CARD_FUNCTION + HAND_OVER_CARD, DROP_CARD),
    ]
