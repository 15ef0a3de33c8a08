"""The sentence for each reason why a scan is not taken in: what was found, what is wanted, what to do."""

from django.utils.translation import gettext_lazy

from common.rupiah import grouped
from municipalities.opening.limits import MB


SENTENCES = {
    "EMPTY": gettext_lazy("Berkas ini kosong (0 byte). Pindai atau foto lagi lembarnya, lalu unggah hasilnya."),
    "TOO_LARGE": gettext_lazy(
        "Berkas ini %(found)s MB; paling besar %(limit)s MB. Pindai lagi dengan 200 dpi, lalu unggah hasilnya."
    ),
    "TYPE_NOT_ALLOWED": gettext_lazy(
        "Berkas ini %(found)s; yang diterima PDF, JPEG, PNG, atau HEIC. Simpan sebagai PDF, atau foto lembarnya."
    ),
    "CORRUPT:PICTURE": gettext_lazy(
        "Gambar ini rusak atau terpotong, jadi tidak terbuka sampai habis. Kirim lagi fotonya secara utuh, atau foto"
        " ulang."
    ),
    "CORRUPT:PDF": gettext_lazy(
        "PDF ini rusak atau terpotong, jadi tidak terbuka sampai habis. Buka di komputer, cetak ke PDF, lalu unggah"
        " hasilnya."
    ),
    "TOO_MANY_PIXELS": gettext_lazy(
        "Gambar ini %(width)s x %(height)s titik; paling banyak %(limit)s titik seluruhnya. Perkecil gambarnya, atau"
        " pindai dengan 200 dpi."
    ),
    "TOO_SMALL": gettext_lazy(
        "Gambar ini hanya %(width)s x %(height)s titik, jadi tulisannya tidak terbaca; sisi panjangnya paling sedikit"
        " %(limit)s titik. Foto lagi dari dekat."
    ),
    "PASSWORD_PROTECTED": gettext_lazy(
        "PDF ini dikunci dengan kata sandi, jadi tidak dapat diperiksa. Buka kuncinya atau cetak ke PDF yang baru,"
        " lalu unggah hasilnya."
    ),
    "NO_PAGES": gettext_lazy("PDF ini tidak punya halaman. Pindai lagi lembarnya, lalu unggah hasilnya."),
    "TOO_MANY_PAGES": gettext_lazy(
        "PDF ini %(found)s halaman; paling banyak %(limit)s. Ambil halaman yang diperlukan saja, lalu unggah lagi."
    ),
    "PDF_SCRIPT": gettext_lazy(
        "PDF ini memuat program kecil yang berjalan sendiri (JavaScript); hasil pindai tidak memerlukannya. Cetak ke"
        " PDF yang baru, lalu unggah hasilnya."
    ),
    "PDF_ACTION": gettext_lazy(
        "PDF ini memuat perintah membuka program, berkas lain, atau mengirim formulir; hasil pindai tidak"
        " memerlukannya. Cetak ke PDF yang baru, lalu unggah hasilnya."
    ),
    "PDF_ATTACHMENT": gettext_lazy(
        "PDF ini membawa berkas lain di dalamnya; yang diterima hanya halaman. Cetak ke PDF yang baru, lalu unggah"
        " hasilnya."
    ),
    "PDF_MEDIA": gettext_lazy(
        "PDF ini memuat suara, video, atau benda tiga dimensi; yang diterima hanya halaman. Cetak ke PDF yang baru,"
        " lalu unggah hasilnya."
    ),
    "PDF_DISGUISED": gettext_lazy(
        "Berkas ini PDF dan sekaligus arsip ZIP; yang diterima PDF saja. Cetak ke PDF yang baru, lalu unggah hasilnya."
    ),
    "RESOURCE_LIMIT": gettext_lazy(
        "Berkas ini terlalu berat untuk dibuka dengan aman. Pindai lagi dengan 200 dpi dan simpan sebagai PDF atau"
        " JPEG, lalu unggah hasilnya."
    ),
    "UNREADABLE": gettext_lazy(
        "Berkas ini tidak dapat dibuka. Cetak ke PDF atau foto lembarnya, lalu unggah hasilnya; bila tetap gagal,"
        " hubungi pengelola."
    ),
    "MALWARE": gettext_lazy(
        "Pemindai menemukan program berbahaya di berkas ini. Periksa komputer Anda, lalu pindai lagi lembarnya."
    ),
    "NOT_SCANNED": gettext_lazy(
        "Pemindai virus tidak menjawab, jadi berkas ini belum dibuka. Unggah lagi beberapa saat lagi."
    ),
}
# What TYPE_NOT_ALLOWED has found.
FOUND = {
    "OFFICE": gettext_lazy("dokumen Office"),
    "ARCHIVE": gettext_lazy("arsip"),
    "HTML": gettext_lazy("halaman web"),
    "VIDEO": gettext_lazy("video"),
    "UNKNOWN": gettext_lazy("jenis lain"),
}


def sentence(problem):
    """
    What a person reads of a problem.

    :param problem: {"code", ...} as the child or the look before it gives it
    """
    code = problem["code"]
    words = {name: grouped(value) for name, value in problem.items() if isinstance(value, int)}
    if code == "TOO_LARGE":
        # never "10 MB; paling besar 10 MB": the next tenth above
        words = {"found": tenths(-(-problem["found"] * 10 // MB)), "limit": grouped(problem["limit"] // MB)}
    if code == "TYPE_NOT_ALLOWED":
        words["found"] = FOUND.get(problem["found"], problem["found"])
    text = SENTENCES.get(f"{code}:{problem.get('kind', '')}") or SENTENCES.get(code) or SENTENCES["UNREADABLE"]
    return str(text) % words


def tenths(number):
    return f"{number // 10},{number % 10}"
