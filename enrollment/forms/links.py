"""What is filled in about links for schools: for whom one is made, what comes by it, and why that goes back."""

import uuid
from datetime import timedelta

from django import forms
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from enrollment import roster_links
from enrollment.forms import CHOOSE, FileForm, UnitChoice
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.models import Unit


class SendForm(FileForm):
    """What the holder of a link sends, in the words of a school."""

    lacking = _("Pilih berkas daftar pekerja, atau tempel selnya.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Berkas daftar pekerja")


class RosterLinkForm(Form):
    """For whom a link is, until when, and where it is mailed to."""

    unit = UnitChoice(
        None, label=_("Untuk sekolah atau unit"), to_field_name="code", empty_label=CHOOSE[1],
        help_text=_("Belum ada di daftar? Admin kota menambahkannya di Pengaturan, Unit."),
    )  # fmt: skip
    category = forms.ModelChoiceField(
        None, label=_("Jenis pekerja"), to_field_name="code", required=False,
        empty_label=_("Menurut berkas, selain itu non-ASN umum"),
    )  # fmt: skip
    last_day = DayField(
        label=_("Berlaku sampai"),
        help_text=_("Sampai akhir hari itu, paling lama 60 hari."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Surel sekolah"), required=False, max_length=200,
        help_text=_("Bila diisi, tautannya dikirim ke sini. Bila kosong, Anda yang menyampaikannya."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Catatan untuk kota"), required=False, max_length=200,
        help_text=_("Misalnya siapa yang menerimanya. Sekolah tidak melihatnya."),
    )  # fmt: skip
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, municipality, only_units=None, wanted="", **kwargs):
        """
        :param only_units: the units of a clerk
        :param wanted: the code of the unit that is chosen when the form is opened
        """
        last_day = municipality.today() + timedelta(days=roster_links.USUAL_DAYS)
        first = {"idempotency_key": uuid.uuid4(), "last_day": last_day, "unit": wanted}
        super().__init__(*args, initial=first, **kwargs)
        units = municipality.units.open_on(municipality.today()).exclude(kind=Unit.Kind.CITY).in_reading_order()
        if only_units is not None:
            units = units.filter(pk__in=[unit.pk for unit in only_units])
        private_first = Case(When(kind=Unit.Kind.PRIVATE_SCHOOL, then=Value(0)), default=Value(1))
        self.fields["unit"].queryset = units.order_by(private_first, *units.query.order_by)
        self.fields["category"].queryset = municipality.categories.all()


class ReturnForm(Form):
    """Why a roster that came by a link goes back."""

    reason = forms.CharField(
        label=_("Alasan dikembalikan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca siapa pun yang memegang tautannya: tulis apa yang harus diperbaiki, tanpa nama atau NIK."),
    )  # fmt: skip
