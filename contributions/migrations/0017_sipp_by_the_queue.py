import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """Files for SIPP are made, and replies read, by the queue; a line says which end it tells of."""

    dependencies = [
        ("contributions", "0016_every_figure_of_a_run_is_checked"),
    ]

    operations = [
        migrations.AddField(
            model_name="sippline",
            name="end_date",
            field=models.DateField(null=True, help_text="Hari terakhir, di berkas tenaga kerja keluar."),
        ),
        migrations.AddField(
            model_name="sippreply",
            name="words",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="sippreplyrow",
            name="fault",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sippreplyrow",
            name="word",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sippreplyrow",
            name="had",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="layout_name",
            field=models.CharField(blank=True, max_length=60, verbose_name="susunan kolom"),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="layout_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="people",
            field=models.PositiveIntegerField(default=0, verbose_name="orang"),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="bytes",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="sippfile",
            name="status",
            field=models.CharField(
                choices=[
                    ("ORDERED", "sedang dibuat"),
                    ("MADE", "menunggu jawaban"),
                    ("EMPTY", "tidak jadi dibuat"),
                    ("WITHDRAWN", "ditarik"),
                ],
                default="ORDERED",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
        migrations.AlterField(
            model_name="sippreply",
            name="rows",
            field=models.PositiveIntegerField(default=0, verbose_name="baris"),
        ),
        migrations.AlterField(
            model_name="sippreply",
            name="status",
            field=models.CharField(
                choices=[
                    ("RECEIVED", "sedang dibaca"),
                    ("CHECKED", "diperiksa"),
                    ("CONFIRMED", "dicatat"),
                    ("UNDONE", "dibatalkan"),
                ],
                default="RECEIVED",
                max_length=10,
                verbose_name="keadaan",
            ),
        ),
        migrations.RemoveConstraint(model_name="sippfile", name="sipp_file_withdrawn_with_who_and_when"),
        migrations.RemoveConstraint(model_name="sippline", name="somebody_waits_in_one_sipp_file"),
        migrations.RemoveConstraint(model_name="sippreply", name="sipp_reply_confirmed_with_who_and_when"),
        migrations.AddConstraint(
            model_name="sippfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "WITHDRAWN"), ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                    ),
                    models.Q(
                        ("status__in", ["ORDERED", "MADE", "EMPTY"]), ("withdrawn_at", None), ("withdrawn_by", None)
                    ),
                    _connector="OR",
                ),
                name="sipp_file_withdrawn_with_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="sippline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["SENT", "ACCEPTED"])),
                fields=("municipality", "enrollment", "form", "month", "end_date"),
                name="somebody_waits_in_one_sipp_file",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="sippreply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("confirmed_by", None), ("status__in", ["RECEIVED", "CHECKED"])),
                    ("status", "UNDONE"),
                    models.Q(
                        ("confirmed_at__isnull", False), ("confirmed_by__isnull", False), ("status", "CONFIRMED")
                    ),
                    _connector="OR",
                ),
                name="sipp_reply_confirmed_with_who_and_when",
            ),
        ),
    ]
