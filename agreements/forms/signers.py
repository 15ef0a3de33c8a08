"""Who signs a letter of the city: an official in office on its day, or an office whose holder nobody has entered."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agreements.forms.plain import PlainField
from municipalities.forms.base import Form
from municipalities.models import Office


SIGNER = ("signer_office", "signer_name", "signer_nip", "signer_rank")


def in_words(day):
    return date_format(day, "j F Y")


def official_choices(officials):
    """(key, what a person reads) of {key: Official}, each with the days of the office."""
    for key, each in officials.items():
        until = in_words(each.end_date) if each.end_date else _("sekarang")
        yield key, f"{each.title}: {each.name} ({in_words(each.start_date)} - {until})"


class SignedForm(Form):
    """A form with a `date`; `signed_by` is what the letter says of its signer."""

    signer = forms.ChoiceField(
        label=_("Penanda tangan"), required=False, help_text=_("Pejabat yang menjabat pada tanggal surat.")
    )
    signer_title = PlainField(
        label=_("Jabatan penanda tangan, bila belum ada di daftar"), max_length=200, required=False,
        help_text=_("Misalnya Wali Kota Serang. Pejabatnya dicatat admin kota di Pengaturan."),
    )  # fmt: skip

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.officials = {str(each.public_id): each for each in municipality.officials.select_related("office")}
        self.fields["signer"].choices = [("", _("Pilih pejabat")), *official_choices(self.officials)]

    def clean(self):
        cleaned = super().clean()
        official, title = self.officials.get(cleaned.get("signer")), cleaned.get("signer_title")
        if not official and not title and not {"signer", "signer_title"} & set(self.errors):
            self.add_error("signer", _("Belum dipilih. Pilih pejabat dari daftar, atau tulis jabatannya di bawah."))
        if official and title:
            self.add_error("signer_title", _("Sudah ada pejabat yang dipilih di atas. Kosongkan salah satunya."))
        if official and cleaned.get("date"):
            self.refuse_out_of_office(official, cleaned["date"])
        return cleaned

    def refuse_out_of_office(self, official, day):
        if day < official.start_date or (official.end_date and day > official.end_date):
            self.add_error("signer", _("%(name)s tidak menjabat %(office)s pada %(day)s. Pilih pejabat yang menjabat"
                                       " pada hari itu, atau perbaiki tanggal surat.") % {
                "name": official.name, "office": official.title, "day": in_words(day)})  # fmt: skip

    @property
    def signed_by(self):
        """The head of a region signs without rank and NIP."""
        official = self.officials.get(self.cleaned_data["signer"])
        if official is None:
            return dict(zip(SIGNER, (self.cleaned_data["signer_title"], "", "", ""), strict=True))
        plain = official.office.duty == Office.Duty.HEAD
        said = official.title, official.name, "" if plain else official.nip, "" if plain else official.rank
        return dict(zip(SIGNER, said, strict=True))
