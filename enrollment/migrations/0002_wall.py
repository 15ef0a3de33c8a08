from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("enrollment", "0001_initial"), ("municipalities", "0002_wall")]

    operations = [
        Protect("worker", "WORKER"),
        Protect("workerunit", "WORKER_UNITS"),
        Protect("enrollment", "WORKER_DATA"),
        Protect("roster", "ROSTER"),
        Protect("rosterrow", "ROSTER_ROWS"),
        Protect("rosterchange", "ROSTER_HISTORY"),
        Protect("populationfigure", "FIGURES"),
    ]
