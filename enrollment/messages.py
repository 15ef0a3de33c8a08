"""What a person reads for a code: where, what was found, what is wanted, what to do. In Indonesian."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


ROWS = {
    "NIK_LENGTH": gettext_lazy("harus 16 angka; tertulis %(found)s (%(shown)s…). Periksa KTP lalu ketik lengkap."),
    "NIK_NUMERIC": gettext_lazy("sel berformat Angka. Ubah kolom ke format Teks lalu ketik ulang NIK-nya."),
    "NIK_PRECISION_LOST": gettext_lazy(
        "Excel mengubah angka terakhir menjadi 0 karena sel berformat Angka. "
        "Ubah kolom NIK ke format Teks lalu ketik ulang NIK-nya."
    ),
    "NIK_BIRTH_MISMATCH": gettext_lazy("tanggal di NIK berbeda dari tanggal lahir. Pastikan mana yang benar."),
    "NIK_SEX_MISMATCH": gettext_lazy("jenis kelamin di NIK berbeda dari kolomnya. Pastikan mana yang benar."),
    "NIK_STRUCTURE": gettext_lazy("tanggal di NIK tidak lazim. Cocokkan dengan KTP."),
    "NIK_REGION": gettext_lazy("4 angka awal (%(shown)s) tidak dikenal sebagai kabupaten/kota. Cocokkan dengan KTP."),
    "NIK_CONFLICT": gettext_lazy("NIK ini dipakai dua orang berbeda (baris %(found)s). Perbaiki salah satu."),
    "SECOND_ENROLLMENT": gettext_lazy("orang ini ada di lebih dari satu unit (baris %(found)s). Pastikan benar."),
    "DUPLICATE_ROW": gettext_lazy("sama dengan baris %(found)s, dilewati."),
    "NAME_INVALID": gettext_lazy("'%(shown)s' bukan nama orang. Tulis nama dengan huruf, sesuai KTP."),
    "NAME_LENGTH": gettext_lazy("nama terlalu panjang (%(found)s huruf). Tulis paling banyak 120 huruf."),
    "REQUIRED": gettext_lazy("kosong. Isi sesuai KTP atau daftar Anda."),
    "DATE_IMPOSSIBLE": gettext_lazy("%(shown)s tidak ada di kalender. Cocokkan dengan KTP."),
    "DATE_ORDER": gettext_lazy("%(shown)s bukan urutan tanggal-bulan-tahun. Tulis tanggal lebih dulu."),
    "DATE_UNREADABLE": gettext_lazy("'%(shown)s' tidak terbaca. Tulis seperti 17-08-1985."),
    "DATE_HAS_TIME": gettext_lazy("'%(shown)s' memuat jam. Tulis tanggal saja, seperti 17-08-1985."),
    "DATE_FUTURE": gettext_lazy("%(shown)s belum mungkin. Periksa tahunnya."),
    "WAGE_AMBIGUOUS": gettext_lazy("'%(shown)s' tidak terbaca pasti. Tulis angka lengkap, seperti 1200000."),
    "WAGE_IMPLAUSIBLE": gettext_lazy("'%(shown)s' tidak wajar untuk upah sebulan. Tulis dalam rupiah penuh."),
    "WAGE_REQUIRED": gettext_lazy("kosong; penerima upah wajib berisi upah. Isi upah sebulan."),
    "UNIT_UNKNOWN": gettext_lazy("'%(found)s' bukan unit kota ini. Tulis nama unit seperti di daftar unit."),
    "CATEGORY_UNKNOWN": gettext_lazy("'%(found)s' bukan jenis pekerja kota ini. Pilih dari daftar jenis pekerja."),
    "OTHER_UNIT": gettext_lazy("bukan di unit Anda. Minta operator kota memeriksanya."),
    "SEX_UNREADABLE": gettext_lazy("'%(shown)s' tidak terbaca. Tulis L atau P."),
    "KPJ_LENGTH": gettext_lazy("'%(shown)s' bukan 11 huruf/angka, jadi dikosongkan. Cocokkan dengan kartu."),
    "CONTROL_CHAR": gettext_lazy("berisi karakter yang tidak terbaca. Ketik ulang sel ini."),
}
FILES = {
    "EMPTY": gettext_lazy("Berkas kosong. Pilih berkas roster yang berisi."),
    "TOO_LARGE": gettext_lazy("Berkas lebih dari 25 MB. Pisahkan per dinas."),
    "TOO_LARGE_UNPACKED": gettext_lazy("Isi berkas terlalu besar setelah dibuka. Hapus gambar dan baris kosong."),
    "TOO_MANY_ROWS": gettext_lazy("Berkas berisi lebih dari 200.000 baris. Pisahkan per dinas."),
    "SHEET_TOO_WIDE": gettext_lazy(
        "Isi sel berada sangat jauh (%(shown)s). Hapus kolom/baris kosong lalu simpan lagi."
    ),
    "MACRO_FILE": gettext_lazy("Berkas berisi makro (.xlsm). Simpan ulang sebagai .xlsx."),
    "PASSWORD_PROTECTED": gettext_lazy(
        "Berkas dikunci kata sandi. Buka di Excel, pilih Info, hapus kata sandi, lalu simpan."
    ),
    "TYPE_NOT_ALLOWED": gettext_lazy("Berkas harus .xlsx, .xls, .ods, atau .csv."),
    "TYPE_MISMATCH": gettext_lazy("Isi berkas ternyata %(shown)s. Simpan ulang dengan Simpan Sebagai .xlsx."),
    "CORRUPT": gettext_lazy("Berkas rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx."),
    "RESOURCE_LIMIT": gettext_lazy(
        "Berkas terlalu berat untuk dibaca. Simpan ulang sebagai .xlsx tanpa baris kosong."
    ),
    "ENCODING": gettext_lazy("Huruf di baris %(shown)s tidak terbaca. Simpan ulang sebagai CSV UTF-8."),
    "CSV_QUOTE": gettext_lazy("Tanda kutip di baris %(shown)s tidak ditutup. Perbaiki lalu simpan lagi."),
    "MISSING_COLUMN": gettext_lazy("Berkas perlu kolom %(shown)s. Sekarang ada: %(found)s."),
    "CHOOSE_SHEET": gettext_lazy("Berkas punya beberapa lembar berisi data: %(shown)s. Pilih satu."),
    "NO_SHEET": gettext_lazy("Tidak ada lembar '%(shown)s'. Yang ada: %(found)s."),
}


def row_message(row_no, label, problem):
    """The sentence for one cell; a code without its own sentence still says where."""
    text = ROWS.get(problem["code"], problem["code"])
    detail = {"found": problem.get("found"), "shown": problem.get("shown", "")}
    if isinstance(detail["found"], list):
        detail["found"] = ", ".join(str(each) for each in detail["found"])
    return _("Baris %(row)s, %(column)s: %(text)s") % {"row": row_no, "column": label, "text": text % detail}


def file_message(problem):
    return FILES[problem["code"]] % {"shown": problem.get("shown", ""), "found": problem.get("found", "")}
