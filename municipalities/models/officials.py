"""Who signs for the city: its offices, and who holds them from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models.decrees import DatedModel, one_at_a_time
from municipalities.models.tenant import PublicModel, ends_after_it_starts, public_key
from municipalities.wall import TenantForeignKey


class Office(PublicModel):
    """An office (jabatan) whose holder signs papers; `duty` says which papers are its."""

    class Duty(models.TextChoices):
        HEAD = "HEAD", _("kepala daerah")
        SECRETARY = "SECRETARY", _("sekretaris daerah")
        PERSONNEL = "PERSONNEL", _("pengelola kepegawaian")
        FINANCE = "FINANCE", _("pengelola keuangan")
        OTHER = "OTHER", _("jabatan lain")

    wall = wall.ORGANIZATION
    data = Data(public="name duty")

    name = models.CharField(_("nama jabatan"), max_length=150)
    duty = models.CharField(_("tugas tanda tangan"), max_length=10, choices=Duty, default=Duty.OTHER)

    class Meta:
        ordering = ["id"]
        constraints = [
            public_key("office"),
            models.UniqueConstraint(fields=["municipality", "name"], name="office_name_once"),
            models.UniqueConstraint(
                fields=["municipality", "duty"], name="one_office_for_a_duty", condition=~models.Q(duty="OTHER")
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name


class Official(DatedModel):
    """One person in one office for a time (pejabat); for some days another may act for the holder (Plt., Plh.)."""

    data = Data(
        public="acting authority start_date end_date own_end_date",
        personal="name nip rank",
        whose="officials who sign",
        kept=WITH_THE_CITY,
    )

    class Acting(models.TextChoices):
        PLT = "PLT", "Plt."
        PLH = "PLH", "Plh."
        PJ = "PJ", "Pj."
        PJS = "PJS", "Pjs."

    SAME = ("office",)

    office = TenantForeignKey(Office, related_name="officials")
    name = models.CharField(_("nama lengkap dengan gelar"), max_length=150)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    rank = models.CharField(_("pangkat"), max_length=80, blank=True)
    acting = models.CharField(_("sebagai"), max_length=3, choices=Acting, blank=True)
    authority = models.CharField(_("dasar kewenangan"), max_length=200, blank=True)

    class Meta:
        ordering = ["start_date", "id"]
        constraints = [
            public_key("official"),
            ends_after_it_starts("official"),
            one_at_a_time(
                "one_official_at_a_time", "office", message=_("Pada masa itu jabatan ini dipegang orang lain.")
            ),
            models.CheckConstraint(
                condition=models.Q(nip="") | models.Q(nip__regex=r"^[0-9]{18}$"), name="nip_is_eighteen_digits"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def title(self):
        """The office as it stands over the signature."""
        return f"{self.get_acting_display()} {self.office.name}" if self.acting else self.office.name

    @property
    def audit_name(self):
        return f"{self.title} {self.name}"
