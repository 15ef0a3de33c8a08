import uuid

from django.db import migrations, models

from municipalities.wall.functions import global_grants
from municipalities.wall.guards import guard_sql, unguard_sql


class Migration(migrations.Migration):
    """Mail is written by everybody and read by whoever delivers it."""

    dependencies = [("municipalities", "0010_scopes_read_back_the_same")]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("recipient", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("attempts", models.SmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=60)),
                ("sent_at", models.DateTimeField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="mail_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__regex", "(^|[^0-9])[0-9]{16}([^0-9]|$)"), _negated=True),
                            models.Q(("subject__regex", "(^|[^0-9])[0-9]{16}([^0-9]|$)"), _negated=True),
                        ),
                        name="no_nik_in_a_mail",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sent_at", None), ("given_up_at", None), _connector="OR"),
                        name="a_mail_is_sent_or_given_up",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            [*global_grants("municipalities_mail"), *guard_sql("municipalities_mail")],
            [*unguard_sql("municipalities_mail")],
        ),
    ]
