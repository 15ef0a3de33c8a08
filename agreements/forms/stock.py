"""What a city has for its agreements to choose from, asked for once."""

from difflib import get_close_matches
from functools import cached_property

from django.utils.translation import gettext as _

from agreements.forms.signers import official_choices


class Stock:
    """The units, kinds of worker, officials, registrations, laws and offices of a municipality."""

    def __init__(self, municipality):
        self.municipality = municipality

    # Units are typed by name, since a city may have four hundred of them.

    @cached_property
    def units(self):
        return list(self.municipality.units.all())

    @cached_property
    def open_units(self):
        today = self.municipality.today()
        return [unit for unit in self.units if unit.end_date is None or unit.end_date >= today]

    @cached_property
    def by_word(self):
        """{a code or a name, folded: the unit}; an open unit before a closed one of the same name."""
        found = {}
        for units in (self.open_units, self.units):
            for unit in units:
                found.setdefault(folded(unit.name), unit)
        for unit in self.units:
            found.setdefault(folded(unit.code), unit)
        return found

    @cached_property
    def by_code(self):
        return {unit.code: unit for unit in self.units}

    def unit(self, word):
        """The unit of this name, or of this code; None where there is none."""
        return self.by_word.get(folded(word))

    def word_for(self, code):
        """How a unit is written in a form, so that it is found again."""
        unit = self.by_code.get(code)
        if unit is None:
            return code
        return unit.name if self.unit(unit.name) == unit else unit.code

    def like(self, word):
        """The name of a unit that is written almost so, or nothing."""
        names = {folded(unit.name): unit.name for unit in self.open_units}
        return next((names[each] for each in get_close_matches(folded(word), names, n=1, cutoff=0.7)), "")

    # Kinds of worker

    @cached_property
    def categories(self):
        return list(self.municipality.categories.all())

    def category(self, word):
        return next((each for each in self.categories if folded(word) in (folded(each.name), folded(each.code))), None)

    def category_word(self, code):
        return next((each.name for each in self.categories if each.code == code), code)

    # What stands in a list

    @cached_property
    def officials(self):
        return {str(each.public_id): each for each in self.municipality.officials.select_related("office")}

    def official_choices(self):
        yield "", _("Ditulis sendiri di bawah")
        yield from official_choices(self.officials)

    @cached_property
    def registrations(self):
        return list(self.municipality.registrations.select_related("unit"))

    def registration_choices(self):
        yield "", _("menurut unitnya")
        for each in self.registrations:
            yield str(each.public_id), f"{each} · {each.unit or _('seluruh kota')}"

    @cached_property
    def bases(self):
        return list(self.municipality.legal_bases.all())

    def basis_choices(self):
        yield "", _("Pilih dari daftar kota")
        for each in self.bases:
            yield each.code, f"{each.code}: {each.title}"[:110]

    @cached_property
    def offices(self):
        links = self.municipality.links.select_related("branch").order_by("-is_lead", "start_date", "pk")
        # Which office serves which city is read before there is a context, so no wall narrows it; asked once more.
        return {link.branch.code: link.branch for link in links if link.municipality_id == self.municipality.pk}

    def office_choices(self):
        yield "", _("Belum dipilih")
        for code, branch in self.offices.items():
            yield code, branch.name


def folded(word):
    return " ".join(word.split()).casefold()
