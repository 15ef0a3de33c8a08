"""What an administrator fills in for the units of a city."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.settings import reason_field
from municipalities.models import Unit


KINDS = [(value, label) for value, label in Unit.Kind.choices if value != Unit.Kind.CITY]


class UnitField(forms.ModelChoiceField):
    """An open unit of the city, by its public_id."""

    def __init__(self, **given):
        super().__init__(None, to_field_name="public_id", empty_label=None, **given)

    def label_from_instance(self, unit):
        return f"{unit.name} ({unit.code})"


class AtUnitForm(Form):
    """A form that names another unit: `other` says under which name."""

    other = ""

    def __init__(self, *args, municipality, without=None, **kwargs):
        super().__init__(*args, **kwargs)
        rows = municipality.units.open_on(municipality.today())
        if without is not None:
            rows = rows.exclude(pk__in=municipality.units.under(without).values("pk"))
        self.fields[self.other].queryset = rows


class NewUnitForm(AtUnitForm):
    other = "parent"

    code = forms.RegexField(
        r"^[\w./-]{1,40}$", label=_("Kode"), help_text=_("Kode di daftar OPD kota; tidak dapat diubah kemudian."),
        error_messages={"invalid": _("Kode terdiri atas huruf, angka, titik, strip, atau garis miring.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Nama unit"), max_length=150)
    kind = forms.ChoiceField(label=_("Jenis unit"), choices=KINDS)
    parent = UnitField(label=_("Di bawah"))
    reason = reason_field()


class RenameForm(Form):
    name = forms.CharField(label=_("Nama baru"), max_length=150)
    reason = reason_field()


class MoveForm(AtUnitForm):
    other = "parent"

    parent = UnitField(label=_("Pindah ke bawah"))
    reason = reason_field()


class MergeForm(AtUnitForm):
    other = "target"

    target = UnitField(label=_("Gabungkan ke"))
    reason = reason_field()
