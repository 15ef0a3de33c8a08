"""A letter to an office whose people are not covered."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.rupiah import grouped
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from regulations.deadlines import working_day_from


ANSWERED_IN = timedelta(days=14)


class GapLetterForm(Form):
    """
    To whom, until when, and on what legal basis.

    :param addressees: of reports.gap_letters; the first one is chosen
    :param usual: the LegalBasis rows ticked at first
    """

    unit = forms.ChoiceField(label=_("Kepada kepala"))
    due_date = DayField(label=_("Daftar ditunggu paling lambat"))
    bases = forms.MultipleChoiceField(
        label=_("Dasar hukum"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Dari daftar dasar hukum kota; dicetak menurut urutan ini."),
    )  # fmt: skip

    def __init__(self, *args, municipality, addressees, usual, due_date, **kwargs):
        due_date = due_date or working_day_from(municipality.today() + ANSWERED_IN)
        first = {"due_date": due_date, "bases": [basis.code for basis in usual]}
        super().__init__(*args, initial=first, **kwargs)
        self.bases = {basis.code: basis for basis in [*usual, *municipality.legal_bases.all()]}
        self.fields["unit"].choices = [(str(each.unit.public_id), called(each)) for each in addressees]
        self.fields["bases"].choices = [(code, basis.title) for code, basis in self.bases.items()]

    def clean_bases(self):
        chosen = set(self.cleaned_data["bases"])
        return [basis for code, basis in self.bases.items() if code in chosen]


def called(addressee):
    said = ngettext("%(unit)s (%(count)s unit)", "%(unit)s (%(count)s unit)", addressee.units)
    return said % {"unit": addressee.unit.name, "count": grouped(addressee.units)}
