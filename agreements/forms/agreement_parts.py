"""The parts of an agreement of which there may be several: parties, witnesses, places of the scope, laws, articles."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements import clauses, tariffs
from agreements.forms.plain import PlainField
from agreements.models import AgreementArticle, AgreementParty, AgreementRate, AgreementWitness, Side
from common.rupiah import PER_PERCENT
from municipalities.forms.base import Form
from municipalities.forms.days import DayField
from municipalities.forms.rupiah import digits_in
from municipalities.models import Funding, Programs, WageBasis


SIDES = [(Side.CITY, _("Kota/kabupaten")), (Side.BRANCH, _("BPJS Ketenagakerjaan"))]
MOST_RUPIAH = 10**12


def longest(model, name):
    return model._meta.get_field(name).max_length


class Part(Form):
    """
    One of several; what is typed of it comes back in `text`, as texts.py has it.

    :param stock: what the city has (agreements.forms.stock)
    """

    thing = _("naskah perjanjian")

    def __init__(self, *args, stock, **kwargs):
        self.stock = stock
        super().__init__(*args, **kwargs)

    @property
    def text(self):
        return dict(self.cleaned_data)


def party_field(name, **given):
    return PlainField(max_length=longest(AgreementParty, name), **{"required": False} | given)


class PartyForm(Part):
    """Who promises and who signs: an official of the city's list, or somebody with a paper that allows it."""

    side = forms.ChoiceField(label=_("Di pihak"), choices=SIDES)
    institution = party_field("institution", label=_("Lembaga"), required=True)
    official = forms.ChoiceField(
        label=_("Pejabat dari daftar kota"), required=False,
        help_text=_("Nama, jabatan, dan NIP yang masih kosong diisi dari daftar saat disimpan."),
    )  # fmt: skip
    signer_name = party_field("signer_name", label=_("Nama penanda tangan"))
    signer_office = party_field("signer_office", label=_("Jabatan penanda tangan"))
    signer_identity = party_field(
        "signer_identity", label=_("NIP atau NPK"), help_text=_("Dengan sebutannya, misalnya NIP 197001011995031001.")
    )
    authority = party_field(
        "authority", label=_("Dasar kewenangan"), help_text=_("Misalnya Surat Kuasa Wali Kota Nomor 180/7 Tahun 2022.")
    )
    authority_start = DayField(label=_("Kewenangan berlaku sejak"), required=False)
    authority_end = DayField(label=_("Kewenangan berlaku sampai"), required=False)
    on_behalf_of = party_field(
        "on_behalf_of", label=_("Atas nama"), help_text=_("Bila menandatangani untuk orang lain, misalnya Wali Kota.")
    )
    address = party_field("address", label=_("Alamat"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["official"].choices = list(self.stock.official_choices())

    def clean(self):
        cleaned = super().clean()
        official = self.stock.officials.get(cleaned.get("official"))
        if official:
            self.take_from(official, cleaned)
        start, end = cleaned.get("authority_start"), cleaned.get("authority_end")
        if start and end and end < start:
            self.add_error("authority_end", _(
                "Kewenangan tertulis berakhir %(end)s, padahal baru berlaku %(start)s. Perbaiki salah satu tanggalnya."
            ) % {"start": f"{start:%d-%m-%Y}", "end": f"{end:%d-%m-%Y}"})  # fmt: skip
        return cleaned

    def take_from(self, official, cleaned):
        name = cleaned.get("signer_name")
        if name and name.casefold() != official.name.casefold():
            self.add_error("signer_name", _(
                "Tertulis “%(name)s”, padahal pejabat yang dipilih di atas %(official)s. Kosongkan nama, jabatan, dan"
                " NIP agar diisi dari daftar, atau pilih “Ditulis sendiri di bawah”."
            ) % {"name": name, "official": official.name})  # fmt: skip
        for field, value in signed_by(official).items():
            if field in cleaned and not cleaned[field]:
                cleaned[field] = value

    @property
    def text(self):
        days = ("authority_start", "authority_end")
        given = self.cleaned_data
        return given | {name: given[name].isoformat() if given[name] else None for name in days}


def signed_by(official):
    """What an official of the city's list fills in of a party."""
    return {
        "signer_name": official.name,
        "signer_office": official.title,
        "signer_identity": f"NIP {official.nip}" if official.nip else "",
    }


class WitnessForm(Part):
    side = forms.ChoiceField(label=_("Di pihak"), choices=SIDES)
    name = PlainField(label=_("Nama saksi"), required=False, max_length=longest(AgreementWitness, "name"))
    office = PlainField(label=_("Jabatan saksi"), max_length=longest(AgreementWitness, "office"))


class ScopeForm(Part):
    """Some places and kinds of worker that are covered alike; a line of the text names one of each."""

    units = PlainField(
        label=_("Unit"), lines=4, required=False,
        help_text=_("Satu nama unit tiap baris. Nama kota berarti semua unitnya; satu OPD berarti juga unit di"
                    " bawahnya."),
    )  # fmt: skip
    add = PlainField(label=_("Cari unit"), required=False, max_length=150)
    categories = forms.MultipleChoiceField(
        label=_("Jenis pekerja"), required=False, widget=forms.CheckboxSelectMultiple
    )
    programs = forms.ChoiceField(label=_("Paket program"), initial=Programs.TWO)
    wage_basis = forms.ChoiceField(
        label=_("Dasar upah"), required=False, choices=[("", _("menurut pengaturan kota")), *WageBasis.Basis.choices]
    )
    funding = forms.ChoiceField(
        label=_("Sumber dana"), required=False, choices=[("", _("menurut jenis pekerja")), *Funding.choices]
    )
    registration = forms.ChoiceField(label=_("Nomor pendaftaran (NPP, divisi)"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        said = self["programs"].data if self.is_bound else self.initial.get("programs")
        self.fields["programs"].choices = packages(said)
        self.fields["categories"].choices = [(each.code, each.name) for each in self.stock.categories]
        self.fields["registration"].choices = list(self.stock.registration_choices())
        self.fields["add"].widget.attrs |= {"list": "daftar-unit", "autocomplete": "off"}

    def clean_units(self):
        found, wrong = [], []
        for number, line in enumerate(self.cleaned_data["units"].split("\n"), start=1):
            if not line.strip():
                continue
            if unit := self.stock.unit(line):
                found.append(unit)
            else:
                wrong.append(unknown_unit(self.stock, number, line))
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def clean(self):
        cleaned = super().clean()
        units, chosen = cleaned.get("units"), cleaned.get("categories")
        if units and chosen == []:
            self.add_error("categories", _(
                "Ada %(count)s unit, tetapi belum ada jenis pekerjanya, jadi tidak seorang pun tercakup. Centang"
                " paling sedikit satu jenis, atau hapus unitnya."
            ) % {"count": len(units)})  # fmt: skip
        if units == [] and chosen:
            self.add_error("units", _(
                "Ada jenis pekerja yang dicentang, tetapi belum ada unitnya, jadi tidak seorang pun tercakup. Tulis"
                " nama kota untuk semua unit, atau nama unitnya."
            ))  # fmt: skip
        return cleaned

    @property
    def says_more(self):
        """Whether anything stands in the part that is folded away."""
        return any(self[name].value() for name in ("wage_basis", "funding", "registration"))

    @property
    def lines(self):
        """As texts.py has them, one for each unit and category."""
        given = self.cleaned_data
        same = {name: given[name] for name in ("wage_basis", "funding", "registration")}
        return [
            {"unit": unit.code, "category": category, **same, "programs": sorted(given["programs"].split("_"))}
            for unit in given["units"]
            for category in given["categories"]
        ]


def unknown_unit(stock, number, line):
    like = stock.like(line)
    said = {"number": number, "line": line.strip()[:60], "city": stock.municipality, "like": like}
    if like:
        return _("Baris %(number)s menulis “%(line)s”, padahal unit itu tidak ada di %(city)s. Mungkin maksudnya"
                 " “%(like)s”? Tulis nama yang ada di daftar unit.") % said  # fmt: skip
    return _("Baris %(number)s menulis “%(line)s”, padahal unit itu tidak ada di %(city)s. Tulis nama yang ada di"
             " daftar unit; kotak Cari unit membantu menemukannya.") % said  # fmt: skip


def packages(said):
    """The usual packages, and the one of an older text where it is none of them."""
    found = list(Programs.choices)
    if said and said not in dict(found) and set(said.split("_")) <= set(tariffs.Program):
        found.append((said, said.replace("_", ", ")))
    return found


class RateForm(Part):
    """What the agreement itself says of a programme's contribution: a share of the wage, or rupiah a month."""

    rate = PlainField(label=_("Tarif (% upah)"), required=False, max_length=12)
    amount = PlainField(label=_("Jumlah tetap (Rp sebulan)"), required=False, max_length=24)
    base = PlainField(label=_("Dihitung dari"), required=False, max_length=longest(AgreementRate, "base"))

    def clean_rate(self):
        said = self.cleaned_data["rate"]
        if not said:
            return None
        try:
            parts = Decimal(said.rstrip("% ").replace(",", ".")) * PER_PERCENT
        except InvalidOperation:
            parts = Decimal(0)
        if not parts.is_finite() or not 0 < parts <= 100 * PER_PERCENT or parts != int(parts):
            raise forms.ValidationError(
                _("Tertulis “%(said)s”, padahal tarif adalah persen dari upah sampai tiga angka di belakang koma."
                  " Tulis misalnya 0,24.") % {"said": said})  # fmt: skip
        return int(parts)

    def clean_amount(self):
        said = self.cleaned_data["amount"]
        if not said:
            return None
        digits = digits_in(said)
        if not (digits.isascii() and digits and 0 < int(digits) < MOST_RUPIAH):
            raise forms.ValidationError(
                _("Tertulis “%(said)s”, padahal jumlah adalah rupiah bulat. Tulis misalnya 16.800.") % {"said": said}
            )
        return int(digits)

    def clean(self):
        cleaned = super().clean()
        rate, amount = cleaned.get("rate"), cleaned.get("amount")
        if rate and amount:
            self.add_error("amount", _("Ada tarif dan ada jumlah tetap, padahal satu program memakai salah satunya."
                                       " Kosongkan yang tidak dipakai."))  # fmt: skip
        if cleaned.get("base") and not {"rate", "amount"} & set(self.errors) and not rate and not amount:
            self.add_error("base", _("Dasarnya ditulis, tetapi tarif dan jumlahnya kosong. Isi salah satunya, atau"
                                     " kosongkan dasarnya agar tarif mengikuti aturan."))  # fmt: skip
        return cleaned


class BasisForm(Part):
    """A law of the city's list; `quoted` where a source writes it in another way."""

    code = forms.ChoiceField(label=_("Dasar hukum"), required=False)
    quoted = PlainField(label=_("Bila tertulis lain di sumbernya"), required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = list(self.stock.basis_choices())


class ArticleForm(Part):
    clause = forms.RegexField(r"^[a-z_]{0,40}$", required=False, widget=forms.HiddenInput)
    heading = PlainField(label=_("Judul pasal"), max_length=longest(AgreementArticle, "heading"))
    body = PlainField(label=_("Isi pasal"), lines=7, max_length=clauses.LONGEST)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].validators = [safe]  # says more than the sentence about letters


def safe(body):
    if faults := clauses.faults(body):
        raise forms.ValidationError([str(fault) for fault in faults])
