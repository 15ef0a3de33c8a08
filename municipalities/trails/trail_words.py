"""The fields and values of an event as people call them: by the model's own words where it has them."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from municipalities.trails import sentences


NOTHING = _("kosong")
NAMES = {
    "account_name": _("nama pemilik rekening"),
    "account_number": _("nomor rekening"),
    "accepted": _("jawaban"),
    "address": _("alamat"),
    "amount": _("jumlah"),
    "bank": _("bank"),
    "bill": _("tagihan"),
    "birth_date": _("tanggal lahir"),
    "by_number": _("tagihan pembatalan"),
    "cards": _("kartu"),
    "changed": _("berubah"),
    "count": _("jumlah"),
    "due_date": _("jatuh tempo"),
    "end_date": _("sampai"),
    "figure": _("angka"),
    "from": _("dari"),
    "group": _("kegiatan"),
    "hash": _("sidik jari"),
    "jht_balance": _("saldo JHT"),
    "jht_source": _("sumber saldo"),
    "kind": _("jenis"),
    "kpj": _("KPJ"),
    "left": _("tertinggal"),
    "level": _("jenjang"),
    "method": _("cara"),
    "missing": _("tidak ada di berkas"),
    "month": _("bulan"),
    "more_are_left_out": _("percobaan berikutnya tidak dicatat"),
    "name": _("nama"),
    "new": _("baru"),
    "nik": _("NIK"),
    "note": _("keterangan"),
    "number": _("nomor"),
    "object": _("tentang"),
    "owner": _("penanggung jawab"),
    "page": _("halaman"),
    "payouts": _("pencairan"),
    "person": _("orang"),
    "problems": _("masalah"),
    "reason": _("alasan"),
    "reference": _("angka acuan"),
    "refused": _("ditolak"),
    "relation": _("hubungan"),
    "role": _("peran"),
    "rows": _("baris"),
    "run": _("iuran"),
    "seal": _("segel"),
    "searched": _("dengan pencarian"),
    "section": _("bagian"),
    "sessions": _("sesi"),
    "sha256": _("sidik jari (SHA-256)"),
    "sheet": _("lembar"),
    "side": _("pihak"),
    "skipped": _("dilewati"),
    "start_date": _("mulai"),
    "state": _("keadaan"),
    "status": _("keadaan"),
    "total": _("jumlah"),
    "unchanged": _("tetap"),
    "unit": _("unit"),
    "until": _("sampai"),
    "wage": _("upah"),
    "warned": _("peringatan"),
    "without_card": _("tanpa kartu"),
    "worker": _("nama"),
    "workers": _("pekerja"),
}


def field_of(event, name):
    try:
        return apps.get_model(event.object_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None


def name_of(event, name):
    field = field_of(event, name)
    own = getattr(field, "verbose_name", "")
    if own and own != name.replace("_", " "):
        return own
    return NAMES.get(name, name.replace("_", " "))


def value_of(event, name, value):
    if value in (None, "", [], {}):
        return str(NOTHING)
    words = dict(getattr(field_of(event, name), "flatchoices", ()))
    return str(words.get(value) if isinstance(value, str) and value in words else sentences.shown(name, value))
