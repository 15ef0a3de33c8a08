"""What the city lets the machine do by itself: when it reminds whom, and how long it keeps what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.decrees import DatedModel, one_at_a_time
from municipalities.models.tenant import TenantModel, ends_after_it_starts, held_by_parent, public_key


def usual_days():
    return [90, 60, 30, 7]


class ReminderPlan(DatedModel):
    """How many days before something runs out who is told by e-mail."""

    data = Data(internal="occasion days_before roles start_date end_date own_end_date")

    class Occasion(models.TextChoices):
        AGREEMENT = "AGREEMENT", _("perjanjian akan berakhir")
        BILL = "BILL", _("iuran akan jatuh tempo")
        CLAIM = "CLAIM", _("batas waktu klaim")

    SAME = ("occasion",)

    occasion = models.CharField(_("tentang"), max_length=20, choices=Occasion)
    days_before = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("hari sebelumnya"), default=usual_days)
    roles = ArrayField(models.CharField(max_length=20), verbose_name=_("peran yang diberi tahu"), default=list)

    class Meta:
        ordering = ["occasion", "start_date"]
        constraints = [
            public_key("reminder_plan"),
            ends_after_it_starts("reminder_plan"),
            one_at_a_time(
                "one_reminder_plan_at_a_time", "occasion", message=_("Pengingat lain berlaku pada masa itu.")
            ),
        ]

    def __str__(self):
        return f"{self.occasion} {self.days_before}"

    @property
    def audit_name(self):
        return str(self.get_occasion_display())


class SentReminder(TenantModel):
    """That a reminder went out: so many days before the last day of something (below zero: after it), once."""

    wall = wall.SENT_REMINDERS

    municipality = held_by_parent()
    last_day = models.DateField(_("hari terakhir"))
    days_before = models.SmallIntegerField(_("hari sebelumnya"))
    people = models.PositiveSmallIntegerField(_("penerima"))
    at = models.DateTimeField()

    class Meta:
        abstract = True


class RetentionPeriod(DatedModel):
    """How many years something is kept after its end. Without a row in force nothing is removed."""

    data = Data(public="subject years start_date end_date own_end_date")

    class Subject(models.TextChoices):
        ROSTER = "ROSTER", _("berkas roster dan barisnya")
        WORKER = "WORKER", _("data pekerja yang tidak lagi terdaftar")
        CLAIM = "CLAIM", _("klaim yang selesai, dengan ahli warisnya")
        PAPER = "PAPER", _("cetakan yang disimpan")

    SAME = ("subject",)

    subject = models.CharField(_("yang disimpan"), max_length=20, choices=Subject)
    years = models.PositiveSmallIntegerField(_("tahun"), help_text=_("Dihitung sejak hal itu berakhir."))

    class Meta:
        ordering = ["subject", "start_date"]
        constraints = [
            public_key("retention_period"),
            ends_after_it_starts("retention_period"),
            one_at_a_time(
                "one_retention_period_at_a_time", "subject", message=_("Masa simpan lain berlaku pada masa itu.")
            ),
            models.CheckConstraint(condition=models.Q(years__range=(1, 100)), name="retention_is_one_to_a_hundred"),
        ]

    def __str__(self):
        return f"{self.subject} {self.years}"

    @property
    def audit_name(self):
        return str(self.get_subject_display())


class RunOpening(DatedModel):
    """From which day of a month on its contributions are opened by themselves. Without a row a person opens them."""

    data = Data(internal="day start_date end_date own_end_date")

    day = models.PositiveSmallIntegerField(_("tanggal"), help_text=_("1 sampai 28, menurut waktu kota."))

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("run_opening"),
            ends_after_it_starts("run_opening"),
            one_at_a_time("one_run_opening_at_a_time", message=_("Tanggal lain berlaku pada masa itu.")),
            models.CheckConstraint(condition=models.Q(day__range=(1, 28)), name="every_month_has_its_day_of_opening"),
        ]

    def __str__(self):
        return f"{self.day}"

    @property
    def audit_name(self):
        return str(self.day)


class BillDivision(DatedModel):
    """For whom the months from a day on are billed apart, within each registration. Without a row it is one bill."""

    data = Data(internal="per start_date end_date own_end_date")

    class Per(models.TextChoices):
        REGISTRATION = "REGISTRATION", _("satu tagihan tiap nomor pendaftaran")
        OFFICE = "OFFICE", _("satu tagihan tiap OPD")
        UNIT = "UNIT", _("satu tagihan tiap unit")

    per = models.CharField(_("pembagian"), max_length=20, choices=Per, default=Per.REGISTRATION)

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("bill_division"),
            ends_after_it_starts("bill_division"),
            one_at_a_time("one_bill_division_at_a_time", message=_("Pembagian lain berlaku pada masa itu.")),
        ]

    def __str__(self):
        return self.per

    @property
    def audit_name(self):
        return str(self.get_per_display())
