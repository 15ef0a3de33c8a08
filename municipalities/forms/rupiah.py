"""Money as people type it."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _


WRITTEN = re.compile(r"(?:rp\.?)?\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:-|00)|\.-|,)?", re.IGNORECASE)


def digits_in(written):
    """The digits of 1.234.567, Rp1.234.567, Rp. 1.234.567,- or 1234567; nothing where it is none of these."""
    found = WRITTEN.fullmatch(written.strip())
    return re.sub(r"\D", "", found[1]) if found else ""


class RupiahField(forms.Field):
    """Whole rupiah, as digits_in() reads them."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Tulis jumlahnya dalam rupiah penuh, misalnya 1.234.567."),
        "too_big": _("Jumlah itu terlalu besar. Periksa banyaknya nol."),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        digits = digits_in(str(value))
        if not digits:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if len(digits) > 15:
            raise forms.ValidationError(self.error_messages["too_big"], code="too_big")
        return int(digits)
