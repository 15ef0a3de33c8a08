"""What is promised to whom, since when and until when: one row for both sides, its scope and its moves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    Branch,
    Category,
    Funding,
    PeriodQuerySet,
    PublicModel,
    Registration,
    TenantModel,
    Unit,
    WageBasis,
    ends_after_it_starts,
    manager_of,
    one_at_a_time,
    public_key,
)
from municipalities.wall import TenantForeignKey


class Side(models.TextChoices):
    CITY = "CITY", _("pemerintah kota/kabupaten")
    BRANCH = "BRANCH", _("BPJS Ketenagakerjaan")


class AgreementQuerySet(PeriodQuerySet):
    def of(self, municipalities):
        """Those of the municipalities of a request: a city's own, or all that a branch serves."""
        return self.filter(municipality__in=municipalities)

    def signed(self):
        return self.filter(status=Agreement.Status.SIGNED)

    def once_signed(self):
        """Those that are signed, and those that have ended since: what both sides have put their hand to."""
        return self.filter(status__in=(Agreement.Status.SIGNED, Agreement.Status.ENDED))

    def in_force_on(self, day):
        """Signed, begun, and neither expired nor ended by the day; an ended one was in force until it ended."""
        kept = self.once_signed()
        return kept.filter(Q(ended_date=None) | Q(ended_date__gte=day), start_date__lte=day, end_date__gte=day)


