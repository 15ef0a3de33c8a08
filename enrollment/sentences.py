"""
The sentences a person reads for a code (screens.md A.4): what was expected, what was found, what to do.

"CODE:REASON" is a sentence of its own for one reason. The place ("Baris 42, ") is put before a row's sentence.
"""

from django.utils.translation import gettext_lazy as _


ROW = {
    "REQUIRED": _("%(column)s: kosong. Isi sesuai KTP."),
    "CONTROL_CHAR": _("%(column)s: berisi karakter yang tidak terbaca (%(found)s). Ketik ulang sel ini."),
    "TOO_LONG": _("%(column)s: terlalu panjang ('%(found)s'). Tulis paling banyak %(longest)s huruf."),
    "FORMULA": _("%(column)s berisi rumus. Kami pakai nilainya: %(found)s. Bila salah, ketik nilainya."),
    "FORMULA_EXTERNAL": _(
        "%(column)s: berisi rumus yang mengambil data dari luar berkas (%(found)s). Ketik nilainya, tanpa rumus."
    ),
    "NIK_LENGTH": _("%(column)s: harus 16 angka; tertulis %(length)s (%(found)s). Periksa KTP/KK lalu ketik lengkap."),
    "NIK_CHARACTERS": _("%(column)s: hanya boleh angka; tertulis %(found)s. Periksa KTP/KK lalu ketik 16 angkanya."),
    "NIK_ZEROS": _("%(column)s: berisi nol semua. Periksa KTP/KK lalu ketik 16 angkanya."),
    "NIK_NUMERIC": _(
        "%(column)s: sel berformat Angka (%(found)s). Ubah kolom ke format Teks lalu ketik ulang NIK-nya."
    ),
    "NIK_PRECISION_LOST": _(
        "%(column)s: Excel mengubah angka terakhir menjadi 0 karena sel berformat Angka (%(found)s). "
        "Ubah kolom NIK ke format Teks lalu ketik ulang NIK-nya."
    ),
    "NIK_PRECISION_LOST:PROPOSAL": _(
        "%(column)s: Excel merusak angka terakhir (%(found)s). Satu orang terdaftar cocok dengan 15 angka lainnya dan "
        "tanggal lahirnya: terima usulan perbaikan, atau ketik ulang NIK-nya sebagai Teks."
    ),
    "NIK_REPAIRED": _("%(column)s: angka terakhir diambil dari data orang yang sudah terdaftar. Cocokkan dengan KTP."),
    "NIK_BIRTH_MISMATCH": _(
        "NIK menunjukkan lahir %(found)s, kolom Tanggal lahir %(birth_date)s. "
        "Cocokkan dengan KTP, perbaiki yang salah."
    ),
    "NIK_SEX_MISMATCH": _(
        "NIK menunjukkan jenis kelamin %(found)s, kolomnya %(sex)s. Cocokkan dengan KTP, perbaiki yang salah."
    ),
    "NIK_STRUCTURE": _("%(column)s: susunan tanggal atau nomor urutnya tidak lazim (%(found)s). Cocokkan dengan KTP."),
    "NIK_REGION": _(
        "4 angka awal NIK (%(found)s) tidak dikenal sebagai kabupaten/kota. Cocokkan dengan KTP; bila sama, biarkan."
    ),
    "NIK_CONFLICT": _(
        "NIK ini dipakai lebih dari satu orang (baris %(found)s): nama atau tanggal lahirnya berbeda. "
        "Perbaiki yang salah."
    ),
    "NIK_OTHER_PERSON": _(
        "NIK ini milik orang lain yang sudah tercatat: %(found)s, lahir %(birth_date)s. Periksa NIK di KTP. Bila "
        "data yang tercatat keliru, perbaiki dulu di halaman orangnya."
    ),
    "NAME_DIFFERS": _(
        "dengan NIK ini tercatat nama %(found)s; nama di berkas berbeda dan akan menggantikannya. Cocokkan dengan KTP."
    ),
    "BIRTH_DATE_DIFFERS": _(
        "dengan NIK ini tercatat tanggal lahir %(found)s; yang di berkas berbeda dan akan menggantikannya. Cocokkan "
        "dengan KTP."
    ),
    "KNOWN_DEAD": _(
        "orang ini tercatat meninggal pada %(found)s. Keluarkan dari daftar; bila catatan itu keliru, perbaiki dulu "
        "di halaman orangnya."
    ),
    "KPJ_SHARED": _(
        "%(column)s ini dipakai lebih dari satu orang (baris %(found)s). Cocokkan dengan kartu masing-masing."
    ),
    "KPJ_SHARED:STORED": _("%(column)s ini sudah tercatat untuk orang lain. Cocokkan dengan kartunya."),
    "SECOND_ENROLLMENT": _(
        "orang ini ada di lebih dari satu unit atau jenis pekerja (baris %(found)s), jadi didaftarkan lebih dari "
        "sekali. Hapus yang tidak benar."
    ),
    "DUPLICATE_ROW": _("sama dengan baris %(found)s, dilewati."),
    "ENROLLED_ELSEWHERE": _(
        "orang ini sudah terdaftar aktif di %(found)s. Bila pindah, catat pindahnya di bagian Baru atau akhiri yang "
        "lama; bila rangkap, biarkan."
    ),
    "ENROLLED_ELSEWHERE:OTHER": _(
        "orang ini juga terdaftar aktif di unit lain. Bila pindah, minta operator kota mengakhiri yang lama."
    ),
    "OTHER_CATEGORY": _(
        "orang ini sudah terdaftar aktif di unit yang sama sebagai %(found)s. Bila jenisnya berganti, catat di bagian "
        "Baru; bila tidak, ia terdaftar dua kali dan iurannya dihitung dua kali."
    ),
    "NAME_INVALID": _("%(column)s: '%(found)s' bukan nama orang. Tulis nama dengan huruf, sesuai KTP."),
    "NAME_SYMBOL": _("%(column)s '%(found)s' berisi gambar atau lambang. Cocokkan dengan KTP."),
    "DATE_IMPOSSIBLE": _("%(column)s %(found)s tidak ada di kalender. Cocokkan dengan KTP lalu perbaiki."),
    "DATE_IMPOSSIBLE:AGE": _(
        "%(column)s %(found)s tidak mungkin: umurnya menjadi %(age)s tahun. Periksa tahunnya di KTP."
    ),
    "DATE_ORDER": _(
        "%(column)s: %(found)s bukan urutan tanggal-bulan-tahun. Tulis tanggal lebih dulu, seperti 17-08-1985."
    ),
    "DATE_UNREADABLE": _("%(column)s: '%(found)s' tidak terbaca. Tulis seperti 17-08-1985."),
    "DATE_HAS_TIME": _("%(column)s: '%(found)s' memuat jam. Tulis tanggalnya saja, seperti 17-08-1985."),
    "START_IMPLAUSIBLE": _("%(column)s %(found)s tidak mungkin. Tulis tanggal antara 1950 dan akhir tahun depan."),
    "START_BEFORE_BIRTH": _("%(column)s %(found)s lebih awal dari tanggal lahir %(birth_date)s. Perbaiki yang salah."),
    "START_DIFFERS": _(
        "%(column)s berbeda dari yang tercatat (%(found)s). Yang tercatat tidak diubah; cocokkan dengan SK-nya."
    ),
    "AGE": _("umur %(age)s tahun (lahir %(found)s). Cocokkan dengan KTP; bila benar, biarkan."),
    "AGE:BPU": _("umur %(age)s tahun; untuk BPU mulai %(limit)s tahun, tanyakan dulu ke cabang."),
    "WAGE_AMBIGUOUS": _("%(column)s '%(found)s' tidak terbaca pasti. Tulis angka lengkap, seperti 1200000."),
    "WAGE_IMPLAUSIBLE": _(
        "%(column)s '%(found)s' tidak wajar untuk upah sebulan. Tulis rupiah penuh, seperti 1200000."
    ),
    "WAGE_IMPLAUSIBLE:MEDIAN": _(
        "%(column)s %(amount)s lebih dari 100 kali upah yang lazim di berkas ini (%(median)s). Periksa jumlah nolnya."
    ),
    "WAGE_FAR": _(
        "%(column)s %(amount)s jauh dari upah yang lazim di berkas ini (%(median)s). Periksa jumlah nolnya."
    ),
    "WAGE_FAR:BEFORE": _("%(column)s %(amount)s jauh dari yang tercatat (%(median)s). Periksa jumlah nolnya."),
    "WAGE_LOW": _("%(column)s %(amount)s di bawah upah minimum %(minimum)s. Bila memang honornya sekian, biarkan."),
    "WAGE_ROUNDED": _("%(column)s '%(found)s' kami bulatkan menjadi %(amount)s."),
    "WAGE_REQUIRED": _("%(column)s: kosong; penerima upah (PU) wajib berisi upah. Isi upah sebulan."),
    "UNIT_UNKNOWN": _("%(column)s '%(found)s' tidak ada di kota ini. Tulis nama unit seperti di daftar unit."),
    "UNIT_UNKNOWN:NEAR": _("%(column)s '%(found)s' tidak ada. Maksud Anda %(near)s? Tulis nama yang ada di daftar."),
    "CATEGORY_UNKNOWN": _(
        "%(column)s '%(found)s' bukan jenis pekerja kota ini. Pilih dari daftar jenis pekerja, atau kosongkan."
    ),
    "OTHER_UNIT": _("baris ini bukan untuk unit Anda. Minta operator kota memeriksanya."),
    "OTHER_UNIT:PERSON": _("orang ini tercatat di unit lain. Minta operator kota memeriksanya."),
    "OTHER_UNIT:LINK": _(
        "%(column)s '%(found)s' bukan %(own)s, padahal tautan ini hanya untuk %(own)s. Kosongkan selnya, atau hapus "
        "barisnya."
    ),
    "SEX_UNKNOWN": _("%(column)s '%(found)s' tidak terbaca, jadi dikosongkan. Tulis L atau P."),
    "KPJ_INVALID": _(
        "%(column)s '%(found)s' bukan nomor KPJ. Cocokkan dengan kartu (11 angka/huruf), atau kosongkan."
    ),
    "KPJ_LENGTH": _("%(column)s '%(found)s' berisi %(length)s angka/huruf, bukan 11. Cocokkan dengan kartu."),
    "PHONE": _("%(column)s %(found)s: kami simpan sebagai %(kept)s."),
    "PHONE_UNREADABLE": _("%(column)s '%(found)s' tidak terbaca, jadi dikosongkan. Tulis seperti 081234567890."),
}
# Said once where it is true of nearly every row.
MOST = {
    "": _("%(title)s: %(count)s dari %(of)s baris. Ini catatan saja dan tidak menghalangi penyimpanan."),
    "WAGE_LOW": _(
        "Upah %(count)s dari %(of)s orang di bawah upah minimum %(minimum)s. Bila memang honornya sekian, biarkan."
    ),
    "OTHER_CATEGORY": _(
        "%(count)s dari %(of)s orang sudah terdaftar aktif di unit yang sama sebagai %(found)s. Bila disimpan, mereka "
        "terdaftar dua kali dan iurannya dihitung dua kali. Bila jenisnya berganti, catat di bagian Baru; bila tidak, "
        "jangan disimpan: unggah lagi dan pilih jenis pekerja itu."
    ),
    "ENROLLED_ELSEWHERE": _(
        "%(count)s dari %(of)s orang sudah terdaftar aktif di unit lain. Bila disimpan, mereka terdaftar di dua unit "
        "dan iurannya dihitung dua kali. Bila mereka pindah, catat pindahnya di bagian Baru; bila tidak, periksa unit "
        "yang dipilih saat mengunggah."
    ),
    "NIK_NUMERIC": _(
        "NIK %(count)s dari %(of)s orang ditulis di sel berformat Angka. Kami pakai, karena tanggal lahir di dalamnya "
        "cocok. Lain kali ubah kolom NIK ke format Teks sebelum mengetik."
    ),
    "NAME_DIFFERS": _(
        "Nama %(count)s dari %(of)s orang berbeda dari yang tercatat dengan NIK yang sama. Mungkin kolomnya bergeser: "
        "cocokkan beberapa orang dengan KTP sebelum menyimpan."
    ),
    "BIRTH_DATE_DIFFERS": _(
        "Tanggal lahir %(count)s dari %(of)s orang berbeda dari yang tercatat. Mungkin urutan tanggalnya terbalik: "
        "cocokkan beberapa orang dengan KTP sebelum menyimpan."
    ),
    "START_DIFFERS": _(
        "TMT %(count)s dari %(of)s orang berbeda dari yang tercatat. Yang tercatat tidak diubah oleh berkas ini."
    ),
    "NIK_BIRTH_MISMATCH": _(
        "Tanggal lahir %(count)s dari %(of)s orang tidak cocok dengan NIK-nya. Mungkin kolomnya bergeser atau urutan "
        "tanggalnya terbalik: cocokkan beberapa orang dengan KTP sebelum menyimpan."
    ),
}
FILE = {
    "EMPTY": _("Berkas kosong. Pilih berkas roster yang berisi."),
    "EMPTY:NO_ROWS": _("Tidak ada baris orang di bawah judul kolom. Isi daftarnya, lalu unggah lagi."),
    "TOO_LARGE": _("Berkas lebih dari %(limit)s (ukurannya %(found)s). Pisahkan per dinas."),
    "TOO_LARGE_UNPACKED": _(
        "Isi berkas terlalu besar setelah dibuka. Hapus gambar dan baris kosong, lalu simpan lagi."
    ),
    "TOO_MANY_ROWS": _("Berkas berisi lebih dari %(limit)s baris. Pisahkan per dinas."),
    "SHEET_TOO_WIDE": _("Isi sel berada sangat jauh (%(found)s). Hapus kolom dan baris kosong lalu simpan lagi."),
    "MACRO_FILE": _("Berkas berisi makro (%(found)s). Simpan ulang sebagai .xlsx, lalu unggah lagi."),
    "PASSWORD_PROTECTED": _(
        "Berkas dikunci kata sandi. Buka di Excel → Info → Proteksi Buku Kerja → hapus kata sandi, lalu simpan."
    ),
    "TYPE_NOT_ALLOWED": _("Isi berkas ternyata %(found)s. Berkas harus .xlsx, .xls, .ods, atau .csv."),
    "TYPE_MISMATCH": _(
        "Nama berkas berakhir %(wanted)s, tetapi isinya %(found)s. "
        "Buka lalu Simpan Sebagai Buku Kerja Excel (.xlsx), atau ganti akhiran namanya menjadi %(found)s."
    ),
    "CORRUPT": _("Berkas rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."),
    "UNREADABLE": _("Berkas tidak dapat dibaca. Simpan ulang sebagai .xlsx; bila tetap gagal, hubungi pengelola."),
    "RESOURCE_LIMIT": _("Berkas terlalu berat untuk dibaca. Simpan ulang sebagai .xlsx tanpa baris dan kolom kosong."),
    "MALWARE": _("Pemindai menemukan program berbahaya di berkas ini. Periksa komputer Anda, lalu buat berkas baru."),
    "NOT_SCANNED": _("Pemindai virus tidak menjawab, jadi berkas belum dibuka. Unggah lagi beberapa saat lagi."),
    "ENCODING": _("Huruf di baris %(line)s tidak terbaca. Simpan ulang sebagai CSV UTF-8."),
    "CSV_QUOTE": _("Tanda kutip di baris %(line)s tidak ditutup. Perbaiki lalu simpan lagi."),
    "MISSING_COLUMN": _("Berkas perlu kolom %(missing)s. Sekarang ada: %(found)s."),
    "MAP_COLUMNS": _("Berkas perlu kolom %(missing)s. Sekarang ada: %(found)s. Tunjukkan kolom mana yang memuatnya."),
    "MAP_COLUMNS:NO_HEADER": _(
        "Berkas ini tidak punya judul kolom yang kami kenal. Kami perlu kolom %(missing)s: tunjukkan kolom mana yang "
        "memuatnya."
    ),
    "MAP_COLUMNS:TWICE": _(
        "Untuk %(columns)s ada lebih dari satu kolom (%(found)s), dan isinya berbeda. Pilih kolom yang dibaca."
    ),
    "MAP_COLUMNS:SUSPECT": _(
        "Kolom yang dipilih untuk %(column)s tidak berisi %(column)s. Lihat contoh isinya, lalu pilih yang benar."
    ),
    "MAP_COLUMNS:ASKED": _("Anda ingin memilih sendiri kolom yang dibaca. Cocokkan kolomnya, lalu periksa lagi."),
    "COLUMN_SUSPECT": _("Kolom %(column)s tidak berisi %(column)s. Periksa apakah judul kolomnya tertukar."),
    "COLUMN_SUSPECT:NIK": _("Kolom %(column)s berisi NIK. Periksa apakah judul kolomnya tertukar."),
    "COLUMN_SUSPECT:AMOUNT": _("Kolom %(column)s berisi angka uang. Periksa apakah judul kolomnya tertukar."),
    "COLUMN_SUSPECT:DATE": _("Kolom %(column)s berisi tanggal. Periksa apakah judul kolomnya tertukar."),
    "COLUMN_SUSPECT:WORDS": _("Kolom %(column)s berisi kata-kata. Periksa apakah judul kolomnya tertukar."),
    "CHOOSE_SHEET": _("Berkas punya beberapa lembar berisi data: %(found)s. Pilih satu."),
    "CHOOSE_SHEET:UNFIT": _("Di lembar '%(wanted)s' tidak ada daftar pekerja. Pilih lembar lain: %(found)s."),
    "CHOOSE_SHEET:UNKNOWN": _("Tidak ada lembar '%(wanted)s'. Yang ada: %(found)s. Pilih satu."),
    "DATE_ORDER_MIXED": _(
        "Di kolom %(column)s ada tanggal yang hanya masuk akal bila bulan ditulis lebih dulu, dan kolom ini dapat "
        "dibaca dua arah (%(found)s). Mana yang ditulis lebih dulu?"
    ),
    "WAGE_UNIT": _("Semua upah di bawah Rp10.000. Apakah ditulis dalam ribuan rupiah?"),
    "FIXED_BEFORE": _(
        "Berkas ini sama dengan yang dibatalkan di roster %(found)s. Isian yang diperbaiki di sana ikut dipakai."
    ),
    "PART_OF": _(
        "Berkas ini berisi perbaikan baris dari roster %(found)s. Orang yang tidak tercantum di sini tidak dianggap "
        "hilang dari daftar."
    ),
    "WAGE_UNUSED": _(
        "Iuran kota ini dihitung dari %(basis)s, bukan dari kolom Upah. Upah di berkas hanya disimpan sebagai catatan."
    ),
    "WAGE_FALL": _(
        "Upah %(count)s dari %(of)s orang turun 90 persen atau lebih. Bila memang benar, orang kedua yang membenarkan."
    ),
    "MISSING_MANY": _(
        "%(count)s dari %(of)s orang yang terdaftar di unit dan jenis pekerja ini tidak ada di berkas. Tidak seorang "
        "pun dikeluarkan karena itu. Bila berkas ini hanya berisi orang tambahan, jawab begitu, dan mereka tidak "
        "ditanyakan lagi. Bila daftarnya memang hanya sebagian, lanjutkan. Selain itu, periksa apakah ada lembar atau "
        "baris yang tertinggal, lalu unggah berkas yang lengkap."
    ),
    "ENCODING_GUESS": _("Jenis huruf berkas kami duga Windows-1252. Periksa nama yang memakai tanda khusus."),
    "HIDDEN_SHEET": _("Lembar tersembunyi tidak dibaca: %(sheets)s."),
    "SHEETS_UNREAD": _("Lembar lain tidak dibaca: %(sheets)s."),
    "HIDDEN_ROWS": _("%(count)s baris tersembunyi ikut dibaca (baris %(rows)s). Anda boleh memilih meninggalkannya."),
    "HIDDEN_COLUMNS": _("Kolom tersembunyi ikut dibaca: %(columns)s."),
    "COLUMN_IGNORED": _("Kolom ini tidak kami perlukan, jadi tidak dibaca dan tidak disimpan: %(headers)s."),
}
