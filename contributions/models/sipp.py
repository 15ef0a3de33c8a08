"""What the city hands to BPJS through SIPP Online as a file, and what comes back."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models import Enrollment
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import Branch, PublicModel, Segment, TenantModel, public_key
from municipalities.wall import TenantForeignKey


class SippForm(models.TextChoices):
    """A kind of file with columns of its own."""

    NEW_PU = "NEW_PU", _("tenaga kerja baru, penerima upah")
    NEW_BPU = "NEW_BPU", _("peserta baru, bukan penerima upah")
    LEAVERS = "LEAVERS", _("tenaga kerja keluar")
    WAGES = "WAGES", _("upah sebulan")


class SippLayout(PublicModel):
    """Columns that the branch has put over the shipped ones, for one of the cities it serves. Append-only."""

    wall = wall.SIPP_LAYOUTS
    data = Data(internal="form version start_date sheet columns source made_at")

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="sipp_layouts")
    form = models.CharField(_("jenis berkas"), max_length=10, choices=SippForm)
    version = models.PositiveIntegerField(_("versi"))
    start_date = models.DateField(_("dipakai mulai"))
    sheet = models.CharField(_("nama lembar"), max_length=31)
    columns = models.JSONField(_("kolom"))
    source = models.CharField(_("dasar"), max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["form", "-version"]
        constraints = [
            public_key("sipp_layout"),
            models.UniqueConstraint(fields=["municipality", "form", "version"], name="sipp_layout_version_once"),
        ]

    def __str__(self):
        return f"{self.form} {self.version}"

    @property
    def audit_name(self):
        return f"{self.get_form_display()} {self.version}"


class SippFile(PublicModel):
    """
    One file for one registration: what was handed to BPJS, when, by whom. Ordered, it is made by the queue; the file
    is kept as it was made.
    """

    class Status(models.TextChoices):
        ORDERED = "ORDERED", _("sedang dibuat")
        MADE = "MADE", _("menunggu jawaban")
        EMPTY = "EMPTY", _("tidak jadi dibuat")
        WITHDRAWN = "WITHDRAWN", _("ditarik")

    wall = wall.SIPP
    data = Data(
        internal="number form segment month layout_name layout_hash people file sha256 bytes status made_at"
        " withdrawn_at reason"
    )

    number = models.PositiveIntegerField(_("nomor"))
    form = models.CharField(_("jenis berkas"), max_length=10, choices=SippForm)
    segment = models.CharField(_("segmen"), max_length=3, choices=Segment)
    registration = TenantForeignKey("municipalities.Registration", null=True, related_name="sipp_files")
    month = models.DateField(_("bulan"), null=True)
    layout_name = models.CharField(_("susunan kolom"), max_length=60, blank=True)
    layout_hash = models.CharField(max_length=64, blank=True)
    people = models.PositiveIntegerField(_("orang"), default=0)
    file = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.ORDERED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("alasan"), max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("sipp_file"),
            models.UniqueConstraint(fields=["municipality", "number"], name="sipp_file_number_once"),
            models.CheckConstraint(
                condition=Q(status="WITHDRAWN", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | Q(status__in=["ORDERED", "MADE", "EMPTY"], withdrawn_at=None, withdrawn_by=None),
                name="sipp_file_withdrawn_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=(Q(form="WAGES") & Q(month__isnull=False, month__day=1))
                | (~Q(form="WAGES") & Q(month=None)),
                name="sipp_file_of_wages_has_a_month",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.form}"

    @property
    def audit_name(self):
        return self.number

    def get_absolute_url(self):
        return reverse("sipp_detail", args=[self.public_id])


class SippLine(TenantModel):
    """Somebody in a file, and how BPJS answered about this row."""

    class Status(models.TextChoices):
        SENT = "SENT", _("belum dijawab")
        ACCEPTED = "ACCEPTED", _("diterima")
        REFUSED = "REFUSED", _("ditolak")
        WITHDRAWN = "WITHDRAWN", _("ditarik")

    STANDING = (Status.SENT, Status.ACCEPTED)

    wall = wall.SIPP
    data = Data(
        internal="number form month end_date status answered_at", personal="kpj", specific="reason", whose="workers"
    )

    file = TenantForeignKey(SippFile, related_name="lines")
    number = models.PositiveIntegerField(_("baris"))
    enrollment = TenantForeignKey(Enrollment, related_name="sipp_lines")
    form = models.CharField(max_length=10, choices=SippForm)
    month = models.DateField(null=True)
    end_date = models.DateField(null=True, help_text=_("Hari terakhir, di berkas tenaga kerja keluar."))
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.SENT)
    kpj = models.CharField(_("nomor KPJ"), max_length=20, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "file", "number"], name="sipp_line_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "enrollment", "form", "month", "end_date"],
                condition=Q(status__in=["SENT", "ACCEPTED"]),
                nulls_distinct=False,
                name="somebody_waits_in_one_sipp_file",
            ),
        ]

    def __str__(self):
        return f"{self.file_id}: {self.number}"


class SippReply(PublicModel):
    """What BPJS answered to a file: read, looked at, then written down, and taken back if it was the wrong one."""

    class Status(models.TextChoices):
        RECEIVED = "RECEIVED", _("sedang dibaca")
        CHECKED = "CHECKED", _("diperiksa")
        CONFIRMED = "CONFIRMED", _("dicatat")
        UNDONE = "UNDONE", _("dibatalkan")

    wall = wall.SIPP
    data = Data(internal="file_name kept sha256 status rows words made_at confirmed_at undone_at")

    file = TenantForeignKey(SippFile, related_name="replies")
    file_name = models.CharField(_("nama berkas"), max_length=200)
    kept = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.RECEIVED)
    rows = models.PositiveIntegerField(_("baris"), default=0)
    # What a person has said that words of its status column mean: {word: ACCEPTED, REFUSED or SILENT}.
    words = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            public_key("sipp_reply"),
            models.UniqueConstraint(
                fields=["municipality", "file", "sha256"],
                condition=~Q(status="UNDONE"),
                name="the_same_sipp_reply_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["RECEIVED", "CHECKED"], confirmed_at=None, confirmed_by=None)
                | Q(status="UNDONE")
                | Q(status="CONFIRMED", confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="sipp_reply_confirmed_with_who_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.file_id}: {self.status}"

    @property
    def audit_name(self):
        return self.file.number

    def get_absolute_url(self):
        return reverse("sipp_reply", args=[self.public_id])


class SippReplyRow(TenantModel):
    """
    One row of a reply, and what became of it.

    Of a row that is about nobody in the file its number alone is kept: whoever wants to know looks into the reply.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("diterima")
        REFUSED = "REFUSED", _("ditolak")
        SAME = "SAME", _("sudah tercatat")
        SILENT = "SILENT", _("belum dijawab")
        CONFLICT = "CONFLICT", _("tidak cocok")
        UNKNOWN = "UNKNOWN", _("tidak ada di berkas")

    wall = wall.SIPP
    data = Data(
        internal="number outcome code fault given had before", personal="kpj", specific="word reason", whose="workers"
    )

    reply = TenantForeignKey(SippReply, related_name="reply_rows")
    number = models.PositiveIntegerField(_("baris"))
    line = TenantForeignKey(SippLine, null=True, related_name="reply_rows")
    outcome = models.CharField(max_length=10, choices=Outcome)
    code = models.CharField(max_length=20, blank=True)
    # What it says by itself: what is wrong with its cells, and the word of its status column.
    fault = models.CharField(max_length=20, blank=True)
    word = models.CharField(max_length=40, blank=True)
    kpj = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    # What an undo needs: the enrollments that got the number, those that had it, and how the line stood.
    given = ArrayField(models.BigIntegerField(), default=list)
    had = ArrayField(models.BigIntegerField(), default=list)
    before = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["reply", "number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "reply", "number"], name="sipp_reply_row_once"),
        ]

    def __str__(self):
        return f"{self.reply_id}: {self.number}"
