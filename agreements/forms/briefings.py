"""What whoever held a briefing writes down: when, about what, and how many came from which office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.briefings import FACTS
from agreements.forms.plain import PlainField
from municipalities.forms.base import Form
from municipalities.forms.days import DayField


FIRST_ROWS, MORE_ROWS, MOST_ROWS = 6, 6, 90
MOST_PEOPLE = 5_000


class BriefingForm(Form):
    """
    The facts, and rows of offices with how many came; `more` asks for more rows and saves nothing.

    :param municipalities: of the request; where it is one, nobody is asked which
    :param attendance: (office, people) pairs to begin with
    """

    thing = _("catatan sosialisasi")
    city = forms.ChoiceField(label=_("Kota"))
    topic = PlainField(label=_("Pokok bahasan"), max_length=200)
    date = DayField(label=_("Tanggal"))
    place = PlainField(label=_("Tempat"), max_length=200)
    speaker = PlainField(
        label=_("Pembicara"), max_length=200, help_text=_("Jabatan atau nama, misalnya Kepala Kantor Cabang Bengkulu.")
    )
    minutes = PlainField(
        label=_("Pokok-pokok yang disampaikan"), lines=6, required=False,
        help_text=_("Satu pokok tiap baris; dicetak di notulen."),
    )  # fmt: skip
    source = PlainField(
        label=_("Sumber catatan"), max_length=300, required=False,
        help_text=_("Misalnya daftar hadir bertanda tangan, atau berita dan tanggalnya."),
    )  # fmt: skip

    def __init__(self, *args, municipalities, initial=None, attendance=(), **kwargs):
        first = dict(initial or {})
        for number, (office, people) in enumerate(attendance, start=1):
            first |= {f"office_{number}": office, f"people_{number}": people}
        super().__init__(*args, initial=first, **kwargs)
        self.cities = {str(each.public_id): each for each in municipalities}
        if len(self.cities) == 1:
            del self.fields["city"]
        else:
            self.fields["city"].choices = [("", _("Pilih kota")), *((key, each) for key, each in self.cities.items())]
        self.count = self.how_many(len(attendance))
        for number in range(1, self.count + 1):
            self.fields[f"office_{number}"] = PlainField(
                label=_("Kantor %(number)s") % {"number": number}, max_length=200, required=False,
                widget=forms.TextInput(attrs={"list": "daftar-unit", "autocomplete": "off"}),
            )  # fmt: skip
            self.fields[f"people_{number}"] = forms.IntegerField(
                label=_("Hadir"), min_value=1, max_value=MOST_PEOPLE, required=False
            )

    def how_many(self, known):
        """As many rows as the form was shown with, and more where they are asked for."""
        if not self.is_bound:
            return min(max(FIRST_ROWS, known + 2), MOST_ROWS)
        sent = self.data.get("rows", "")
        shown = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else FIRST_ROWS
        return min(max(shown, 1), MOST_ROWS)

    @property
    def wants_rows(self):
        return "more" in self.data

    @property
    def typed(self):
        """What stands in the fields beside the rows, right or wrong."""
        return {name: self[name].value() for name in ("city", *FACTS) if name in self.fields}

    @property
    def rows_typed(self):
        pairs = [(office.value() or "", people.value() or "") for office, people in self.pairs]
        return pairs + [("", "")] * (MORE_ROWS - 2)

    def clean(self):
        cleaned = super().clean()
        self.attendance = []
        for number in range(1, self.count + 1):
            office, people = cleaned.get(f"office_{number}"), cleaned.get(f"people_{number}")
            if office and people:
                self.attendance.append((office, people))
            elif office and f"people_{number}" not in self.errors:
                self.add_error(f"people_{number}", _("Berapa orang yang hadir dari kantor ini? Tulis angkanya."))
            elif people and f"office_{number}" not in self.errors:
                self.add_error(f"office_{number}", _("Dari kantor mana? Tulis namanya, atau kosongkan angkanya."))
        if not self.attendance and not self.errors:
            self.add_error("office_1", _("Belum ada yang hadir. Tulis paling sedikit satu kantor dan jumlahnya."))
        return cleaned

    @property
    def municipality(self):
        """The city that is meant; of a valid form."""
        return self.cities[self.cleaned_data["city"]] if "city" in self.fields else next(iter(self.cities.values()))

    @property
    def pairs(self):
        return [(self[f"office_{number}"], self[f"people_{number}"]) for number in range(1, self.count + 1)]

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in FACTS}
