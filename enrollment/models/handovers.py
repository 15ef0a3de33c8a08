from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models.enrollments import Enrollment
from municipalities import wall
from municipalities.data_classes import WITH_THE_CITY, Data
from municipalities.models import PublicModel, TenantModel, TenantQuerySet, Unit, manager_of, public_key
from municipalities.wall import TenantForeignKey


GIVEN = Q(handovers__handed_over_at__isnull=False)


class HandoverCounts(TenantQuerySet):
    def counted(self):
        """With `cards` (planned here) and `handed_over`."""
        return self.annotate(cards=Count("handovers"), handed_over=Count("handovers", filter=GIVEN))


class CardBatch(PublicModel):
    """Cards that are handed over on one day, in the order unit, name; the sessions share them out."""

    wall = wall.SHARED
    data = Data(
        internal="number title date place count note complete_date received_date",
        personal="hosts guests",
        whose="hosts and guests of a ceremony",
        kept=WITH_THE_CITY,
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="card_batches", db_index=False
    )
    number = models.PositiveIntegerField(_("nomor"))
    title = models.CharField(_("judul"), max_length=200)
    date = models.DateField(_("tanggal"))
    place = models.CharField(_("tempat"), max_length=200)
    hosts = models.JSONField(_("tuan rumah"), default=list)
    guests = models.JSONField(_("tamu"), default=list)
    count = models.PositiveIntegerField(_("jumlah kartu"))
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    # The two days from which the law counts: until the cards are there, and until the workers have them.
    complete_date = models.DateField(_("data lengkap dan iuran pertama dibayar"), null=True, blank=True)
    received_date = models.DateField(_("kartu diterima"), null=True, blank=True)

    objects = manager_of(HandoverCounts)

    class Meta:
        ordering = ["-date", "-number"]
        constraints = [
            public_key("card_batch"),
            models.UniqueConstraint(fields=["municipality", "number"], name="card_batch_number_once"),
            models.UniqueConstraint(fields=["municipality", "date", "title"], name="the_same_card_batch_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="a_card_batch_has_cards"),
            models.CheckConstraint(
                condition=Q(complete_date=None)
                | Q(received_date=None)
                | Q(received_date__gte=models.F("complete_date")),
                name="cards_are_received_after_the_file_is_complete",
            ),
        ]

    def __str__(self):
        return f"#{self.number} {self.title}"

    @property
    def audit_name(self):
        return self.number

    def get_absolute_url(self):
        return reverse("handover_detail", args=[self.public_id])


class HandoverSession(TenantModel):
    """One sitting of a hand-over: too many recipients for one room become several."""

    wall = wall.SHARED
    data = Data(internal="number start_at place quota", personal="officer", whose="staff", kept=WITH_THE_CITY)

    batch = TenantForeignKey(CardBatch, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("sesi"))
    start_at = models.DateTimeField(_("mulai"))
    place = models.CharField(_("tempat"), max_length=200)
    officer = models.CharField(_("petugas"), max_length=200, blank=True)
    quota = models.PositiveIntegerField(_("kuota"))

    objects = manager_of(HandoverCounts)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "batch", "number"], name="handover_session_number_once"),
            models.CheckConstraint(condition=Q(quota__gt=0), name="a_handover_session_has_a_quota"),
        ]

    def __str__(self):
        return f"{self.batch_id}: sesi {self.number}"


class CardHandoverQuerySet(TenantQuerySet):
    def waiting(self):
        return self.filter(handed_over_at=None)

    def given(self):
        return self.filter(handed_over_at__isnull=False)


class CardHandover(TenantModel):
    """One card: in which session it is to be handed over, and when and by whom it was."""

    wall = wall.SHARED
    data = Data(
        internal="number handed_over_at taken_back_note",
        personal="proxy proxy_note",
        whose="workers and who took a card for them",
    )

    batch = TenantForeignKey(CardBatch, related_name="handovers")
    session = TenantForeignKey(HandoverSession, related_name="handovers")
    enrollment = TenantForeignKey(Enrollment, related_name="handovers")
    unit = TenantForeignKey(Unit, related_name="handovers")
    number = models.PositiveIntegerField(_("nomor urut"))
    handed_over_at = models.DateTimeField(_("diserahkan"), null=True)
    handed_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proxy = models.CharField(_("diterima oleh"), max_length=120, blank=True)
    proxy_note = models.CharField(_("surat kuasa"), max_length=200, blank=True)
    # Free text that may name a person: it stays here and is not copied into the audit trail.
    taken_back_note = models.CharField(_("alasan pembatalan terakhir"), max_length=200, blank=True)

    objects = manager_of(CardHandoverQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "batch", "number"], name="card_handover_number_once"),
            models.UniqueConstraint(fields=["municipality", "enrollment"], name="a_card_stands_in_one_batch"),
            models.CheckConstraint(
                condition=Q(handed_over_at=None, handed_over_by=None)
                | Q(handed_over_at__isnull=False, handed_over_by__isnull=False),
                name="handed_over_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(proxy="", proxy_note="") | (~Q(proxy="") & ~Q(proxy_note="")),
                name="a_proxy_has_a_power_of_attorney",
            ),
            models.CheckConstraint(
                condition=Q(proxy="") | Q(handed_over_at__isnull=False), name="a_proxy_has_received_the_card"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id}: {self.number}"
