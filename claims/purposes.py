"""What each paper of a claim is for, in words a family understands, and whether the family or the city sees to it."""

from django.utils.translation import gettext_lazy as _

from regulations.words import DocumentKind


PURPOSES = {
    DocumentKind.JKM_FORM: _(
        "permohonan kepada BPJS Ketenagakerjaan; formulirnya kami siapkan, keluarga menandatangani"
    ),
    DocumentKind.ACCIDENT_REPORT_1: _("memberitahukan kecelakaannya kepada BPJS Ketenagakerjaan"),
    DocumentKind.ACCIDENT_REPORT_2: _("memberitahukan akibat kecelakaannya kepada BPJS Ketenagakerjaan"),
    DocumentKind.DOCTOR_STATEMENT: _("menjelaskan sebab meninggal; dari dokter atau rumah sakit yang merawat"),
    DocumentKind.TREATMENT_RECEIPTS: _("agar biaya yang sudah dibayar dapat diganti"),
    DocumentKind.PARTICIPANT_CARD: _("menunjukkan nomor kepesertaan; bila tidak ditemukan, beri tahu kami"),
    DocumentKind.WORKER_KTP: _("mencocokkan nama dan NIK yang meninggal"),
    DocumentKind.HEIR_KTP: _("mencocokkan nama dan NIK setiap ahli waris"),
    DocumentKind.HEIR_CHILD_CARD: _("mencocokkan nama ahli waris yang belum ber-KTP"),
    DocumentKind.FAMILY_CARD: _("menunjukkan hubungan keluarga"),
    DocumentKind.DEATH_LETTER: _("keterangan pertama, selama akta kematian belum terbit"),
    DocumentKind.DEATH_CERTIFICATE: _(
        "bukti resmi dari Dinas Dukcapil; selama belum terbit, bawa dulu surat dari rumah sakit atau kelurahan"
    ),
    DocumentKind.HEIR_STATEMENT: _(
        "menyatakan siapa saja ahli warisnya; formulirnya kami siapkan, semua ahli waris menandatangani"
    ),
    DocumentKind.POWER_OF_ATTORNEY: _("karena ahli waris lebih dari satu: menunjuk siapa yang mengurus klaim"),
    DocumentKind.MARRIAGE_BOOK: _("menunjukkan pernikahan, karena suami atau istri yang mengajukan"),
    DocumentKind.SCHOLARSHIP_FORM: _("permohonan beasiswa anak"),
    DocumentKind.CHILD_BIRTH_CERTIFICATE: _("menunjukkan orang tua dan umur anak, untuk beasiswa"),
    DocumentKind.SCHOOL_LETTER: _("menunjukkan bahwa anak bersekolah, untuk beasiswa"),
    DocumentKind.CHILD_IDENTITY: _("mencocokkan nama anak, untuk beasiswa"),
    DocumentKind.EMPLOYER_LETTER: _("menerangkan pekerjaan dan tempat kerjanya"),
    DocumentKind.BANK_BOOK: _("rekening tujuan pembayaran, atas nama ahli waris"),
    DocumentKind.NPWP: _("diminta karena jumlahnya besar, untuk keperluan pajak"),
    DocumentKind.POLICE_REPORT: _("menjelaskan kecelakaan lalu lintasnya"),
    DocumentKind.ATTENDANCE_LIST: _("menunjukkan kehadiran pada hari kejadian"),
    DocumentKind.ASSIGNMENT_LETTER: _("menunjukkan tugas yang sedang dijalankan"),
}
# The employer reports an accident and says who worked for it; no family is sent for these.
FROM_THE_CITY = frozenset(
    {
        *(DocumentKind.ACCIDENT_REPORT_1, DocumentKind.ACCIDENT_REPORT_2, DocumentKind.EMPLOYER_LETTER),
        *(DocumentKind.ATTENDANCE_LIST, DocumentKind.ASSIGNMENT_LETTER),
    }
)


def of(paper):
    """Why the paper is asked for."""
    return PURPOSES[DocumentKind(paper.kind)]


def is_from_the_city(paper):
    return paper.kind in FROM_THE_CITY
