from django.db import migrations

from municipalities.wall import Protect
from municipalities.wall.functions import DROP, HAND_OVER, PLAIN_FUNCTIONS, SCOPE_FUNCTIONS, global_grants


class Migration(migrations.Migration):
    """The functions that decide a statement's scope, the grants, and the wall round the first tables."""

    dependencies = [
        ("municipalities", "0001_initial"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(PLAIN_FUNCTIONS + SCOPE_FUNCTIONS + HAND_OVER, DROP),
        migrations.RunSQL([*global_grants()], migrations.RunSQL.noop),
        Protect("unit", "ORGANIZATION"),
        Protect("branchmunicipality", "LINKS"),
        Protect("scope", "ACCOUNTS"),
        Protect("category", "ORGANIZATION"),
        Protect("registration", "ORGANIZATION"),
        Protect("wagebasis", "ORGANIZATION"),
        Protect("minimumwage", "ORGANIZATION"),
        Protect("auditevent", "AUDIT"),
        Protect("job", "JOB"),
    ]
