from django.db import migrations


class Migration(migrations.Migration):
    """
    Changes nothing: 0020 holds it.

    It was a constraint, which no city could take on whose operator had answered a request of the own recording.
    """

    dependencies = [("enrollment", "0016_one_enrollment_at_a_time_by_worker")]

    operations = []
