"""
The forms of every page say what was found, what is wanted and what to do, with an example; the label says where.

Django's own sentences ("Masukkan tanggal yang valid.") say half of it. A field that brings a sentence of its own keeps
it. What was typed is quoted where it helps, shortened; a password never is.
"""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


LONGEST_QUOTE = 40  # characters
OF_A_LIST = {
    "required": _("Belum dipilih, padahal wajib. Pilih satu dari daftarnya."),
    "invalid_choice": _("“%(found)s” tidak ada dalam daftar. Pilih salah satu yang ditawarkan."),
}
OF_SEVERAL = {
    "required": _("Belum ada yang dipilih. Centang paling sedikit satu."),
    "invalid_choice": _("“%(found)s” tidak ada dalam daftar. Centang yang ditawarkan saja."),
    "invalid_list": _("Pilihan itu tidak terbaca. Centang yang ditawarkan saja."),
}
SENTENCES: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Masih kosong, padahal wajib. Isi dulu, lalu kirim lagi.")},
    forms.CharField: {
        "max_length": _("Panjangnya %(show_value)d huruf; paling banyak %(limit_value)d. Persingkat dulu."),
        "min_length": _("Panjangnya %(show_value)d huruf; paling sedikit %(limit_value)d. Lengkapi dulu."),
        "null_characters_not_allowed": _(
            "Ada tanda yang tidak terlihat di dalamnya. Hapus isinya, lalu ketik ulang dengan tangan."
        ),
    },
    forms.EmailField: {
        "required": _("Masih kosong, padahal wajib. Isi alamat surelnya, misalnya rina@bengkulukota.go.id."),
        "invalid": _("“%(found)s” bukan alamat surel. Tulis lengkap, misalnya rina@bengkulukota.go.id."),
    },
    forms.URLField: {
        "invalid": _("“%(found)s” bukan alamat situs. Tulis lengkap, misalnya https://bengkulukota.go.id."),
    },
    forms.RegexField: {"invalid": _("“%(found)s” tidak berbentuk seperti yang diminta. Ikuti petunjuk di kolom ini.")},
    forms.UUIDField: {
        "required": _("Formulir ini tiba tanpa nomor kirimnya. Muat ulang halaman, lalu isi dan kirim lagi."),
        "invalid": _("Nomor kirim formulir ini rusak. Muat ulang halaman, lalu isi dan kirim lagi."),
    },
    forms.JSONField: {"invalid": _("Jawaban kunci sandi itu rusak. Muat ulang halaman, lalu coba sekali lagi.")},
    forms.DateField: {
        "required": _("Masih kosong, padahal wajib. Isi tanggalnya, misalnya 17-08-2026."),
        "invalid": _("“%(found)s” bukan tanggal yang ada. Tulis hari, bulan, dan tahun, misalnya 17-08-2026."),
    },
    forms.DateTimeField: {
        "required": _("Masih kosong, padahal wajib. Isi tanggal dan jamnya, misalnya 17-08-2026 09.30."),
        "invalid": _("“%(found)s” bukan tanggal dan jam. Tulis keduanya, misalnya 17-08-2026 09.30."),
    },
    forms.IntegerField: {
        "required": _("Masih kosong, padahal wajib. Isi angkanya, misalnya 12."),
        "invalid": _("“%(found)s” bukan bilangan bulat. Tulis angkanya saja, misalnya 12."),
        "min_value": _("Tertulis %(found)s; paling kecil %(limit_value)s. Perbaiki angkanya."),
        "max_value": _("Tertulis %(found)s; paling besar %(limit_value)s. Perbaiki angkanya."),
    },
    forms.BooleanField: {"required": _("Belum dicentang, padahal wajib. Centang bila memang demikian.")},
    forms.ChoiceField: OF_A_LIST,
    forms.ModelChoiceField: OF_A_LIST,
    forms.MultipleChoiceField: OF_SEVERAL,
    forms.ModelMultipleChoiceField: OF_SEVERAL | {"invalid_pk_value": OF_SEVERAL["invalid_choice"]},
    forms.FileField: {
        "required": _("Belum ada berkas. Pilih berkasnya dulu, lalu kirim lagi."),
        "invalid": _("Berkasnya tidak ikut terkirim. Pilih lagi berkasnya, lalu kirim."),
        "missing": _("Berkasnya tidak ikut terkirim. Pilih lagi berkasnya, lalu kirim."),
        "empty": _("Berkas itu kosong (0 byte). Buka dan simpan ulang berkasnya, lalu pilih lagi."),
        "max_length": _("Nama berkasnya %(length)d huruf; paling banyak %(max)d. Beri nama yang lebih pendek."),
    },
}


def tell(field: forms.Field) -> None:
    """Put our sentences in the place of Django's own on this field."""
    theirs: dict[str, Any] = {}
    ours: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            theirs |= getattr(kind, "default_error_messages", {})
        ours |= SENTENCES.get(kind, {})
    for code, sentence in ours.items():
        if field.error_messages.get(code) is theirs.get(code):
            field.error_messages[code] = sentence


class Told:
    """Before the forms of Django or of a library: its fields speak our sentences; `thing` is what they write on."""

    thing: Any = _("isian ini")

    def full_clean(self) -> None:
        for field in self.fields.values():  # type: ignore[attr-defined]
            tell(field)
        super().full_clean()  # type: ignore[misc]

    def add_error(self, field: str | None, error: Any) -> None:
        """A model refuses several fields at once; each of its sentences takes over ours, and quotes its own field."""
        told = getattr(error, "error_dict", None) or {field: getattr(error, "error_list", ())}
        for name, errors in told.items():
            for each in errors:
                if name in self.fields and "%(found)s" in str(each.message):  # type: ignore[attr-defined]
                    each.params = {**(each.params or {}), "found": self.quote(name, each.params)}
                if "%(thing)s" in str(each.message):
                    each.params = {**(each.params or {}), "thing": self.thing}
        super().add_error(field, error)  # type: ignore[misc]

    def quote(self, name: str, params: dict[str, Any] | None) -> str:
        """What was typed there, shortened."""
        found = str((params or {}).get("value") or self[name].data)  # type: ignore[index]
        return found if len(found) <= LONGEST_QUOTE else f"{found[:LONGEST_QUOTE]}…"


class UploadField(forms.FileField):
    """
    A file of some kinds, up to some size; both are said before it is chosen (components/upload.html).

    :param kinds: endings with their dot
    :param most: bytes
    """

    def __init__(self, *, kinds: tuple[str, ...], most: int, help_text: object = "", **given: Any) -> None:
        self.kinds, self.most = kinds, most
        limits = format_lazy(
            _("{kinds}; paling besar {size} MB. {more}"), kinds=", ".join(kinds), size=most // 1024**2, more=help_text
        )
        super().__init__(widget=forms.FileInput(attrs={"accept": ",".join(kinds)}), help_text=limits, **given)


class Form(Told, forms.Form):
    """A form of a page."""


class ModelForm(Told, forms.ModelForm):
    """A form of a page, over the fields of a model."""
