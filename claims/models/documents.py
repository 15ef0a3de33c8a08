"""The papers of a claim: which are asked for, why, and where each of them is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, public_key
from municipalities.wall import TenantForeignKey
from regulations.words import DocumentKind, DocumentReason


DOCUMENT_LABELS = {
    DocumentKind.JKM_FORM.value: _("Formulir pengajuan Jaminan Kematian"),
    DocumentKind.ACCIDENT_REPORT_1.value: _("Laporan kecelakaan tahap I"),
    DocumentKind.ACCIDENT_REPORT_2.value: _("Laporan kecelakaan tahap II"),
    DocumentKind.DOCTOR_STATEMENT.value: _("Keterangan dokter"),
    DocumentKind.TREATMENT_RECEIPTS.value: _("Kuitansi angkutan dan perawatan"),
    DocumentKind.PARTICIPANT_CARD.value: _("Kartu peserta asli"),
    DocumentKind.WORKER_KTP.value: _("KTP pekerja"),
    DocumentKind.HEIR_KTP.value: _("KTP ahli waris"),
    DocumentKind.HEIR_CHILD_CARD.value: _("KIA atau akta kelahiran ahli waris anak"),
    DocumentKind.FAMILY_CARD.value: _("Kartu keluarga"),
    DocumentKind.DEATH_LETTER.value: _("Surat kematian dari rumah sakit atau kelurahan"),
    DocumentKind.DEATH_CERTIFICATE.value: _("Akta kematian"),
    DocumentKind.HEIR_STATEMENT.value: _("Surat keterangan ahli waris"),
    DocumentKind.POWER_OF_ATTORNEY.value: _("Surat kuasa para ahli waris"),
    DocumentKind.MARRIAGE_BOOK.value: _("Buku nikah"),
    DocumentKind.SCHOLARSHIP_FORM.value: _("Formulir beasiswa"),
    DocumentKind.CHILD_BIRTH_CERTIFICATE.value: _("Akta kelahiran anak"),
    DocumentKind.SCHOOL_LETTER.value: _("Surat keterangan sekolah"),
    DocumentKind.CHILD_IDENTITY.value: _("KTP atau kartu pelajar anak"),
    DocumentKind.EMPLOYER_LETTER.value: _("Surat keterangan dari pemberi kerja"),
    DocumentKind.BANK_BOOK.value: _("Buku tabungan ahli waris"),
    DocumentKind.NPWP.value: _("NPWP"),
    DocumentKind.POLICE_REPORT.value: _("Laporan polisi"),
    DocumentKind.ATTENDANCE_LIST.value: _("Daftar hadir"),
    DocumentKind.ASSIGNMENT_LETTER.value: _("Surat tugas"),
}
REASON_LABELS = {
    DocumentReason.ALWAYS.value: _("selalu diminta"),
    DocumentReason.USUAL.value: _("biasanya diminta"),
    DocumentReason.UNTIL_CERTIFICATE.value: _("sementara akta kematian belum terbit"),
    DocumentReason.SEVERAL_HEIRS.value: _("karena ahli waris lebih dari satu"),
    DocumentReason.MINOR_HEIR.value: _("karena ada ahli waris yang masih anak"),
    DocumentReason.SPOUSE_CLAIMS.value: _("karena suami atau istri yang mengajukan"),
    DocumentReason.SCHOLARSHIP.value: _("untuk beasiswa anak"),
    DocumentReason.ABOVE_AMOUNT.value: _("karena besarnya jumlah"),
    DocumentReason.TRAFFIC_ACCIDENT.value: _("karena kecelakaan lalu lintas"),
    DocumentReason.IF_PAID_FOR.value: _("karena ada biaya yang dibayar"),
}


class ClaimDocument(PublicModel):
    """One paper of one claim. `note` says why it went back or is not needed."""

    class Status(models.TextChoices):
        MISSING = "MISSING", _("belum ada")
        RECEIVED = "RECEIVED", _("diterima, belum diperiksa")
        ACCEPTED = "ACCEPTED", _("ada")
        RETURNED = "RETURNED", _("dikembalikan")
        NOT_NEEDED = "NOT_NEEDED", _("tidak perlu")

    # The one table of moves; the verbs of claims/documents.py go by it.
    NEXT = {
        Status.MISSING: {Status.RECEIVED, Status.NOT_NEEDED},
        Status.RECEIVED: {Status.ACCEPTED, Status.RETURNED, Status.NOT_NEEDED},
        Status.ACCEPTED: {Status.RETURNED, Status.RECEIVED},
        Status.RETURNED: {Status.RECEIVED, Status.NOT_NEEDED},
        Status.NOT_NEEDED: {Status.RECEIVED, Status.MISSING},
    }

    wall = wall.CITY
    data = Data(
        internal="kind position reason required source asked status received_date checked_at",
        personal="note",
        whose="the dead and the heirs",
    )

    claim = TenantForeignKey(Claim, related_name="documents")
    kind = models.CharField(max_length=30, choices=DOCUMENT_LABELS)
    position = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=REASON_LABELS)
    required = models.BooleanField(default=True)
    source = models.CharField(max_length=200, blank=True)
    asked = models.BooleanField(default=True, help_text=_("Diminta untuk keadaan klaim ini."))
    status = models.CharField(max_length=10, choices=Status, default=Status.MISSING)
    received_date = models.DateField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            public_key("claim_document"),
            models.UniqueConstraint(fields=["municipality", "claim", "kind"], name="a_paper_once_per_claim"),
            models.CheckConstraint(
                condition=~Q(status__in=("RETURNED", "NOT_NEEDED")) | ~Q(note=""),
                name="a_paper_sent_back_or_spared_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("RECEIVED", "ACCEPTED")) | Q(received_date__isnull=False),
                name="a_paper_that_is_there_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="ACCEPTED") | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="a_paper_accepted_with_who_and_when",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.status}"

    @property
    def audit_name(self):
        return self.get_kind_display()

    @property
    def is_settled(self):
        return not (self.asked and self.required) or self.status in ("ACCEPTED", "NOT_NEEDED")
