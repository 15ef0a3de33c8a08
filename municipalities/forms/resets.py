from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.models import User


class AskForm(Form):
    person = forms.ModelChoiceField(label=_("Orang"), queryset=User.objects.none(), empty_label=_("Pilih orangnya"))
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Misalnya: ponsel hilang pada 24 November, sudah dipastikan lewat telepon."),
        max_length=200,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def offer(self, people):
        """The names to choose from; whom the form takes is what it was made with."""
        field = self.fields["person"]
        field.choices = [("", field.empty_label), *((person.pk, str(person)) for person in people)]
