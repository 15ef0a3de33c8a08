"""On what day compliance is looked at, and the letters that remind."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.forms.signers import SignedForm, in_words
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from regulations.deadlines import working_day_from


ANSWERED_IN = timedelta(days=14)


class DayForm(Form):
    """Not after today: what nobody has enrolled yet nobody has followed."""

    per = DayField(label=_("Keadaan per"))

    def __init__(self, *args, first, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last

    def clean_per(self):
        day = self.cleaned_data["per"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(
                _("%(day)s di luar masa surat ini yang sudah lewat. Pilih hari dari %(first)s sampai %(last)s.")
                % {"day": in_words(day), "first": in_words(self.first), "last": in_words(self.last)}
            )
        return day


class ReminderForm(SignedForm):
    """
    Letters to offices, all of one day.

    :param offices: those that have not followed, of reports.compliance
    """

    thing = _("surat pengingat")
    date = DayField(label=_("Tanggal surat"), help_text=_("Yang terdaftar dihitung pada hari itu."))
    due_date = DayField(label=_("Ditunggu paling lambat"))
    units = forms.MultipleChoiceField(label=_("Kirim kepada"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, municipality, offices, **kwargs):
        today = municipality.today()
        due_date = working_day_from(today + ANSWERED_IN)
        first = {"date": today, "due_date": due_date, "units": [str(each.public_id) for each in offices]}
        super().__init__(*args, municipality=municipality, initial=first, **kwargs)
        self.municipality = municipality
        self.offices = {str(each.public_id): each for each in offices}
        self.fields["units"].choices = [(key, each.name) for key, each in self.offices.items()]

    def clean_date(self):
        day, today = self.cleaned_data["date"], self.municipality.today()
        if day > today:
            raise forms.ValidationError(
                _("%(day)s belum tiba, padahal yang terdaftar dihitung pada tanggal surat. Tulis %(today)s atau"
                  " sebelumnya.") % {"day": in_words(day), "today": in_words(today)}
            )  # fmt: skip
        return day

    def clean_units(self):
        chosen = set(self.cleaned_data["units"])
        return [office for key, office in self.offices.items() if key in chosen]

    @property
    def taken(self):
        given = self.cleaned_data
        return {
            "date": given["date"], "due_date": given["due_date"], "offices": given["units"],
            "signer": self.signed_by,
        }  # fmt: skip
