"""What whoever writes a circular fills in, and the few words of its moves."""

import uuid
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements import letters
from agreements.forms.plain import PlainField
from agreements.forms.signers import SignedForm
from agreements.models import Circular
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.models import Unit


BASIS = "basis_"
MOST_BASES = 30
# The order in which the kinds of units stand on the form.
KINDS = (
    *(Unit.Kind.CITY, Unit.Kind.OPD, Unit.Kind.UPTD, Unit.Kind.PUSKESMAS, Unit.Kind.KECAMATAN, Unit.Kind.KELURAHAN),
    *(Unit.Kind.SCHOOL, Unit.Kind.PRIVATE_SCHOOL),
)


class CircularForm(SignedForm):
    """
    A draft of a circular of this city; `cleaned_data` has what the verb takes after `taken`.

    :param circular: the draft that is changed, or None
    """

    thing = _("surat edaran")
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)
    title = PlainField(label=_("Tentang"), max_length=200)
    date = DayField(label=_("Tanggal surat"))
    number = PlainField(label=_("Nomor"), max_length=100, required=False)
    addressees = PlainField(
        label=_("Kepada Yth."), lines=4,
        help_text=_("Seperti di surat, satu penerima tiap baris, misalnya Kepala perangkat daerah se-Kota Serang."),
    )  # fmt: skip
    units = forms.MultipleChoiceField(
        label=_("Unit yang harus melaksanakan"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Pelaksanaannya dihitung per unit ini, bersama semua unit di bawahnya."),
    )  # fmt: skip
    categories = forms.MultipleChoiceField(
        label=_("Jenis pekerja yang harus didaftarkan"), widget=forms.CheckboxSelectMultiple
    )
    purpose = PlainField(label=_("Maksud"), lines=4, help_text=_("Kalimat pembuka surat."))
    basis_code = PlainField(
        label=_("Dasar hukum baru: kutipan singkat"), max_length=60, required=False,
        help_text=_("Misalnya Perwal 12/2026. Masuk ke daftar kota dan dikutip terakhir di surat ini."),
    )  # fmt: skip
    basis_title = PlainField(label=_("Dasar hukum baru: judul lengkap"), max_length=300, required=False)
    points = PlainField(
        label=_("Isi"), lines=9,
        help_text=_("Satu butir tiap baris. Baris yang diawali tanda hubung (-) menjadi rincian butir di atasnya."),
    )  # fmt: skip
    closing = PlainField(label=_("Penutup"), lines=2, required=False)
    copies = PlainField(label=_("Tembusan"), lines=3, required=False, help_text=_("Satu penerima tiap baris."))
    supersedes = forms.ChoiceField(
        label=_("Menggantikan"), required=False, help_text=_("Surat lama tidak berlaku lagi sejak surat ini terbit.")
    )

    def __init__(self, *args, municipality, circular=None, initial=None, **kwargs):
        first = {"idempotency_key": uuid.uuid4()} | (initial or {})
        super().__init__(*args, municipality=municipality, initial=first, **kwargs)
        self.municipality, self.circular = municipality, circular
        self.bases = list(municipality.legal_bases.all())
        for basis in self.bases:
            self.fields[f"{BASIS}{basis.public_id}"] = forms.IntegerField(
                label=basis.code, required=False, min_value=1, max_value=MOST_BASES,
                widget=forms.NumberInput(attrs={"class": "order", "inputmode": "numeric"}),
            )  # fmt: skip
        self.all_units = list(municipality.units.open_on(municipality.today()))
        self.fields["units"].choices = [(str(unit.public_id), unit.name) for unit in self.all_units]
        self.all_categories = list(municipality.categories.all())
        self.fields["categories"].choices = [(str(each.public_id), each.name) for each in self.all_categories]
        coming = letters.upcoming(municipality=municipality, day=municipality.today())[0][1]
        self.fields["number"].help_text = _(
            "Kosongkan supaya diberi saat diterbitkan menurut pola nomor surat kota di Pengaturan, yang dipakai juga"
            " untuk surat BKPSDM; hari ini menjadi %(number)s. Isi bila nomornya dari buku agenda sekretariat."
        ) % {"number": coming}
        self.older = self.may_be_replaced(circular)
        self.fields["supersedes"].choices = [("", _("Tidak menggantikan surat lain")), *self.choices_of_older()]

    @property
    def wants_copy(self):
        """Whether the button was pressed that fills in what the older circular says."""
        return "salin" in self.data

    def filled_from_older(self):
        """The same form, unchecked, with the addressees, body and bases of what it replaces where nothing is typed."""
        typed = {name: self[name].value() for name in self.fields}
        older = self.older.get(typed["supersedes"])
        copied = initial_of(older, officials=self.officials) if older else {}
        given = {name: typed[name] or copied.get(name) for name in typed}
        if any(typed[name] for name in typed if name.startswith(BASIS)):
            given |= {name: value for name, value in typed.items() if name.startswith(BASIS)}
        return CircularForm(municipality=self.municipality, circular=self.circular, initial=given)

    def may_be_replaced(self, circular):
        issued = self.municipality.circulars.filter(status=Circular.Status.ISSUED)
        found = {str(each.public_id): each for each in issued}
        if circular and circular.supersedes:
            found[str(circular.supersedes.public_id)] = circular.supersedes
        return found

    def choices_of_older(self):
        return [(key, f"{each.number}: {each.title}") for key, each in self.older.items()]

    # What is chosen

    def clean_units(self):
        chosen = set(self.cleaned_data["units"])
        return [unit for unit in self.all_units if str(unit.public_id) in chosen]

    def clean_categories(self):
        chosen = set(self.cleaned_data["categories"])
        return [each for each in self.all_categories if str(each.public_id) in chosen]

    def clean_supersedes(self):
        return self.older.get(self.cleaned_data["supersedes"])

    def clean(self):
        cleaned = super().clean()
        self.clean_order(cleaned)
        code, title = cleaned.get("basis_code"), cleaned.get("basis_title")
        if bool(code) != bool(title):
            empty = "basis_title" if code else "basis_code"
            self.add_error(empty, _("Dasar hukum baru perlu kutipan singkat dan judul lengkap. Isi keduanya, atau"
                                    " kosongkan keduanya."))  # fmt: skip
        return cleaned

    def clean_order(self, cleaned):
        """Cited in the order of the numbers; the same number twice says nothing about which comes first."""
        given = [(cleaned.get(f"{BASIS}{basis.public_id}"), basis) for basis in self.bases]
        given = sorted(((place, basis) for place, basis in given if place), key=lambda pair: pair[0])
        for place, same in groupby(given, key=lambda pair: pair[0]):
            if len(same := list(same)) > 1:
                self.add_error(f"{BASIS}{same[1][1].public_id}", _("Urutan %(place)s sudah dipakai %(other)s. Beri"
                               " urutan yang lain.") % {"place": place, "other": same[0][1].code})  # fmt: skip
        self.cited = [basis for _place, basis in given]

    @property
    def taken(self):
        """What the verbs of agreements.circular_drafts take, without the new basis."""
        given = self.cleaned_data
        text = {name: given[name] for name in ("number", "title", "date", "addressees", "purpose", "points", "closing",
                                               "copies")}  # fmt: skip
        return {
            "text": text | self.signed_by,
            "units": given["units"], "categories": given["categories"], "bases": self.cited,
        }  # fmt: skip

    @property
    def new_basis(self):
        given = self.cleaned_data
        return {"code": given["basis_code"], "title": given["basis_title"]} if given["basis_code"] else None

    # What the page shows

    @property
    def unit_groups(self):
        """Of each kind {label, chosen (how many), rows [{value, label, checked, id}]}."""
        ticked = set(self["units"].value() or ())
        numbered = list(enumerate(self.all_units))
        for kind in KINDS:
            of_kind = [(number, unit) for number, unit in numbered if unit.kind == kind]
            rows = [
                {"value": str(unit.public_id), "label": unit.name, "checked": str(unit.public_id) in ticked,
                 "id": f"id_units_{number}"}
                for number, unit in of_kind
            ]  # fmt: skip
            if rows:
                chosen = sum(row["checked"] for row in rows)
                yield {"label": Unit.Kind(kind).label, "rows": rows, "chosen": chosen}

    @property
    def cites(self):
        """How many of the list it cites."""
        return sum(bool(field.value()) for field, _basis in self.basis_rows)

    @property
    def wrong_order(self):
        return any(name.startswith(BASIS) for name in self.errors)

    @property
    def basis_rows(self):
        for basis in self.bases:
            yield self[f"{BASIS}{basis.public_id}"], basis


def initial_of(circular, *, officials):
    """What stands in a circular, as the form begins with it."""
    signer = signer_among(officials, circular)
    copied = ("title", "addressees", "purpose", "points", "closing", "copies")
    return {
        **{name: getattr(circular, name) for name in copied},
        "signer": signer,
        "signer_title": "" if signer else circular.signer_office,
        "units": [str(each.unit.public_id) for each in circular.units.select_related("unit")],
        "categories": [str(each.category.public_id) for each in circular.categories.select_related("category")],
        **{
            f"{BASIS}{cited.basis.public_id}": place
            for place, cited in enumerate(circular.legal_bases.select_related("basis"), start=1)
        },
    }


def signer_among(officials, circular):
    """The same person in the same office; where only an office was typed, who holds it now."""
    title, name = circular.signer_office, circular.signer_name
    today = circular.municipality.today()
    for key, each in officials.items():
        holds = each.start_date <= today and (each.end_date is None or each.end_date >= today)
        if each.title == title and (each.name == name or (not name and holds)):
            return key
    return ""


class ReasonForm(Form):
    """Why a circular goes back to its writer."""

    thing = _("catatan")

    note = PlainField(label=_("Yang harus diperbaiki"), max_length=500)


class WithdrawForm(Form):
    """Since when a circular no longer holds, and why."""

    thing = _("alasan")

    ended_date = DayField(label=_("Tidak berlaku sejak"))
    note = PlainField(label=_("Alasan"), max_length=500, help_text=_("Misalnya surat yang memerintahkannya."))
