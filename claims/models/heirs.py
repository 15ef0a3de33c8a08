"""Those who are left: the heirs with their shares, and the children who may ask for a scholarship."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from common.personal import initials, masked_account
from enrollment.models import RELATION_LABELS
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import PublicModel, TenantModel, held_by_parent, public_key
from municipalities.wall import TenantForeignKey
from regulations.words import Level


LEVEL_LABELS = {
    Level.TK.value: _("TK"),
    Level.SD.value: _("SD"),
    Level.SMP.value: _("SMP"),
    Level.SMA.value: _("SMA/SMK"),
    Level.PT.value: _("perguruan tinggi atau pelatihan"),
}


FUNERAL_ARRANGER = "FUNERAL_ARRANGER"  # no heir: where there is none, the funeral is paid to whoever arranged it
HEIR_LABELS = RELATION_LABELS | {FUNERAL_ARRANGER: _("bukan ahli waris, yang mengurus pemakaman")}


class Heir(PublicModel):
    """One heir. `weight` is the part among the heirs, `share` what it comes to in rupiah."""

    wall = wall.CLAIM_PARTS
    data = Data(
        personal="name relation nik birth_date phone address guardian_name guardian_relation attorney_name",
        specific="is_minor weight share bank account_number account_name",
        whose="heirs, their guardians and attorneys",
    )

    claim = TenantForeignKey(Claim, related_name="heirs")
    name = models.CharField(_("nama"), max_length=120)
    relation = models.CharField(_("hubungan"), max_length=20, choices=HEIR_LABELS)
    nik = models.CharField(_("NIK"), max_length=16, blank=True)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    phone = models.CharField(_("nomor HP"), max_length=20, blank=True)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    is_minor = models.BooleanField(default=False)
    guardian_name = models.CharField(_("nama wali"), max_length=120, blank=True)
    guardian_relation = models.CharField(_("hubungan wali dengan anak"), max_length=60, blank=True)
    attorney_name = models.CharField(
        _("penerima kuasa"), max_length=120, blank=True, help_text=_("Yang menerima atas namanya dengan surat kuasa.")
    )
    weight = models.PositiveIntegerField(_("bagian"), default=1, help_text=_("Dibandingkan ahli waris lain."))
    share = models.BigIntegerField(_("jumlah"), default=0, help_text=_("Rupiah."))
    bank = models.CharField(_("bank"), max_length=60, blank=True)
    account_number = models.CharField(_("nomor rekening"), max_length=30, blank=True)
    account_name = models.CharField(_("atas nama"), max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            public_key("heir"),
            models.UniqueConstraint(
                fields=["municipality", "claim", "nik"], condition=~Q(nik=""), name="an_heir_once_per_claim"
            ),
            models.CheckConstraint(
                condition=Q(is_minor=False) | ~Q(guardian_name=""), name="a_minor_heir_has_a_guardian"
            ),
            models.CheckConstraint(condition=Q(share__gte=0, weight__gt=0), name="a_share_is_not_negative"),
            models.CheckConstraint(
                condition=Q(account_number="") | (Q(account_number__regex=r"^[0-9]{5,30}$") & ~Q(bank="")),
                name="an_account_is_digits_at_a_bank",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return initials(self.name)

    @property
    def masked_account(self):
        """Bank NTT •••• 9001: an account is shown in full nowhere; whoever changes it types all of it."""
        return masked_account(self.bank, self.account_number)

    @property
    def account_name_differs(self):
        """Another name on the account is no fault, but somebody has to look."""
        names = {
            " ".join(name.upper().split()) for name in (self.name, self.guardian_name, self.attorney_name) if name
        }
        return bool(self.account_name) and " ".join(self.account_name.upper().split()) not in names


class LeftOut(TenantModel):
    """Why somebody of the family is none of the heirs; without a row that is not known (claims/left_out.py)."""

    wall = wall.CLAIM_PARTS
    data = Data(personal="name relation reason", whose="the families of the dead")

    municipality = held_by_parent()
    claim = TenantForeignKey(Claim, related_name="left_out")
    name = models.CharField(_("nama"), max_length=120)
    relation = models.CharField(_("hubungan"), max_length=20, choices=RELATION_LABELS)
    reason = models.CharField(_("alasan"), max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "claim", "name", "relation"], name="left_out_once_per_claim"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="who_is_left_out_has_a_reason"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return initials(self.name)


class ScholarshipChild(PublicModel):
    """A child of the worker who may ask for a scholarship, year by year; nothing of it is in the claim's total."""

    wall = wall.CLAIM_PARTS
    data = Data(
        internal="source",
        specific="name birth_date level school_year works married qualifies yearly_amount most_possible",
        whose="children of the dead",
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="scholarship_children", db_index=False
    )
    claim = TenantForeignKey(Claim, related_name="children")
    name = models.CharField(_("nama"), max_length=120)
    birth_date = models.DateField(_("tanggal lahir"))
    level = models.CharField(_("jenjang"), max_length=3, choices=LEVEL_LABELS)
    school_year = models.PositiveSmallIntegerField(
        _("tahun dalam jenjang"), null=True, blank=True, help_text=_("1 tahun pertama; kosong bila belum tahu.")
    )
    works = models.BooleanField(_("sudah bekerja"), default=False)
    married = models.BooleanField(_("sudah menikah"), default=False)
    qualifies = models.BooleanField(default=False)
    yearly_amount = models.BigIntegerField(default=0, help_text=_("Rupiah."))
    most_possible = models.BigIntegerField(default=0, help_text=_("Rupiah."))
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "scholarship children"
        constraints = [
            public_key("scholarship_child"),
            models.CheckConstraint(
                condition=Q(qualifies=True) | Q(yearly_amount=0, most_possible=0),
                name="only_who_qualifies_has_a_scholarship",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return initials(self.name)
