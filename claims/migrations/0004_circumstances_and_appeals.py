from importlib import import_module

from django.conf import settings
from django.db import migrations, models


# The steps of a claim as the wall wrote them, and as they are with an appeal against a refusal.
BEFORE = (
    import_module("claims.migrations.0002_wall")
    .EVENT.split("CREATE TRIGGER")[0]
    .replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
)
CHANGES = (
    (
        "'GRANTED>PAID', 'GRANTED>RETURNED']",
        "'GRANTED>PAID', 'GRANTED>RETURNED',\n      'REFUSED>APPEALED', 'APPEALED>VERIFIED', 'APPEALED>REFUSED']",
    ),
    (
        "IN ('SUBMITTED', 'APPROVED', 'VERIFIED', 'GRANTED')\n",
        "IN ('SUBMITTED', 'APPROVED', 'VERIFIED', 'GRANTED', 'APPEALED')\n",
    ),
    (
        "IN ('REPORTED', 'COMPLETE', 'SUBMITTED', 'CANCELLED') THEN",
        "IN ('REPORTED', 'COMPLETE', 'SUBMITTED', 'CANCELLED', 'APPEALED') THEN",
    ),
    (
        "  SELECT sum(l.amount) INTO lines",
        """  IF NEW.from_status = 'APPEALED' AND NEW.by_id = (
      SELECT e.by_id FROM public.claims_claimevent e
      WHERE e.municipality_id = NEW.municipality_id AND e.claim_id = NEW.claim_id AND e.status = 'REFUSED'
      ORDER BY e.seq DESC LIMIT 1) THEN
    RAISE EXCEPTION 'an_appeal_is_looked_at_by_another' USING ERRCODE = '23514', CONSTRAINT = 'an_appeal_is_looked_at_by_another';
  END IF;
  SELECT sum(l.amount) INTO lines""",
    ),
)
AFTER = BEFORE
for old, new in CHANGES:
    if AFTER.count(old) != 1:
        raise ValueError(f"the steps of a claim do not say {old}")
    AFTER = AFTER.replace(old, new)


class Migration(migrations.Migration):
    """What happened is told in full and can be put right; a refusal can be appealed against, to another person."""

    dependencies = [
        ("claims", "0003_scans_and_proofs"),
        ("enrollment", "0016_room_beside_an_enrollment"),
        ("municipalities", "0011_bill_divisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claimevent",
            name="a_claim_sent_back_says_why",
        ),
        migrations.AddField(
            model_name="claim",
            name="accident_date",
            field=models.DateField(blank=True, null=True, verbose_name="tanggal kecelakaan atau diagnosis"),
        ),
        migrations.AddField(
            model_name="claim",
            name="accident_report_date",
            field=models.DateField(blank=True, null=True, verbose_name="kecelakaan dilaporkan ke cabang"),
        ),
        migrations.AddField(
            model_name="claim",
            name="cause_in_inquiry",
            field=models.BooleanField(default=False, verbose_name="sebabnya masih diselidiki"),
        ),
        migrations.AddField(
            model_name="claim",
            name="death_report_date",
            field=models.DateField(blank=True, null=True, verbose_name="kematian dilaporkan ke cabang"),
        ),
        migrations.AddField(
            model_name="heir",
            name="attorney_name",
            field=models.CharField(
                blank=True,
                help_text="Yang menerima atas namanya dengan surat kuasa.",
                max_length=120,
                verbose_name="penerima kuasa",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="status",
            field=models.CharField(
                choices=[
                    ("REPORTED", "dicatat"),
                    ("COMPLETE", "berkas lengkap"),
                    ("SUBMITTED", "diajukan"),
                    ("APPROVED", "disetujui kota"),
                    ("VERIFIED", "diverifikasi cabang"),
                    ("GRANTED", "dikabulkan"),
                    ("PAID", "sudah dibayarkan"),
                    ("RETURNED", "dikembalikan"),
                    ("REFUSED", "tidak dikabulkan"),
                    ("APPEALED", "keberatan diajukan"),
                    ("CANCELLED", "dibatalkan"),
                ],
                default="REPORTED",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
        migrations.AlterField(
            model_name="claimevent",
            name="from_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("REPORTED", "dicatat"),
                    ("COMPLETE", "berkas lengkap"),
                    ("SUBMITTED", "diajukan"),
                    ("APPROVED", "disetujui kota"),
                    ("VERIFIED", "diverifikasi cabang"),
                    ("GRANTED", "dikabulkan"),
                    ("PAID", "sudah dibayarkan"),
                    ("RETURNED", "dikembalikan"),
                    ("REFUSED", "tidak dikabulkan"),
                    ("APPEALED", "keberatan diajukan"),
                    ("CANCELLED", "dibatalkan"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="claimevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("REPORTED", "dicatat"),
                    ("COMPLETE", "berkas lengkap"),
                    ("SUBMITTED", "diajukan"),
                    ("APPROVED", "disetujui kota"),
                    ("VERIFIED", "diverifikasi cabang"),
                    ("GRANTED", "dikabulkan"),
                    ("PAID", "sudah dibayarkan"),
                    ("RETURNED", "dikembalikan"),
                    ("REFUSED", "tidak dikabulkan"),
                    ("APPEALED", "keberatan diajukan"),
                    ("CANCELLED", "dibatalkan"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accident_date", None), ("accident_date__lte", models.F("death_date")), _connector="OR"
                ),
                name="an_accident_is_before_the_death",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("RETURNED", "CANCELLED", "REFUSED", "APPEALED")), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_claim_sent_back_says_why",
            ),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
