"""Planning a hand-over of cards: where and when, and how many people each session takes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.handover import Sitting
from municipalities.forms.days import DayField
from reports.forms import PlaceForm


SESSIONS = 6
LINES = gettext_lazy("Satu jabatan per baris.")


class PlanForm(PlaceForm):
    """Rows of sessions that are left empty do not count."""

    title = forms.CharField(
        label=gettext_lazy("Judul"), max_length=200, help_text=gettext_lazy("Misalnya: Kartu guru tidak tetap.")
    )
    date = DayField(label=gettext_lazy("Tanggal"))
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    hosts = forms.CharField(
        label=gettext_lazy("Tuan rumah"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=LINES
    )
    guests = forms.CharField(
        label=gettext_lazy("Tamu"), required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text=LINES
    )

    units_together = forms.BooleanField(
        label=gettext_lazy("Satu unit datang pada sesi yang sama"), required=False,
        help_text=gettext_lazy("Tanpa ini kartu dibagi menurut urutan unit dan nama, sebanyak kuota tiap sesi."),
    )  # fmt: skip

    field_order = ("title", "date", "place", "unit", "category", "hosts", "guests", "units_together")

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, municipality=municipality, **kwargs)
        self.municipality = municipality
        self.units = {
            str(unit.public_id): unit for unit in municipality.units.open_on(municipality.today()).exclude(kind="CITY")
        }
        self.fields["unit"].choices = [("", _("Seluruh kota")), *((pk, unit.name) for pk, unit in self.units.items())]
        self.fields["category"].choices = [("", _("Semua jenis")), *self.fields["category"].choices[1:]]
        for number in range(1, SESSIONS + 1):
            self.fields[f"start_{number}"] = forms.TimeField(
                label=_("Mulai"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            )
            self.fields[f"quota_{number}"] = forms.IntegerField(
                label=_("Kuota"), required=False, min_value=1, max_value=100_000
            )

    @property
    def rows(self):
        """The fields of each session, side by side."""
        return [(number, self[f"start_{number}"], self[f"quota_{number}"]) for number in range(1, SESSIONS + 1)]

    @property
    def head(self):
        """The fields above the sessions, and whether each may stay empty."""
        names = [name for name in self.field_order if name != "units_together"]
        return [(self[name], name in ("hosts", "guests")) for name in names]

    def clean_unit(self):
        return self.units.get(self.cleaned_data["unit"])

    def clean_hosts(self):
        return lines_of(self.cleaned_data["hosts"])

    def clean_guests(self):
        return lines_of(self.cleaned_data["guests"])

    def clean(self):
        found = super().clean()
        for number in range(1, SESSIONS + 1):
            start, quota = found.get(f"start_{number}"), found.get(f"quota_{number}")
            if (start is None) != (quota is None) and not {f"start_{number}", f"quota_{number}"} & self.errors.keys():
                wrong = "start" if start is None else "quota"
                self.add_error(f"{wrong}_{number}", _("Isi jam mulai dan kuota sesi ini, atau kosongkan keduanya."))
        if not self.errors and not self.sittings():
            self.add_error("start_1", _("Isi sekurang-kurangnya satu sesi."))
        return found

    def sittings(self):
        """The sessions by the clock of the city, the earliest first."""
        found, zone = self.cleaned_data, ZoneInfo(self.municipality.timezone)
        rows = [(found.get(f"start_{number}"), found.get(f"quota_{number}")) for number in range(1, SESSIONS + 1)]
        return [
            Sitting(start_at=datetime.combine(found["date"], start, zone), quota=quota)
            for start, quota in sorted(row for row in rows if None not in row)
        ]

    def plan(self):
        """What the verb is to be given."""
        return {name: self.cleaned_data[name] for name in self.field_order} | {"sittings": self.sittings()}


def lines_of(text):
    return [line.strip()[:200] for line in text.splitlines() if line.strip()][:20]
