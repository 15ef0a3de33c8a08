"""The field through which a scan comes in, the same on every page that takes one."""

from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import UploadField
from municipalities.scans import taking


class ScanUploadField(UploadField):
    """A photo or PDF of a paper. What it really is, municipalities/scans finds out and refuses in its own words."""

    def __init__(self, **given):
        defaults = {
            "label": _("Berkas"),
            "kinds": taking.ENDINGS,
            "most": taking.LIMITS.file,
            "allow_empty_file": True,
            "help_text": _("Foto disimpan sebagai JPEG; tempat dan alat pemotretnya tidak ikut tersimpan."),
        }
        super().__init__(**defaults | given)
