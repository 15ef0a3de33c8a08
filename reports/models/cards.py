"""What was printed on cards: each order with its sheet, and each card on it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enrollment.models import Card
from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models import (
    PublicModel,
    TenantModel,
    TenantQuerySet,
    Unit,
    held_by_parent,
    manager_of,
    public_key,
)
from municipalities.wall import TenantForeignKey
from reports.models.designs import CardDesign
from reports.models.papers import Paper


FURTHEST = 10  # mm that a printer may be off


class CardPrinter(PublicModel):
    """A printer of the city and by how many millimetres it prints beside the place, right and down, on each side."""

    wall = wall.CARDS
    data = Data(internal="name x y back_x back_y")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="card_printers", db_index=False
    )
    name = models.CharField(_("nama printer"), max_length=80)
    x = models.DecimalField(_("depan, ke kanan"), max_digits=3, decimal_places=1, default=0)
    y = models.DecimalField(_("depan, ke bawah"), max_digits=3, decimal_places=1, default=0)
    back_x = models.DecimalField(_("belakang, ke kanan"), max_digits=3, decimal_places=1, default=0)
    back_y = models.DecimalField(_("belakang, ke bawah"), max_digits=3, decimal_places=1, default=0)

    class Meta:
        ordering = ["name"]
        constraints = [
            public_key("card_printer"),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="card_printer_name_once",
                violation_error_message=_("Printer dengan nama itu sudah ada."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{side}__range": (-FURTHEST, FURTHEST)}), name=f"a_card_printer_is_near_by_{side}"
                )
                for side in ("x", "y", "back_x", "back_y")
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name

    @property
    def shifts(self):
        """What `card_layouts.Preset.shifted` takes: a sheet is moved against the error."""
        return {side: -float(getattr(self, side)) for side in ("x", "y", "back_x", "back_y")}


class CardOrderQuerySet(TenantQuerySet):
    def in_short(self):
        """Without whom they are about: thousands of ids each."""
        return self.defer("ids", "left_out")


class CardOrder(PublicModel):
    """
    A sheet of cards that somebody asked for: for whom, how, and why once more; and what the queue made of it.

    `left_out` says who got no card although a number (KPJ) is there: the enrollments' ids by the code of the reason.
    """

    class Layout(models.TextChoices):
        A4_10 = "A4_10", _("A4, sepuluh kartu selembar")
        A4_8 = "A4_8", _("A4, delapan kartu selembar")
        CR80 = "CR80", _("Kertas kartu PVC (CR80), satu kartu selembar")

    wall = wall.CARDS
    data = Data(
        internal="number ids picked layout both_sides only_new day pages_again mark asked_at done_at count pages"
        " left_out",
        personal="reason",
        whose="workers",
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="card_orders", db_index=False
    )
    number = models.PositiveIntegerField(_("nomor"))
    unit = TenantForeignKey(Unit, null=True, related_name="+", indexed=False)  # None: the city, or those picked
    ids = ArrayField(models.BigIntegerField(), default=list)  # of the enrollments that were picked
    picked = models.BooleanField(default=False)
    layout = models.CharField(_("tata letak"), max_length=10, choices=Layout)
    both_sides = models.BooleanField(_("bolak-balik"), default=False)
    printer = TenantForeignKey(CardPrinter, null=True, related_name="+", indexed=False)
    design = TenantForeignKey(CardDesign, null=True, related_name="+", indexed=False)  # None: ours
    only_new = models.BooleanField(_("hanya yang belum pernah dicetak"), default=True)
    day = models.DateField(_("keadaan pada"))
    again = TenantForeignKey("self", null=True, related_name="+", indexed=False)  # of which pages are printed again
    pages_again = models.CharField(_("halaman"), max_length=60, blank=True)
    # Free text that may name a person: it stays here and is not copied into the audit trail.
    reason = models.CharField(_("alasan cetak ulang"), max_length=200, blank=True)
    mark = models.CharField(max_length=64)  # of everything that was asked for
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("diminta"))
    done_at = models.DateTimeField(_("selesai"), null=True)
    count = models.PositiveIntegerField(_("kartu"), default=0)
    pages = models.PositiveIntegerField(_("halaman"), default=0)
    left_out = models.JSONField(default=dict)
    paper = TenantForeignKey(Paper, null=True, related_name="+", indexed=False)

    objects = manager_of(CardOrderQuerySet)

    class Meta:
        ordering = ["-number"]
        constraints = [
            public_key("card_order"),
            models.UniqueConstraint(fields=["municipality", "number"], name="card_order_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "mark"], name="the_same_card_order_once", condition=Q(done_at=None)
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, paper=None, count=0) | Q(done_at__isnull=False, paper__isnull=False),
                name="cards_are_printed_when_there_is_a_file",
            ),
        ]

    def __str__(self):
        return f"#{self.number}"

    @property
    def audit_name(self):
        return self.number

    def get_absolute_url(self):
        return reverse("card_order", args=[self.public_id])


class CardPrint(TenantModel):
    """One card on the sheet of one order. Append-only; who, when and why once more stand with the order."""

    wall = wall.CARD_PRINTS
    data = Data(internal="page place")

    municipality = held_by_parent()
    order = TenantForeignKey(CardOrder, related_name="prints", indexed=False)
    card = TenantForeignKey(Card, related_name="prints")
    page = models.PositiveIntegerField(_("halaman"))
    place = models.PositiveIntegerField(_("nomor urut"))  # of all cards of the order

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "order", "place"], name="card_print_place_once"),
            models.UniqueConstraint(fields=["municipality", "order", "card"], name="a_card_is_once_on_a_sheet"),
        ]

    def __str__(self):
        return f"{self.order_id}: {self.place}"


class CardReport(PublicModel):
    """Somebody holds a card that looks false and says so on the page behind its QR; the city and its branch look."""

    wall = wall.CARDS
    data = Data(
        internal="token status at address closed_at",
        personal="place note contact outcome",
        whose="who reports a card, and whoever is named",
    )

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="card_reports", db_index=False
    )
    token = models.CharField(max_length=48)  # as it stood in the address, genuine or not
    status = models.CharField(_("jawaban halaman"), max_length=10)  # of card_checks.Checked, at that moment
    place = models.CharField(_("di mana"), max_length=200)
    note = models.CharField(_("apa yang dicurigai"), max_length=500)
    contact = models.CharField(_("cara menghubungi"), max_length=100, blank=True)
    at = models.DateTimeField(_("dilaporkan"))
    address = models.CharField(max_length=16)  # a keyed hash of where it came from
    closed_at = models.DateTimeField(_("selesai"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("hasil"), max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            public_key("card_report"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, outcome="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
                name="a_card_report_is_closed_with_who_and_what",
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.token}"

    @property
    def audit_name(self):
        return f"{self.at:%Y-%m-%d}"
