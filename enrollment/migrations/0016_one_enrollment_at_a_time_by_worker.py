import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.expressions
from django.db import migrations, models

import municipalities.models.decrees


class Migration(migrations.Migration):
    dependencies = [
        ("enrollment", "0015_why_is_the_requests"),
        ("municipalities", "0020_a_link_of_a_mail_may_hold_digits"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="enrollment",
            name="one_enrollment_per_worker_unit_and_category",
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_void", False)),
                expressions=[
                    ("municipality", "="),
                    (django.db.models.expressions.CombinedExpression(models.F("worker"), "+", models.Value(0)), "="),
                    ("unit", "="),
                    ("category", "="),
                    (
                        municipalities.models.decrees.DateRange(
                            "start_date",
                            "end_date",
                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                inclusive_lower=True, inclusive_upper=True
                            ),
                        ),
                        "&&",
                    ),
                ],
                name="one_enrollment_per_worker_unit_and_category",
                violation_error_message="Orang ini sudah terdaftar di unit dan jenis pekerja itu pada masa itu.",
            ),
        ),
    ]