class Agreement(PublicModel):
    """
    One agreement between the city and a branch. In force, expiring and expired are questions of dates.

    A draft is seen only by the side that wrote it; `NEXT` of signing.py says where it goes from there. From AGREED on
    its text stands still, from SIGNED on its numbers too; the database holds both (migration 0006).
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("konsep")
        IN_REVIEW = "IN_REVIEW", _("dibahas")
        AGREED = "AGREED", _("disepakati")
        SIGNED = "SIGNED", _("ditandatangani")
        ENDED = "ENDED", _("diakhiri")

    class Kind(models.TextChoices):
        PKS = "PKS", _("Perjanjian Kerja Sama")
        MEMORANDUM = "MEMORANDUM", _("Nota Kesepakatan")
        JOINT_AGREEMENT = "JOINT_AGREEMENT", _("Kesepakatan Bersama")
        ADDENDUM = "ADDENDUM", _("Adendum")

    class EndReason(models.TextChoices):
        """PP 28/2018 Art. 22; a change of leadership is none of them."""

        GOAL_REACHED = "GOAL_REACHED", _("tujuannya tercapai")
        MUTUAL = "MUTUAL", _("kesepakatan para pihak")
        LAW_CHANGED = "LAW_CHANGED", _("peraturan berubah")
        OBJECT_LOST = "OBJECT_LOST", _("objek perjanjian hilang")
        COURT_RULING = "COURT_RULING", _("putusan pengadilan")
        REPLACED = "REPLACED", _("diganti perjanjian lain")

    wall = wall.AGREEMENT
    data = Data(
        public="title kind pks_number branch_number signing_date signing_date_quoted signing_place start_date"
        " end_date ended_date end_reason",
        internal="status side people is_invented note",
    )

    title = models.CharField(_("judul"), max_length=200)
    kind = models.CharField(_("bentuk"), max_length=20, choices=Kind, default=Kind.PKS)
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("kantor BPJS"),
    )
    pks_number = models.CharField(_("nomor pihak kota"), max_length=100, blank=True)
    branch_number = models.CharField(_("nomor pihak BPJS"), max_length=100, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    side = models.CharField(_("ditulis oleh"), max_length=6, choices=Side, default=Side.CITY)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signing_date = models.DateField(_("tanggal tanda tangan"), null=True, blank=True)
    signing_date_quoted = models.CharField(
        _("tanggal seperti tertulis di sumbernya"),
        max_length=60,
        blank=True,
        help_text=_("Misalnya: Selasa 25/4/2022"),
    )
    signing_place = models.CharField(_("tempat"), max_length=200, blank=True)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"))
    ended_date = models.DateField(_("berakhir lebih awal"), null=True, blank=True)
    end_reason = models.CharField(_("alasan berakhir"), max_length=20, choices=EndReason, blank=True)
    renews = TenantForeignKey("self", null=True, blank=True, related_name="renewals")
    amends = TenantForeignKey("self", null=True, blank=True, related_name="addenda")
    people = models.PositiveIntegerField(_("jumlah orang menurut perjanjian"), null=True, blank=True)
    is_invented = models.BooleanField(_("rekaan"), default=False)
    note = models.TextField(_("catatan"), blank=True)

    objects = manager_of(AgreementQuerySet)

    class Meta:
        ordering = ["-start_date", "pks_number"]
        constraints = [
            public_key("agreement"),
            ends_after_it_starts("agreement"),
            # A draft may hold any number: its being taken would tell the other side that there is a draft.
            *(
                models.UniqueConstraint(
                    fields=["municipality", field],
                    name=f"{field}_once",
                    condition=~Q(status="DRAFT") & ~Q(**{field: ""}),
                )
                for field in ("pks_number", "branch_number")
            ),
            models.CheckConstraint(
                condition=Q(kind="ADDENDUM", amends__isnull=False, renews=None)
                | (~Q(kind="ADDENDUM") & Q(amends=None)),
                name="an_addendum_amends_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("SIGNED", "ENDED")) | ~(Q(pks_number="") | Q(branch_number="")),
                name="a_signed_agreement_has_two_numbers",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("SIGNED", "ENDED")) | Q(signing_date__isnull=False),
                name="a_signed_agreement_has_its_day",
            ),
            models.CheckConstraint(
                # Both are empty where an agreement was signed on paper before it was kept here.
                condition=Q(agreed_by=None) | Q(submitted_by__isnull=False) & ~Q(agreed_by=F("submitted_by")),
                name="two_people_agree_on_an_agreement",
            ),
            models.CheckConstraint(
                condition=~Q(status="AGREED") | Q(agreed_by__isnull=False),
                name="an_agreed_agreement_says_who_agreed",
            ),
            models.CheckConstraint(
                condition=(Q(status="ENDED", ended_date__isnull=False) & ~Q(end_reason=""))
                | (~Q(status="ENDED") & Q(ended_date=None, end_reason="")),
                name="an_ended_agreement_has_a_day_and_a_reason",
            ),
            models.CheckConstraint(
                # An addendum may end with what it amends before it has begun.
                condition=Q(ended_date=None)
                | Q(ended_date__lte=F("end_date")) & (Q(ended_date__gte=F("start_date")) | Q(amends__isnull=False)),
                name="an_agreement_ends_within_its_term",
            ),
        ]

    def __str__(self):
        return self.pks_number or self.branch_number or self.title

    @property
    def audit_name(self):
        return str(self)

    def get_absolute_url(self):
        return reverse("agreement_detail", args=[self.public_id])

    @property
    def days(self):
        """Length of the term, both ends counted."""
        return (self.end_date - self.start_date).days + 1

    @property
    def last_day(self):
        """The last day it is in force: the end of its term, or the day it was ended."""
        return self.ended_date or self.end_date

    @property
    def days_before_signature(self):
        """How many days the term began before the signature; 0 when it did not."""
        return max((self.signing_date - self.start_date).days, 0) if self.signing_date else 0


class AgreementScope(TenantModel):
    """
    One unit, one category and one programme that the agreement covers.

    The period is the agreement's, cut when it is ended; from its signature on no other scope may claim the same.
    """

    wall = wall.AGREEMENT_PART
    data = Data(public="program start_date end_date is_signed wage_basis funding")

    agreement = TenantForeignKey(Agreement, related_name="scopes")
    unit = TenantForeignKey(Unit, related_name="agreement_scopes")
    category = TenantForeignKey(Category, related_name="agreement_scopes")
    program = models.CharField(_("program"), max_length=3)
    start_date = models.DateField(_("mulai"))
    end_date = models.DateField(_("sampai"))
    wage_basis = models.CharField(_("dasar upah"), max_length=10, choices=WageBasis.Basis, blank=True)
    funding = models.CharField(_("sumber dana"), max_length=10, choices=Funding, blank=True)
    registration = TenantForeignKey(Registration, null=True, blank=True, lets_go=True, related_name="agreement_scopes")
    is_signed = models.BooleanField(default=False)

    objects = manager_of(PeriodQuerySet)

    class Meta:
        constraints = [
            one_at_a_time(
                "one_agreement_per_unit_category_and_program",
                "unit",
                "category",
                "program",
                condition=Q(is_signed=True),
                message=_("Perjanjian lain sudah mencakup unit, jenis pekerja, dan program ini pada masa itu."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "agreement", "unit", "category", "program"], name="agreement_scope_once"
            ),
            ends_after_it_starts("agreement_scope"),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.program}"


class AgreementEvent(TenantModel):
    """One move of an agreement: who, when, from where, to where, why."""

    wall = wall.AGREEMENT_EVENTS
    data = Data(internal="before after side at note")

    agreement = TenantForeignKey(Agreement, related_name="events")
    before = models.CharField(_("dari"), max_length=10, choices=Agreement.Status)
    after = models.CharField(_("menjadi"), max_length=10, choices=Agreement.Status)
    side = models.CharField(_("pihak"), max_length=6, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(_("catatan"), blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.before} -> {self.after}"
