import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.months import month_name, parse_month
from common.personal import masked_nik
from enrollment import unit_files
from enrollment.columns import ROSTER
from enrollment.families import Removal
from enrollment.mapping_pages import field_name
from enrollment.messages import label, listed
from enrollment.models import RELATION_LABELS, CorrectionRequest, EndReason
from municipalities.forms.base import Form, UploadField
from municipalities.forms.days import DayField
from municipalities.forms.rupiah import RupiahField


CHOOSE = ("", _("Pilih satu"))  # a reason is chosen, not left as it stood
OUR_COLUMNS = [("", _("Tidak dibaca")), *((column.name, _(column.label)) for column in ROSTER)]
TWICE = _("%(column)s sudah dipilih untuk %(other)s. Pilih satu saja; yang lain biarkan tidak dibaca.")
LACKING = _(
    "Belum ada kolom untuk %(columns)s. Cari kolom yang memuatnya, lalu pilih namanya di situ. "
    "Bila berkas tidak punya kolom itu, tambahkan di Excel lalu unggah lagi."
)


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return f"{unit.name} ({unit.get_kind_display()})"


class UnitFileForm(Form):
    """A list of units."""

    file = UploadField(
        label=_("Berkas daftar unit"), kinds=(".xlsx", ".csv"), most=unit_files.LIMITS.file, allow_empty_file=True,
        help_text=_("Paling banyak 1.500 baris."),
    )  # fmt: skip


class PlaceForm(Form):
    """For whom people are sent, and from when. A clerk chooses among the own units, and has to."""

    unit = UnitChoice(
        None, label=_("OPD atau sekolah"), to_field_name="code", required=False, empty_label=_("Seluruh kota")
    )
    category = forms.ModelChoiceField(
        None,
        label=_("Jenis pekerja"),
        to_field_name="code",
        required=False,
        empty_label=_("Menurut berkas, selain itu non-ASN umum"),
    )
    start_date = DayField(label=_("Mulai tanggal"), required=False)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, municipality, only_units=None, initial=None, **kwargs):
        """:param only_units: the units of a clerk"""
        first = {"idempotency_key": uuid.uuid4(), "unit": only_units and only_units[0]}
        super().__init__(*args, initial=first | (initial or {}), **kwargs)
        self.fields["category"].queryset = municipality.categories.all()
        open_units = municipality.units.open_on(municipality.today())
        self.fields["unit"].queryset = open_units.exclude(kind="CITY")
        if only_units is not None:
            self.fields["unit"].queryset = municipality.units.filter(pk__in=[unit.pk for unit in only_units])
            self.fields["unit"].required = True
            self.fields["unit"].empty_label = None


