"""A municipality of the region list, an office, and who serves whom from day to day."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities.forms.base import Form, ModelForm
from municipalities.forms.days import DayField
from municipalities.forms.people import LAST_DAY
from municipalities.models import Branch, Municipality, Region


class MunicipalityForm(Form):
    code = forms.CharField(
        label=gettext_lazy("Kode Kemendagri"),
        max_length=5,
        help_text=gettext_lazy("Seperti 17.71. Nama dan zona waktunya diambil dari daftar wilayah."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        region = Region.objects.filter(code=code).first()
        if region is None:
            raise forms.ValidationError(_("Tidak ada kota atau kabupaten dengan kode %(code)s.") % {"code": code})
        if Municipality.objects.filter(code=code).exists():
            raise forms.ValidationError(_("%(name)s sudah ada di Payung.") % {"name": region.name})
        self.cleaned_data["region"] = region
        return code


class BranchForm(ModelForm):
    class Meta:
        model = Branch
        fields = ["code", "name", "kind", "parent"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].label = _("Di bawah kantor")
        self.fields["parent"].empty_label = _("Tidak ada")


class ServeForm(Form):
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=gettext_lazy("Kantor"), empty_label=gettext_lazy("Pilih kantor")
    )
    is_lead = forms.BooleanField(label=gettext_lazy("Kantor utama"), required=False)
    start_date = DayField(label=gettext_lazy("Mulai"))
    end_date = DayField(label=gettext_lazy("Sampai"), required=False, help_text=LAST_DAY)


class HandOverForm(Form):
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=gettext_lazy("Diserahkan kepada"), empty_label=gettext_lazy("Pilih kantor")
    )
    start_date = DayField(
        label=gettext_lazy("Kantor itu melayani mulai"),
        help_text=gettext_lazy("Kantor yang sekarang melayani sampai sehari sebelumnya."),
    )
