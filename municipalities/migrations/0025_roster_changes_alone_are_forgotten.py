from django.db import migrations

from municipalities.wall.functions import REFUSE


ANEW = REFUSE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
ONE_TABLE = " AND TG_TABLE_NAME = 'enrollment_rosterchange'"


class Migration(migrations.Migration):
    """The functions of the wall overwrite one append-only table; before, a grant was all that kept them from others."""

    dependencies = [("municipalities", "0024_until_of_a_merged_row")]

    operations = [migrations.RunSQL(ANEW, ANEW.replace(ONE_TABLE, ""))]
