"""A form with every kind of field, for the page of the components; it is never kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form, UploadField
from municipalities.forms.days import DayField


UNITS = {"": _("Pilih unit"), "SMPN-05": "SMP Negeri 5", "SDN-014": "SD Negeri 14"}
KINDS = {"PU": _("Penerima upah"), "BPU": _("Bukan penerima upah")}


class ExampleForm(Form):
    name = forms.CharField(label=_("Nama lengkap"), help_text=_("Seperti tertulis di KTP, dengan gelar."))
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    start_date = DayField(label=_("Mulai tanggal"))
    segment = forms.ChoiceField(label=_("Segmen"), choices=KINDS, widget=forms.RadioSelect)
    remark = forms.CharField(label=_("Keterangan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = UploadField(label=_("Berkas"), kinds=(".pdf", ".jpg", ".png"), most=5 * 1024**2)
    agreed = forms.BooleanField(label=_("Data ini sudah saya periksa"))


class ReasonForm(Form):
    reason = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Dibaca pemeriksa, jadi tulislah jelas."))