class FileForm(Form):
    """A roster file, or its cells pasted."""

    lacking = _("Pilih berkas roster.")

    file = UploadField(
        label=_("Berkas roster"), kinds=(".xlsx", ".xls", ".ods", ".csv"), most=settings.ROSTER_MAX_BYTES,
        required=False, allow_empty_file=True,
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Sel yang ditempel"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not (cleaned.get("pasted") or "").strip() and "file" not in self.errors:
            self.add_error("file", self.lacking)
        return cleaned


class UploadForm(FileForm, PlaceForm):
    """A roster file, or its cells pasted, of people of some place."""


class TypedForm(PlaceForm):
    """Where the people who are typed into the page work, and as what."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("unit", "category"):
            self.fields[name].required = True
        self.fields["category"].empty_label = CHOOSE[1]
        if self.fields["unit"].empty_label:
            self.fields["unit"].empty_label = CHOOSE[1]


class ListCheckForm(Form):
    """People somebody asks about, in a field that is never kept (municipalities/accounts/kept_forms.py)."""

    people_pasted = forms.CharField(
        label=_("Daftar orangnya"), strip=False, max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Satu orang sebaris: NIK, NIK dan nama, atau nama lengkap saja."),
    )  # fmt: skip


class ViewNameForm(Form):
    """What a person calls a way to narrow the list of workers."""

    name = forms.CharField(label=_("Nama tampilan"), max_length=60)


class MoveManyForm(Form):
    """Where many people go on, and from when."""

    unit = UnitChoice(None, label=_("Pindah ke"), to_field_name="code", empty_label=_("Pilih unit tujuan"))
    day = DayField(
        label=_("Mulai tanggal"),
        help_text=_("Tanggal 1 sebuah bulan, supaya iuran sebulan tidak ditagih dua kali."),
    )  # fmt: skip

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class CorrectionForm(Form):
    """What is wrong about a person, what is right, and how that is known."""

    field = forms.ChoiceField(label=_("Yang keliru"), choices=CorrectionRequest.Field.choices)
    right = forms.CharField(
        label=_("Seharusnya"), max_length=200,
        help_text=_("Seperti pada KTP. Tanggal ditulis 17-08-1985, jenis kelamin L atau P."),
    )  # fmt: skip
    asked_by = forms.CharField(
        label=_("Diminta oleh"), max_length=120, help_text=_("Orangnya sendiri, atau nama dan hubungan yang mewakili.")
    )
    evidence = forms.CharField(
        label=_("Bukti yang dilihat"), max_length=300, help_text=_("Misalnya KTP, kartu keluarga, atau ijazah.")
    )


class CorrectionAnswerForm(Form):
    """Put right, or not and why."""

    decision = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "refuse" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Tulis alasannya; orang itu akan membacanya."))
        return cleaned


class MappingForm(Form):
    """
    Which column of a roster holds what, and where its header ends.

    :param samples: what the reader shows of the file
    :param needed: names of our columns that must be there
    """

    def __init__(self, *args, samples, needed, **kwargs):
        super().__init__(*args, **kwargs)
        self.samples, self.needed = samples, needed
        self.fields["row"] = forms.TypedChoiceField(
            label=_("Judul kolom"),
            coerce=int,
            initial=samples["row"],
            choices=header_rows(samples["first"], none=_("Tanpa judul kolom, langsung nama orang")),
        )
        self.fields |= {
            field_name(column): forms.ChoiceField(
                label=title_of(column), required=False, initial=column["name"], choices=OUR_COLUMNS
            )
            for column in samples["columns"]
        }

    def clean(self):
        cleaned = super().clean()
        chosen = {}
        for column in self.samples["columns"]:
            name = cleaned.get(field_name(column))
            if name in chosen:
                self.add_error(field_name(column), TWICE % {"column": label(name), "other": chosen[name]})
            elif name:
                chosen[name] = title_of(column)
        missing = [label(name) for name in self.needed if name not in chosen]
        if missing:
            self.add_error(None, LACKING % {"columns": listed(missing)})
        return cleaned

    def columns(self):
        """The answer, as the reader takes it."""
        row, found = self.cleaned_data["row"], self.samples
        return {
            "row": row,
            "lines": found["lines"] if row == found["row"] else min(row, 1),
            "places": {
                name: column["place"] for column in found["columns"] if (name := self.cleaned_data[field_name(column)])
            },
        }


def title_of(column):
    """As "Kolom C: NAMA"."""
    place = _("Kolom %(letter)s") % {"letter": column["letter"]}
    return f"{place}: {column['header']}" if column["header"] else place


def header_rows(first, *, none):
    """
    Choices of the row in which the titles end, each with what stands in it.

    :param first: the first rows of a file
    :param none: what is said of a file without titles
    """
    rows = [
        (number, _("Sampai baris %(row)s: %(texts)s") % {"row": number, "texts": " · ".join(filter(None, row))[:80]})
        for number, row in enumerate(first, start=1)
        if any(row)
    ]
    return [(0, none), *rows]


class EndForm(Form):
    """Somebody leaves: the last day, and why. Who moves or changes the kind of work goes on, and is not ended here."""

    REASONS = (EndReason.CONTRACT_ENDED, EndReason.RESIGNED, EndReason.DIED, EndReason.OTHER)

    end_date = DayField(
        label=_("Hari terakhir"),
        help_text=_("Hari itu masih terlindungi, dan iuran bulan itu masih dibayar."),
    )  # fmt: skip
    reason = forms.ChoiceField(label=_("Alasan"), choices=[CHOOSE, *((each.value, each.label) for each in REASONS)])


class WageForm(Form):
    """What was reported wrong of somebody's wage, from a month on or for some months."""

    first_month = forms.ChoiceField(label=_("Mulai bulan"))
    last_month = forms.ChoiceField(label=_("Sampai bulan"), required=False, help_text=_("Kosong: seterusnya."))
    wage = RupiahField(label=_("Upah sebulan yang benar"))
    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Misalnya nomor SK atau surat."))

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        self.fields["first_month"].choices = [CHOOSE, *choices]
        self.fields["last_month"].choices = [("", _("seterusnya")), *choices]

    def clean_first_month(self):
        return parse_month(self.cleaned_data["first_month"])

    def clean_last_month(self):
        chosen = self.cleaned_data["last_month"]
        return parse_month(chosen) if chosen else None


class OtherKindForm(Form):
    """Another kind of worker from a month on: an honorer becomes a PPPK paruh waktu."""

    category = forms.ModelChoiceField(
        None, label=_("Jenis pekerja yang baru"), to_field_name="public_id", empty_label=_("Pilih satu")
    )
    day = DayField(
        label=_("Mulai"),
        help_text=_("Tanggal 1 suatu bulan; kepesertaan lama berakhir sehari sebelumnya, tanpa jeda."),
    )  # fmt: skip

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories


class OwnCostForm(Form):
    """As which kind of worker outside wages somebody goes on at the own cost."""

    category = forms.ModelChoiceField(None, label=_("Sebagai"), to_field_name="public_id", empty_label=_("Pilih satu"))

    def __init__(self, *args, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories


class FamilyForm(Form):
    """One of a worker's family; what is not known yet stays empty."""

    name = forms.CharField(label=_("Nama"), max_length=120)
    relation = forms.ChoiceField(label=_("Hubungan"), choices=[CHOOSE, *RELATION_LABELS.items()])
    birth_date = DayField(label=_("Tanggal lahir"), required=False)
    nik = forms.CharField(label=_("NIK"), max_length=20, required=False, help_text=_("Kosongkan bila belum punya."))
    phone = forms.CharField(label=_("Nomor HP"), max_length=20, required=False)

    def __init__(self, *args, known_nik="", **kwargs):
        super().__init__(*args, **kwargs)
        if known_nik:
            said = gettext("Tercatat %(nik)s. Isi hanya bila keliru.")
            self.fields["nik"].help_text = said % {"nik": masked_nik(known_nik)}


class FamilyRemovalForm(Form):
    reason = forms.ChoiceField(label=_("Alasan"), choices=[CHOOSE, *Removal.choices])
