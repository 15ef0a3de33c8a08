"""The kinds of problems in a few words each, as a list of what to mend."""

from django.utils.translation import gettext_lazy as _


TITLES = {
    "NIK_LENGTH": _("NIK bukan 16 angka"),
    "NIK_CHARACTERS": _("NIK berisi huruf"),
    "NIK_ZEROS": _("NIK berisi nol semua"),
    "NIK_REPAIRED": _("NIK diperbaiki dari data yang ada"),
    "NIK_NUMERIC": _("NIK dalam sel Angka"),
    "NIK_PRECISION_LOST": _("NIK rusak oleh Excel"),
    "NIK_BIRTH_MISMATCH": _("Tanggal lahir tidak cocok dengan NIK"),
    "NIK_SEX_MISMATCH": _("Jenis kelamin tidak cocok dengan NIK"),
    "NIK_STRUCTURE": _("NIK tidak lazim"),
    "NIK_REGION": _("Wilayah NIK tidak dikenal"),
    "NIK_CONFLICT": _("Satu NIK, dua orang"),
    "NIK_OTHER_PERSON": _("NIK milik orang lain"),
    "NAME_DIFFERS": _("Nama berbeda dari yang tercatat"),
    "BIRTH_DATE_DIFFERS": _("Tanggal lahir berbeda dari yang tercatat"),
    "KNOWN_DEAD": _("Tercatat meninggal"),
    "SECOND_ENROLLMENT": _("Orang di lebih dari satu unit"),
    "DUPLICATE_ROW": _("Baris ganda"),
    "NAME_INVALID": _("Nama tidak terbaca"),
    "NAME_SYMBOL": _("Lambang di dalam nama"),
    "TOO_LONG": _("Isian terlalu panjang"),
    "REQUIRED": _("Isian wajib kosong"),
    "DATE_IMPOSSIBLE": _("Tanggal tidak ada di kalender"),
    "DATE_ORDER": _("Urutan tanggal"),
    "DATE_UNREADABLE": _("Tanggal tidak terbaca"),
    "DATE_HAS_TIME": _("Tanggal memuat jam"),
    "START_IMPLAUSIBLE": _("TMT tidak mungkin"),
    "START_BEFORE_BIRTH": _("TMT sebelum tanggal lahir"),
    "START_DIFFERS": _("TMT berbeda dari yang tercatat"),
    "AGE": _("Umur tidak lazim"),
    "WAGE_AMBIGUOUS": _("Upah tidak terbaca pasti"),
    "WAGE_IMPLAUSIBLE": _("Upah tidak wajar"),
    "WAGE_FAR": _("Upah jauh dari yang lazim"),
    "WAGE_LOW": _("Upah di bawah minimum"),
    "WAGE_ROUNDED": _("Upah dibulatkan"),
    "WAGE_REQUIRED": _("Upah kosong"),
    "UNIT_UNKNOWN": _("Unit tidak dikenal"),
    "CATEGORY_UNKNOWN": _("Jenis pekerja tidak dikenal"),
    "OTHER_UNIT": _("Bukan unit Anda"),
    "SEX_UNKNOWN": _("Jenis kelamin tidak terbaca"),
    "KPJ_INVALID": _("Bukan nomor KPJ"),
    "KPJ_LENGTH": _("Nomor KPJ tidak lengkap"),
    "KPJ_SHARED": _("Satu KPJ, dua orang"),
    "PHONE": _("Nomor HP dilengkapi"),
    "PHONE_UNREADABLE": _("Nomor HP tidak terbaca"),
    "FORMULA": _("Rumus"),
    "FORMULA_EXTERNAL": _("Rumus dari luar berkas"),
    "OTHER_CATEGORY": _("Terdaftar sebagai jenis lain"),
    "ENROLLED_ELSEWHERE": _("Terdaftar di unit lain"),
    "CONTROL_CHAR": _("Karakter tidak terbaca"),
}


def title(code):
    """A code without a title of its own is told by its sentence in the list below; its name serves as the chip."""
    return TITLES.get(code, code.replace("_", " ").capitalize())
