from django.db import migrations, models
from django.db.models import Q


NAME = "who_moves_has_a_unit_or_a_row_to_go_to"


class Migration(migrations.Migration):
    """A row goes on from an enrollment in another unit, or in the same as another kind of worker."""

    dependencies = [("enrollment", "0011_one_decision_per_row")]

    operations = [
        migrations.RemoveConstraint(model_name="rosterdecision", name=NAME),
        migrations.AddConstraint(
            model_name="rosterdecision",
            constraint=models.CheckConstraint(
                condition=Q(reason="MOVED", to_unit__isnull=False, row_no=None)
                | Q(reason__in=("MOVED", "STATUS_CHANGED"), to_unit=None, row_no__isnull=False)
                | (~Q(reason="MOVED") & Q(to_unit=None, row_no=None)),
                name=NAME,
            ),
        ),
    ]
