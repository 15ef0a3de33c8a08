"""Each form says what was found, what is wanted and how it looks; none speaks Django's half sentences."""

import copy

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils.translation import override

from municipalities.context import as_owner
from municipalities.forms.base import Form, ModelForm, Told, tell
from municipalities.models import RetentionPeriod


APPS = ("agreements", "claims", "contributions", "enrollment", "municipalities", "reports")
NEVER = {"contradiction"}  # a box to take a file off beside a new file: no page of ours has it


class Everything(Form):
    name = forms.CharField(max_length=5)
    code = forms.RegexField("^[0-9]{3}$")
    address = forms.EmailField()
    day = forms.DateField()
    moment = forms.DateTimeField()
    count = forms.IntegerField(min_value=2, max_value=9)
    kind = forms.ChoiceField(choices=[("PU", "Penerima upah")])
    kinds = forms.MultipleChoiceField(choices=[("PU", "Penerima upah")])
    sure = forms.BooleanField()
    file = forms.FileField()
    key = forms.UUIDField()
    own = forms.IntegerField(error_messages={"invalid": "Tulis umurnya."})


def said(name, value, *, files=None):
    form = Everything({} if value is None else {name: value}, files)
    with override("id"):
        return [str(sentence) for sentence in form.errors[name]]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("name", None, "Masih kosong, padahal wajib. Isi dulu, lalu kirim lagi."),
        ("name", "Rinawati", "Panjangnya 8 huruf; paling banyak 5. Persingkat dulu."),
        ("code", "12", "“12” tidak berbentuk seperti yang diminta. Ikuti petunjuk di kolom ini."),
        ("address", "rina", "“rina” bukan alamat surel. Tulis lengkap, misalnya rina@bengkulukota.go.id."),
        (
            "day", "31-02-2026",
            "“31-02-2026” bukan tanggal yang ada. Tulis hari, bulan, dan tahun, misalnya 17-08-2026.",
        ),
        ("day", None, "Masih kosong, padahal wajib. Isi tanggalnya, misalnya 17-08-2026."),
        ("moment", "besok", "“besok” bukan tanggal dan jam. Tulis keduanya, misalnya 17-08-2026 09.30."),
        ("count", "dua", "“dua” bukan bilangan bulat. Tulis angkanya saja, misalnya 12."),
        ("count", "1", "Tertulis 1; paling kecil 2. Perbaiki angkanya."),
        ("count", "10", "Tertulis 10; paling besar 9. Perbaiki angkanya."),
        ("kind", "XX", "“XX” tidak ada dalam daftar. Pilih salah satu yang ditawarkan."),
        ("kind", None, "Belum dipilih, padahal wajib. Pilih satu dari daftarnya."),
        ("kinds", ["XX"], "“XX” tidak ada dalam daftar. Centang yang ditawarkan saja."),
        ("kinds", None, "Belum ada yang dipilih. Centang paling sedikit satu."),
        ("sure", None, "Belum dicentang, padahal wajib. Centang bila memang demikian."),
        ("file", None, "Belum ada berkas. Pilih berkasnya dulu, lalu kirim lagi."),
        ("key", "x", "Nomor kirim formulir ini rusak. Muat ulang halaman, lalu isi dan kirim lagi."),
        ("own", "dua", "Tulis umurnya."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_whole_sentences(name, value, sentence):
    assert said(name, value) == [sentence]


def test_an_empty_file_is_told_from_none():
    files = {"file": SimpleUploadedFile("roster.csv", b"")}
    (sentence,) = said("file", None, files=files)
    assert sentence == "Berkas itu kosong (0 byte). Buka dan simpan ulang berkasnya, lalu pilih lagi."


def test_what_was_typed_is_quoted_shortened():
    assert said("count", "9" * 30 + "x" * 30)[0].startswith(f"“{'9' * 30}{'x' * 10}…” bukan")


def test_a_percent_sign_that_was_typed_breaks_nothing():
    assert said("count", "100%s")[0].startswith("“100%s” bukan")


class OfAModel(ModelForm):
    """Its field has no maximum of its own; the column has."""

    class Meta:
        model = RetentionPeriod
        fields = ("years",)


def test_what_the_model_alone_refuses_is_said_with_what_was_typed(db):
    form = OfAModel({"years": "40000"})
    with override("id"), as_owner():
        assert [str(sentence) for sentence in form.errors["years"]] == [
            "Tertulis 40000; paling besar 32767. Perbaiki angkanya."
        ]


@pytest.fixture(scope="module")
def ours():
    """Every form that the pages have loaded, by its name."""
    get_resolver().url_patterns  # noqa: B018 - imports every view, and with them every form
    found, queue = {}, [forms.BaseForm]
    while queue:
        kind = queue.pop()
        queue += kind.__subclasses__()
        if kind.__module__.split(".")[0] in APPS:
            found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return found


def test_every_form_of_a_page_speaks_these_sentences(ours):
    assert len(ours) > 40
    assert [name for name, kind in ours.items() if not issubclass(kind, Told)] == []


def half_sentences(field):
    """Codes for which this field would still answer as Django does."""
    field = copy.deepcopy(field)
    tell(field)
    theirs = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            theirs |= getattr(kind, "default_error_messages", {})
    return [code for code, sentence in theirs.items() if field.error_messages.get(code) is sentence]


def test_no_field_is_left_with_half_a_sentence(ours):
    found = {
        (type(field).__name__, code)
        for kind in ours.values()
        for field in kind.base_fields.values()
        for code in half_sentences(field)
        if code not in NEVER
    }
    assert found == set()
