from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0003_gaps_and_handovers")]

    operations = [
        Protect("gaptarget", "FIGURES"),
        Protect("branchstatistic", "FIGURES"),
        Protect("unitgap", "GAPS"),
        Protect("unitgapevent", "UNIT_EVENTS"),
        Protect("rosterreceipt", "UNIT_EVENTS"),
        Protect("cardbatch", "SHARED"),
        Protect("handoversession", "SHARED"),
        Protect("cardhandover", "SHARED"),
    ]
