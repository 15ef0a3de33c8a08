from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import PROTECT

from municipalities.models.traces import DatabaseTime
from municipalities.wall import Protect, Rerole, TenantForeignKey


def word(length):
    return models.CharField(blank=True, max_length=length)


def held_by_event():
    return models.ForeignKey(
        "municipalities.municipality", on_delete=PROTECT, db_constraint=False, db_index=False,
        related_name="%(class)ss",
    )  # fmt: skip


class Migration(migrations.Migration):
    """An event says on whose behalf, from which request and what changed; the chain of seals; who seals may read."""

    dependencies = [("municipalities", "0011_mail")]

    operations = [
        migrations.AddField("auditevent", "address", word(32)),
        migrations.AddField("auditevent", "changes", models.JSONField(default=dict)),
        migrations.AddField("auditevent", "label", word(120)),
        migrations.AddField(
            "auditevent",
            "on_behalf_of",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField("auditevent", "public_id", models.UUIDField(null=True)),
        migrations.AddField("auditevent", "request_id", word(32)),
        migrations.AddField("job", "request_id", word(32)),
        migrations.AlterField("auditevent", "recorded_at", DatabaseTime()),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["municipality", "action", "recorded_at"], name="audit_by_action")
        ),
        migrations.AddIndex(
            "auditevent", models.Index(fields=["municipality", "object_type", "object_id"], name="audit_of_object")
        ),
        Rerole("auditevent", "AUDIT"),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("municipality", held_by_event()),
                ("number", models.BigIntegerField()),
                (
                    "event",
                    TenantForeignKey(
                        indexed=False, on_delete=PROTECT, related_name="seals", to="municipalities.auditevent"
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
                ("key_id", models.CharField(max_length=20)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="one_seal_per_number"),
                    models.UniqueConstraint(fields=("municipality", "event"), name="an_event_is_sealed_once"),
                ]
            },
        ),
        Protect("auditseal", "AUDIT_SEALS"),
    ]
