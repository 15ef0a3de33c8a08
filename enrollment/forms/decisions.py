"""What is decided about enrollments that stand: of people not in the file, and of whom it brings in."""

import uuid

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enrollment import arrival_pages, decisions
from enrollment.forms import UnitChoice
from enrollment.models import EndReason, Enrollment
from enrollment.staging.missing import missing_ids
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.models import Unit


def all_of_unit(unit):
    return gettext("Semua %(count)s orang di %(unit)s") % {"count": unit.people, "unit": unit.name}


class DecisionForm(Form):
    """What becomes of people who are enrolled and not in a roster's file: those ticked, or all of a unit."""

    KEEP = "KEEP"
    people = forms.ModelMultipleChoiceField(None, to_field_name="public_id", required=False)
    unit = forms.ModelChoiceField(
        None, label=_("Untuk siapa"), to_field_name="code", required=False, empty_label=_("Hanya yang dicentang")
    )
    reason = forms.ChoiceField(label=_("Keputusan"))
    end_date = DayField(
        label=_("Hari terakhir"), required=False,
        help_text=_("Bulan hari itu masih dibayar. Untuk pindah unit: hari terakhir sebuah bulan."),
    )  # fmt: skip
    to_unit = UnitChoice(
        None, label=_("Pindah ke"), to_field_name="code", required=False, empty_label=_("Pilih unit tujuan")
    )

    def __init__(self, *args, roster, **kwargs):
        super().__init__(*args, **kwargs)
        city, ids = roster.municipality, missing_ids(roster)
        open_units = city.units.open_on(city.today()).exclude(kind=Unit.Kind.CITY)
        if roster.by_clerk:
            open_units = open_units.filter(pk__in=Unit.objects.under(roster.unit))
        units = city.units.annotate(people=Count("enrollments", filter=Q(enrollments__in=ids)))
        self.fields["people"].queryset = Enrollment.objects.filter(municipality=city, pk__in=ids)
        self.fields["unit"].queryset = units.filter(people__gt=0).in_reading_order()
        self.fields["unit"].label_from_instance = all_of_unit
        self.fields["reason"].choices = [
            (self.KEEP, _("Tetap terdaftar")),
            *((each, EndReason(each).label.capitalize()) for each in decisions.REASONS),
        ]
        self.fields["to_unit"].queryset = open_units

    @property
    def ticked(self):
        return self.data.getlist("people") if self.is_bound else []

    def clean(self):
        cleaned = super().clean()
        reason = cleaned.get("reason")
        if reason and reason != self.KEEP and not cleaned.get("end_date") and "end_date" not in self.errors:
            self.add_error(
                "end_date", _("Masih kosong. Isi hari terakhir orang itu bekerja di sana, misalnya 31-10-2026.")
            )
        if reason == EndReason.MOVED and not cleaned.get("to_unit") and "to_unit" not in self.errors:
            self.add_error("to_unit", _("Belum dipilih. Pilih unit tempat orang itu bekerja sekarang."))
        return cleaned


class ArrivalForm(Form):
    """Whether people who are enrolled elsewhere, or as another kind of worker, go on as the file has them."""

    MOVE, BOTH = "MOVE", "BOTH"
    what = forms.ChoiceField(
        label=_("Keputusan"), initial=MOVE,
        choices=[(MOVE, _("Lanjut menurut berkas")), (BOTH, _("Tetap di keduanya"))],
    )  # fmt: skip
    day = DayField(
        label=_("Yang baru mulai"), required=False,
        help_text=_("Tanggal 1 sebuah bulan, supaya iuran sebulan tidak ditagih dua kali."),
    )  # fmt: skip

    def __init__(self, *args, roster, **kwargs):
        day = arrival_pages.first_offered(roster, today=roster.municipality.today())
        super().__init__(*args, initial={"day": day}, **kwargs)
        self.roster = roster

    @property
    def ticked(self):
        return self.data.getlist("people") if self.is_bound else []

    def clean(self):
        cleaned = super().clean()
        cleaned["pairs"] = None if "semua" in self.data else self.pairs()
        moves = cleaned.get("what") == self.MOVE or cleaned["pairs"] is None
        if moves and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Masih kosong. Isi hari pertamanya di tempat baru, misalnya 01-11-2026."))
        return cleaned

    def pairs(self):
        """[(row number, enrollment's id)] of what is ticked; nothing where one of them is no longer there."""
        split = [each.partition("-") for each in self.ticked]
        rows = self.roster.municipality.enrollments.filter(
            public_id__in=[key for _row, _dash, key in split if is_uuid(key)]
        )
        ids = {str(public_id): pk for public_id, pk in rows.values_list("public_id", "pk")}
        if not all(row.isdecimal() and key in ids for row, _dash, key in split):
            return []
        return [(int(row[:9]), ids[key]) for row, _dash, key in split]


def is_uuid(text):
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False
