import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.wall.protect
from municipalities.wall import Protect


# A year is paid, or asked for no more, of a child that may have one, whose claim was granted; by whoever says so.
CHECK = """
CREATE FUNCTION sec.check_scholarship() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.claims_scholarshipchild k
      JOIN public.claims_claim c ON c.municipality_id = k.municipality_id AND c.id = k.claim_id
      WHERE k.municipality_id = NEW.municipality_id AND k.id = NEW.child_id AND k.qualifies
        AND c.status IN ('GRANTED', 'PAID'))
     OR (sec.uid() IS NOT NULL AND NEW.by_id <> sec.uid()) THEN
    RAISE EXCEPTION 'a scholarship follows a granted claim' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER check_scholarship BEFORE INSERT ON claims_scholarshipyear
  FOR EACH ROW EXECUTE FUNCTION sec.check_scholarship();
CREATE TRIGGER check_scholarship BEFORE INSERT ON claims_scholarshipend
  FOR EACH ROW EXECUTE FUNCTION sec.check_scholarship();
"""
UNDO = """
DROP TRIGGER check_scholarship ON claims_scholarshipyear; DROP TRIGGER check_scholarship ON claims_scholarshipend;
DROP FUNCTION sec.check_scholarship();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_circumstances_and_appeals"),
        ("municipalities", "0011_bill_divisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScholarshipEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("MARRIED", "sudah menikah"),
                            ("WORKS", "sudah bekerja"),
                            ("FINISHED", "selesai sekolah atau tidak melanjutkan"),
                            ("OTHER", "diminta keluarga"),
                        ],
                        max_length=10,
                        verbose_name="alasan",
                    ),
                ),
                ("ended_date", models.DateField(verbose_name="sejak")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "child",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="claims.scholarshipchild",
                    ),
                ),
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
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="scholarship_end_public_id"),
                    models.UniqueConstraint(fields=("municipality", "child"), name="a_scholarship_ends_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScholarshipYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField(verbose_name="tahun ke")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("TK", "TK"),
                            ("SD", "SD"),
                            ("SMP", "SMP"),
                            ("SMA", "SMA/SMK"),
                            ("PT", "perguruan tinggi atau pelatihan"),
                        ],
                        max_length=3,
                        verbose_name="jenjang",
                    ),
                ),
                ("amount", models.BigIntegerField(help_text="Rupiah.", verbose_name="jumlah")),
                ("payment_date", models.DateField(verbose_name="tanggal dibayar")),
                ("reference", models.CharField(max_length=100, verbose_name="nomor bukti")),
                ("source", models.CharField(max_length=300, verbose_name="dasar")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "child",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="claims.scholarshipchild",
                    ),
                ),
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
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="scholarship_year_public_id"),
                    models.UniqueConstraint(
                        fields=("municipality", "child", "number"), name="a_scholarship_year_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("number__gt", 0)), name="a_scholarship_year_is_positive"
                    ),
                ],
            },
        ),
        Protect("scholarshipyear", "PAYOUTS"),
        Protect("scholarshipend", "PAYOUTS"),
        migrations.RunSQL(CHECK, UNDO),
    ]
