"""The wage basis of a city, with the question that counting from daily wages asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.settings import WageBasisForm
from municipalities.models import WageBasis


class AskedWageBasisForm(WageBasisForm):
    """The question stands there once daily wages were chosen."""

    confirmed = forms.BooleanField(label=_("Upah yang tersimpan memang upah sehari"), required=False)

    field_order = ("basis", "amount", "confirmed", "start_date", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.data.get("basis") != WageBasis.Basis.DAILY:
            del self.fields["confirmed"]
