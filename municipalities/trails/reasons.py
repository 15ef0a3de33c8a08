"""What for somebody wants to see a number in full."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    MATCH = "MATCH", _("mencocokkan dengan KTP, kartu, atau berkas")
    ASKED = "ASKED", _("ditanyakan oleh orangnya atau keluarganya")
    CORRECT = "CORRECT", _("memperbaiki data")
    BRANCH = "BRANCH", _("mengurus kartu, klaim, atau pembayaran")
    AUDIT = "AUDIT", _("pemeriksaan")
    OTHER = "OTHER", _("alasan lain")
