"""What the trail says of settings: a part of municipalities/trails/sentences.py."""

from django.utils.translation import gettext_lazy as _


SENTENCES = {
    "zone.changed": _("mengubah zona waktu kota: {reason}"),
    "office.added": _("menambah jabatan {label}: {reason}"),
    "office.changed": _("mengubah jabatan {label}: {reason}"),
    "category.added": _("menambah jenis pekerja {label}: {reason}"),
    "category.changed": _("mengubah jenis pekerja {label}: {reason}"),
    "holiday.added": _("menambah hari libur {label}: {reason}"),
    "holiday.removed": _("menghapus hari libur {label}: {reason}"),
    "holidays.taken_over": _("memasukkan hari libur dari keputusan bersama: {reason}"),
    "unit.added": _("menambah unit {label}: {reason}"),
    "unit.renamed": _("mengganti nama unit menjadi {label}: {reason}"),
    "unit.moved": _("memindahkan unit {label}: {reason}"),
    "unit.reclassified": _("mengubah jenis unit {label}: {reason}"),
    "unit.merged": _("menggabungkan unit {label} ke unit lain: {reason}"),
    "unit.merge_undone": _("membatalkan penggabungan unit {label}: {reason}"),
    "unit.closed": _("menutup unit {label}: {reason}"),
    "unit_import.received": _("mengunggah berkas unit {label}"),
    "unit_import.saved": _("menyimpan unit dari berkas {label}"),
}
