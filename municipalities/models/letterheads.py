"""How the city's papers look: the letterhead, and paper, letters and numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.data_classes import Data
from municipalities.models.decrees import DatedModel, one_at_a_time
from municipalities.models.tenant import ends_after_it_starts, public_key


class Letterhead(DatedModel):
    """What stands at the head of a letter (kop surat)."""

    data = Data(public="government address postal_code phone email website emblem start_date end_date own_end_date")

    government = models.CharField(_("nama pemerintah"), max_length=120)
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    postal_code = models.CharField(_("kode pos"), max_length=5, blank=True)
    phone = models.CharField(_("telepon"), max_length=60, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    website = models.CharField(_("situs"), max_length=100, blank=True)
    emblem = models.BinaryField(_("lambang"), null=True, blank=True)  # a PNG of our own making, never the upload

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("letterhead"),
            ends_after_it_starts("letterhead"),
            one_at_a_time("one_letterhead_at_a_time", message=_("Kop surat lain berlaku pada masa itu.")),
        ]

    def __str__(self):
        return f"{self.government} sejak {self.start_date}"

    @property
    def audit_name(self):
        return self.government


class PaperFormat(DatedModel):
    """Paper size, letters and numbers of the city's letters (tata naskah dinas)."""

    data = Data(internal="size typeface letter_code number_pattern start_date end_date own_end_date")

    class Size(models.TextChoices):
        A4 = "A4", _("A4 (210 x 297 mm)")
        F4 = "F4", _("F4 (215 x 330 mm)")

    class Typeface(models.TextChoices):
        SANS = "SANS", "Public Sans"
        ARIAL = "ARIAL", _("seperti Arial (Arimo)")
        BOOKMAN = "BOOKMAN", _("seperti Bookman Old Style (TeX Gyre Bonum)")

    size = models.CharField(_("ukuran kertas"), max_length=2, choices=Size, default=Size.A4)
    typeface = models.CharField(_("huruf surat"), max_length=10, choices=Typeface, default=Typeface.SANS)
    letter_code = models.CharField(_("kode surat"), max_length=30, blank=True)
    number_pattern = models.CharField(_("pola nomor"), max_length=80, default="{nomor}/{bulan}/{tahun}")

    class Meta:
        ordering = ["start_date"]
        constraints = [
            public_key("paper_format"),
            ends_after_it_starts("paper_format"),
            one_at_a_time("one_paper_format_at_a_time", message=_("Tata kertas lain berlaku pada masa itu.")),
        ]

    def __str__(self):
        return f"{self.size} sejak {self.start_date}"

    @property
    def audit_name(self):
        return str(self.get_size_display())
