"""Inviting somebody, giving another role, making an account."""

import re

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.models import Branch, Municipality, Unit
from municipalities.roles import KEEPS, ROLE_LABELS, Role


NO_NAME = re.compile(r"[:/\\@<>{}\[\]|]|\bwww\.", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d .-]{4,}\d")
LAST_DAY = _("Hari terakhir. Kosongkan jika belum ditentukan.")


def person_name(text):
    """:raises ValidationError: for a name with the digits of a NIK, or with what links are made of"""
    if NUMBER.search(text):
        raise forms.ValidationError(gettext("Isi nama saja, tanpa NIK."))
    text = " ".join(text.split())
    if NO_NAME.search(text) or not text.isprintable():
        raise forms.ValidationError(gettext("Isi nama saja, tanpa tautan, alamat, atau tanda seperti : / @ < >."))
    return text


class UnitChoice(forms.ModelChoiceField):
    """The units of a city as the tree that they are."""

    def __init__(self, units, **kwargs):
        super().__init__(Unit.objects.none(), **kwargs)
        self.queryset = units
        tree = [(unit.pk, indented(unit, depth)) for unit, depth in tree_of(units)]
        self.choices = [("", gettext("Pilih unit")), *tree]


def indented(unit, depth):
    return f"{'- ' * depth}{unit.name}"


def tree_of(units):
    """(unit, depth) of every unit, each below the one it belongs to."""
    below = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)

    def walk(parent, depth):
        for unit in below.get(parent, ()):
            yield unit, depth
            yield from walk(unit.pk, depth + 1)

    return [*walk(None, 0)]


class RoleForm(Form):
    """A role, where and from when to when; what is asked depends on who gives it."""

    role = forms.ChoiceField(label=_("Peran"))
    start_date = DayField(label=_("Mulai"))
    end_date = DayField(
        label=_("Sampai"),
        required=False,
        help_text=LAST_DAY,
    )

    def __init__(self, *args, giver, municipality=None, offices=(), day, **kwargs):
        super().__init__(*args, **kwargs)
        self.giver, self.municipality = giver, municipality
        self.fields["role"].choices = [
            ("", gettext("Pilih peran")),
            *((role, ROLE_LABELS[role]) for role in KEEPS[giver]),
        ]
        self.fields["start_date"].initial = day
        if giver == Role.ADMIN:
            self.fields["unit"] = UnitChoice(
                municipality.units.filter(end_date=None),
                label=_("Unit"),
                required=False,
                help_text=_("Hanya untuk petugas unit: unit ini dan semua di bawahnya."),
            )
        elif giver == Role.BRANCH_HEAD:
            pks = [office.pk for office in offices]
            self.fields["branch"] = forms.ModelChoiceField(
                Branch.objects.filter(pk__in=pks), label=_("Kantor"), empty_label=None
            )
        else:
            self.fields["municipality"] = forms.ModelChoiceField(
                Municipality.objects.all(),
                label=_("Kota atau kabupaten"),
                required=False,
                empty_label=_("Pilih kota"),
                help_text=_("Hanya untuk admin kota."),
            )
            self.fields["branch"] = forms.ModelChoiceField(
                Branch.objects.all(),
                label=_("Kantor"),
                required=False,
                empty_label=_("Pilih kantor"),
                help_text=_("Hanya untuk kepala cabang."),
            )
        self.order_fields(["name", "address", "role", "unit", "municipality", "branch", "start_date", "end_date"])

    def clean(self):
        found = super().clean()
        role, end = found.get("role"), found.get("end_date")
        if end and found.get("start_date") and end < found["start_date"]:
            self.add_error("end_date", gettext("Tanggal berakhir tidak boleh sebelum tanggal mulai."))
        if self.giver == Role.ADMIN:
            self.needs("unit", role == Role.CLERK, gettext("Pilih unit petugas ini."))
            found["municipality"] = self.municipality
        elif self.giver == Role.PLATFORM:
            self.needs("municipality", role == Role.ADMIN, gettext("Pilih kota atau kabupatennya."))
            self.needs("branch", role == Role.BRANCH_HEAD, gettext("Pilih kantornya."))
        return found

    def needs(self, name, needed, sentence):
        """What does not belong to the role is left out, what belongs to it must be there."""
        if not needed:
            self.cleaned_data[name] = None
        elif not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)


class InviteForm(RoleForm):
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    address = forms.EmailField(
        label=_("Surel"),
        max_length=150,
        help_text=_("Undangan dikirim ke alamat ini. Dengan alamat ini pula ia masuk."),
    )

    def clean_name(self):
        return person_name(self.cleaned_data["name"])

    def clean_address(self):
        return self.cleaned_data["address"].lower()


class EndForm(Form):
    end_date = DayField(
        label=_("Sampai"),
        required=False,
        help_text=LAST_DAY,
    )


class NewAccountForm(Form):
    name = forms.CharField(
        label=_("Nama lengkap"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        help_text=_("Paling sedikit 15 huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        return person_name(self.cleaned_data["name"])

    def clean_password(self):
        password_validation.validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]
