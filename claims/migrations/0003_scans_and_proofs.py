import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import municipalities.scans.fields
import municipalities.wall.protect
from municipalities.wall import Protect


# What was scanned of a paper stands still with the paper, from the moment the claim is submitted.
SCANS = """
CREATE FUNCTION sec.check_claim_scan() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part record;
  here text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a kept scan stays as it is' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
  SELECT c.status INTO here FROM public.claims_claim c
  JOIN public.claims_claimdocument d ON d.municipality_id = c.municipality_id AND d.claim_id = c.id
  WHERE d.municipality_id = part.municipality_id AND d.id = part.document_id FOR SHARE OF c;
  IF here IS NULL OR here NOT IN ('REPORTED', 'COMPLETE', 'RETURNED') THEN
    RAISE EXCEPTION 'papers, heirs and amounts of a claim under way are locked' USING ERRCODE = '42501';
  END IF;
  RETURN part;
END $$;
CREATE TRIGGER check_scan BEFORE INSERT OR UPDATE OR DELETE ON claims_claimscan
  FOR EACH ROW EXECUTE FUNCTION sec.check_claim_scan();
"""
UNDO = "DROP TRIGGER check_scan ON claims_claimscan; DROP FUNCTION sec.check_claim_scan();"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_wall"),
        ("municipalities", "0011_bill_divisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("file", municipalities.scans.fields.ScanField(upload_to="scans/", verbose_name="berkas")),
                ("sent_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=30)),
                ("pages", models.PositiveSmallIntegerField(verbose_name="halaman")),
                ("bytes", models.PositiveIntegerField(verbose_name="ukuran")),
                ("at", models.DateTimeField(verbose_name="disimpan")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disimpan oleh",
                    ),
                ),
                (
                    "document",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="claims.claimdocument",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="municipalities.municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="claim_scan_public_id"),
                    models.UniqueConstraint(
                        fields=("municipality", "document", "sent_sha256"), name="a_claim_scan_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayoutProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("file", municipalities.scans.fields.ScanField(upload_to="scans/", verbose_name="berkas")),
                ("sent_sha256", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=30)),
                ("pages", models.PositiveSmallIntegerField(verbose_name="halaman")),
                ("bytes", models.PositiveIntegerField(verbose_name="ukuran")),
                ("at", models.DateTimeField(verbose_name="disimpan")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disimpan oleh",
                    ),
                ),
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
                    "payout",
                    municipalities.wall.protect.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="claims.payout",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "public_id"), name="payout_proof_public_id"),
                    models.UniqueConstraint(
                        fields=("municipality", "payout", "sent_sha256"), name="a_payout_proof_once"
                    ),
                ],
            },
        ),
        Protect("claimscan", "CLAIM_PARTS"),
        Protect("payoutproof", "PAYOUTS"),
        migrations.RunSQL(SCANS, UNDO),
    ]
