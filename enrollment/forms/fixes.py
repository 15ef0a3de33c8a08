from django.utils.translation import gettext_lazy as _

from enrollment import repaired
from municipalities.forms.base import Form, UploadField


class RepairedForm(Form):
    """The workbook of a roster's problems, repaired."""

    file = UploadField(label=_("Berkas yang sudah diperbaiki"), kinds=repaired.KINDS, most=repaired.LIMITS.file)
