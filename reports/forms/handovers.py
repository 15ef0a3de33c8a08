"""What is written down while cards are handed over."""

from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.days import DayField, MomentField


class SeveralNumbers(forms.TextInput):
    """One line of numbers, or many boxes that are ticked."""

    def value_from_datadict(self, data, files, name):
        return ", ".join(data.getlist(name)) if hasattr(data, "getlist") else data.get(name)


class ProxyForm(Form):
    """Who received a card for its owner, and the power of attorney."""

    proxy = forms.CharField(
        label=_("Diterima oleh"), max_length=120, required=False, help_text=_("Hanya bila diwakilkan.")
    )
    proxy_note = forms.CharField(
        label=_("Surat kuasa"), max_length=200, required=False, help_text=_("Nomor atau tanggal surat kuasa.")
    )


class TickForm(ProxyForm):
    """Cards that were handed over, by their number on the attendance sheet."""

    numbers = forms.CharField(
        label=_("Nomor urut"),
        max_length=2_000,
        widget=SeveralNumbers,
        help_text=_("Menurut daftar hadir, misalnya 1-50, 53. Bila diwakilkan: satu nomor."),
    )


class TakeBackForm(Form):
    """A tick that was wrong."""

    number = forms.IntegerField(label=_("Nomor urut"), min_value=1)
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class DaysForm(Form):
    """The days from which the law counts."""

    complete_date = DayField(
        label=_("Data lengkap dan iuran pertama dibayar"),
        required=False,
        help_text=_("Sejak hari ini dihitung sampai kapan kantor cabang menerbitkan kartunya."),
    )
    received_date = DayField(
        label=_("Kartu diterima pemerintah kota/kabupaten"),
        required=False,
        help_text=_("Sejak hari ini dihitung sampai kapan kartu diserahkan kepada pekerja."),
    )


class SessionForm(Form):
    """When and where a session is, and who runs it."""

    start_at = MomentField(label=_("Mulai"))
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    officer = forms.CharField(label=_("Petugas"), max_length=200, required=False, help_text=_("Nama dan jabatan."))

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(municipality.timezone)

    def clean_start_at(self):
        """By the clock of the city, whoever plans it."""
        return self.cleaned_data["start_at"].replace(tzinfo=self.zone)


class ChangeSessionForm(SessionForm):
    quota = forms.IntegerField(label=_("Kuota"), min_value=1, max_value=100_000)


class MoveUnitForm(Form):
    """A unit that comes to another session."""

    unit = forms.ChoiceField(label=_("Unit"))
    session = forms.ChoiceField(label=_("Ke sesi"))

    def __init__(self, *args, units, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Pilih unit")), *units]
        self.fields["session"].choices = sessions
