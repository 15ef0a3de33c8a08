from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from municipalities import wall
from municipalities.data_classes import Data
from municipalities.models.tenant import PublicModel, TenantQuerySet, manager_of, public_key
from municipalities.reading_order import ReadingOrder
from municipalities.wall import TenantForeignKey


class Segment(models.TextChoices):
    PU = "PU", _("penerima upah")
    BPU = "BPU", _("bukan penerima upah")


class Programs(models.TextChoices):
    TWO = "JKK_JKM", _("JKK dan JKM")
    THREE = "JKK_JKM_JHT", _("JKK, JKM, dan JHT")


class Funding(models.TextChoices):
    APBN = "APBN", "APBN"
    APBD = "APBD", "APBD"
    DBHCHT = "DBHCHT", "DBHCHT"
    APBDES = "APBDES", "APBDes"
    BAZNAS = "BAZNAS", "Baznas"
    CSR = "CSR", "CSR"
    SPONSOR = "SPONSOR", _("sponsor swasta")
    SELF = "SELF", _("biaya sendiri")


class Sector(models.TextChoices):
    TRANSPORT = "TRANSPORT", _("transportasi")
    OTHER = "OTHER", _("lainnya")


READING_ORDER = (ReadingOrder("name"), "name")


class UnitQuerySet(TenantQuerySet):
    def in_reading_order(self):
        """By name as a person looks for it; said where a count would forget the order of the model."""
        return self.order_by(*READING_ORDER)

    def under(self, unit):
        """The unit itself and everything below it in the tree."""
        below = RawSQL(
            "WITH RECURSIVE below AS (SELECT id FROM municipalities_unit WHERE municipality_id = %s AND id = %s"
            " UNION SELECT u.id FROM municipalities_unit u JOIN below b ON u.parent_id = b.id"
            " WHERE u.municipality_id = %s) SELECT id FROM below",
            [unit.municipality_id, unit.pk, unit.municipality_id],
        )
        return self.filter(municipality_id=unit.municipality_id, pk__in=below)

    def with_above(self, ids):
        """These units and everything above them in their trees."""
        above = RawSQL(
            "WITH RECURSIVE above AS (SELECT id, parent_id FROM municipalities_unit WHERE id = ANY (%s)"
            " UNION SELECT u.id, u.parent_id FROM municipalities_unit u JOIN above a ON u.id = a.parent_id)"
            " SELECT id FROM above",
            [list(ids)],
        )
        return self.filter(pk__in=above)

    def open_on(self, day):
        """Those that have not been closed or merged into another by then."""
        return self.filter(models.Q(end_date=None) | models.Q(end_date__gte=day))


class Unit(PublicModel):
    """OPD, school, kecamatan ...: a tree whose root is the city itself."""

    class Kind(models.TextChoices):
        CITY = "CITY", _("pemerintah kota/kabupaten")
        OPD = "OPD", _("OPD")
        UPTD = "UPTD", _("UPTD")
        SCHOOL = "SCHOOL", _("sekolah negeri")
        PRIVATE_SCHOOL = "PRIVATE_SCHOOL", _("sekolah swasta")
        KECAMATAN = "KECAMATAN", _("kecamatan")
        KELURAHAN = "KELURAHAN", _("kelurahan")
        PUSKESMAS = "PUSKESMAS", _("puskesmas")

    wall = wall.ORGANIZATION
    data = Data(public="code name kind end_date")

    code = models.CharField(_("kode"), max_length=40)
    name = models.CharField(_("nama"), max_length=150)
    kind = models.CharField(_("jenis"), max_length=20, choices=Kind)
    parent = TenantForeignKey("self", null=True, blank=True, related_name="children")
    end_date = models.DateField(_("hari terakhir"), null=True, blank=True)
    merged_into = TenantForeignKey("self", null=True, blank=True, related_name="merged_units", indexed=False)

    objects = manager_of(UnitQuerySet)

    class Meta:
        ordering = READING_ORDER
        constraints = [
            public_key("unit"),
            models.UniqueConstraint(fields=["municipality", "code"], name="unit_code_once"),
            models.UniqueConstraint(
                fields=["municipality", "name"], name="unit_name_once", condition=models.Q(end_date=None)
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(end_date__isnull=False), name="a_merged_unit_has_ended"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="CITY", parent=None)
                | (~models.Q(kind="CITY") & models.Q(parent__isnull=False)),
                name="only_the_city_has_no_parent",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name


class Category(PublicModel):
    """A kind of worker, with what its enrollments start from."""

    class Band(models.TextChoices):
        LOWEST = "BAND_1", _("golongan terendah")
        BY_INCOME = "BY_INCOME", _("menurut penghasilan")

    wall = wall.ORGANIZATION
    data = Data(public="code name segment programs funding_source sector band")

    municipality = models.ForeignKey(
        "municipalities.Municipality", on_delete=models.PROTECT, related_name="categories", db_index=False
    )
    code = models.CharField(_("kode"), max_length=30)
    name = models.CharField(_("nama"), max_length=100)
    segment = models.CharField(_("segmen"), max_length=3, choices=Segment)
    programs = models.CharField(_("program"), max_length=20, choices=Programs, default=Programs.TWO)
    funding_source = models.CharField(_("sumber dana"), max_length=10, choices=Funding, default=Funding.APBD)
    sector = models.CharField(_("sektor"), max_length=10, choices=Sector, default=Sector.OTHER)
    band = models.CharField(_("golongan"), max_length=10, choices=Band, default=Band.LOWEST)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"
        constraints = [
            public_key("category"),
            models.UniqueConstraint(fields=["municipality", "code"], name="category_code_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def audit_name(self):
        return self.name
