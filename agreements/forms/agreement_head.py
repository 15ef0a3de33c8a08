"""What an agreement says once: its name, office, term, people and copies."""

import json
import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import clauses
from agreements.forms import agreement_lines
from agreements.forms.agreement_parts import longest
from agreements.forms.plain import PlainField
from agreements.models import Agreement, AgreementCopy, LegalBasis
from municipalities.forms.base import Form
from municipalities.forms.days import DayField


WRITTEN = [(kind.value, kind.label) for kind in Agreement.Kind if kind != Agreement.Kind.ADDENDUM]
MOST_COPIES = 20


def head_field(name, **given):
    return PlainField(max_length=longest(Agreement, name), **given)


class HeadForm(Form):
    """
    :param stock: what the city has (agreements.forms.stock)
    :param kind: an addendum stays one
    """

    thing = gettext_lazy("naskah perjanjian")
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    marks = forms.CharField(required=False, widget=forms.HiddenInput)  # merging.marks_of, of what was seen
    title = head_field("title", label=gettext_lazy("Tentang"), help_text=gettext_lazy(
        "Seperti di naskah sesudah kata TENTANG, misalnya Perlindungan pegawai tidak tetap."))  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Bentuk"), choices=WRITTEN)
    number = head_field("pks_number", label=gettext_lazy("Nomor pihak Anda"), required=False, help_text=gettext_lazy(
        "Boleh menyusul, sampai pihak Anda menandatangani. Pihak lain menulis nomornya sendiri."))  # fmt: skip
    branch = forms.ChoiceField(label=gettext_lazy("Kantor BPJS"), required=False)
    start_date = DayField(label=gettext_lazy("Mulai"))
    end_date = DayField(label=gettext_lazy("Sampai (hari terakhir)"))
    people = forms.IntegerField(
        label=gettext_lazy("Jumlah orang menurut perjanjian"), required=False, min_value=1,
        max_value=agreement_lines.MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}), localize=False,
    )  # fmt: skip
    headcounts = PlainField(
        label=gettext_lazy("Jumlah orang per unit"), required=False, lines=6,
        help_text=gettext_lazy("Satu baris tiap unit dan jenis pekerja: nama unit; jenis pekerja; jumlah. Boleh"
                               " ditempel dari Excel."),
    )  # fmt: skip
    basis_code = PlainField(
        label=gettext_lazy("Dasar hukum baru: kutipan singkat"), required=False,
        max_length=longest(LegalBasis, "code"),
        help_text=gettext_lazy("Misalnya Perwal 12/2026. Masuk ke daftar kota dan dikutip terakhir di naskah ini."),
    )  # fmt: skip
    basis_title = PlainField(
        label=gettext_lazy("Dasar hukum baru: judul lengkap"), max_length=longest(LegalBasis, "title"), required=False
    )
    clause = forms.ChoiceField(label=gettext_lazy("Pasal dari pustaka"), required=False)
    copies = PlainField(
        label=gettext_lazy("Naskah asli disimpan oleh"), required=False, lines=3,
        help_text=gettext_lazy("Satu penyimpan tiap baris; masing-masing mendapat satu naskah bermeterai."),
    )  # fmt: skip
    signing_date_quoted = head_field(
        "signing_date_quoted", label=gettext_lazy("Hari dan tanggal seperti tertulis di sumbernya"), required=False,
        help_text=gettext_lazy("Hanya untuk perjanjian lama yang disalin, misalnya Selasa 25/4/2022."),
    )  # fmt: skip
    note = PlainField(label=gettext_lazy("Catatan"), required=False, lines=3, max_length=2000, help_text=gettext_lazy(
        "Tidak dicetak di naskah."))  # fmt: skip

    def __init__(self, *args, stock, kind, initial=None, **kwargs):
        first = {"idempotency_key": uuid.uuid4()} | (initial or {})
        super().__init__(*args, initial=first, **kwargs)
        self.stock = stock
        if kind == Agreement.Kind.ADDENDUM:
            self.fields["kind"].choices = [(kind, Agreement.Kind.ADDENDUM.label)]
        self.fields["branch"].choices = list(stock.office_choices())
        self.fields["clause"].choices = [
            ("", gettext_lazy("Pilih pasal")), *((each.code, each.heading) for each in clauses.library(kind))
        ]  # fmt: skip

    def clean_marks(self):
        """Without them every field counts as touched."""
        try:
            marks = json.loads(self.cleaned_data["marks"] or "{}")
        except ValueError:
            marks = {}
        return marks if isinstance(marks, dict) else {}

    def clean_headcounts(self):
        return agreement_lines.headcounts(self.cleaned_data["headcounts"], self.stock)

    def clean_copies(self):
        holders = [line.strip() for line in self.cleaned_data["copies"].split("\n") if line.strip()]
        most = longest(AgreementCopy, "holder")
        for number, holder in enumerate(holders, start=1):
            if len(holder) > most:
                raise forms.ValidationError(
                    _("Baris %(number)s panjangnya %(length)s huruf; paling banyak %(most)s. Persingkat dulu.")
                    % {"number": number, "length": len(holder), "most": most}
                )
        if len(holders) > MOST_COPIES:
            raise forms.ValidationError(
                _("Ada %(count)s penyimpan; paling banyak %(most)s. Hapus yang tidak mendapat naskah asli.")
                % {"count": len(holders), "most": MOST_COPIES}
            )
        return holders

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if start and end and end < start:
            self.add_error("end_date", _(
                "Berakhir %(end)s, padahal baru mulai %(start)s. Perbaiki salah satu tanggalnya, atau tukar keduanya."
            ) % {"start": f"{start:%d-%m-%Y}", "end": f"{end:%d-%m-%Y}"})  # fmt: skip
        code, title = cleaned.get("basis_code"), cleaned.get("basis_title")
        if bool(code) != bool(title):
            self.add_error("basis_title" if code else "basis_code", _(
                "Dasar hukum baru perlu kutipan singkat dan judul lengkap. Isi keduanya, atau kosongkan keduanya."
            ))  # fmt: skip
        return cleaned

    @property
    def new_basis(self):
        """What citations.add_basis takes, or None."""
        given = self.cleaned_data
        return {"code": given["basis_code"], "title": given["basis_title"]} if given["basis_code"] else None

    @property
    def text(self):
        given = self.cleaned_data
        same = ("title", "kind", "branch", "people", "headcounts", "copies", "signing_date_quoted", "note")
        days = {name: given[name].isoformat() for name in ("start_date", "end_date")}
        return {name: given[name] for name in same} | days


class NumberForm(Form):
    """The own side's number, alone."""

    thing = gettext_lazy("nomor perjanjian")

    number = head_field("pks_number", label=gettext_lazy("Nomor pihak Anda"), required=False, help_text=gettext_lazy(
        "Dari buku agenda kantor Anda. Pihak lain menulis nomornya sendiri."))  # fmt: skip
