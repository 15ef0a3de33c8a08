"""Papers that were printed, kept as they were."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.roles import Permission, may
from municipalities.wall import TenantForeignKey


class Kind(models.TextChoices):
    AGREEMENT = "AGREEMENT", _("Perjanjian")
    AGREEMENT_PACK = "AGREEMENT_PACK", _("Berkas tanda tangan")
    CIRCULAR = "CIRCULAR", _("Surat edaran")
    CIRCULAR_COMPLIANCE = "CIRCULAR_COMPLIANCE", _("Pelaksanaan surat edaran")
    CIRCULAR_REMINDER = "CIRCULAR_REMINDER", _("Surat pengingat surat edaran")
    BRIEFING = "BRIEFING", _("Notulen sosialisasi")
    EXPIRY = "EXPIRY", _("Bila perjanjian tidak diperpanjang")
    ROSTER_MINUTES = "ROSTER_MINUTES", _("Berita acara unggah")
    ENROLLMENT_SLIP = "ENROLLMENT_SLIP", _("Bukti terdaftar")
    CONTINUATION = "CONTINUATION", _("Penjelasan lanjut dengan biaya sendiri")
    CARDS = "CARDS", _("Kartu")
    ATTENDANCE = "ATTENDANCE", _("Daftar hadir penyerahan kartu")
    HANDOVER_MINUTES = "HANDOVER_MINUTES", _("Berita acara penyerahan kartu")
    HANDOVER_LEFT = "HANDOVER_LEFT", _("Daftar sisa kartu")
    BILL = "BILL", _("Tagihan")
    RECEIPT = "RECEIPT", _("Tanda terima pembayaran")
    RECAP = "RECAP", _("Rekap iuran")
    BUDGET = "BUDGET", _("Anggaran")
    GAP_LIST = "GAP_LIST", _("Daftar kesenjangan")
    GAP_LETTER = "GAP_LETTER", _("Surat ke OPD")
    MONTH_REPORT = "MONTH_REPORT", _("Laporan bulanan")
    CLAIM_PACK = "CLAIM_PACK", _("Berkas klaim")
    CLAIM_FILE = "CLAIM_FILE", _("Berkas klaim dengan salinan")
    CLAIM_FORMS = "CLAIM_FORMS", _("Formulir klaim")
    CLAIM_BENEFITS = "CLAIM_BENEFITS", _("Perhitungan manfaat")
    CLAIM_LETTER = "CLAIM_LETTER", _("Surat klaim")
    CLAIM_INVITATIONS = "CLAIM_INVITATIONS", _("Daftar undangan penyerahan santunan")
    CLAIM_STATISTICS = "CLAIM_STATISTICS", _("Statistik klaim")
    CLAIM_RECEIPT = "CLAIM_RECEIPT", _("Tanda terima santunan")
    CLAIM_MINUTES = "CLAIM_MINUTES", _("Berita acara penyerahan santunan")
    CHANGE_PACK = "CHANGE_PACK", _("Serah terima tugas")
    PERSON_FILE = "PERSON_FILE", _("Surat pengantar data pribadi")
    CORRECTION = "CORRECTION", _("Jawaban perbaikan data")


# Whoever may see the thing may see its paper.
SEEN_WITH = {
    Kind.AGREEMENT: Permission.VIEW_AGREEMENTS,
    Kind.AGREEMENT_PACK: Permission.VIEW_AGREEMENTS,
    Kind.CIRCULAR: Permission.VIEW_AGREEMENTS,
    Kind.CIRCULAR_COMPLIANCE: Permission.VIEW_AGREEMENTS,
    Kind.CIRCULAR_REMINDER: Permission.VIEW_AGREEMENTS,
    Kind.BRIEFING: Permission.VIEW_AGREEMENTS,
    Kind.EXPIRY: Permission.VIEW_AGREEMENTS,
    Kind.ROSTER_MINUTES: Permission.VIEW_WORKERS,
    Kind.ENROLLMENT_SLIP: Permission.VIEW_WORKERS,
    Kind.CONTINUATION: Permission.VIEW_WORKERS,
    Kind.CARDS: Permission.VIEW_WORKERS,
    Kind.ATTENDANCE: Permission.VIEW_WORKERS,
    Kind.HANDOVER_MINUTES: Permission.VIEW_WORKERS,
    Kind.HANDOVER_LEFT: Permission.VIEW_WORKERS,
    Kind.BILL: Permission.VIEW_MONEY,
    Kind.RECEIPT: Permission.VIEW_MONEY,
    Kind.RECAP: Permission.VIEW_MONEY,
    Kind.BUDGET: Permission.VIEW_MONEY,
    Kind.GAP_LIST: Permission.VIEW_COVERAGE,
    Kind.GAP_LETTER: Permission.VIEW_COVERAGE,
    Kind.MONTH_REPORT: Permission.VIEW_MONEY,
    Kind.CLAIM_PACK: Permission.VIEW_CLAIMS,
    Kind.CLAIM_FILE: Permission.VIEW_DOCUMENTS,
    Kind.CLAIM_FORMS: Permission.VIEW_CLAIMS,
    Kind.CLAIM_BENEFITS: Permission.VIEW_CLAIMS,
    Kind.CLAIM_LETTER: Permission.VIEW_CLAIMS,
    Kind.CLAIM_INVITATIONS: Permission.VIEW_CLAIMS,
    Kind.CLAIM_STATISTICS: Permission.VIEW_CLAIMS,
    Kind.CLAIM_RECEIPT: Permission.VIEW_CLAIMS,
    Kind.CLAIM_MINUTES: Permission.VIEW_CLAIMS,
    Kind.CHANGE_PACK: Permission.PRINT_CHANGE_PACK,
    Kind.PERSON_FILE: Permission.EXPORT_PERSONAL,
    Kind.CORRECTION: Permission.EXPORT_PERSONAL,
}


def kinds():
    return Kind.choices


class PaperQuerySet(TenantQuerySet):
    def for_role(self, role):
        """Papers of the things this role may see."""
        return self.filter(kind__in=[kind for kind, permission in SEEN_WITH.items() if may(role, permission)])


class Paper(PublicModel):
    """
    A printed file, kept and served again as it was. Append-only; the same content of the same thing stands once.

    Once its file went with the years that the city keeps papers, the same content is printed a second time.
    """

    wall = wall.PAPER
    data = Data(
        internal="kind title number month object_type object_id media_type sha256 printing bytes pages made_at",
        specific="file",
        whose="whom the paper is about",
    )

    # A function, so that a new kind needs no migration.
    kind = models.CharField(_("jenis"), max_length=20, choices=kinds)
    title = models.CharField(_("judul"), max_length=200)
    number = models.CharField(_("nomor"), max_length=200, blank=True)
    month = models.DateField(_("bulan"), null=True, blank=True)
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="papers")
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(help_text="public_id")
    file = models.FileField(upload_to="papers/", max_length=100)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    printing = models.PositiveSmallIntegerField(default=1)
    bytes = models.PositiveBigIntegerField(_("ukuran"))
    pages = models.PositiveIntegerField(_("halaman"), null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("dibuat"))

    objects = manager_of(PaperQuerySet)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["municipality", "object_type", "object_id"], name="papers_of_an_object")]
        constraints = [
            public_key("paper"),
            models.UniqueConstraint(
                fields=["municipality", "kind", "object_type", "object_id", "unit", "sha256", "printing"],
                name="the_same_paper_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(month=None) | Q(month__day=1), name="paper_month_is_first_day"),
        ]

    def __str__(self):
        return self.title

    @property
    def audit_name(self):
        return self.title


class PaperRemoval(TenantModel):
    """The file of a paper is gone, for the years were over or the person is forgotten; that it was printed stays."""

    wall = wall.PAPER_REMOVALS
    data = Data(internal="at")

    paper = TenantForeignKey(Paper, indexed=False, related_name="removals")
    unit = TenantForeignKey(Unit, null=True, blank=True, related_name="+")  # the paper's, for its clerks
    at = models.DateTimeField(_("dihapus"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "paper"], name="a_paper_is_removed_once")]

    def __str__(self):
        return f"{self.paper_id} {self.at:%Y-%m-%d}"


class RetentionSwitch(TenantModel):
    """The city lets the nightly run forget people, or stops it; the last row says which."""

    wall = wall.ORGANIZATION
    data = Data(internal="is_on at")

    is_on = models.BooleanField(_("menyala"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("diubah"))

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.municipality_id} {self.is_on}"
