import uuid

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models

from municipalities.wall import Rekeep
from municipalities.wall.functions import SCOPE_FUNCTIONS, global_grants
from municipalities.wall.guards import guard_sql, unguard_sql
from municipalities.wall.people import DROP_PEOPLE, HAND_OVER_PEOPLE, PEOPLE_FUNCTIONS, function_writes


OLD, NEW = "scope_is_of_a_city_or_of_a_branch", "scope_is_of_a_city_of_a_branch_or_of_the_platform"
OF_THE_PLATFORM = models.Q(("branch", None), ("municipality", None), ("role", "PLATFORM"))
OF_A_PLACE = models.Q(
    models.Q(("role", "PLATFORM"), _negated=True),
    models.Q(
        models.Q(("branch__isnull", False), ("municipality", None)),
        models.Q(("branch", None), ("municipality__isnull", False)),
        _connector="OR",
    ),
)
READS = (
    "GRANT SELECT (id, parent_id) ON municipalities_branch TO payung_fn",
    "GRANT SELECT (id) ON municipalities_user TO payung_fn",
)
# Who makes cities and offices by command; it cannot sign in.
SERVICE = """
WITH service AS (
  INSERT INTO municipalities_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
                                   date_joined, is_service)
  VALUES ('!', false, 'system-platform', '', '', '', false, true, now(), true) RETURNING id)
INSERT INTO municipalities_scope (user_id, role, start_date) SELECT id, 'PLATFORM', '2015-07-01' FROM service
"""


class Migration(migrations.Migration):
    """Who keeps whose account, cities and offices that are made by a page, invitations."""

    dependencies = [("municipalities", "0015_accounts")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="public_id",
            field=models.UUIDField(db_default=RandomUUID(), editable=False, unique=True),
        ),
        migrations.RemoveConstraint(model_name="scope", name=OLD),
        migrations.AddConstraint(
            model_name="scope",
            constraint=models.CheckConstraint(
                condition=models.Q(OF_THE_PLATFORM, OF_A_PLACE, _connector="OR"), name=NEW
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=150, verbose_name="nama")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="municipalities.scope",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("used_at", None), ("withdrawn_at", None), _connector="OR"),
                        name="an_invitation_is_used_or_withdrawn",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            [
                SCOPE_FUNCTIONS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
                PEOPLE_FUNCTIONS,
                HAND_OVER_PEOPLE,
                *READS,
                *function_writes(),
            ],
            [DROP_PEOPLE],
        ),
        Rekeep("scope", "KEPT_ACCOUNTS", "ACCOUNTS"),
        Rekeep("branchmunicipality", "KEPT_LINKS", "LINKS"),
        migrations.RunSQL(
            [
                "REVOKE ALL ON municipalities_user FROM payung_app",
                *global_grants("municipalities_user", "municipalities_invitation"),
                *guard_sql("municipalities_invitation"),
                SERVICE,
            ],
            [*unguard_sql("municipalities_invitation")],
        ),
    ]
