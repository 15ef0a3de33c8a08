"""The own name and address; and for the platform, whose account is meant and why it is shut or opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.people import person_name


ADDRESS = {"autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"}


class NameForm(Form):
    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )

    def clean_name(self):
        return person_name(self.cleaned_data["name"])


class AddressForm(Form):
    address = forms.EmailField(
        label=_("Alamat surel baru"),
        max_length=150,
        help_text=_("Kami mengirim tautan ke alamat ini. Alamat Anda baru berganti setelah tautan itu dibuka."),
        widget=forms.EmailInput(attrs=ADDRESS),
    )


class WhoseForm(Form):
    whose = forms.CharField(
        label=_("Alamat surel atau nama pengguna"),
        max_length=254,
        help_text=_("Tulis lengkap, seperti saat orangnya masuk."),
        widget=forms.TextInput(attrs=ADDRESS | {"autocomplete": "off"}),
    )


class ReasonForm(Form):
    """:param reasons: the choices"""

    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, *args, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Pilih alasan")), *reasons.choices]
