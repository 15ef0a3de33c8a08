"""The columns of a SIPP file as a branch types them: a row of the page per column, in the order of their numbers."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from contributions.models import SippForm
from contributions.sipp import fields, layouts
from enrollment.models import EndReason
from municipalities.forms.base import Form
from municipalities.forms.days import DayField


SPARE = 3  # empty rows below those that are there
PARTS = {
    "place": _("Urutan"), "header": _("Judul kolom"), "field": _("Isi"), "constant": _("Isi tetap"),
    "format": _("Bentuk"), "required": _("Wajib"),
}  # fmt: skip


class SippLayoutForm(Form):
    start_date = DayField(label=_("Dipakai mulai"))
    sheet = forms.CharField(label=_("Nama lembar"), max_length=31)
    source = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Misalnya: templat SIPP Online yang diunduh 3 November 2026.")
    )

    def __init__(self, *args, kind, layout, **kwargs):
        """:param layout: what the page begins with"""
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["sheet"].initial = layout.sheet
        self.count = min(len(layout.columns) + SPARE, layouts.MOST_COLUMNS)
        choices = [("", "-"), *((word, field.label) for word, field in fields.of(kind).items())]
        for number in range(1, self.count + 1):
            self.add_row(number, layout.columns[number - 1] if number <= len(layout.columns) else None, choices)
        codes = next((column.codes for column in layout.columns if column.codes), {})
        for reason in EndReason if kind == SippForm.LEAVERS else ():
            told = {"label": reason.label.capitalize(), "initial": codes.get(reason, "")}
            self.fields[f"code_{reason}"] = forms.CharField(required=False, max_length=layouts.LONGEST, **told)

    def add_row(self, number, column, choices):
        made = {
            "place": forms.IntegerField(required=False, min_value=1, max_value=99, initial=number),
            "header": forms.CharField(required=False, max_length=layouts.LONGEST),
            "field": forms.ChoiceField(required=False, choices=choices),
            "constant": forms.CharField(required=False, max_length=layouts.LONGEST),
            "format": forms.ChoiceField(required=False, choices=list(fields.FORMATS.items())),
            "required": forms.BooleanField(required=False),
        }
        for name, field in made.items():
            field.label = _("%(part)s, baris %(number)s") % {"part": PARTS[name], "number": number}
            field.widget.attrs["aria-label"] = field.label
            if column and name != "place":
                field.initial = getattr(column, name)
            self.fields[f"{name}_{number}"] = field

    def rows(self):
        """The fields of each row, for the page."""
        return [{name: self[f"{name}_{number}"] for name in PARTS} for number in range(1, self.count + 1)]

    def codes(self):
        """The fields of the codes of reasons, for the page."""
        return [self[name] for name in self.fields if name.startswith("code_")]

    @cached_property
    def order(self):
        """The numbers of the rows that have a header or anything else, as the page puts them."""
        given = self.cleaned_data
        filled = [
            number
            for number in range(1, self.count + 1)
            if any(given.get(f"{name}_{number}") for name in ("header", "field", "constant", "required"))
        ]
        return sorted(filled, key=lambda number: (given.get(f"place_{number}") or number, number))

    def columns(self):
        """Plain values, as layouts.columns_of takes them."""
        return [self.column(number) for number in self.order]

    def column(self, number):
        found = {name: self.cleaned_data[f"{name}_{number}"] for name in PARTS if name != "place"}
        if found["field"] == "end_reason":
            codes = {reason: self.cleaned_data.get(f"code_{reason}", "") for reason in EndReason}
            found["codes"] = {str(reason): code for reason, code in codes.items() if code}
        return found

    def facts(self):
        return {name: self.cleaned_data[name] for name in ("start_date", "sheet", "source")}

    def clean_sheet(self):
        try:
            return layouts.checked_sheet(self.cleaned_data["sheet"])
        except layouts.LayoutWrong as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def refuse(self, refusal):
        """Put the sentence beside the row it is about."""
        row = refusal.detail.get("row")
        self.add_error(f"header_{self.order[row - 1]}" if row else None, str(refusal))
