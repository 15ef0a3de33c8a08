"""A budget asked as if: what may be otherwise."""

import re
from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from common.months import month_name
from contributions.budgets import months_of
from contributions.scenarios import Scenario
from municipalities.forms.base import Form
from municipalities.forms.rupiah import RupiahField
from municipalities.models import Category
from municipalities.models.units import Programs


MOST_PEOPLE = 1_000_000
MOST_PERCENT = 10
MOST_WAGE = 1_000_000_000  # rupiah a month
RATE = re.compile(r"[0-9]{1,2}([.,][0-9]{1,3})?", re.ASCII)


class ScenarioForm(Form):
    """Every field may stay empty; `scenario` is what was asked, None where nothing was."""

    jenis = forms.ChoiceField(label=_("Jenis pekerja"), required=False)
    orang = forms.IntegerField(
        label=_("Tambahan orang"),
        required=False,
        min_value=-MOST_PEOPLE,
        max_value=MOST_PEOPLE,
        help_text=_("Dengan tanda minus bila berkurang, misalnya -25."),
    )
    upah = RupiahField(
        label=_("Upah dasar iuran sebulan"),
        required=False,
        help_text=_("Untuk semua penerima upah, misalnya 2.900.000."),
        validators=[MaxValueValidator(MOST_WAGE, _("Upah sebulan paling banyak Rp1.000.000.000."))],
    )
    paket = forms.ChoiceField(label=_("Program"), required=False)
    tarif = forms.CharField(
        label=_("Tarif JKK penerima upah (%)"),
        required=False,
        max_length=8,
        help_text=_("Persen dari upah, misalnya 0,54."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    mulai = forms.TypedChoiceField(label=_("Mulai bulan"), coerce=int, required=False, empty_value=1)

    def __init__(self, *args, municipality, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.categories = {each.code: each for each in Category.objects.filter(municipality=municipality)}
        self.fields["jenis"].choices = [("", "-"), *((each.code, each.name) for each in self.categories.values())]
        self.fields["paket"].choices = [("", _("Seperti sekarang")), *Programs.choices]
        self.fields["mulai"].choices = [(month.month, month_name(month)) for month in months_of(year)]

    def clean(self):
        given = super().clean()
        if given.get("orang") and not given.get("jenis") and "jenis" not in self.errors:
            self.add_error("jenis", _("Pilih jenis pekerja yang bertambah atau berkurang."))
        return given

    def clean_tarif(self):
        """Comma or point: either is meant as the decimal sign, since no rate reaches a thousand."""
        typed = self.cleaned_data["tarif"].replace(" ", "").removesuffix("%")
        if not typed:
            return None
        if not RATE.fullmatch(typed) or (rate := Decimal(typed.replace(",", "."))) > MOST_PERCENT:
            raise forms.ValidationError(_("Tulis tarif dalam persen antara 0 dan 10, misalnya 0,54."), code="invalid")
        return rate

    @property
    def scenario(self):
        given = self.cleaned_data
        asked = {
            "people": given["orang"] or None,
            "category": self.categories.get(given["jenis"]),
            "wage": given["upah"],
            "programs": given["paket"],
            "jkk_rate": given["tarif"],
        }
        is_asked = any(asked[name] not in (None, "") for name in ("people", "wage", "programs", "jkk_rate"))
        return Scenario(start=given["mulai"], **asked) if is_asked else None
