import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Pair, Protect
from municipalities.wall.links import DROP_LINK, HAND_OVER_LINK, LINK_FUNCTION


# What came by a link is saved by people: whatever verb was forgotten, the service user that took it in never does it.
PEOPLE_SAVE = """
CREATE TRIGGER people_save_what_was_sent BEFORE INSERT OR UPDATE OF committed_by_id, link_id ON enrollment_roster
  FOR EACH ROW WHEN (NEW.link_id IS NOT NULL AND NEW.committed_by_id IS NOT NULL)
  EXECUTE FUNCTION sec.refuse_service_user('committed_by_id');
"""
ANYBODY_SAVES = "DROP TRIGGER people_save_what_was_sent ON enrollment_roster"


class Migration(migrations.Migration):
    """A unit without an account sends its roster through a link; the wall round it, and the one door in it."""

    dependencies = [
        ("enrollment", "0009_days_as_boxes"),
        ("municipalities", "0004_units_of_the_service_user"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("last_day", models.DateField(verbose_name="hari terakhir")),
                ("token_hash", models.CharField(max_length=64)),
                ("email", models.EmailField(blank=True, max_length=200, verbose_name="surel sekolah")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="catatan")),
                ("made_at", models.DateTimeField(verbose_name="dibuat")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="dicabut")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "unit",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster_links",
                        to="municipalities.unit",
                    ),
                ),
                (
                    "category",
                    municipalities.wall.protect.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        indexed=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster_links",
                        to="municipalities.category",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "indexes": [models.Index(fields=["token_hash"], name="roster_link_by_token")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="roster_link_public_id"),
                    models.UniqueConstraint(fields=("municipality", "token_hash"), name="roster_link_token_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="roster_link_revoked_with_who_and_when",
                    ),
                ],
            },
        ),
        Protect("rosterlink", "ROSTER_LINKS"),
        migrations.RunSQL(LINK_FUNCTION + HAND_OVER_LINK, DROP_LINK),
        migrations.AddField(
            model_name="roster",
            name="link",
            field=municipalities.wall.protect.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="Tautan yang membawanya, bila ada.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rosters",
                to="enrollment.rosterlink",
            ),
        ),
        Pair("roster", "link"),
        migrations.AddField(
            model_name="roster",
            name="told",
            field=models.JSONField(
                default=dict,
                help_text="Yang dikatakan kepada pengirim tentang berkasnya sendiri: enrollment/told.py",
            ),
        ),
        migrations.AddField(
            model_name="roster",
            name="return_reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="alasan dikembalikan"),
        ),
        migrations.RemoveConstraint(model_name="roster", name="the_same_roster_once"),
        migrations.AddConstraint(
            model_name="roster",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("RECEIVED", "CHECKED", "WAITING", "COMMITTED"))),
                fields=("municipality", "unit", "category", "start_date", "sheet", "sha256", "link"),
                name="the_same_roster_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="roster",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("return_reason", ""),
                    models.Q(("link__isnull", False), ("status", "CANCELLED")),
                    _connector="OR",
                ),
                name="only_what_came_by_a_link_is_returned",
            ),
        ),
        migrations.RunSQL(PEOPLE_SAVE, ANYBODY_SAVES),
    ]
