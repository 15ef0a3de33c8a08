"""A death and what follows from it, and the row that each move leaves behind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models import Enrollment, Worker
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, TenantQuerySet, manager_of, public_key
from municipalities.wall import TenantForeignKey
from regulations.words import Cause


CAUSE_LABELS = {
    Cause.NATURAL.value: _("sakit atau sebab alami"),
    Cause.WORK_ACCIDENT.value: _("kecelakaan kerja"),
    Cause.OCCUPATIONAL_DISEASE.value: _("penyakit akibat kerja"),
    Cause.SUDDEN_AT_WORK.value: _("meninggal mendadak di tempat kerja"),
    Cause.OTHER.value: _("sebab lain, bukan karena kerja"),
}


class ClaimQuerySet(TenantQuerySet):
    def of(self, municipalities):
        """The claims of the municipalities that somebody works for."""
        return self.filter(municipality__in=municipalities)

    def live(self):
        """Claims that stand: a refused or cancelled one makes room for another."""
        return self.exclude(status__in=Claim.DEAD)


class Claim(PublicModel):
    """What the heirs of one worker ask for. Moves only along NEXT, each move with an event (claims/decisions.py)."""

    class Status(models.TextChoices):
        REPORTED = "REPORTED", _("dicatat")
        COMPLETE = "COMPLETE", _("berkas lengkap")
        SUBMITTED = "SUBMITTED", _("diajukan")
        APPROVED = "APPROVED", _("disetujui kota")
        VERIFIED = "VERIFIED", _("diverifikasi cabang")
        GRANTED = "GRANTED", _("dikabulkan")
        PAID = "PAID", _("sudah dibayarkan")
        RETURNED = "RETURNED", _("dikembalikan")
        REFUSED = "REFUSED", _("tidak dikabulkan")
        APPEALED = "APPEALED", _("keberatan diajukan")
        CANCELLED = "CANCELLED", _("dibatalkan")

    class Eligibility(models.TextChoices):
        YES = "YES", _("ya, berhak")
        NO = "NO", _("tidak")
        NEEDS_BRANCH = "NEEDS_BRANCH", _("perlu dicek cabang")

    # The one table of moves; the database holds the same (migration 0006), and a test compares the two.
    NEXT = {
        Status.REPORTED: {Status.COMPLETE, Status.CANCELLED},
        Status.COMPLETE: {Status.SUBMITTED, Status.RETURNED, Status.CANCELLED},
        Status.RETURNED: {Status.COMPLETE, Status.CANCELLED},
        Status.SUBMITTED: {Status.APPROVED, Status.RETURNED},
        Status.APPROVED: {Status.VERIFIED, Status.RETURNED},
        Status.VERIFIED: {Status.GRANTED, Status.REFUSED, Status.RETURNED},
        Status.GRANTED: {Status.PAID, Status.RETURNED},
        Status.REFUSED: {Status.APPEALED},
        Status.APPEALED: {Status.VERIFIED, Status.REFUSED, Status.RETURNED},
    }
    OPEN = ("REPORTED", "COMPLETE", "RETURNED")  # its papers, heirs and amounts may still change
    DEAD = ("REFUSED", "CANCELLED")
    # Whoever takes a claim on from here is another person than the one who brought it here.
    OTHER_PERSON = ("SUBMITTED", "APPROVED", "VERIFIED", "GRANTED", "APPEALED")

    wall = wall.CLAIM
    data = Data(
        internal="number status number_issued_date eligibility registered_at jht_source",
        personal="told_by place findings remarks ended",
        specific="death_date cause cause_in_inquiry accident_date accident_report_date death_report_date"
        " traffic_accident treatment_paid jht_balance",
        whose="the dead and who told of the death",
    )

    number = models.PositiveIntegerField(_("nomor"))
    worker = TenantForeignKey(Worker, related_name="claims")
    enrollment = TenantForeignKey(Enrollment, related_name="claims")  # the one whose segment and wage count
    status = models.CharField(_("keadaan"), max_length=10, choices=Status, default=Status.REPORTED)
    death_date = models.DateField(_("tanggal meninggal"))
    cause = models.CharField(_("sebab"), max_length=20, choices=CAUSE_LABELS)
    place = models.CharField(_("tempat meninggal"), max_length=200, blank=True)
    told_by = models.CharField(_("kabar dari"), max_length=200)
    number_issued_date = models.DateField(_("KPJ terbit pada"), null=True, blank=True)
    cause_in_inquiry = models.BooleanField(_("sebabnya masih diselidiki"), default=False)
    accident_date = models.DateField(_("tanggal kecelakaan atau diagnosis"), null=True, blank=True)
    accident_report_date = models.DateField(_("kecelakaan dilaporkan ke cabang"), null=True, blank=True)
    death_report_date = models.DateField(_("kematian dilaporkan ke cabang"), null=True, blank=True)
    traffic_accident = models.BooleanField(_("kecelakaan lalu lintas"), default=False)
    treatment_paid = models.BooleanField(_("ada biaya angkutan atau perawatan"), default=False)
    jht_balance = models.BigIntegerField(_("saldo JHT menurut cabang"), null=True, blank=True, help_text=_("Rupiah."))
    jht_source = models.CharField(_("sumber saldo"), max_length=200, blank=True)
    eligibility = models.CharField(max_length=12, choices=Eligibility, default=Eligibility.NEEDS_BRANCH)
    findings = models.JSONField(default=list, help_text=_("Pemeriksaan hak pada hari meninggal, dengan buktinya."))
    remarks = models.JSONField(default=list)
    ended = models.JSONField(default=list, help_text=_("Akhir kepesertaan sebelum kematian dicatat."))
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = manager_of(ClaimQuerySet)

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("claim"),
            models.UniqueConstraint(fields=["municipality", "number"], name="claim_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "worker"],
                condition=~Q(status__in=("REFUSED", "CANCELLED")),
                name="one_live_claim_per_worker",
            ),
            models.CheckConstraint(
                condition=Q(jht_balance=None, jht_source="") | (Q(jht_balance__gte=0) & ~Q(jht_source="")),
                name="a_reported_balance_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(accident_date=None) | Q(accident_date__lte=F("death_date")),
                name="an_accident_is_before_the_death",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def audit_name(self):
        return self.label

    def get_absolute_url(self):
        return reverse("claim_detail", args=[self.public_id])

    @property
    def label(self):
        """What people call it: KLM-0007."""
        return f"KLM-{self.number:04d}"

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def happened(self):
        """The day of the accident or the diagnosis, where it is known; else that of the death."""
        return self.accident_date or self.death_date


class ClaimEvent(TenantModel):
    """One step of a claim: who, when, from where to where, why, and what the file was like. Append-only."""

    wall = wall.CLAIM_EVENTS
    data = Data(
        internal="seq from_status status at recorded_at source fingerprint",
        personal="note",
        whose="the dead and the heirs",
    )

    claim = TenantForeignKey(Claim, related_name="events")
    seq = models.PositiveIntegerField()
    from_status = models.CharField(max_length=10, choices=Claim.Status, blank=True)
    status = models.CharField(max_length=10, choices=Claim.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    source = models.CharField(_("dasar"), max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "claim", "seq"], name="claim_event_once"),
            models.CheckConstraint(
                condition=~Q(status__in=("RETURNED", "CANCELLED", "REFUSED", "APPEALED")) | ~Q(note=""),
                name="a_claim_sent_back_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="REFUSED") | ~Q(source=""), name="a_refused_claim_names_its_article"
            ),
        ]

    def __str__(self):
        return f"{self.claim_id}:{self.seq} {self.status}"
