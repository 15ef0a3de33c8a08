"""What every kept scan has, whatever it is of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.models.tenant import PublicModel
from municipalities.scans.fields import ScanField


class KeptScan(PublicModel):
    """The columns of a kept file: `sent_sha256` is of the file as it came, `sha256` of what is kept of it."""

    file = ScanField(_("berkas"))
    sent_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=30)
    pages = models.PositiveSmallIntegerField(_("halaman"))
    bytes = models.PositiveIntegerField(_("ukuran"))

    class Meta:
        abstract = True
