from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.days import DayField


class PlaceForm(Form):
    """Of which workers of a city; `category` in the cleaned data is the Category, None for all of them."""

    category = forms.ChoiceField(label=_("Jenis pekerja"), required=False)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.categories = {category.code: category for category in municipality.categories.order_by("name")}
        self.fields["category"].choices = [
            ("", _("Semua pekerja non-ASN")),
            *((code, category.name) for code, category in self.categories.items()),
        ]

    def clean_category(self):
        return self.categories.get(self.cleaned_data["category"])


class TaskForm(PlaceForm):
    """A gap that becomes a task."""

    owner = forms.CharField(
        label=_("Penanggung jawab"), max_length=200, help_text=_("Jabatan atau nama, misalnya Kepala BKPSDM.")
    )
    due_date = DayField(label=_("Jatuh tempo"))
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False)


class TargetForm(PlaceForm):
    """How many are to be active by a day."""

    figure = forms.IntegerField(
        label=_("Jumlah yang dituju"), min_value=1, max_value=10_000_000,
        help_text=_("Berapa orang yang harus terlindungi pada jatuh tempo, termasuk yang sudah."),
    )  # fmt: skip
    due_date = DayField(label=_("Jatuh tempo"))
    owner = forms.CharField(
        label=_("Penanggung jawab"), max_length=200, help_text=_("Jabatan atau nama, misalnya Kepala BKPSDM.")
    )
    source = forms.CharField(
        label=_("Dasar"), max_length=300, help_text=_("Rapat, surat, atau perintah yang menetapkannya.")
    )


class FigureForm(PlaceForm):
    """How many there are, as somebody said it."""

    figure = forms.IntegerField(
        label=_("Jumlah seluruhnya"), min_value=0, max_value=10_000_000, required=False,
        help_text=_("Kosongkan bila sumbernya tidak menyebut jumlah: belum diketahui tidak sama dengan nol."),
    )  # fmt: skip
    quoted_gap = forms.IntegerField(
        label=_("Kekurangan yang disebut sumber"), min_value=0, max_value=10_000_000, required=False
    )
    as_of = DayField(label=_("Per tanggal"))
    source = forms.CharField(label=_("Sumber"), max_length=300, help_text=_("Surat, laporan, atau berita."))
    speaker = forms.CharField(label=_("Disebut oleh"), max_length=200, required=False, help_text=_("Jabatan."))
    definition = forms.CharField(
        label=_("Siapa yang dihitung"),
        max_length=300,
        required=False,
        help_text=_("Misalnya: GTT sekolah negeri saja."),
    )
    is_reference = forms.BooleanField(label=_("Pakai sebagai acuan"), required=False)


class StatisticForm(PlaceForm):
    """How many members a branch counts."""

    label = forms.CharField(
        label=_("Yang dihitung"), max_length=200, help_text=_("Misalnya: Peserta aktif di cabang.")
    )
    figure = forms.IntegerField(label=_("Jumlah"), min_value=0, max_value=100_000_000)
    as_of = DayField(label=_("Per tanggal"))
    source = forms.CharField(label=_("Sumber"), max_length=300, help_text=_("Surat, laporan, atau berita."))


class OwnerForm(Form):
    """Who sees to a gap, and until when."""

    owner = forms.CharField(
        label=_("Penanggung jawab"), max_length=200, help_text=_("Jabatan atau nama, misalnya Kepala bidang SD.")
    )
    due_date = DayField(label=_("Jatuh tempo"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=500, required=False)


class CloseGapForm(Form):
    """Why a gap is closed; the verb says when it may stay empty."""

    note = forms.CharField(
        label=_("Alasan"),
        max_length=500,
        required=False,
        help_text=_("Wajib bila yang terdaftar belum sebanyak yang disebut."),
    )
