import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


class Migration(migrations.Migration):
    """The family of a worker is kept during life."""

    dependencies = [
        ("enrollment", "0002_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilyMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="nama")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("WIDOW", "istri"),
                            ("WIDOWER", "suami"),
                            ("CHILD", "anak"),
                            ("PARENT", "orang tua"),
                            ("GRANDPARENT", "kakek atau nenek"),
                            ("GRANDCHILD", "cucu"),
                            ("SIBLING", "saudara kandung"),
                            ("PARENT_IN_LAW", "mertua"),
                            ("NAMED_IN_WILL", "ditunjuk dalam wasiat"),
                        ],
                        max_length=20,
                        verbose_name="hubungan",
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="tanggal lahir")),
                ("nik", models.CharField(blank=True, max_length=16, verbose_name="NIK")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="nomor HP")),
                ("recorded_at", models.DateTimeField(verbose_name="dicatat")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dicatat oleh",
                    ),
                ),
                (
                    "worker",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family",
                        to="enrollment.worker",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="family_member_public_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("nik", ""), _negated=True),
                        fields=("municipality", "worker", "nik"),
                        name="a_family_member_once_per_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("nik", ""), ("nik__regex", "^[0-9]{16}$"), _connector="OR"),
                        name="nik_of_family_is_sixteen_digits",
                    ),
                ],
            },
        ),
        Protect("familymember", "FAMILY"),
    ]
